"""What a camera over the bench sees: a parcel and its label, a thing, its close-ups, what was inside; catalogue photos.

A sight is said in words of the trade and drawn in any size; the same sight gives the same picture but for the sensor's
noise, which `tick` moves on. Any thread.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from app.devices.drawing import marks
from app.devices.drawing.canvas import Canvas, Layer, Pixels, Shade, lay_over
from app.devices.drawing.colours import Colour
from app.devices.drawing.papers import article_sticker, carrier_label, unit_label
from app.devices.drawing.things import BOX, Thing, drawn

GRAIN: Final = 3.2
"""Spread of the sensor's noise, in steps of brightness."""
_SPARE: Final = 64
_TILE: Final = 512
_CLOSE: Final = 2.1
"""How much nearer a close-up is."""
_SHADOW: Final = 0.55
_IN_FRAME: Final = (0.54, 0.70)
_IN_PHOTO: Final = (0.62, 0.66)
"""How much of a picture's width and height a thing takes up at most."""
_WANDERS: Final = 3.0
"""Degrees by which a hand lays a thing down askew."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sight:
    """What lies on the bench.

    Attributes:
        thing: nothing lies there where it is None
        shot: which photo it is laid out for, as the checklist names it (`front`, `back`, `contents`, `defect:body`, …)
        boxed: in its unopened box, with the article's number on it
        mark: what is wrong with it: one of `marks.MARKS`
        parts: what belongs to it, laid out beside it
        code: what can be read: a tracking number on a parcel, an article's number on a box, a label's code on a unit
        words: the carrier's name on a parcel, the title on a box, the lines on a label

    """

    thing: Thing | None = None
    shot: str = "front"
    boxed: bool = False
    mark: str = ""
    parts: tuple[Thing, ...] = ()
    code: str = ""
    words: tuple[str, ...] = ()

    @property
    def seed(self) -> int:
        """A number of its own, the same in every run."""
        return int.from_bytes(hashlib.sha256(repr(self).encode()).digest()[:4])


EMPTY: Final = Sight()


def parcel(tracking: str, carrier: str) -> Sight:
    """A carton with the carrier's label."""
    return Sight(Thing("carton"), "parcel", code=tracking, words=(carrier,))


def boxed(thing: Thing, title: str, code: str) -> Sight:
    """A thing in its box, as the factory closed it."""
    return Sight(thing, "front", boxed=True, code=code, words=(title,))


def picture(sight: Sight, width: int, height: int, tick: int = 0) -> Pixels:
    """The sight in so many pixels (blue, green, red); another `tick` has other noise."""
    still = _still(sight, width, height)
    grain, dark = _noise(width, height)
    down, right = (sight.seed + 17 * tick) % _SPARE, (sight.seed + 29 * tick) % _SPARE
    window = np.s_[down : down + height, right : right + width]
    return cv2.subtract(cv2.add(still, grain[window]), dark[window]).astype(np.uint8)


def reference(thing: Thing, width: int, height: int) -> Pixels:
    """The thing as a catalogue shows it: whole, straight, on soft light."""
    ground = _ground(width, height, "#EDF1F6", "#D3DBE5").copy()
    pixels = drawn(thing, height)
    _lay(
        ground, pixels, _middle(height, (width / 2, height / 2), _fitting(pixels, width / height, _IN_PHOTO), 0.0), 0.22
    )
    return ground


@lru_cache(maxsize=6)
def _still(sight: Sight, width: int, height: int) -> Pixels:
    """The sight without its noise."""
    ground = _ground(width, height, "#5F6C79", "#262D36").copy()
    if sight.thing is None:
        return ground
    askew = _askew(sight.seed)
    centre = (width / 2, height / 2)
    if sight.shot == "parcel":
        _lay(ground, _carton(sight, height), _middle(height, centre, 1.15, askew))
    elif sight.shot in {"contents", "parts"}:
        _lay_out(ground, sight, height)
    elif sight.shot.startswith("defect:"):
        _close_up(ground, sight, height, askew)
    else:
        pixels = _whole(sight, height)
        _lay(ground, pixels, _middle(height, centre, _fitting(pixels, width / height, _IN_FRAME), askew))
        if sight.code and not sight.boxed:
            _lay(ground, unit_label(sight.code, sight.words), _label_place(width, height, askew))
    return ground


