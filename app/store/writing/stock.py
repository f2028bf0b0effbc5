"""Moves of stock, and what the shops are told of them.

All moves of a write are booked together; the unit that a move names then stands in its target. An offer is one
allocation of the unit and one message for each listing of its grade; without a listing there is no message, and
another grade's listing is never touched. What is taken back goes to the very listings that it was added to.
"""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select, update

from app.domain.bench.facts import Moved, Offered
from app.store.booking import book
from app.store.mapping import new_key
from app.store.models import Allocation, Listing, Outbox, table
from app.store.prepared import Prepared

from .batch import Batch

_LISTINGS = table(Listing)
_ALLOCATIONS = table(Allocation)
_OUTBOX = table(Outbox)
_WHERE_SOLD = Prepared(
    select(_LISTINGS.c.id, _LISTINGS.c.channel)
    .where(
        _LISTINGS.c.client == bindparam("of_client"),
        _LISTINGS.c.sku == bindparam("of_sku"),
        _LISTINGS.c.grade == bindparam("of_grade"),
    )
    .order_by(_LISTINGS.c.channel)
)
_END = Prepared(
    update(_ALLOCATIONS)
    .where(_ALLOCATIONS.c.unit == bindparam("of_lpn"), _ALLOCATIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
    .returning(_ALLOCATIONS.c.id, _ALLOCATIONS.c.grade)
)
_TAKEN = _OUTBOX.alias("taken")
_ADDED_TO = Prepared(
    select(_OUTBOX.c.listing, _OUTBOX.c.channel)
    .where(
        _OUTBOX.c.allocation == bindparam("of_allocation"),
        _OUTBOX.c.op == "add",
        ~exists().where(  # a sale at another shop has taken it back there already
            _TAKEN.c.allocation == _OUTBOX.c.allocation, _TAKEN.c.listing == _OUTBOX.c.listing, _TAKEN.c.op == "take"
        ),
    )
    .order_by(_OUTBOX.c.id)
)


def moved(batch: Batch, fact: Moved) -> None:
    """Gathered here, booked at the end with all others."""
    batch.moves.append(fact.move)
    if fact.move.unit:
        batch.change_unit(fact.move.unit, account=fact.move.target.value)
        batch.subject = fact.move.unit


def book_moves(batch: Batch) -> None:
    """Book what was gathered; one receipt an entry."""
    for booked in book(batch.connection, batch.moves, at=batch.at, station=batch.station.id):
        entry = booked.entry
        batch.acknowledge("ledger", booked.id)
        batch.tell(
            "ledger",
            booked.id,
            client=entry.article.client,
            sku=entry.article.sku,
            unit=entry.unit,
            account=entry.account.value,
            quantity=entry.quantity,
            reason=entry.reason,
        )


def offered(batch: Batch, fact: Offered) -> None:
    """`add` offers a unit to the listings of its grade, `take` takes it back from those it was added to."""
    if fact.op == "add":
        _add(batch, fact)
    else:
        _take(batch, fact)
    batch.subject = fact.lpn


def _add(batch: Batch, fact: Offered) -> None:
    allocation = new_key()
    article = {"client": fact.article.client, "sku": fact.article.sku, "grade": fact.grade.value}
    row = {"id": allocation, "unit": fact.lpn, **article, "began_at": batch.at}
    batch.insert(Allocation, row)
    batch.tell("allocation", allocation, unit=fact.lpn, **article, state="began")
    where = {f"of_{name}": value for name, value in article.items()}
    for listing, channel in _WHERE_SOLD.rows(batch.connection, where):
        _message(batch, fact, allocation, (listing, channel, fact.grade.value))


def _take(batch: Batch, fact: Offered) -> None:
    for allocation, grade in _END.rows(batch.connection, {"of_lpn": fact.lpn, "now": batch.at}):
        batch.tell("allocation", allocation, unit=fact.lpn, state="ended")
        for listing, channel in _ADDED_TO.rows(batch.connection, {"of_allocation": allocation}):
            _message(batch, fact, allocation, (listing, channel, grade))


def _message(batch: Batch, fact: Offered, allocation: str, place: tuple[str, str, str]) -> None:
    key = new_key()
    listing, channel, grade = place
    content = {
        "allocation": allocation,
        "listing": listing,
        "channel": channel,
        "client": fact.article.client,
        "sku": fact.article.sku,
        "grade": grade,
        "unit": fact.lpn,
        "op": fact.op,
        "quantity": 1,
    }
    batch.insert(Outbox, {"id": key, **content, "created_at": batch.at})
    batch.acknowledge("outbox", key, {"channel": channel, "op": fact.op})
    batch.tell("outbox", key, **content)
