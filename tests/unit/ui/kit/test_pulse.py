"""The visual twin of a tone lights up and goes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.kit import Pulse
from app.ui.kit.pulse import SHOWN_MS
from app.ui.theme import current


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("kind", "tone"), [("taken", "accent"), ("refused", "bad"), ("done", "ok"), ("sell", "ok")])
def test_the_edge_wears_what_happened(window, kind, tone):
    pulse = Pulse(window)
    pulse.on_sounded(kind)
    assert pulse.kind == kind
    assert pulse.grab().toImage().pixelColor(150, 1).name().upper() == getattr(current(), tone)


def test_it_goes_by_itself_and_is_short(window, qtbot):
    pulse = Pulse(window)
    pulse.on_sounded("done")
    assert pulse.isVisible()
    assert SHOWN_MS <= 120
    qtbot.waitUntil(lambda: not pulse.isVisible())


def test_it_takes_no_finger_and_no_focus(window, qtbot):
    button = QPushButton("Below", window)
    button.show()
    pulse = Pulse(window)
    pulse.on_sounded("taken")
    assert pulse.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert pulse.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert window.childAt(button.geometry().center()) is button


def test_it_follows_its_window(window):
    pulse = Pulse(window)
    window.resize(500, 400)
    assert pulse.size() == window.size()
