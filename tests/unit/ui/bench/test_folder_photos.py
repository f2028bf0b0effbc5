"""A file is read in the lane that takes files in, turned as its camera was held; a broken one comes as none."""

from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.ui.bench.folder_photos import loader_of


@pytest.fixture
def load(qapp):
    lane, relay = Lane("importing"), Relay()
    yield loader_of(SimpleNamespace(importing=lane, relay=relay))
    relay.close()
    lane.close()


def test_it_comes_upright(load, tmp_path, qtbot):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "red").save(tmp_path / "phone.jpg", exif=exif)
    came = []
    load(str(tmp_path / "phone.jpg"), QSize(1000, 1000), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert (came[0].width(), came[0].height()) == (200, 400)


def test_a_broken_one_comes_as_none(load, tmp_path, qtbot):
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    came = []
    load(str(tmp_path / "broken.jpg"), QSize(1000, 1000), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [None]
