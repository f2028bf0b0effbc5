"""Qt's key events are read as strokes, whichever way a system sends a sign of control."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.scanner.keys import stroke_of
from app.ui.scanner.strokes import GS, STX, Sort

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAD = Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize(
    ("code", "modifiers", "text", "sort", "written"),
    [
        (Qt.Key.Key_A, NONE, "a", Sort.CHARACTER, "a"),
        (Qt.Key.Key_A, SHIFT, "A", Sort.CHARACTER, "A"),
        (Qt.Key.Key_7, PAD, "7", Sort.CHARACTER, "7"),
        (Qt.Key.Key_Space, NONE, " ", Sort.CHARACTER, " "),
        (Qt.Key.Key_Return, NONE, "\r", Sort.ENTER, ""),
        (Qt.Key.Key_Enter, PAD, "\r", Sort.ENTER, ""),
        (Qt.Key.Key_Return, CONTROL, "\r", Sort.HAND, ""),
        (Qt.Key.Key_J, CONTROL, "\n", Sort.ENTER, ""),
        (Qt.Key.Key_Tab, NONE, "\t", Sort.TAB, "\t"),
        (Qt.Key.Key_Tab, CONTROL, "\t", Sort.HAND, ""),
        (Qt.Key.Key_Backtab, SHIFT, "\t", Sort.HAND, ""),
        (Qt.Key.Key_F24, NONE, "", Sort.MARK, ""),
        (Qt.Key.Key_Shift, SHIFT, "", Sort.MODIFIER, ""),
        (Qt.Key.Key_AltGr, NONE, "", Sort.MODIFIER, ""),
        (Qt.Key.Key_BracketRight, CONTROL, GS, Sort.CHARACTER, GS),
        (Qt.Key.Key_BracketRight, CONTROL, "", Sort.CHARACTER, GS),
        (Qt.Key.Key_B, CONTROL, STX, Sort.CHARACTER, STX),
        (Qt.Key.Key_B, CONTROL, "", Sort.CHARACTER, STX),
        (Qt.Key.Key_H, CONTROL, "", Sort.HAND, ""),
        (Qt.Key.Key_1, CONTROL, "1", Sort.HAND, ""),
        (Qt.Key.Key_2, ALT | PAD, "2", Sort.ALT_DIGIT, "2"),
        (Qt.Key.Key_F, ALT, "f", Sort.HAND, ""),
        (Qt.Key.Key_At, ALT | CONTROL, "@", Sort.CHARACTER, "@"),
        (Qt.Key.Key_Backspace, NONE, "\b", Sort.HAND, ""),
        (Qt.Key.Key_Escape, NONE, "\x1b", Sort.HAND, ""),
        (Qt.Key.Key_Left, NONE, "", Sort.HAND, ""),
        (Qt.Key.Key_Dead_Acute, NONE, "", Sort.HAND, ""),
        (Qt.Key.Key_Multi_key, NONE, "", Sort.HAND, ""),
    ],
)
def test_what_a_key_can_be(code, modifiers, text, sort, written):
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text)
    event.setTimestamp(4711)
    stroke = stroke_of(event, QObject(), 12.5)
    assert (stroke.sort, stroke.text) == (sort, written)
    assert (stroke.stamp, stroke.arrived, stroke.repeat) == (4711, 12.5, False)


def test_a_key_that_is_held_down_says_so():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a", True)
    assert stroke_of(event, QObject(), 0).repeat
