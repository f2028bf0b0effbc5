"""Times as series, their quantiles, and figures that hold or do not. Pure but for the clock it reads."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MS = 1000.0
US = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured, and where it may write (on the disk that is to be measured, never in memory)."""

    place: Path
    quick: bool = False
    rounds: int | None = None

    def times(self, usual: int, quick: int) -> int:
        """How often something is done."""
        return self.rounds or (quick if self.quick else usual)


@dataclass(frozen=True, slots=True)
class Series:
    """Measured times under one name, all in `unit`."""

    name: str
    values: tuple[float, ...]
    unit: str = "ms"

    def quantile(self, share: float) -> float:
        """By nearest rank: a value that was measured, never one in between."""
        ordered = sorted(self.values)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    @property
    def median(self) -> float:
        return self.quantile(0.5)

    def plain(self) -> dict[str, Any]:
        """For the JSON file."""
        quantiles = {"p50": self.median, "p95": self.quantile(0.95), "p99": self.quantile(0.99)}
        rounded = {name: round(value, 4) for name, value in quantiles.items()}
        return {
            "name": self.name,
            "unit": self.unit,
            "n": len(self.values),
            **rounded,
            "max": round(max(self.values), 4),
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the design gives, and what was measured."""

    what: str
    value: float
    limit: float
    unit: str = "×"

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def plain(self) -> dict[str, Any]:
        """For the JSON file."""
        value = round(self.value, 4)
        return {"what": self.what, "value": value, "limit": self.limit, "unit": self.unit, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark found. `notes` say what the numbers rest on."""

    name: str
    series: tuple[Series, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For the JSON file."""
        return {
            "name": self.name,
            "series": [series.plain() for series in self.series],
            "figures": [figure.plain() for figure in self.figures],
            "notes": list(self.notes),
        }


@dataclass(slots=True)
class Stopwatch:
    """Collects times by name, in the order in which the names first came."""

    unit: str = "ms"
    times: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the time of a block that ends well."""
        begun = time.perf_counter()
        yield
        self.add(name, time.perf_counter() - begun)

    def add(self, name: str, seconds: float) -> None:
        factor = {"s": 1.0, "ms": MS, "µs": US}[self.unit]
        self.times.setdefault(name, []).append(seconds * factor)

    def series(self) -> tuple[Series, ...]:
        return tuple(Series(name, tuple(values), self.unit) for name, values in self.times.items())

    def of(self, name: str) -> Series:
        return Series(name, tuple(self.times[name]), self.unit)


def take_turns(count: int, sides: Sequence[Callable[[], object]]) -> None:
    """Call every side `count` times, each round beginning with another one, so that none always comes first."""
    for turn in range(count):
        first = turn % len(sides)
        for side in (*sides[first:], *sides[:first]):
            side()


@contextmanager
def without_collecting() -> Iterator[None]:
    """No garbage collection within: its pauses belong to whatever ran before."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
