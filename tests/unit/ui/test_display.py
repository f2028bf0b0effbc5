"""Without a display the program says so; it finds out without loading Qt."""

import subprocess
import sys

import pytest

from app.ui import display
from app.ui.display import NoDisplay, has_display, must_have_display


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
    monkeypatch.setattr(display.has_display, "__defaults__", ({}, "linux"))
    with pytest.raises(NoDisplay) as told:
        must_have_display()
    assert told.value.exit_code == 3
    assert "regrade demo" in told.value.hint


def test_qt_is_not_loaded_for_it():
    code = "import sys, app.ui.display, app.bootstrap; print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
