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


def test_what_lies_under_it_is_not_painted_for_it(qtbot):
    painted = []

    class Content(QWidget):
        def paintEvent(self, _event):  # noqa: N802 (Qt calls it so)
            painted.append(self)

    made = QWidget()
    made.resize(300, 200)
    content = Content(made)
    content.setGeometry(20, 20, 200, 100)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    pulse = Pulse(made)
    pulse.on_sounded("done")
    qtbot.waitUntil(lambda: not pulse.isVisible())
    made.update(0, 0, 1, 1)
    qtbot.wait(0)
    assert painted == []
