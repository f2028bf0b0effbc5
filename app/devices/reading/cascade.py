"""The order of the looks, quick ones first, and where they end.

Implements `app.ports.CodeReader`. The order was measured on photographs and on drawn frames: the picture as it is; bars
that OpenCV has located, cut out, turned level and enlarged: plain, keen, averaged along the bars, evened, light for
dark; the whole resized and sharpened; zbar last. Looking ends when something is believed and nothing is in doubt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.devices.reading import locating, views
from app.devices.reading.doubts import Reads
from app.devices.reading.engines import zbar, zxing_bars, zxing_fast, zxing_full
from app.devices.reading.locating import Locator
from app.devices.reading.views import Grey, View
from app.domain.symbols import Code
from app.ports import Frame

SLOW_EACH = 5
LARGEST_TO_ENLARGE, HUGE = 2_000_000, 12_500_000


class Cascade:
    """Reads pictures one at a time; keeps nothing of them but how long ago a frame showed a code."""

    def __init__(self) -> None:
        self._locator = Locator()
        self._empty = 0
        self._again = 0
        self._turn = -1

    def read_frame(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a live frame: quick looks on each; on each fifth that showed nothing the picture is searched
        piece by piece, and by some of the slow looks in turn. What showed something is repeated on the next two frames,
        so that it can be seen again."""
        closely = bool(self._again) or self._empty % SLOW_EACH == SLOW_EACH - 1
        picture, reads = _Picture(views.of_frame(frame), self._locator, closely=closely), Reads()
        _look(picture, reads, QUICK)
        _look(picture, reads, CLOSER, until_settled=True)
        if closely and not reads:
            self._turn += not self._again
            _look(picture, reads, (*IN_TURN[self._turn % len(IN_TURN)], *CLOSER), until_settled=True)
        if reads:
            _look(picture, reads, CLOSEST, until_settled=True)
            self._empty, self._again = 0, 2 if closely else 0
        else:
            self._empty, self._again = self._empty + 1, max(0, self._again - 1)
        return reads.believed()

    def read_still(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a picture that will not come again."""
        return self._read(views.of_frame(frame))

    def read_grey(self, grey: Grey) -> tuple[Code, ...]:
        """The codes in a picture of light and dark."""
        return self._read(views.of_grey(grey))

    def glance_grey(self, grey: Grey) -> tuple[Code, ...]:
        """The codes that quick looks find in a picture of light and dark."""
        picture, reads = _Picture(views.of_grey(grey), self._locator, closely=False), Reads()
        _look(picture, reads, QUICK)
        _look(picture, reads, CLOSER, until_settled=True)
        return reads.believed()

    def _read(self, view: View) -> tuple[Code, ...]:
        picture, reads = _Picture(view, self._locator, closely=True), Reads()
        _look(picture, reads, (WHOLE_IN_EVERY_WAY, PARTS))
        _look(picture, reads, (*CLOSER, *CLOSEST, *SLOW), until_settled=True)
        return reads.believed()


class _Picture:
    """One picture in its views, each made when it is first looked at."""

    def __init__(self, whole: View, locator: Locator, *, closely: bool) -> None:
        self.whole = whole
        self._locator, self._closely = locator, closely

    @cached_property
    def parts(self) -> tuple[View, ...]:
        return tuple(self._locator.bars(self.whole, closely=self._closely))

    @cached_property
    def resized(self) -> View:
        """A small picture twice as large, a huge one smaller: its grain is more than its codes need."""
        pixels = self.whole.grey.size
        if pixels <= LARGEST_TO_ENLARGE:
            return self.whole.resized(2)
        return self.whole if pixels <= HUGE else self.whole.resized(math.sqrt(HUGE / pixels))

    @cached_property
    def sharper(self) -> View:
        return self.resized.even().keen(1.2, 0.75)


@dataclass(frozen=True, slots=True)
class _Look:
    """One way of looking. Two of one `name` see the same pixels: the second proves nothing new."""

    name: str
    codes: Callable[[_Picture, Reads], Iterable[Code]]
    level: bool = False


def _look(picture: _Picture, reads: Reads, looks: Sequence[_Look], *, until_settled: bool = False) -> None:
    for look in looks:
        if until_settled and reads.settled:
            return
        reads.add(look.codes(picture, reads), look.name, level=look.level)


def _straightened(picture: _Picture, reads: Reads) -> Iterator[Code]:
    for doubted in reads.doubted:
        part = locating.around(picture.whole, doubted.corners)
        if part is not None:
            yield from zxing_bars(part)


def _in_parts(name: str, seen: Callable[[View], Iterable[View]]) -> _Look:
    return _Look(
        name,
        lambda picture, _: (code for part in picture.parts for view in seen(part) for code in zxing_bars(view)),
        level=True,
    )


WHOLE_IN_EVERY_WAY = _Look("whole", lambda picture, _: zxing_full(picture.whole))
SHARPER = _Look("sharper", lambda picture, _: zxing_full(picture.sharper))
ZBAR = _Look("zbar", lambda picture, _: zbar(picture.whole) if picture.whole.grey.size <= HUGE else ())

PARTS = _in_parts("parts", lambda part: (part,))

QUICK = (_Look("whole", lambda picture, _: zxing_fast(picture.whole)), PARTS)
CLOSER = (
    _Look("straightened", _straightened, level=True),
    _in_parts("keen parts", lambda part: (part.keen(2.0),)),
    _in_parts("averaged parts", View.averaged),
)
CLOSEST = (
    _in_parts("even parts", lambda part: (part.even().keen(1.2),)),
    _in_parts("keener parts", lambda part: (part.keen(2.0, 1.5),)),
    _in_parts("keenest parts", lambda part: (part.keen(4.0),)),
)
NEGATIVE = (
    _in_parts("negative parts", lambda part: (part.negative(),)),
    _in_parts("negative keen parts", lambda part: (part.negative().keen(2.0),)),
    _in_parts("negative averaged parts", lambda part: part.negative().averaged()),
    _in_parts("negative even parts", lambda part: (part.negative().even().keen(1.2),)),
)
SLOW = (
    *NEGATIVE,
    _Look("resized", lambda picture, _: zxing_full(picture.resized) if picture.resized is not picture.whole else ()),
    SHARPER,
    ZBAR,
    _Look("zbar sharper", lambda picture, _: zbar(picture.sharper)),
)
IN_TURN = ((WHOLE_IN_EVERY_WAY,), NEGATIVE, (SHARPER,), (WHOLE_IN_EVERY_WAY,), (ZBAR,))
