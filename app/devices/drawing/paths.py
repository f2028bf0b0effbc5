"""Outlines as text: a small part of SVG's path language, flattened into polygons.

Commands are capitals with absolute coordinates: `M x y`, `L x y …`, `C` and `Q` with their control points, `Z`; and two
of our own for what is drawn most: `R x y width height radius` (a rounded rectangle) and `E x y rx ry` (an ellipse).
Refuses anything else with a `ValueError`: outlines are data of the program. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Outline = npt.NDArray[np.float64]
"""Points of one closed or open line, a row each."""

MIDDLE: Final = 500.0
"""The upright line about which outlines are mirrored."""

_STEPS: Final = 18
_ROUND: Final = 0.5523
_TAKES: Final = {"M": 2, "L": 2, "C": 6, "Q": 4, "Z": 0, "R": 5, "E": 4}


@lru_cache(maxsize=1024)
def outlines(path: str) -> tuple[Outline, ...]:
    """The lines of a path, one for each `M`, `R` and `E`."""
    lines: list[list[npt.NDArray[np.float64]]] = []
    for command, numbers in _commands(path):
        if command == "R":
            lines.append(_points(_rounded(*numbers)))
        elif command == "E":
            lines.append(_points(_ellipse(*numbers)))
        elif command == "M":
            lines.append([np.array(numbers)])
        elif not lines:
            raise ValueError(f"{path[:40]!r} begins with {command}, not with M.")
        else:
            lines[-1] += _drawn(command, lines[-1][-1], numbers)
    return tuple(np.stack(line) for line in lines)


def mirrored(line: Outline) -> Outline:
    """The same line on the other side of the middle."""
    return np.stack([2 * MIDDLE - line[:, 0], line[:, 1]], axis=1)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is given more numbers is repeated."""
    command, numbers = "", list[float]()
    for word in [*path.split(), ""]:
        if word not in _TAKES and word:
            numbers.append(float(word))
            continue
        if command:
            yield from _repeated(path, command, numbers)
        command, numbers = word, []


def _repeated(path: str, command: str, numbers: list[float]) -> Iterator[tuple[str, list[float]]]:
    takes = _TAKES[command]
    if (takes and (not numbers or len(numbers) % takes)) or (not takes and numbers):
        raise ValueError(f"{path[:40]!r}: {command} with {len(numbers)} numbers.")
    yield from ((command, numbers[at : at + takes]) for at in range(0, max(len(numbers), 1), max(takes, 1)))


def _points(path: str) -> list[npt.NDArray[np.float64]]:
    return list(outlines(path)[0])


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    k, right, bottom = r * (1 - _ROUND), x + width, y + height
    return (
        f"M {x + r} {y} L {right - r} {y} C {right - k} {y} {right} {y + k} {right} {y + r} "
        f"L {right} {bottom - r} C {right} {bottom - k} {right - k} {bottom} {right - r} {bottom} "
        f"L {x + r} {bottom} C {x + k} {bottom} {x} {bottom - k} {x} {bottom - r} "
        f"L {x} {y + r} C {x} {y + k} {x + k} {y} {x + r} {y} Z"
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    kx, ky = rx * _ROUND, ry * _ROUND
    return (
        f"M {x - rx} {y} C {x - rx} {y - ky} {x - kx} {y - ry} {x} {y - ry} "
        f"C {x + kx} {y - ry} {x + rx} {y - ky} {x + rx} {y} "
        f"C {x + rx} {y + ky} {x + kx} {y + ry} {x} {y + ry} "
        f"C {x - kx} {y + ry} {x - rx} {y + ky} {x - rx} {y} Z"
    )


def _drawn(command: str, start: npt.NDArray[np.float64], numbers: list[float]) -> list[npt.NDArray[np.float64]]:
    points = np.array(numbers).reshape(-1, 2)
    if command in {"L", "Z"}:
        return list(points)
    t = np.linspace(0, 1, _STEPS + 1)[1:, None]
    if command == "Q":
        return list((1 - t) ** 2 * start + 2 * (1 - t) * t * points[0] + t**2 * points[1])
    curve = (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * points[0] + 3 * (1 - t) * t**2 * points[1] + t**3 * points[2]
    return list(curve)
