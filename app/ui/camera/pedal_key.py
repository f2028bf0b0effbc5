"""The key of a foot switch, by its name: a foot switch is a keyboard of one key. Pure words and numbers.

Which keys may be one: those that mean nothing else at the bench, and end no scan.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

_BEFORE: Final = "Key_"
_MEANT: Final = frozenset("0123456789ADEFGIJKLMNOPRSTUVWXYZ")
"""Digits answer; these letters stand on controls of the bench."""
_OTHERS: Final = frozenset(
    {
        *("Return", "Enter", "Space", "Backspace", "Escape", "Tab", "Backtab", "Up", "Down", "Left", "Right", "F24"),
        *(
            "F1",
            "F2",
            "F3",
            "F4",
            "F5",
            "F6",
            "F7",
            "F10",
            "Shift",
            "Control",
            "Alt",
            "AltGr",
            "Meta",
            "CapsLock",
            "NumLock",
        ),
        *("Plus", "Minus", "unknown"),
    }
)
"""What the window, the bench or a scanner's prefix already uses, and what is held with other keys."""


def name_of(key: int) -> str:
    """The name that a key is kept by, as in `F13` or `PageDown`; empty where Qt has none."""
    try:
        name = Qt.Key(key).name
    except ValueError:
        return ""
    return name.removeprefix(_BEFORE) if name and name.isascii() else ""


def may_be_pedal(name: str) -> bool:
    """Whether a key of this name may be a pedal."""
    return bool(name) and name.isalnum() and len(name) <= 24 and name not in _MEANT and name not in _OTHERS


def key_named(name: str) -> int | None:
    """The key of that name; None where there is none, or it may not be one."""
    key = getattr(Qt.Key, f"{_BEFORE}{name}", None) if may_be_pedal(name) else None
    return int(key.value) if isinstance(key, Qt.Key) else None
