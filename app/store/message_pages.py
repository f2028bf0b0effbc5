"""Pages of messages to the channels, by the keys and indexes that are there: no page grows with what is on record.

Open messages are few and are looked through whole. Confirmed ones are many: they are read from the newest backwards, by
unit or article where one is named; of one channel's alone so many are looked through a page. Within the caller's
transaction, which only reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, or_, select

from app.domain.outbox import State
from app.services.looking import Record
from app.services.syncing.in_step import Asked, Messages, Wanted
from app.store.in_step import IS_OPEN
from app.store.models import Client, Outbox, Product
from app.store.search import begins
from app.store.work_read import WAITS

LOOKED_THROUGH: Final = 20_000
MOST_ARTICLES: Final = 20
LONGEST: Final = 80
_CONFIRMED: Final[ColumnElement[bool]] = Outbox.state == literal_column("'confirmed'")
COLUMNS: Final = (
    Outbox.id, Outbox.channel, Outbox.client, Outbox.sku, Outbox.grade, Outbox.unit, Outbox.op, Outbox.quantity,
    Outbox.state, Outbox.attempts, Outbox.problem, Outbox.created_at, Outbox.sent_at, Outbox.next_try_at,
    Outbox.confirmed_at,
)  # fmt: skip


def message_page(connection: Connection, asked: Asked) -> Messages:
    """One page; see `ShopReads`."""
    words = asked.words.strip()[:LONGEST]
    if asked.wanted is not Wanted.CONFIRMED:
        return _paged(_rows(connection, _open(asked, words)), asked)
    if words:
        return _paged(_named(connection, asked, words), asked)
    return _newest(connection, asked)


def _open(asked: Asked, words: str) -> Select[*tuple[Any, ...]]:
    states = (State.NEEDS_HUMAN.value,) if asked.wanted is Wanted.HELD else WAITS
    statement = select(*COLUMNS).where(IS_OPEN, Outbox.state.in_(states), *_of_channel(asked))
    if asked.after:
        statement = statement.where(Outbox.id > asked.after)
    if words:
        upper = words.upper()
        begins = (func.upper(Outbox.sku), func.upper(Outbox.channel))
        statement = statement.where(
            or_(func.upper(Outbox.unit) == upper, *(one.startswith(upper, autoescape=True) for one in begins))
        )
    # Not by the bare key: its index would be walked through all that is confirmed to find the few that are not.
    return statement.order_by(func.coalesce(Outbox.id, Outbox.id)).limit(asked.limit + 1)


def _named(connection: Connection, asked: Asked, words: str) -> list[Record]:
    """Of a unit, of the articles whose SKU begins so, and of a channel of this name: the newest of each."""
    before = [Outbox.id < asked.after] if asked.after else []

    def newest(*of: ColumnElement[bool]) -> list[Record]:
        found = select(*COLUMNS).where(_CONFIRMED, *of, *_of_channel(asked), *before)
        return _rows(connection, found.order_by(Outbox.id.desc()).limit(asked.limit + 1))

    rows = newest(Outbox.unit == words.upper())
    for client, sku in _articles(connection, words):
        rows += newest(Outbox.client == client, Outbox.sku == sku)
    return nlargest(asked.limit + 1, {row["id"]: row for row in rows}.values(), key=lambda row: str(row["id"]))


def _articles(connection: Connection, words: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    clients = select(Client.name)
    for start in dict.fromkeys((words, words.upper())):
        asked = (
            select(Product.client, Product.sku)
            .where(Product.client.in_(clients), begins(connection, Product.sku, start))
            .limit(MOST_ARTICLES)
        )
        found += [(client, sku) for client, sku in connection.execute(asked)]
    return list(dict.fromkeys(found))[:MOST_ARTICLES]


def _newest(connection: Connection, asked: Asked) -> Messages:
    """Without words: of one channel, so many messages are looked through and no more."""
    before = [Outbox.id < asked.after] if asked.after else []
    last = None
    if asked.channel:
        scanned = select(Outbox.id).where(*before).order_by(Outbox.id.desc())
        last = connection.execute(scanned.offset(LOOKED_THROUGH - 1).limit(1)).scalar()
    statement = select(*COLUMNS).where(_CONFIRMED, *_of_channel(asked), *before)
    if last is not None:
        statement = statement.where(Outbox.id >= last)
    rows = _rows(connection, statement.order_by(Outbox.id.desc()).limit(asked.limit + 1))
    page = _paged(rows, asked)
    if page.after or last is None:
        return page
    older = connection.execute(select(Outbox.id).where(Outbox.id < last).limit(1)).first()
    return Messages(page.rows, str(last) if older is not None else "")


def _of_channel(asked: Asked) -> list[ColumnElement[bool]]:
    return [Outbox.channel == asked.channel] if asked.channel else []


def _rows(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[Record]:
    return [row._asdict() for row in connection.execute(statement)]


def _paged(rows: Sequence[Record], asked: Asked) -> Messages:
    """One more than a page was asked for: so it is known whether another follows."""
    shown = tuple(rows[: asked.limit])
    return Messages(shown, str(shown[-1]["id"]) if len(rows) > asked.limit else "")
