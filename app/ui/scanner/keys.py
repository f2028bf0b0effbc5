"""Qt's key events read as strokes. Main thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.scanner.strokes import Sort, Stroke

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LINE_ENDS = frozenset({"\r", "\n"})
_HAND_SIGNS = frozenset({"\b", "\t", "\x1b", "\x7f"})
"""Backspace, Escape and Delete write a sign as well; so does Tab with another key."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is needed to press a key once more.

    Attributes:
        receiver: the window or widget that it was meant for

    """

    code: int
    text: str
    modifiers: Qt.KeyboardModifier
    receiver: QObject


def stroke_of(event: QKeyEvent, receiver: QObject, arrived: float) -> Stroke:
    """The stroke that a key event is."""
    sort, text = _read(event)
    key = Key(event.key(), event.text(), event.modifiers(), receiver)
    return Stroke(sort, text, event.timestamp(), arrived, event.isAutoRepeat(), key)


def _read(event: QKeyEvent) -> tuple[Sort, str]:
    code, text, modifiers = event.key(), event.text(), event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    if code in _MODIFIERS or code == Qt.Key.Key_F24:
        return (Sort.MARK if code == Qt.Key.Key_F24 else Sort.MODIFIER), ""
    if code in _ENTERS or text in _LINE_ENDS:
        return (Sort.HAND, "") if control and code in _ENTERS else (Sort.ENTER, "")
    if code == Qt.Key.Key_Tab and not control and not alt:
        return Sort.TAB, "\t"
    if alt and not control:
        return (Sort.ALT_DIGIT, chr(code)) if Qt.Key.Key_0 <= code <= Qt.Key.Key_9 else (Sort.HAND, "")
    if control and not alt:
        return _with_control(code, text)
    if len(text) != 1 or text in _HAND_SIGNS:
        return Sort.HAND, ""
    return Sort.CHARACTER, text


def _with_control(code: int, text: str) -> tuple[Sort, str]:
    """Ctrl+] is GS, Ctrl+B is STX: some systems give the sign, some only the key."""
    if len(text) == 1 and text < " " and text not in _HAND_SIGNS:
        return Sort.CHARACTER, text
    if not text and ord("@") < code <= ord("_"):
        sign = chr(code & 0x1F)
        return (Sort.CHARACTER, sign) if sign not in _HAND_SIGNS else (Sort.HAND, "")
    return Sort.HAND, ""
