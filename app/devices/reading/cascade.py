"""The order of the looks, quick ones first, and where they end.

Implements `app.ports.CodeReader`. The order was measured on photographs and on drawn frames: level symbols as they are;
bars that OpenCV has located, cut out, turned and enlarged, plain and sharpened; the whole picture in every way, larger,
sharpened; zbar last. Looking ends when something is believed and nothing is in doubt.
"""

from __future__ import annotations

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
LARGEST_TO_ENLARGE = 2_000_000


class Cascade:
    """Reads pictures one at a time; keeps nothing of them but how long ago a frame showed a code."""

    def __init__(self) -> None:
        self._locator = Locator()
        self._empty = 0
        self._again = 0
        self._turn = -1

    def read_frame(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a live frame: quick looks on each, on each fifth that showed nothing some of the slow ones, in
        turn. What showed something is repeated on the next two frames, so that it can be seen again."""
        picture, reads = _Picture(views.of_frame(frame), self._locator, closely=False), Reads()
        _look(picture, reads, QUICK)
        _look(picture, reads, CLOSER, until_settled=True)
        if reads:
            self._empty = 0
            _look(picture, reads, CLOSEST, until_settled=True)
            return reads.believed()
        self._empty += 1
        if not self._again and self._empty % SLOW_EACH:
            return ()
        if not self._again:
            self._turn = (self._turn + 1) % len(IN_TURN)
        _look(picture, reads, (*IN_TURN[self._turn], *CLOSER, *CLOSEST), until_settled=True)
        self._again = 2 if reads else max(0, self._again - 1)
        return reads.believed()

    def read_still(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a picture that will not come again."""
        return self._read(views.of_frame(frame))

    def read_grey(self, grey: Grey) -> tuple[Code, ...]:
        """The codes in a picture of light and dark."""
        return self._read(views.of_grey(grey))

    def _read(self, view: View) -> tuple[Code, ...]:
        picture, reads = _Picture(view, self._locator, closely=True), Reads()
        _look(picture, reads, (*QUICK, WHOLE_IN_EVERY_WAY))
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

    @property
    def enlarges(self) -> bool:
        return self.whole.grey.size <= LARGEST_TO_ENLARGE

    @cached_property
    def larger(self) -> View:
        return self.whole.enlarged(2) if self.enlarges else self.whole

    @cached_property
    def sharper(self) -> View:
        return self.larger.even().keen(1.2, 0.75)


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
ZBAR = _Look("zbar", lambda picture, _: zbar(picture.whole))

QUICK = (
    _Look("whole", lambda picture, _: zxing_fast(picture.whole)),
    _in_parts("parts", lambda part: (part,)),
)
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
    _Look("larger", lambda picture, _: zxing_full(picture.larger) if picture.enlarges else ()),
    SHARPER,
    ZBAR,
    _Look("zbar sharper", lambda picture, _: zbar(picture.sharper) if picture.enlarges else ()),
)
IN_TURN = ((WHOLE_IN_EVERY_WAY,), NEGATIVE, (SHARPER,), (WHOLE_IN_EVERY_WAY,), (ZBAR,))
