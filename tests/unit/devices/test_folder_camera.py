"""Each picture of the folder has its turn, in the order of their names, over and over."""

import itertools

import numpy as np
import pytest

from app.devices.folder_camera import FolderCamera
from app.devices.frames import pixels_of
from app.errors import DeviceError, Offline
from tests.camera_server import jpeg


@pytest.fixture
def folder(tmp_path):
    for number, light in enumerate((40, 120, 200)):
        (tmp_path / f"{number}.JPG").write_bytes(jpeg(np.full((48, 64, 3), light, np.uint8)))
    return tmp_path


def test_every_picture_has_its_turn_in_order(folder):
    camera = FolderCamera(folder, each_s=0.05, fps=100)
    camera.open()
    seen = [1]
    while len(seen) < 6:
        light = round(float(pixels_of(camera.newest()).mean()) / 40)
        if light != seen[-1]:
            seen.append(light)
    camera.close()
    turns = [1, 3, 5]
    assert all(turns[(turns.index(one) + 1) % 3] == other for one, other in itertools.pairwise(seen))


def test_a_picture_that_goes_away_meanwhile_is_said(folder):
    camera = FolderCamera(folder, each_s=0.01, fps=100)
    camera.open()
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(Offline):
        _until_it_fails(camera)


def _until_it_fails(camera):
    while camera.newest():
        pass


def test_a_picture_that_is_damaged_is_said(folder):
    (folder / "0.JPG").write_bytes(b"damaged")
    with pytest.raises(DeviceError):
        FolderCamera(folder).open()
