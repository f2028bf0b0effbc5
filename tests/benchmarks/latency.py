"""Every action of a sealed A parcel, whole, with a short and with a long history; the two benches take turns.

Whole is what the operator waits for: from the action handed in to its answer, the commit and the virtual label synced.
The window's own share (key to action, answer to paint) is measured where the window is tested.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.services.inspecting import Request
from tests.benchmarks.history import STATION, Announced, announce, history
from tests.benchmarks.measuring import Figure, Options, Result, Series, Stopwatch, take_turns, without_collecting
from tests.benchmarks.workbench import Reply, Workbench, open_workbench

NAME = "latency"
LIMIT_MS = 50.0
LIMIT_RATIO = 1.5
WARM = 10
SIZES = {"10 k": 10_000, "1 M": 1_000_000}
QUICK_SIZES = {"10 k": 10_000, "100 k": 100_000}


@dataclass(slots=True)
class House:
    """A bench on a history, with the parcels that it will get."""

    size: str
    bench: Workbench
    parcels: list[Announced]
    watch: Stopwatch

    def next_parcel(self) -> None:
        """One parcel to its end, each action timed."""

        def act(name: str, request: Request) -> Reply:
            with self.watch.timed(f"{name}: {self.size}"):
                return self.bench.perform(request)

        self.bench.inspect(self.parcels.pop(), act)


def measure(options: Options) -> Result:
    """Parcel by parcel, on the short history and on the long one."""
    sizes = QUICK_SIZES if options.quick else SIZES
    parcels = options.times(150, 25)
    notes = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=options.place)))
        houses = []
        for size, units in sizes.items():
            database, seconds = history(options.place, units)
            notes.append(
                f"{size} units: {database.stat().st_size / 1e9:.2f} GB, built in {seconds:.0f} s (0: was there)"
            )
            bench = open_workbench(folder / size.replace(" ", ""), database, STATION)
            stack.callback(bench.close)
            houses.append(House(size, bench, announce(database, parcels + WARM), Stopwatch()))
        with without_collecting():
            take_turns(WARM, [house.next_parcel for house in houses])
            for house in houses:
                house.watch = Stopwatch()
            take_turns(parcels, [house.next_parcel for house in houses])
    short, long = (_all(house) for house in houses)
    series = tuple(one for pair in zip(*(house.watch.series() for house in houses), strict=True) for one in pair)
    return Result(NAME, (*series, short, long), _figures(short, long, *sizes), tuple(notes))


def _all(house: House) -> Series:
    values = tuple(value for series in house.watch.series() for value in series.values)
    return Series(f"any action: {house.size}", values)


def _figures(short: Series, long: Series, short_size: str, long_size: str) -> tuple[Figure, ...]:
    slowest = long.quantile(0.99)
    return (
        Figure(f"any action with {long_size} units, p99", slowest, LIMIT_MS, "ms"),
        Figure(f"the same, beside {short_size}, p99", slowest / short.quantile(0.99), LIMIT_RATIO),
        Figure(f"the same, beside {short_size}, median", long.median / short.median, LIMIT_RATIO),
    )
