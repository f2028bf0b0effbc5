"""Whether the bench's photo is taken by itself: the picture is still, it is good, and a shot is owed. Pure.

A scene is a picture made so small that a sensor's noise is gone: so many cells of grey, row by row. It stands still
while hardly a cell differs from what it was when the stillness began; all of them together may drift, for a camera
follows the light. Still for a moment the countdown begins, which anybody sees; still to its end the photo is due.

One scene never gives two photos of a unit: after a photo, whoever took it, something must have moved, and what is seen
must differ from everything that was taken of this unit. Where the shot asks for a code, one that fits must have been
read since the stillness began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

SCENE: Final = (32, 24)
"""Columns and rows of a scene."""
STILL_S: Final = 0.6
COUNTDOWN_S: Final = 0.6
OTHER_LEVEL: Final = 12.0
"""Levels of grey, of 255, by which a cell differs from another."""
DRIFT: Final = 20.0
"""What all cells may have become brighter or darker together."""
MOVED_FROM: Final = 0.01
"""Share of the cells that makes a movement: a finger's breadth at the edge of a thing."""
OTHER_FROM: Final = 0.03
"""Share of the cells that makes another scene."""
MOST_TAKEN: Final = 64


class Why(StrEnum):
    """How it stands; `off`: nothing is owed, or nobody wants it."""

    OFF = "off"
    MOVING = "moving"
    POOR = "poor"
    SAME = "same"
    NO_CODE = "no_code"
    COUNTING = "counting"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Order:
    """What is owed: the shot, what it is of (a unit, or a parcel), and whether it asks for a code."""

    shot: str
    subject: str
    asks_code: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: when (seconds of the monotonic clock), the scene, whether the gate would take it, and when a code that
    fits was in view last."""

    at: float
    scene: bytes
    good: bool
    code_at: float | None = None


@dataclass(frozen=True, slots=True)
class Auto:
    """What comes of it.

    Attributes:
        order: what it is about; none while nothing is owed
        share: how much of the countdown has gone by, 0 to 1
        since: when the stillness began that it goes by: one stillness gives one photo

    """

    why: Why = Why.OFF
    order: Order | None = None
    share: float = 0.0
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered from look to look.

    Attributes:
        still: the scene with which the stillness began, and `since` when
        moved: something has moved since the last photo
        taken: the scenes of the newest photos, each with what it was of

    """

    order: Order | None = None
    still: bytes = b""
    since: float = 0.0
    moved: bool = True
    taken: tuple[tuple[str, bytes], ...] = ()

    def ordered(self, order: Order | None) -> Watch:
        """Another shot is owed, or none."""
        return self if order == self.order else replace(self, order=order)

    def took(self, scenes: Iterable[bytes]) -> Watch:
        """A photo was taken, by itself or by a hand, of what looked so."""
        subject = self.order.subject if self.order is not None else ""
        new = tuple((subject, scene) for scene in scenes if scene)
        return replace(self, moved=False, taken=(*self.taken, *new)[-MOST_TAKEN:])

    def after(self, seen: Seen) -> tuple[Watch, Auto]:
        """What one more look makes of it."""
        if changed(self.still, seen.scene) >= MOVED_FROM:
            watch = replace(self, still=seen.scene, since=seen.at, moved=True)
        else:
            watch = self
        return watch, watch._stands(seen)

    def _stands(self, seen: Seen) -> Auto:
        if self.order is None:
            return Auto()
        lasted = seen.at - self.since
        if not seen.good:
            return Auto(Why.POOR, self.order)
        if lasted < STILL_S:
            return Auto(Why.MOVING, self.order)
        own = [scene for subject, scene in self.taken if subject == self.order.subject]
        if not self.moved or any(changed(scene, seen.scene) < OTHER_FROM for scene in own):
            return Auto(Why.SAME, self.order)
        if self.order.asks_code and (seen.code_at is None or seen.code_at < self.since):
            return Auto(Why.NO_CODE, self.order)
        share = min(1.0, (lasted - STILL_S) / COUNTDOWN_S)
        return Auto(Why.DUE if share >= 1 else Why.COUNTING, self.order, share, self.since)


def changed(before: bytes, now: bytes) -> float:
    """Share of the cells that differ, 0 to 1; scenes of different sizes have nothing in common."""
    if len(before) != len(now) or not now:
        return 1.0
    drift = (sum(now) - sum(before)) / len(now)
    drift = max(-DRIFT, min(DRIFT, drift))
    return sum(abs(new - old - drift) > OTHER_LEVEL for old, new in zip(before, now, strict=True)) / len(now)
