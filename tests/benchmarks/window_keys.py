"""From the last key of an act to the next state painted, its log entry committed; a short and a long history in turns.

What is painted first is the next question with all that answers it; the cards beside it come a turn later, and are
timed as well. For a scan the key is the scanner's terminator. Both windows are the program's own, with camera, code
reader and evidence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.history import Announced, announce, history
from tests.benchmarks.measuring import Figure, Options, Result, Series, Stopwatch, take_turns
from tests.benchmarks.window_house import open_house

NAME = "window-keys"
LIMIT_MS = 50.0
LIMIT_RATIO = 1.5
WARM = 2
BLOCKS = 3
SIZES = {"10 k": 10_000, "1 M": 1_000_000}
QUICK_SIZES = {"10 k": 10_000, "100 k": 100_000}
SCANS = ("scan parcel", "scan item", "scan label")


@dataclass(slots=True)
class Side:
    """One history, the parcels that its window will get, and what was measured there."""

    size: str
    database: Path
    profile: Path
    parcels: list[Announced]
    watch: Stopwatch

    def some_parcels(self, count: int) -> None:
        """The window is opened, and so many parcels after the first few are timed."""
        with open_house(self.profile, self.database) as house:
            for _ in range(WARM):
                house.inspect(self.parcels.pop(), lambda _name, _s: None)
            for _ in range(count):
                house.inspect(self.parcels.pop(), lambda name, s: self.watch.add(f"{name}: {self.size}", s))


def measure(options: Options) -> Result:
    """Some parcels on the short history, some on the long one, and again; one window is open at a time."""
    sizes = QUICK_SIZES if options.quick else SIZES
    count = max(1, options.times(90, 9) // BLOCKS)
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        sides = []
        for size, units in sizes.items():
            database, _ = history(options.place, units)
            parcels = announce(database, (count + WARM) * BLOCKS)
            sides.append(Side(size, database, Path(folder, size.replace(" ", "")), parcels, Stopwatch()))
        rounds: list[Callable[[], object]] = [partial(side.some_parcels, count) for side in sides]
        take_turns(BLOCKS, rounds)
    short, long = (_scans(side) for side in sides)
    series = tuple(one for pair in zip(*(side.watch.series() for side in sides), strict=True) for one in pair)
    return Result(
        NAME, (*series, short, long), _figures(short, long, *sizes), ("a photo waits for the camera's frame",)
    )


def _scans(side: Side) -> Series:
    values = tuple(v for name in SCANS for v in side.watch.times.get(f"{name}: {side.size}", ()))
    return Series(f"any scan: {side.size}", values)


def _figures(short: Series, long: Series, short_size: str, long_size: str) -> tuple[Figure, ...]:
    p99 = long.quantile(0.99)
    return (
        Figure(f"terminator to painted next state with {long_size} units, p99", p99, LIMIT_MS, "ms"),
        Figure(f"the same, beside {short_size}, p99", p99 / short.quantile(0.99), LIMIT_RATIO),
        Figure(f"the same, beside {short_size}, median", long.median / short.median, LIMIT_RATIO),
    )
