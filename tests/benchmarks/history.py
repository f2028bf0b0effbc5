"""Databases with a history of many units, and fresh parcels announced to them. Raw SQL, never the ORM.

A built database is kept under the hash of its schema and of the statements that made it, so it is built once and never
used with other tables. Its file is used in place (3 GB are not copied): every run announces parcels of its own and
leaves them graded. Only its building gives up durability.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.bench.state import Product
from app.domain.disposition import Route, RouteOption
from app.domain.grading import Reason
from app.domain.identifiers import gtin14, tracking_key
from app.domain.money import Money
from app.domain.stock import Article
from app.domain.texts import Texts
from app.store.engine import open_engine, sqlite_library
from app.store.keys import StationIdentity
from app.store.mapping import new_key, to_text
from app.store.migrations import bring_up

STATION = StationIdentity("0190a000-0000-7000-8000-00000000be4c", "bench-01")
ARTICLES = 5_000
BEGAN = 1_735_689_600  # 2025-01-01, in seconds since 1970
AT = "2026-11-01T08:00:00.000000+00:00"
STATEMENTS = Path(__file__).with_name("history.sql")
NO_CARE = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "foreign_keys=OFF", "cache_size=-1000000",
           "temp_store=MEMORY")  # fmt: skip
NOTHING = Reason("no_finding", Texts.of({"en": "Nothing was found.", "zh_CN": "没有发现问题。"}))
REASONS = to_text((NOTHING,), tuple[Reason, ...])
OPTIONS = to_text(
    tuple(
        RouteOption(route, Money.of("21.40", "USD"), (NOTHING,))
        for route in (Route.RESTOCK, Route.OPEN_BOX, Route.PARTS)
    ),
    tuple[RouteOption, ...],
)
"""A few of a unit's ranked routes: all thirteen would only make the file three times as large."""
RULES = '{"checklist":"safe_default","checklist_version":1,"grading":1,"routes":1,"holds":1}'


@dataclass(frozen=True, slots=True)
class Announced:
    """A parcel that is on its way: its tracking number, and the code on the article in it."""

    tracking: str
    barcode: str


def history(cache: Path, units: int) -> tuple[Path, float]:
    """A database with so many units on record, and the seconds it took to build (0 where it was there)."""
    schema = _schema(cache)
    digest = hashlib.sha256((schema + STATEMENTS.read_text() + Path(__file__).read_text()).encode()).hexdigest()
    path = cache / f"history-{digest[:12]}-{units}.db"
    if path.exists():
        return path, 0.0
    begun = time.perf_counter()
    for old in cache.glob(f"history-*-{units}.db*"):  # of another schema: nobody will ask for it again
        old.unlink()
    draft = path.with_suffix(".building")
    draft.unlink(missing_ok=True)
    build(draft, units)
    draft.rename(path)
    return path, time.perf_counter() - begun


