"""The canvas that things are drawn on: filled outlines, lines and words, with light on them, over what is there.

Pixels are blue, green, red and cover, a byte each, already multiplied by the cover, so that a thing can be laid over
any ground. Outlines are given in thousandths of the canvas's side. Not for two threads at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from app.devices.drawing.colours import Colour
from app.devices.drawing.paths import Outline, mirrored, outlines

Pixels = npt.NDArray[np.uint8]

UNITS: Final = 1000
_FRACTION: Final = 4
_SUBPIXELS: Final = 1 << _FRACTION


class Shade(StrEnum):
    """How the light falls on what is filled."""

    FLAT = "flat"
    DOWN = "down"
    ROUND = "round"
    GLASS = "glass"
    GLOW = "glow"


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of a drawing.

    Attributes:
        fill: a name of the palette, `body` (the thing's own colour) or `#RRGGBB`
        lift: lighter or darker than that, -1 to 1
        width: of a line, in units; 0 fills the outline
        both: drawn again on the other side of the middle

    """

    path: str
    fill: str = "body"
    shade: Shade = Shade.DOWN
    lift: float = 0.0
    width: float = 0.0
    cover: float = 1.0
    both: bool = False


class Canvas:
    """A square to draw on."""

    def __init__(self, side: int) -> None:
        self.side = side
        self.pixels: Pixels = np.zeros((side, side, 4), np.uint8)

    def draw(self, layer: Layer, colour: Colour) -> None:
        """A layer in a colour, over what is there."""
        lines = outlines(layer.path)
        for drawn in (lines, tuple(map(mirrored, lines))) if layer.both else (lines,):
            self._fill(drawn, layer, colour)

    def write(self, words: str, at: tuple[float, float], height: float, colour: Colour) -> None:
        """Words with their middle at a place, so high."""
        mask = text_mask(words, max(round(height * self.side / UNITS), 6))
        left = round(at[0] * self.side / UNITS - mask.shape[1] / 2)
        top = round(at[1] * self.side / UNITS - mask.shape[0] / 2)
        box = (max(left, 0), max(top, 0), min(left + mask.shape[1], self.side), min(top + mask.shape[0], self.side))
        if box[0] < box[2] and box[1] < box[3]:
            shown = mask[box[1] - top : box[3] - top, box[0] - left : box[2] - left]
            self._paint(box, np.ascontiguousarray(shown), np.full((*shown.shape, 3), colour.bgr, np.uint8), 1.0)

    def lay(self, thing: Pixels, at: tuple[float, float], scale: float, turn: float = 0.0) -> None:
        """Another canvas, with its middle at a place, so large and turned by so many degrees."""
        zoom = self.side / thing.shape[0] * scale
        matrix = cv2.getRotationMatrix2D((thing.shape[1] / 2, thing.shape[0] / 2), turn, zoom)
        matrix[0, 2] += at[0] * self.side / UNITS - thing.shape[1] / 2
        matrix[1, 2] += at[1] * self.side / UNITS - thing.shape[0] / 2
        placed = cv2.warpAffine(thing, matrix, (self.side, self.side), flags=cv2.INTER_AREA)
        lay_over(self.pixels, placed.astype(np.uint8))

    def _fill(self, lines: tuple[Outline, ...], layer: Layer, colour: Colour) -> None:
        scaled = [line * (self.side / UNITS) for line in lines]
        box = self._box(scaled, layer.width * self.side / UNITS / 2 + 1)
        if box is None:
            return
        left, top, right, bottom = box
        mask = np.zeros((bottom - top, right - left), np.uint8)
        points = [np.round((line - (left, top)) * _SUBPIXELS).astype(np.int32) for line in scaled]
        if layer.width:
            closed = layer.path.rstrip().endswith("Z")
            thick = max(round(layer.width * self.side / UNITS), 1)
            cv2.polylines(mask, points, closed, 255, thick, cv2.LINE_AA, _FRACTION)
        else:
            cv2.fillPoly(mask, points, 255, cv2.LINE_AA, _FRACTION)
        light = _light(layer.shade, *mask.shape[:2])
        if layer.shade is Shade.GLOW:
            mask = (mask * light).astype(np.uint8)
            light = np.ones((1, 1), np.float32)
        self._paint(box, mask, lit(colour.lifted(layer.lift), light, mask.shape), layer.cover)

    def _box(self, lines: list[Outline], margin: float) -> tuple[int, int, int, int] | None:
        points = np.concatenate(lines)
        left, top = np.floor(points.min(axis=0) - margin).astype(int)
        right, bottom = np.ceil(points.max(axis=0) + margin).astype(int)
        box = (max(int(left), 0), max(int(top), 0), min(int(right), self.side), min(int(bottom), self.side))
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _paint(self, box: tuple[int, int, int, int], mask: Pixels, colours: Pixels, cover: float) -> None:
        left, top, right, bottom = box
        if cover < 1:
            mask = cv2.convertScaleAbs(mask, alpha=cover).astype(np.uint8)
        blue, green, red = cv2.split(cv2.multiply(colours, cv2.merge([mask, mask, mask]), scale=1 / 255))
        lay_over(self.pixels[top:bottom, left:right], cv2.merge([blue, green, red, mask]).astype(np.uint8))


def lay_over(ground: Pixels, thing: Pixels) -> None:
    """Lays one picture over another of the same size, in place; `ground` may have a cover or not."""
    cover = cv2.bitwise_not(np.ascontiguousarray(thing[..., 3]))
    channels = ground.shape[2]
    left = cv2.multiply(ground, cv2.merge([cover] * channels), scale=1 / 255)
    ground[:] = cv2.add(left, np.ascontiguousarray(thing[..., :channels]))


def lit(colour: Colour, light: npt.NDArray[np.float32], shape: tuple[int, ...]) -> Pixels:
    """A colour under a light: 1 is the colour itself, less is darker, more goes towards white."""
    base = np.array(colour.bgr, np.float32)
    dark = np.minimum(light, 1)[..., None] * base
    bright = np.maximum(light - 1, 0)[..., None] * (255 - base)
    return np.ascontiguousarray(np.broadcast_to((dark + bright).clip(0, 255).astype(np.uint8), (*shape[:2], 3)))


def _light(shade: Shade, height: int, width: int) -> npt.NDArray[np.float32]:
    """The light on a box of that size; broadcast where it changes in one direction only."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    match shade:
        case Shade.FLAT:
            light = np.ones((1, 1), np.float32)
        case Shade.DOWN:
            light = 1.12 - 0.26 * down
        case Shade.ROUND:
            light = 0.70 + 0.44 * np.exp(-(((across - 0.36) / 0.27) ** 2)) + 0.06 * across**6
        case Shade.GLASS:
            light = 1.0 + 0.16 * ((across + down) < 0.86) * (1 - across) - 0.10 * down
        case _:
            light = np.clip(1 - np.hypot(2 * across - 1, 2 * down - 1), 0, 1) ** 1.5
    return np.asarray(light, np.float32)


@lru_cache(maxsize=256)
def text_mask(words: str, height: int) -> Pixels:
    """Words as cover, tight around their letters."""
    font = ImageFont.load_default(height)
    left, top, right, bottom = font.getbbox(words)
    image = Image.new("L", (max(round(right - left), 1), max(round(bottom - top), 1)), 0)
    ImageDraw.Draw(image).text((-left, -top), words, fill=255, font=font)
    return np.asarray(image)
