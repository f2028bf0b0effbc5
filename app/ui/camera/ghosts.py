"""Ghost frames: where in the picture a thing is to be held, for each kind of shot. Pure data.

To add one, add a line below; the name is that of the shot in the checklists, or what stands before its colon.
Sizes are parts of the picture's height and width, so that a ghost says the same on any camera.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.background.code_lane import MIDDLE


@dataclass(frozen=True, slots=True)
class Ghost:
    """An outline in the middle of the picture.

    Attributes:
        width, height: parts of the picture
        round: a circle of that height, as through a magnifying glass; else a rectangle with round corners

    """

    width: float
    height: float
    round: bool = False


WHOLE = Ghost(0.80, 0.80)
CLOSE_UP = Ghost(0.44, 0.72, round=True)

CODES = Ghost(*MIDDLE)
"""Where a code is held while no photo is owed."""

GHOSTS: Mapping[str, Ghost] = {
    "parcel": Ghost(0.82, 0.80),
    "item": WHOLE,
    "front": Ghost(0.68, 0.74),
    "back": Ghost(0.68, 0.74),
    "side": Ghost(0.76, 0.62),
    "sole": Ghost(0.68, 0.70),
    "contents": Ghost(0.84, 0.78),
    "parts": Ghost(0.84, 0.78),
    "label": Ghost(0.62, 0.50),
    "waybill": Ghost(0.62, 0.50),
    "fnsku": Ghost(0.62, 0.50),
    "serial": Ghost(0.60, 0.30),
    "screen": Ghost(0.36, 0.84),
    "defect": CLOSE_UP,
    "destruction": WHOLE,
}


REFERENCED = frozenset({"item", "front", "whole"})
"""Shots that show what the catalogue's picture shows: the whole thing as it is sold. Laid over the others it would
mislead."""


def is_as_in_catalogue(shot: str) -> bool:
    """Whether the catalogue's picture says how this shot is held."""
    kind = shot.partition(":")[0]
    return bool(REFERENCED & {kind, *kind.split("_")})


def ghost_of(shot: str) -> Ghost:
    """The ghost of a shot, as in `sole` or `defect:seam`; a shot of a kind that nobody drew is of the whole thing."""
    kind = shot.partition(":")[0]
    for name in (shot, kind, *kind.split("_")):
        if name in GHOSTS:
            return GHOSTS[name]
    return WHOLE