def _whole(sight: Sight, side: int) -> Pixels:
    """The thing of a sight, whole."""
    thing = sight.thing or Thing(BOX)
    if sight.boxed:
        return _in_box(thing, sight.words[0] if sight.words else "", sight.code, side)
    if sight.shot in {"back", "sole"}:
        thing = replace(thing, kind=_SIDES.get((thing.kind, sight.shot), thing.kind), words="")
    pixels = drawn(thing, side)
    if sight.shot == "back" and thing.kind not in _SIDES.values():
        pixels = np.ascontiguousarray(pixels[:, ::-1])
    return marks.marked(pixels, sight.mark, sight.seed)[0] if sight.mark else pixels


_SIDES: Final = {
    ("shoe", "sole"): "soles",
    ("boot", "sole"): "soles",
    ("phone", "back"): "phone back",
    ("shoe", "back"): "shoes",
}


@lru_cache(maxsize=8)
def _in_box(thing: Thing, title: str, code: str, side: int) -> Pixels:
    """A closed box: the picture of what is in it, its title, the seal, and the article's number in a corner."""
    canvas = Canvas(side)
    for layer in _RETAIL_BOX:
        canvas.draw(layer, Colour.of(thing.colour if layer.fill == "body" else layer.fill))
    canvas.lay(drawn(thing, side), (326, 560), 0.50)
    canvas.write(title[:_ON_BOX], (500, 300), min(46, 46 * 22 / max(len(title[:_ON_BOX]), 1)), Colour.of("paper"))
    if code:
        sticker = article_sticker(code)
        left, top = round(side * 0.895) - sticker.shape[1], round(side * 0.765) - sticker.shape[0]
        if left > 0 and top > 0:
            lay_over(canvas.pixels[top : top + sticker.shape[0], left : left + sticker.shape[1]], sticker)
    return canvas.pixels


_ON_BOX: Final = 30
_RETAIL_BOX: Final = (
    Layer("R 70 220 860 580 14", "paper"),
    Layer("R 70 220 860 160 14"),
    Layer("R 70 350 860 30 0", "paper", Shade.FLAT),
    Layer("M 70 352 L 930 352", "ink", Shade.FLAT, width=4, cover=0.5),
    Layer("E 880 300 34 34", "gold", Shade.GLASS, cover=0.95),
    Layer("E 880 300 24 24", "gold", Shade.FLAT, lift=0.35, cover=0.8),
    Layer("M 70 786 L 930 786", "grey", Shade.FLAT, width=3, cover=0.5),
)


