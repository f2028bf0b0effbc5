"""A file is read in its folder's lane, turned as its camera was held; a broken one comes as none."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from app.background.bridge import Relay
from app.background.folder_lanes import FolderLanes
from app.ui.bench.folder_photos import loader_of
from app.ui.parts import Parts


@pytest.fixture
def load(qapp):
    lanes, relay = FolderLanes(), Relay()
    yield loader_of(cast("Parts", SimpleNamespace(folders=lanes, relay=relay)))
    relay.close()
    lanes.close()


def test_it_comes_upright(load, tmp_path, qtbot):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 200), "red").save(tmp_path / "phone.jpg", exif=exif)
    came: list[Any] = []
    load(str(tmp_path / "phone.jpg"), QSize(1000, 1000), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert (came[0].width(), came[0].height()) == (200, 400)


def test_a_broken_one_comes_as_none(load, tmp_path, qtbot):
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    came: list[Any] = []
    load(str(tmp_path / "broken.jpg"), QSize(1000, 1000), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [None]
