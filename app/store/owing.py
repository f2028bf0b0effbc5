"""Orders that no unit stands for, and the units that they are given; see `app.domain.owing`.

What a unit goes through there is what a sale does to it. Bundles are left out: theirs is counted by what components
make up. Within the caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, select, update

from app.domain.channel import Level, Sold
from app.domain.outbox import State, Work, Write, WriteState
from app.domain.owing import Debt, Owed, Short, newest, taken_up
from app.domain.selling import Place
from app.domain.stock import SELLABLE
from app.store import models, sold_between
from app.store.keeping import Told, Transaction
from app.store.sale import Sale, line_of
from app.store.shop_sales import book_sale

_OUTBOX = models.table(models.Outbox)
_ADDED = _OUTBOX.alias("added")
_PLACES = models.table(models.ChannelListing)
_INBOX = models.table(models.Inbox)
_SALES = models.table(models.UnitSale)
_UNITS = models.table(models.Unit)
_ALLOCATIONS = models.table(models.Allocation)
_WRITES = models.table(models.ChannelWrite)
LATELY: Final = timedelta(days=1)
MOST: Final = 1000
_WAITS = (State.PENDING.value, State.NEEDS_HUMAN.value)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A take that waits for a person, of a unit that another listing sold; `sent_at` is when it was added here."""

    id: str
    sent_at: datetime


def debt(connection: Connection, listing: str, seen: Level) -> Debt | None:
    """What the listing owes by the level that was just read; None where nothing hints at any debt."""
    watch = _watch(connection, listing)
    gone = _gone(connection, listing)
    if watch is None and not gone and seen.here >= 0:
        return None
    twice = 0 if watch is None else sold_between.surplus_since(connection, listing, watch, seen)
    since = min([*([watch[0]] if watch else []), *(each.sent_at for each in gone)], default=None)
    short = () if since is None else short_orders(connection, listing, since)
    return Debt(sum(order.pieces for order in short), twice, len(gone))


def short_orders(connection: Connection, listing: str, since: datetime) -> tuple[Short, ...]:
    """Orders since then of which pieces have no unit, whoever they were meant to have them from."""
    told = connection.execute(
        select(_INBOX.c.channel, _INBOX.c.external_id, _INBOX.c.number, _INBOX.c.quantity, _INBOX.c.at)
        .where(
            _INBOX.c.listing == listing, _INBOX.c.kind == "sale", _INBOX.c.at >= since - sold_between.CLOCKS_DIFFER
        )
        .order_by(_INBOX.c.at)
    ).all()  # fmt: skip
    if not told:
        return ()
    pieces: Counter[str] = Counter()
    for row in told:
        pieces[line_of(row.external_id)] += int(row.quantity)
    pieces.subtract(_booked(connection, told[0].channel, listing, list(pieces)))
    orders = (row for row in told if row.quantity > 0 and pieces[row.external_id] > 0)
    return tuple(Short(row.external_id, row.number, row.at, pieces[row.external_id]) for row in orders)


def keep(begun: Transaction, work: Work, rows: Sequence[str], due: Owed, seen: Level) -> tuple[str, ...]:
    """Give the units of these messages to orders that are short of one; those that were, by message."""
    watch, gone = _watch(begun.connection, work.listing_id), _gone(begun.connection, work.listing_id)
    since = min([*([watch[0]] if watch else []), *(each.sent_at for each in gone)], default=None)
    if since is None:
        return ()
    done = _give(begun, work, _OUTBOX.c.id.in_(rows), len(rows), since)
    made_good = [each.id for each in gone[: max(0, len(done) - (due.kept - due.of_gone))]]
    _confirm(begun, done, seen, sent_at=seen.read_at, attempts=_OUTBOX.c.attempts + 1)
    _confirm(begun, made_good, seen, sent_at=seen.read_at)
    begun.connection.execute(
        update(_PLACES)
        .where(_PLACES.c.listing == work.listing_id)
        .values(made=_PLACES.c.made + len(done) - len(made_good))
    )
    return tuple(done)


def give(begun: Transaction, work: Work, write: Write) -> None:
    """After a confirmed write: units that its listing no longer shows, or never did, go to the orders that had them."""
    if write.expected is None:
        return
    pieces = taken_up(write.change.delta, write.expected.here, corrects=not write.rows)
    if pieces <= 0:
        return
    here = and_(_OUTBOX.c.listing == work.listing_id, _OUTBOX.c.state == State.CONFIRMED.value)
    if write.rows:  # the shop may have stood below 0 for long
        base = select(_PLACES.c.base_at).where(_PLACES.c.listing == work.listing_id)
        since = begun.connection.execute(base).scalar()
        _give(begun, work, and_(here, _OUTBOX.c.id.in_(write.rows)), pieces, since or write.expected.read_at)
    else:
        watch = _watch(begun.connection, work.listing_id)
        _give(begun, work, here, pieces, write.expected.read_at if watch is None else watch[0])


