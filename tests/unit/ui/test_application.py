"""The window opens over a real station, and closes without leaving a lane; without a display it says so."""

import sys

import pytest

from app.bootstrap import Stations
from app.ui import application
from app.ui.application import NoDisplay, has_display, make_application, must_have_display, open_window


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_opened(environment, platform, there):
    assert has_display(environment, platform) is there


def test_without_a_display_the_words_say_what_to_do(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(application.has_display, "__defaults__", ({}, "linux"))
    with pytest.raises(NoDisplay) as told:
        must_have_display()
    assert told.value.exit_code == 3
    assert "regrade demo" in told.value.hint


def test_the_window_opens_on_an_empty_station(qtbot, tmp_path):
    make_application()
    with Stations().open(tmp_path / "profile") as station, open_window(station) as window:
        window.show()
        qtbot.waitUntil(lambda: window.parts.desk.standing is not None)
        standing = window.parts.desk.standing
        assert standing is not None
        assert standing.reply["step"] == "signed_out"
        assert window.front is window.page("signin")
