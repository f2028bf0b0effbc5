"""The main thread while a shift is played in the window: how long it was held at most, and by what.

Parcels with their photos on a long history, between them every page, the search, another language, another theme. A
second, short shift at a small history tells whether memory stays flat.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.ui.stock.view import StockPage
from app.ui.theme import look
from app.ui.unit.view import UnitPage
from app.ui.words import language
from app.ui.work.view import WorkPage
from tests.benchmarks.heartbeat import Heartbeat
from tests.benchmarks.history import Announced, announce, history
from tests.benchmarks.measuring import Figure, Options, Result, Series
from tests.benchmarks.window_house import House, open_house, turn, turn_until

NAME = "window-held"
LIMIT_MS = 50.0
UNITS, QUICK_UNITS = 1_000_000, 10_000
LOOK_MS = 150
WORST = 8


def measure(options: Options) -> Result:
    """A walk through everything after every few parcels."""
    units = QUICK_UNITS if options.quick else UNITS
    count = options.times(40, 6)
    database, _ = history(options.place, units)
    parcels = announce(database, count)
    beat = Heartbeat()
    with (
        tempfile.TemporaryDirectory(dir=options.place) as folder,
        open_house(Path(folder), database, beat.listening()) as house,
    ):
        house.aside = beat.aside
        for number, parcel in enumerate(parcels):
            house.inspect(parcel, lambda name, _s: _now(beat, f"after {name}"))
            if number % 10 == 1:
                walk(house, units, beat)
        beat.doing = "the end"
    late = sorted(beat.late, key=lambda hold: -hold.ms)
    themes = [hold for hold in late if hold.doing.startswith("theme")]
    others = [hold for hold in late if hold not in themes]
    figures = (
        Figure("main thread held, at most", _most(hold.ms for hold in others), LIMIT_MS, "ms"),
        Figure("of it at work itself, at most", _most(hold.busy_ms for hold in others), LIMIT_MS, "ms"),
        Figure("another theme: held at work itself, at most", _most(hold.busy_ms for hold in themes), LIMIT_MS, "ms"),
    )
    over = sum(hold.ms > LIMIT_MS for hold in late)
    notes = (f"{over} of {len(beat.beats)} beats were over {LIMIT_MS:g} ms late", *(str(hold) for hold in late[:WORST]))
    return Result(NAME, (Series("lateness of a beat", tuple(max(one, 0.001) for one in beat.beats)),), figures, notes)


def _most(values: Iterable[float]) -> float:
    return max(values, default=0.0)


def _now(beat: Heartbeat, what: str) -> None:
    beat.doing = what


def walk(house: House, units: int, beat: Heartbeat) -> None:
    """Every page, the search, the languages, the themes; back to the bench. Begins in a turn of its own, as a key."""
    window = house.window
    turn(LOOK_MS)
    for name, go, there in steps(house, units):
        beat.doing = name
        house.reach(go, there)
        turn(LOOK_MS)
    for choice in ("dark", "light"):
        beat.doing = f"theme {choice}"
        look.choose(choice)
        turn(LOOK_MS)
    for code in ("zh_CN", "es", "en"):
        beat.doing = f"language {code}"
        language.speak(code)
        turn(LOOK_MS)
    beat.doing = "bench"
    window.go("bench")
    turn_until(lambda: not window.parts.desk.busy)
    turn(LOOK_MS)


Step = tuple[str, Callable[[], object], Callable[[], bool]]


def steps(house: House, units: int) -> list[Step]:
    """Pages: their name, what opens them, and whether what they show is there."""
    window = house.window
    lpns = [f"R-{units // 2 + place:06d}" for place in range(3)]
    return [
        ("stock", lambda: window.go("stock"), lambda: _rows(house) > 0),
        *(("unit", partial(window._on_unit_asked, lpn), partial(_shows, house, lpn)) for lpn in lpns),
        ("search", lambda: _search(house, f"HB{units // 2:012d}"), lambda: _hits(house)),
        ("work", lambda: window.go("work"), lambda: _looked(house)),
        ("imports", lambda: window.go("imports"), lambda: window.front is window.page("imports")),
        ("settings", lambda: window.go("settings"), lambda: window.front is window.page("settings")),
    ]


def _rows(house: House) -> int:
    page = house.window.page("stock")
    return page.table.table.model.rowCount() if isinstance(page, StockPage) else 0


def _looked(house: House) -> bool:
    page = house.window.page("work")
    return isinstance(page, WorkPage) and page._looked is not None


def _shows(house: House, lpn: str) -> bool:
    page = house.window.page("unit")
    return isinstance(page, UnitPage) and page.shown is not None and page.shown.lpn == lpn


def _search(house: House, text: str) -> None:
    house.window.search.close_list()
    house.window.search.field.setText(text)
    house.window.search.field.searched.emit(text)


def _hits(house: House) -> bool:
    hits = house.window.search.hits
    return hits is not None and hits.isVisible()


def resident_mb() -> float:
    """What the process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def shift(options: Options, units: int, count: int) -> Iterator[tuple[House, list[Announced]]]:
    """A window with so many parcels on their way."""
    database, _ = history(options.place, units)
    parcels = announce(database, count)
    with tempfile.TemporaryDirectory(dir=options.place) as folder, open_house(Path(folder), database) as house:
        yield house, parcels
