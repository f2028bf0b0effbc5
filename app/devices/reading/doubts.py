"""Which reads are believed: a right check digit alone proves little.

Measured: skewed, blurred or striped pictures give article numbers with a sound check digit that nobody printed, parts
of an ITF for the whole, and at the limit even a wrong Code 128. Yet the wrong text comes from one way of looking, the
right one from several. So bars are believed when two looks agree and no other text on the same bars has as many; where
nothing within the symbol vouches for it, one of the two must have seen it cut out and level. Symbols that correct their
errors are believed at once. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.symbols import Code

ENOUGH = 2


@dataclass(slots=True)
class _Read:
    """One text on one place, and how often it was seen there."""

    code: Code
    looks: set[str] = field(default_factory=set)
    level: bool = False


class Reads:
    """What was read in one picture so far, look by look."""

    def __init__(self) -> None:
        self._reads: list[_Read] = []

    def add(self, codes: Iterable[Code], look: str, *, level: bool = False) -> None:
        """What a look has seen. One that has seen a text before counts once; `level`: cut out and turned level."""
        for code in codes:
            read = self._of(code)
            read.looks.add(look)
            read.level |= level

    def __bool__(self) -> bool:
        """Whether anything was read, believed or not."""
        return bool(self._reads)

    def believed(self) -> tuple[Code, ...]:
        """What can be taken as read, each text once."""
        return tuple({read.code.text: read.code for read in self._reads if self._is_believed(read)}.values())

    @property
    def doubted(self) -> tuple[Code, ...]:
        """What was read and is not believed, nor stands on bars with a text that is."""
        good = [read for read in self._reads if self._is_believed(read)]
        return tuple(
            read.code
            for read in self._reads
            if read not in good and not any(read.code.shares_place_with(each.code) for each in good)
        )

    @property
    def settled(self) -> bool:
        """Whether something is believed, and all else that was read stands on the same bars."""
        return bool(self._reads) and not self.doubted

    def _of(self, code: Code) -> _Read:
        for read in self._reads:
            if read.code.text == code.text and read.code.shares_place_with(code):
                read.code = max(read.code, code, key=_area)  # the look that has seen most of it
                return read
        self._reads.append(_Read(code))
        return self._reads[-1]

    def _is_believed(self, read: _Read) -> bool:
        if read.code.symbology.corrects_itself:
            return True
        if len(read.looks) < ENOUGH or not (read.level or read.code.symbology.has_check):
            return False
        return all(
            len(read.looks) > len(other.looks)
            for other in self._reads
            if other is not read and other.code.shares_place_with(read.code)
        )


def _area(code: Code) -> float:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = code.corners
    return abs((cx - ax) * (dy - by) - (dx - bx) * (cy - ay)) / 2