def build(path: Path, units: int) -> None:
    """The tables of the program, filled. Indexes are made at the end, which is several times as fast.

    There are no statistics for the planner (ANALYZE), as the program makes none: plans are those of an empty database.
    """
    _empty(path)
    with _careless(path) as connection:
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        articles = min(ARTICLES, max(20, units // 20))
        _catalogue(connection, articles)
        given = {"units": units, "began": BEGAN, "articles": articles, "station": STATION.id, "operator": "0" * 32,
                 "rules": RULES, "reasons": REASONS, "options": OPTIONS}  # fmt: skip
        for statement in _statements(STATEMENTS.read_text()):
            connection.execute(statement, {name: value for name, value in given.items() if f":{name}" in statement})
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("DROP TABLE temp.article")


def announce(path: Path, count: int) -> list[Announced]:
    """Put so many parcels with one article each on their way, and have the bench stand at nothing."""
    run = new_key().replace("-", "")[:11]
    with opened(path) as connection:
        articles = connection.execute(
            "SELECT c.client, c.sku, c.given FROM product_codes c WHERE c.kind = 'barcode' ORDER BY random() LIMIT ?",
            (count,),
        ).fetchall()
        rows = [(f"RUN{run}{i:05d}".upper(), *articles[i % len(articles)]) for i in range(count)]
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE bench SET state = '{}'")
        _announce(connection, rows)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return [Announced(tracking, barcode) for tracking, _, _, barcode in rows]


def _announce(connection: Any, rows: Sequence[tuple[str, str, str, str]]) -> None:
    orders = [(_key(), tracking, client, sku) for tracking, client, sku, _ in rows]
    connection.executemany(
        "INSERT INTO return_orders (id, client, platform, number, rma, tracking, tracking_key, rma_key, number_key, "
        "reason_code, reason_text, customer_note, origin, announced_at) VALUES (?, ?, 'shopify', ?, '', ?, ?, '', ?, "
        "'changed_mind', 'Changed my mind', '', '', ?)",
        [(key, client, t, t, tracking_key(t), t, AT) for key, t, client, _ in orders],
    )
    connection.executemany(
        "INSERT INTO return_lines (id, order_id, client, platform, number, rma, sku, serial, position, quantity, "
        "received, missing, wrong, missing_reason, size, colour, reason_code, reason_text, customer_note, notes, "
        "announced_at, called_off, version) "
        "VALUES (?, ?, ?, 'shopify', ?, '', ?, '', 1, 1, 0, 0, 0, '', '', '', '', '', '', '{}', ?, 0, 0)",
        [(_key(), key, client, tracking, sku, AT) for key, tracking, client, sku in orders],
    )
    for account, quantity in (("outside", -1), ("expected", 1)):
        connection.executemany(
            "INSERT INTO ledger (id, at, client, sku, account, quantity, reason, station) "
            "VALUES (?, ?, ?, ?, ?, ?, 'announced', ?)",
            [(_key(), AT, client, sku, account, quantity, STATION.id) for _, _, client, sku in orders],
        )
        connection.executemany(
            "INSERT INTO balances VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity",
            [(client, sku, account, quantity) for _, _, client, sku in orders],
        )


def _catalogue(connection: Any, count: int) -> None:
    """Clients, articles with a barcode each, and a listing for their grades A and B."""
    products = [_product(number) for number in range(count)]
    connection.executemany(
        "INSERT OR IGNORE INTO clients VALUES (?, ?)", [(one.article.client, AT) for one in products]
    )
    connection.executemany(
        "INSERT INTO products (client, sku, title, category, price, cost, currency, size, colour, photo, accessories, "
        "components, serial_tracked, data_bearing, battery, hygiene, expiry_tracked, notes, updated_at, "
        "version) "
        "VALUES (?, ?, ?, ?, '59.90', '18.40', 'USD', '', '', '', '[]', '{}', 0, 0, 0, 0, 0, '{}', ?, 0)",
        [(one.article.client, one.article.sku, one.title, one.category, AT) for one in products],
    )
    connection.executemany(
        "INSERT INTO product_codes VALUES (?, ?, ?, 'barcode', ?)",
        [(gtin14(one.codes[0]), one.article.client, one.article.sku, one.codes[0]) for one in products],
    )
    connection.executemany(
        "INSERT INTO listings (id, client, sku, grade, channel, params, updated_at, version) "
        "VALUES (?, ?, ?, ?, ?, '{}', ?, 0)",
        [(_key(), one.article.client, one.article.sku, g, f"shop-{g.lower()}", AT) for one in products for g in "AB"],
    )
    connection.execute("CREATE TEMP TABLE article (n INTEGER PRIMARY KEY, client TEXT, sku TEXT, product TEXT)")
    connection.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?)",
        [(number, one.article.client, one.article.sku, to_text(one)) for number, one in enumerate(products)],
    )


def _product(number: int) -> Product:
    body = f"40{number:010d}"
    digits = [int(digit) for digit in reversed(body)]
    check = (10 - (3 * sum(digits[::2]) + sum(digits[1::2])) % 10) % 10
    article = Article(f"Client {number % 20:02d}", f"SKU-{number:05d}")
    price, cost = Money.of("59.90", "USD"), Money.of("18.40", "USD")
    return Product(article, f"Running shoe red, size {number}", "hard goods", (f"{body}{check}",), price, cost)


def _key() -> str:
    return new_key().replace("-", "")


def _statements(script: str) -> Iterator[str]:
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    yield from (statement for statement in "\n".join(lines).split(";") if statement.strip())


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A connection of the driver alone."""
    connection = sqlite_library().connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _careless(path: Path) -> Iterator[Any]:
    """A connection that would lose everything with the power: fit for what is built anew anyway."""
    with opened(path) as connection:
        for pragma in NO_CARE:
            connection.execute(f"PRAGMA {pragma}")
        yield connection


def _empty(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    bring_up(engine)
    engine.dispose()


def _schema(cache: Path) -> str:
    probe = cache / "schema.db"
    for leftover in cache.glob("schema.db*"):
        leftover.unlink()
    _empty(probe)
    with opened(probe) as connection:
        found = connection.execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name").fetchall()
    probe.unlink()
    return "\n".join(sql for (sql,) in found)
