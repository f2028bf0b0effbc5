"""The tools of the live picture hold at once, and are saved at the word of whoever works here."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from app.errors import StoreError
from app.ui.bench.camera_tools import CameraTools
from app.ui.bench.overlays import Overlays
from app.ui.camera import Choices, LivePicture


class Presenter(QObject):
    drawn = Signal(object)
    learned = Signal(object)
    scene = None
    standing = None

    def not_taken(self, message, hint):
        self.said = message, hint


class Page(QObject):
    def __init__(self, save):
        super().__init__()
        self.presenter, self.tools, self.told = Presenter(), CameraTools(), []
        station = SimpleNamespace(reference=lambda _: None, save_settings=save)
        self.parts = SimpleNamespace(choices=Choices(), station=station, read=self.read)

    def read(self, look, on_read, on_error):
        try:
            value = look()
        except StoreError as error:
            on_error(error)
        else:
            on_read(value)

    def _on_told(self, words, tone):
        self.told.append(tone)


@pytest.fixture
def picture(dressed, qtbot):
    made = LivePicture()
    qtbot.addWidget(made)
    return made


def test_each_choice_is_saved_under_its_name(picture, qtbot):
    saved = []
    page = Page(lambda changes, by: saved.append((changes, by)))
    qtbot.addWidget(page.tools)
    Overlays(page, picture)
    page.tools.asked.emit("auto")
    page.tools.asked.emit("overlay")
    assert saved == [({("camera", "auto"): True}, None), ({("camera", "overlay"): "lines"}, None)]
    assert page.told == ["ok"]
    assert picture._lines


def test_what_cannot_be_saved_is_said_and_holds_for_now(picture, qtbot):
    def full(_changes, _by):
        raise StoreError("The disk is full.", "Free some space.")

    page = Page(full)
    qtbot.addWidget(page.tools)
    Overlays(page, picture)
    page.tools.asked.emit("overlay")
    assert page.presenter.said == ("The disk is full.", "Free some space.")
    assert page.parts.choices.overlay == "lines"
