"""Memory over a long shift: what the process holds after half of the parcels, and after the last.

The bench keeps its newest sixty pictures to show them again, some 60 MB: until then memory grows, as it should.
"""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Options, Result, Series
from tests.benchmarks.window_held import resident_mb, shift

NAME = "window-memory"
UNITS = 10_000
LIMIT = 1.1
POINTS = 8


def measure(options: Options) -> Result:
    """Parcel after parcel, with photos, in one window."""
    count = max(POINTS, options.times(400, 2 * POINTS))
    held = []
    with shift(options, UNITS, count) as (house, parcels):
        for number, parcel in enumerate(parcels, start=1):
            house.inspect(parcel, lambda _name, _s: None)
            if number % (count // POINTS) == 0:
                held.append(resident_mb())
    told = ", ".join(f"{one:.0f}" for one in held)
    figure = Figure(f"memory after {count} parcels, beside after half", held[-1] / held[POINTS // 2 - 1], LIMIT)
    return Result(NAME, (Series("resident", tuple(held), "MB"),), (figure,), (f"in MB, one after another: {told}",))
