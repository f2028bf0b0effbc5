"""A scan that an input method took for typing: tells what a machine composed from what a hand did.

While a field takes words of another language its input method sees the keys before any window does. A scanner's keys
come out of it as text: committed all at once when the Enter behind the code closes what was being composed, or sign by
sign with that Enter behind them. Nobody composes four signs or more at the pace of a scanner; a whole text that nobody
composed was pasted, spoken or written by hand. Pure: no Qt, no clock; times are milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: text to be given to its field, or a scan."""

    back: str = ""
    code: str = ""


NOTHING = Came()


class Composed:
    """Keeps what may be a scan. One thread."""

    def __init__(self, gap_ms: float) -> None:
        self.gap_ms = gap_ms
        self._began: float | None = None
        self._held = ""
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Whether text is held back; settle it with `pause` when nothing came for a gap."""
        return bool(self._held)

    def composes(self, at: float) -> None:
        """Something is being composed, and not committed yet."""
        if self._began is None:
            self._began = at

    def leaves(self) -> None:
        """What was being composed was given up."""
        self._began = None

    def commits(self, text: str, at: float) -> Came:
        """A text was committed."""
        began, self._began = self._began, None
        if not _is_code(text):
            return Came(back=self._taken() + text)
        if began is not None and len(text) >= SHORTEST and at - began <= self.gap_ms * len(text):
            return Came(back=self._taken(), code=text)
        if len(text) > 1:
            return Came(back=self._taken() + text)
        before = self._taken() if self._held and at - self._last > self.gap_ms else ""
        self._held += text
        self._last = at
        return Came(back=before)

    def enters(self, at: float) -> Came:
        """Enter was pressed: of a scanner that is the end of its code."""
        held = self._taken()
        if len(held) >= SHORTEST and at - self._last <= self.gap_ms:
            return Came(code=held)
        return Came(back=held)

    def pause(self) -> Came:
        """Nothing came for a gap, or something else did: it was a hand."""
        return Came(back=self._taken())

    def _taken(self) -> str:
        held, self._held = self._held, ""
        return held


def _is_code(text: str) -> bool:
    """Codes are plain signs without spaces; words of a language are not."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
