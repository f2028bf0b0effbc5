"""It sees what was put before it, and its cable can be pulled."""

import numpy as np
import pytest

from app.devices.frames import pixels_of
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import HEIGHT, WIDTH, picture
from app.errors import DeviceError, Offline


def test_it_sees_what_is_put_before_it_packed_or_not():
    camera = SceneCamera(picture("front"), fps=1000)
    info = camera.open()
    assert (info.width, info.height) == (WIDTH, HEIGHT)
    other = np.full((30, 40, 3), 90, np.uint8)
    camera.show(other)
    assert np.array_equal(pixels_of(camera.newest()), other)
    camera.show(picture("sole"))
    first, second = pixels_of(camera.newest()), pixels_of(camera.newest())
    assert first.shape == (HEIGHT, WIDTH, 3)
    assert np.shares_memory(first, second), "it was unpacked twice"


def test_whoever_drew_the_scene_may_draw_on():
    scene = np.full((30, 40, 3), 90, np.uint8)
    camera = SceneCamera(scene, fps=1000)
    camera.open()
    frame = camera.newest()
    scene[:] = 0
    assert pixels_of(frame).min() == 90


def test_a_pulled_cable_is_offline_until_it_is_in_again():
    camera = SceneCamera(picture("front"), fps=1000)
    camera.open()
    camera.unplug()
    with pytest.raises(Offline):
        camera.newest()
    with pytest.raises(Offline):
        camera.open()
    camera.plug_in()
    camera.open()
    assert camera.newest().width == WIDTH


@pytest.mark.parametrize("scene", [b"no picture", [[1, 2], [3, 4]]])
def test_what_is_no_picture_is_said(scene):
    with pytest.raises(DeviceError):
        SceneCamera(scene).open()