def give_back(begun: Transaction, sale: Sale) -> None:
    """A buyer called off: the piece is that of another one who bought without, where ours can no longer all be there.

    Only at a listing where we took something back lately: elsewhere others may have put pieces there, and orders that
    no unit stands for had those.
    """
    lately = begun.at - LATELY
    ours = select(_WRITES.c.rows).where(
        _WRITES.c.listing == sale.listing_id, _WRITES.c.sent_at >= lately, _WRITES.c.delta < 0,
        _WRITES.c.state == WriteState.CONFIRMED.value,
    )  # fmt: skip
    there = sold_between.expected(begun.connection, sale.listing_id)
    if there is None or all(begun.connection.scalars(ours)):
        return
    here = and_(_OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.state == State.CONFIRMED.value)
    more = len(_on_sale(begun.connection, here, MOST)) - max(0, there)
    _give(begun, Work(sale.listing_id, sale.channel, sale.listing), here, more, lately)


def _give(begun: Transaction, work: Work, among: ColumnElement[bool], most: int, since: datetime) -> list[str]:
    """The oldest of these units on sale go to the orders since then; the messages that they had been added by."""
    orders = newest(short_orders(begun.connection, work.listing_id, since), most)
    wanted = [order for order in orders for _ in range(order.pieces)]
    done = []
    for order, unit in zip(wanted, _on_sale(begun.connection, among, len(wanted)), strict=False):
        told = Sold(order.line, order.number, work.listing.sku, 1, order.at)
        book_sale(begun, Sale(work.channel, work.listing_id, work.listing, told), unit, "owed")
        done.append(unit.message)
    return done


def _on_sale(connection: Connection, among: ColumnElement[bool], most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    if not most:
        return ()
    is_sold = exists().where(_SALES.c.unit == _UNITS.c.lpn, _SALES.c.cancelled_at.is_(None))
    asked = (
        select(
            _UNITS.c.lpn, _UNITS.c.account, _ALLOCATIONS.c.id.label("allocation"), _OUTBOX.c.id.label("message")
        )
        .join(_ALLOCATIONS, _ALLOCATIONS.c.unit == _UNITS.c.lpn)
        .join(_OUTBOX, and_(_OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == "add"))
        .where(
            among, _ALLOCATIONS.c.place != Place.BUNDLE.value, _ALLOCATIONS.c.ended_at.is_(None), ~is_sold,
            _UNITS.c.account.in_([account.value for account in SELLABLE]),
        )
        .order_by(_ALLOCATIONS.c.began_at, _ALLOCATIONS.c.id)
        .limit(most)
        .with_for_update(of=_UNITS)
    )  # fmt: skip
    return connection.execute(asked).all()


def _confirm(begun: Transaction, messages: Sequence[str], seen: Level, **values: Any) -> None:
    if not messages:
        return
    begun.connection.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id.in_(messages), _OUTBOX.c.state.in_(_WAITS))
        .values(state=State.CONFIRMED.value, confirmed_at=seen.read_at, problem="", next_try_at=None, **values)
    )
    begun.told.append(Told("outbox_settled", [{"kind": "outbox_confirmed", "id": each} for each in messages], ()))


def _watch(connection: Connection, listing: str) -> tuple[datetime, datetime] | None:
    """From when until when writes may have put up again what was sold meanwhile."""
    asked = select(_PLACES.c.watch_since, _PLACES.c.watch_until).where(
        _PLACES.c.listing == listing, _PLACES.c.watch_at.is_not(None)
    )
    row = connection.execute(asked).first()
    return None if row is None else (row.watch_since, row.watch_until)


def _gone(connection: Connection, listing: str) -> list[_Gone]:
    """The oldest first."""
    elsewhere = exists().where(
        _SALES.c.unit == _OUTBOX.c.unit, _SALES.c.listing != _OUTBOX.c.listing, _SALES.c.cancelled_at.is_(None)
    )
    its_add = and_(
        _ADDED.c.allocation == _OUTBOX.c.allocation, _ADDED.c.listing == _OUTBOX.c.listing, _ADDED.c.op == "add",
        _ADDED.c.state == State.CONFIRMED.value,
    )  # fmt: skip
    asked = (
        select(_OUTBOX.c.id, _ADDED.c.sent_at)
        .join(_ADDED, its_add)
        .where(
            _OUTBOX.c.listing == listing, _OUTBOX.c.op == "take", _OUTBOX.c.state == State.NEEDS_HUMAN.value,
            _OUTBOX.c.state != State.CONFIRMED.value, _OUTBOX.c.write.is_(None), _ADDED.c.sent_at.is_not(None),
            elsewhere,
        )
        .order_by(_OUTBOX.c.id)
    )  # fmt: skip
    return [_Gone(row.id, row.sent_at) for row in connection.execute(asked)]


def _booked(connection: Connection, channel: str, listing: str, lines: Sequence[str]) -> dict[str, int]:
    """Pieces of these lines that a unit stands for, a bundle counted once."""
    asked = (
        select(
            _SALES.c.line,
            (func.count().filter(_SALES.c.bundle.is_(None)) + func.count(_SALES.c.bundle.distinct())).label("pieces"),
        )
        .where(
            _SALES.c.channel == channel, _SALES.c.line.in_(lines), _SALES.c.listing == listing,
            _SALES.c.cancelled_at.is_(None),
        )
        .group_by(_SALES.c.line)
    )  # fmt: skip
    return {row.line: int(row.pieces) for row in connection.execute(asked)}
