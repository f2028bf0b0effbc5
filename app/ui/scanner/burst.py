"""The listening: tells the keys of a scanner from those of a hand. Pure: no Qt, no clock, no timers.

Two ways. With a prefix set, everything from the prefix to the suffix is a scan, and nothing else is ever held back.
Without one, keys are held back while they may be a scan, and given back, in their order, as soon as they are not: a
pause longer than the gap before four characters, or a key that no scanner sends. F24 begins a scan in either way, for
no hand types it.

For each key, in this order: `before` (what ended before it came), `wants` (does it belong to what may be a scan?), and
if so `take`. When nothing came for `patience_ms`, `pause`. A scan that broke off is told as broken, never as a code: a
half is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.ui.scanner.strokes import ETX, GS, STX, Sort, Stroke, gap_ms, text_of

SHORTEST_ENDED = 3
SHORTEST_PAUSED = 4
"""Fewer keys are a hand's: two fingers that roll over one another are that quick, four are not."""
SILENCE_MS = 2000
"""A scan with a prefix whose suffix is that late has broken off."""
PATIENT = 4
"""Where a suffix is sure to come, a radio link may be that many gaps late."""
LONGEST = 4096

_BEGINS = frozenset({STX, GS})
_ENDS_IT = frozenset({ETX})

Prefix = Literal["none", "F24", "STX"]
Suffix = Literal["auto", "Enter", "Tab", "ETX", "none"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the scanner is set up.

    Attributes:
        suffix: `auto`: Enter, ETX or a pause; a name: that one is sure to come; `none`: only a pause
        substitute: what the scanner sends in the place of GS, or nothing

    """

    prefix: Prefix = "none"
    suffix: Suffix = "auto"
    gap_ms: int = 35
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a key or a pause.

    Attributes:
        back: keys that a hand typed, to be given back in this order
        code: a scan
        strokes: the keys of that scan
        ended: what ended it: `Enter`, `Tab`, `ETX`, `pause`
        broken: a scan began and did not end

    """

    back: tuple[Stroke, ...] = ()
    code: str = ""
    strokes: tuple[Stroke, ...] = ()
    ended: str = ""
    broken: bool = False


NOTHING = Heard()


class Listening:
    """Keeps what is held back. One thread."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self._held: list[Stroke] = []
        self._begun: Stroke | None = None
        self._last: Stroke | None = None
        self._ended: Stroke | None = None

    @property
    def waiting(self) -> bool:
        """Whether something is held back, or a scan has begun."""
        return bool(self._held) or self._begun is not None

    @property
    def patience_ms(self) -> float:
        """How long nothing must come before what is held back is settled."""
        if self._begun is not None:
            return self.manner.gap_ms * PATIENT if self.manner.suffix == "none" else SILENCE_MS
        sure = self.manner.suffix in {"Enter", "Tab", "ETX"} and self._length() >= SHORTEST_PAUSED
        return self.manner.gap_ms * (PATIENT if sure else 1)

    def before(self, stroke: Stroke) -> Heard:
        """Settle what ended before this key came."""
        if self._last is None or not self.waiting:
            return NOTHING
        if gap_ms(self._last, stroke) > self.patience_ms:
            return self.pause()
        if self._begun is None and (stroke.repeat or stroke.sort is Sort.HAND):
            return self._give_back()
        return NOTHING

    def wants(self, stroke: Stroke) -> bool:
        """Whether this key is part of what may be a scan; asked after `before`, and changes nothing."""
        if self._begun is not None or self._begins(stroke):
            return True
        if stroke.repeat or stroke.sort is Sort.HAND:
            return False
        if self._trails(stroke):
            return True
        if self.manner.prefix != "none":
            return False
        if stroke.sort is Sort.CHARACTER:
            return bool(self._held) or stroke.text.isprintable() or stroke.text in _BEGINS
        return stroke.sort is Sort.ALT_DIGIT or bool(self._held)

    def take(self, stroke: Stroke) -> Heard:
        """Take a key that was wanted."""
        if self._begins(stroke):
            return self._begin(stroke)
        if self._trails(stroke):
            return NOTHING
        self._ended = None
        self._last = stroke
        if stroke.repeat or stroke.sort is Sort.HAND:
            return NOTHING  # within a scan: no part of it, and nobody else's
        if ending := self._ending(stroke):
            return self._end(stroke, ending)
        if len(self._held) >= LONGEST:
            return NOTHING
        self._held.append(stroke)
        return NOTHING

    def pause(self) -> Heard:
        """Nothing came for as long as `patience_ms`."""
        if self._begun is not None:
            if self.manner.suffix == "none" and self._length():
                return self._scan("pause")
            self._clear()
            return Heard(broken=True)
        if self._length() < SHORTEST_PAUSED:
            return self._give_back()
        if self.manner.suffix in {"auto", "none"}:
            return self._scan("pause")
        self._clear()
        return Heard(broken=True)

    def break_off(self) -> Heard:
        """The rest goes elsewhere: another program has the keyboard now. What was typed by hand is given back."""
        if self._begun is None and self._length() < SHORTEST_PAUSED:
            return self._give_back()
        self._clear()
        return Heard(broken=True)

    def _begins(self, stroke: Stroke) -> bool:
        return stroke.sort is Sort.MARK or (self.manner.prefix == "STX" and stroke.text == STX)

    def _begin(self, stroke: Stroke) -> Heard:
        broken, back = self._begun is not None, tuple(self._held)
        self._clear()
        self._begun = self._last = stroke
        return Heard(broken=True) if broken else Heard(back=back)

    def _trails(self, stroke: Stroke) -> bool:
        """A second line end right behind the first belongs to the scan as well."""
        ended = self._ended
        near = ended is not None and gap_ms(ended, stroke) <= self.manner.gap_ms
        return near and not self.waiting and stroke.sort is Sort.ENTER

    def _ending(self, stroke: Stroke) -> str:
        if stroke.sort is Sort.ENTER:
            return "Enter"
        if stroke.sort is Sort.CHARACTER and stroke.text in _ENDS_IT:
            return "ETX"
        return "Tab" if stroke.sort is Sort.TAB and self.manner.suffix == "Tab" else ""

    def _end(self, stroke: Stroke, ending: str) -> Heard:
        if self._begun is None and self._length() < SHORTEST_ENDED:
            self._held.append(stroke)
            return self._give_back()
        heard = self._scan(ending)
        self._ended = stroke
        return heard

    def _scan(self, ended: str) -> Heard:
        strokes = tuple(self._held)
        code = text_of(strokes, self.manner.substitute)
        self._clear()
        return Heard(code=code, strokes=strokes, ended=ended, broken=not code)

    def _give_back(self) -> Heard:
        back = tuple(self._held)
        self._clear()
        return Heard(back=back)

    def _clear(self) -> None:
        self._held.clear()
        self._begun = self._last = self._ended = None

    def _length(self) -> int:
        return len(text_of(self._held))
