"""Any page with a long history: from the key that asks for it to the first paint of what it shows, read by then."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.history import announce, history
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch
from tests.benchmarks.window_held import steps
from tests.benchmarks.window_house import open_house, turn, turn_until

NAME = "window-pages"
LIMIT_MS = 300.0
AHEAD_MS = 1000
"""What is loaded ahead is there by then."""
UNITS, QUICK_UNITS = 1_000_000, 10_000


def measure(options: Options) -> Result:
    """Each page some times, the bench between them; its first time, when it is made, is told apart."""
    units = QUICK_UNITS if options.quick else UNITS
    database, _ = history(options.place, units)
    announce(database, 1)
    first, watch = Stopwatch(), Stopwatch()
    with tempfile.TemporaryDirectory(dir=options.place) as folder, open_house(Path(folder), database) as house:
        turn(AHEAD_MS)
        for number in range(options.times(10, 3) + 1):
            for name, go, there in steps(house, units):
                seconds = house.reach(go, there)
                (watch if number else first).add(name, seconds)
                turn(50)
            house.window.go("bench")
            turn_until(lambda: not house.window.parts.desk.busy)
    figures = tuple(Figure(f"page {one.name}, p95", one.quantile(0.95), LIMIT_MS, "ms") for one in watch.series())
    told = ", ".join(f"{one.name} {one.values[0]:.0f}" for one in first.series())
    return Result(NAME, watch.series(), figures, (f"first time, in ms: {told}",))
