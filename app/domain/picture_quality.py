"""Whether a live picture is sharp and well lit: advice beside it, while the hand still moves. Pure.

Each measure is taken of the picture made 640 pixels wide, so that it says the same of any camera. The limits were set
by looking: a thing on the mat, in focus, has a sharpness of 300 and more, out of focus one below 60; a bench under its
lamp has a light of 90 to 170, one whose lamp is off below 45. A black picture is a covered lens or no light at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BLACK_BELOW = 10.0
DIM_BELOW = 45.0
BRIGHT_ABOVE = 215.0
CLIPPED_ABOVE = 0.25
SHARP_FROM = 110.0
STAYS_SHARP = 0.75


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        sharpness: variance of the Laplacian where the picture is sharpest, for an empty mat is no blur
        light: mean brightness, 0 to 255
        clipped: share of the pixels that are as bright as can be, 0 to 1

    """

    sharpness: float
    light: float
    clipped: float


class Focus(StrEnum):
    SHARP = "sharp"
    BLURRED = "blurred"


class Light(StrEnum):
    GOOD = "good"
    BLACK = "black"
    DIM = "dim"
    BRIGHT = "bright"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the chips beside the picture say."""

    focus: Focus
    light: Light


def advice(measured: Measured, before: Advice | None = None) -> Advice:
    """In the dark nothing is said to be blurred: light comes first. What was sharp stays so a little longer, so that
    a picture at the limit does not flicker."""
    light = _light(measured)
    limit = SHARP_FROM * STAYS_SHARP if before is not None and before.focus is Focus.SHARP else SHARP_FROM
    sharp = measured.sharpness >= limit or light in {Light.BLACK, Light.DIM}
    return Advice(Focus.SHARP if sharp else Focus.BLURRED, light)


def _light(measured: Measured) -> Light:
    if measured.light < BLACK_BELOW:
        return Light.BLACK
    if measured.light < DIM_BELOW:
        return Light.DIM
    too_bright = measured.light > BRIGHT_ABOVE or measured.clipped > CLIPPED_ABOVE
    return Light.BRIGHT if too_bright else Light.GOOD