def _carton(sight: Sight, side: int) -> Pixels:
    """A carton with the carrier's label on it; without a tracking number, without a label."""
    carton = drawn(Thing("carton"), side).copy()
    if sight.code:
        label = carrier_label(sight.code, sight.words[0] if sight.words else "")
        room = round(side * 0.74)
        if label.shape[1] > room:
            size = (room, label.shape[0] * room // label.shape[1])
            label = cv2.resize(label, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
        left, top = round(side * 0.60) - label.shape[1] // 2, (side - label.shape[0]) // 2
        left = min(left, round(side * 0.93) - label.shape[1])
        lay_over(carton[top : top + label.shape[0], left : left + label.shape[1]], label)
    return carton


def _close_up(ground: Pixels, sight: Sight, side: int, askew: float) -> None:
    """The mark from near, in the middle of the picture; the packaging's, on the box."""
    thing = sight.thing or Thing(BOX)
    if sight.shot == "defect:packaging":
        thing = Thing(BOX, "card", sight.words[0][:18] if sight.words else "")
    pixels, at = marks.marked(drawn(thing, side), sight.mark or "scratch", sight.seed)
    matrix = _middle(side, (0.0, 0.0), _CLOSE, askew)
    x, y = matrix @ (at[0] * side / 1000, at[1] * side / 1000, 1.0)
    matrix[:, 2] += np.array([ground.shape[1] / 2 - x, ground.shape[0] / 2 - y])
    _lay(ground, pixels, matrix)


def _lay_out(ground: Pixels, sight: Sight, side: int) -> None:
    """Everything that was inside, side by side; for `parts`, without the thing itself."""
    height, width = ground.shape[:2]
    thing = sight.thing if sight.shot == "contents" and sight.thing is not None else None
    if thing is not None:
        _lay(ground, drawn(thing, side), _middle(side, (width * 0.33, height / 2), 0.72, _askew(sight.seed)))
    spots = (
        ((0.68, 0.30), (0.84, 0.66), (0.62, 0.72), (0.88, 0.26)) if thing else ((0.3, 0.5), (0.52, 0.42), (0.72, 0.58))
    )
    for number, (part, (across, down)) in enumerate(zip(sight.parts, spots, strict=False), 1):
        matrix = _middle(side // 2, (width * across, height * down), 0.78, 4 * _askew(sight.seed + number))
        _lay(ground, drawn(part, side // 2), matrix)


def _askew(seed: int) -> float:
    """Degrees, the same for the same seed."""
    return (seed * 7919 % 1000 / 500 - 1) * _WANDERS


def _label_place(width: int, height: int, askew: float) -> Matrix:
    """Where a unit's label lies: in the lower right corner, large enough to be read."""
    zoom = height / 1080
    matrix = cv2.getRotationMatrix2D((0, 0), askew, zoom)
    matrix[:, 2] = (width - 600 * zoom, height - 330 * zoom)
    return np.asarray(matrix, np.float64)


def _fitting(thing: Pixels, sides: float, share: tuple[float, float]) -> float:
    """The scale at which a thing takes up its share of a picture, whatever part of its square it covers."""
    coarse = cv2.resize(np.ascontiguousarray(thing[..., 3]), (_COARSE, _COARSE), interpolation=cv2.INTER_AREA)
    rows, columns = np.nonzero(coarse > _FAINT)
    reach = [2 * float(np.abs(places - _COARSE / 2).max(initial=1)) / _COARSE for places in (columns, rows)]
    return min(share[0] * sides / reach[0], share[1] / reach[1])


_COARSE: Final = 100
_FAINT: Final = 60


def _middle(side: int, at: tuple[float, float], scale: float, turn: float) -> Matrix:
    """Lays the middle of a square picture at a place."""
    matrix: Matrix = np.asarray(cv2.getRotationMatrix2D((side / 2, side / 2), turn, scale), np.float64)
    matrix[:, 2] += np.array(at) - side / 2
    return matrix


def _lay(ground: Pixels, thing: Pixels, matrix: Matrix, shadow: float = _SHADOW) -> None:
    """Lays a thing on the bench, with the shadow that it throws to the right and down."""
    height, width = ground.shape[:2]
    placed = cv2.warpAffine(thing, matrix, (width, height), flags=cv2.INTER_LINEAR)
    small = cv2.resize(np.ascontiguousarray(placed[..., 3]), (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), max(height / 8 / 45, 0.5))
    moved = cv2.warpAffine(blurred, np.array([[1, 0, height / 900], [0, 1, height / 450]]), (width // 8, height // 8))
    dark = cv2.convertScaleAbs(moved, alpha=-shadow, beta=0)
    cover = cv2.bitwise_not(cv2.resize(dark, (width, height), interpolation=cv2.INTER_LINEAR))
    ground[:] = cv2.multiply(ground, cv2.merge([cover] * 3), scale=1 / 255)
    lay_over(ground, placed.astype(np.uint8))


@lru_cache(maxsize=6)
def _ground(width: int, height: int, middle: str, edge: str) -> Pixels:
    """Light in the middle, darker towards the edges; fine steps are broken by a little noise, else they show."""
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.float32(0.85)
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.float32(0.95) + np.float32(0.12)
    share = np.minimum(np.sqrt(across**2 + down**2), 1)
    share += _tiled(np.random.default_rng(7).uniform(-0.02, 0.02, (_TILE, _TILE)).astype(np.float32), width, height)
    lights = [Colour.of(name).bgr for name in (middle, edge)]
    parts = [near + (far - near) * share for near, far in zip(*lights, strict=True)]
    return np.dstack([np.clip(part, 0, 255).astype(np.uint8) for part in parts])


@lru_cache(maxsize=2)
def _noise(width: int, height: int) -> tuple[Pixels, Pixels]:
    """What the sensor adds and what it takes away, a little larger than the picture."""
    spread = np.random.default_rng(11).normal(0, GRAIN, (_TILE, _TILE, 3))
    both = (np.clip(sign * spread, 0, 255).astype(np.uint8) for sign in (1, -1))
    more, less = (_tiled(part, width + _SPARE, height + _SPARE) for part in both)
    return more, less


def _tiled(tile: npt.NDArray[Any], width: int, height: int) -> npt.NDArray[Any]:
    """Noise in any size: nobody sees that it comes again."""
    again = (-(-height // _TILE), -(-width // _TILE))
    return np.ascontiguousarray(np.tile(tile, (*again, *[1] * (tile.ndim - 2)))[:height, :width])
