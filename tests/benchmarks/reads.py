"""What the window reads, each read whole, with a long history: the design's number for any page, its drawing left out.

The database is in the page cache after the first round, as it is on a bench that works; the first round is told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.domain.stock import Account, Article
from app.store.engine import open_engine
from app.store.queries import SqlReads
from app.store.unit_of_work import SqlStore
from tests.benchmarks.history import BEGAN, STATION, history
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch

NAME = "reads"
LIMIT_MS = 300.0
UNITS, QUICK_UNITS = 1_000_000, 100_000
SHIFT = timedelta(hours=8)
Look = Callable[[], object]


def measure(options: Options) -> Result:
    """Every read of a page, some rounds each."""
    units = QUICK_UNITS if options.quick else UNITS
    database, seconds = history(options.place, units)
    store = SqlStore(open_engine(f"sqlite:///{database}"), STATION)
    first, watch = Stopwatch(), Stopwatch()
    try:
        looks = looks_at(SqlReads(store.reading, STATION.id), units)
        for name, look in looks.items():
            with first.timed(name):
                look()
        for _ in range(options.times(20, 5)):
            for name, look in looks.items():
                with watch.timed(name):
                    look()
    finally:
        store.close()
    figures = tuple(Figure(f"{one.name}, p95", one.quantile(0.95), LIMIT_MS, "ms") for one in watch.series())
    cold = ", ".join(f"{one.name} {one.median:.0f}" for one in first.series())
    return Result(NAME, watch.series(), figures, (f"{units} units, built in {seconds:.0f} s", f"first, in ms: {cold}"))


def looks_at(reads: SqlReads, units: int) -> dict[str, Look]:
    """By their name; each reads what a page shows at once."""
    last = datetime.fromtimestamp(BEGAN + units * 30, UTC)
    lpn, tracking = f"R-{units // 2:06d}", f"HB{units // 2:012d}"
    (line,) = reads.stock("SKU-00007")
    article = Article(line["client"], line["sku"])
    cards = [Article(f"Client {n % 20:02d}", f"SKU-{n:05d}") for n in range(40)]
    return {
        "shift of 8 hours": lambda: reads.shift(last - SHIFT),
        "last five units": lambda: reads.last_units(5),
        "what waits": lambda: reads.waiting(50),
        "unit": lambda: reads.unit(lpn, languages=True),
        "stock of all": lambda: list(reads.stock()),
        "entries of a number": lambda: reads.entries(article, Account.SOLD, 200),
        "messages of an article": lambda: reads.messages(article, 200),
        "unlisted": reads.unlisted,
        "articles": lambda: reads.articles(cards),
        "search: LPN": lambda: reads.search(lpn, 20),
        "search: beginning of an LPN": lambda: reads.search(lpn[:5], 20),
        "search: tracking": lambda: reads.search(tracking, 20),
        "search: beginning of tracking": lambda: reads.search(tracking[:10], 20),
        "search: order": lambda: reads.search(f"H{units // 2}", 20),
        "search: serial": lambda: reads.search(f"SN{units // 20 * 10}", 20),
        "search: words": lambda: reads.search("running red 77", 20),
        "search: nothing": lambda: reads.search("nobody has this", 20),
        "people": reads.people,
        "last operator": reads.last_operator,
    }
