"""Whether a picture shows something, sharp and well lit: advice beside the live one, and the gate for a photo. Pure.

Each measure is taken of the picture made 640 pixels wide, so that it says the same of any camera. The limits were set
by looking: a thing on the mat, in focus, has a sharpness of 300 and more, out of focus one below 60; a bench under its
lamp has a light of 90 to 170, one whose lamp is off below 45. A black picture is a covered lens or no light at all.
The noise of a sensor and the fall of the light spread the levels of a tile of an empty mat by up to 6, a thing, in
focus or out of it, by 10 and more. Edges in focus have a crispness of 0.23 and more however soft their colours are, out
of focus by two pixels one below 0.08.

A photo is judged by the very function that advises the hand, with what keeps the live picture from flickering in its
favour: what was said to be sharp is never refused as blurred. Between the light that is advised and the one that is
refused there is room: black goods that fill the picture are dark, and white ones on a white mat are bright.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BLACK_BELOW = 10.0
DARK_BELOW = 25.0
DIM_BELOW = 45.0
BRIGHT_ABOVE = 215.0
CLIPPED_ABOVE = 0.25
GLARES_ABOVE = 240.0
BURNT_ABOVE = 0.75
SHARP_FROM = 110.0
STAYS_SHARP = 0.75
CONTRAST_FROM = 8.0
FILLED_FROM = 0.04
CRISP_FROM = 0.16


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        sharpness: variance of the Laplacian where the picture is sharpest, for an empty mat is no blur
        light: mean brightness, 0 to 255
        clipped: share of the pixels that are as bright as can be, 0 to 1
        crisp: sharpness as a share of the contrast where it was taken, for soft colours have edges, too
        filled: share of its tiles (6 by 8) in which there is anything to see, 0 to 1

    """

    sharpness: float
    light: float
    clipped: float
    filled: float = 1.0
    crisp: float = 0.0


class Focus(StrEnum):
    SHARP = "sharp"
    BLURRED = "blurred"


class Light(StrEnum):
    GOOD = "good"
    BLACK = "black"
    DARK = "dark"
    DIM = "dim"
    BRIGHT = "bright"
    GLARING = "glaring"


class Fill(StrEnum):
    FILLED = "filled"
    EMPTY = "empty"


class Fault(StrEnum):
    """Why a photo is below the gate."""

    DARK = "dark"
    GLARING = "glaring"
    EMPTY = "empty"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the chips beside the picture say."""

    focus: Focus
    light: Light
    fill: Fill = Fill.FILLED


_AT_ITS_BEST = Advice(Focus.SHARP, Light.GOOD)
_UNLIT = frozenset({Light.BLACK, Light.DARK, Light.DIM})


def advice(measured: Measured, before: Advice | None = None) -> Advice:
    """In the dark nothing is said to be blurred: light comes first. What was sharp stays so a little longer, so that
    a picture at the limit does not flicker."""
    light = _light(measured)
    limit = SHARP_FROM * STAYS_SHARP if before is not None and before.focus is Focus.SHARP else SHARP_FROM
    sharp = measured.sharpness >= limit or measured.crisp >= CRISP_FROM or light in _UNLIT
    fill = Fill.FILLED if measured.filled >= FILLED_FROM or light in _UNLIT else Fill.EMPTY
    return Advice(Focus.SHARP if sharp else Focus.BLURRED, light, fill)


def fault_of(measured: Measured) -> Fault | None:
    """Why a photo with these measures does not count without a reason; None where it does. Light comes first: where
    there is none, nothing else can be judged."""
    said = advice(measured, _AT_ITS_BEST)
    if said.light in {Light.BLACK, Light.DARK}:
        return Fault.DARK
    if said.light is Light.GLARING:
        return Fault.GLARING
    if said.fill is Fill.EMPTY:
        return Fault.EMPTY
    return Fault.BLURRED if said.focus is Focus.BLURRED else None


def _light(measured: Measured) -> Light:
    if measured.light < BLACK_BELOW:
        return Light.BLACK
    if measured.light < DARK_BELOW:
        return Light.DARK
    if measured.light < DIM_BELOW:
        return Light.DIM
    if measured.light > GLARES_ABOVE or measured.clipped > BURNT_ABOVE:
        return Light.GLARING
    too_bright = measured.light > BRIGHT_ABOVE or measured.clipped > CLIPPED_ABOVE
    return Light.BRIGHT if too_bright else Light.GOOD
