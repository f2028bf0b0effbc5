"""Moves of stock, and what the shops are told of them.

All moves of a write are booked together; the unit that a move names then stands in its target. An offer is one
allocation of the unit to its home and a message to the one listing of its grade that offers it, which the database
holds (`outbox.sells`), and to those that keep books; without a listing there is no message, and another grade's listing
is never touched. What is taken back goes to the very listings that it was added to. A unit that enters the exchange
pool is allocated to that, and on no listing; one that enters a bundle changes how many of it are offered.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, select, update

from app.domain.bench.facts import Moved, Offered
from app.domain.selling import Home, Listed, Place, bookkeepers, seller
from app.domain.stock import Account, Article, Move
from app.domain.verdict import Grade
from app.store.booking import book
from app.store.bundles import Bundle, due
from app.store.homes import home_of
from app.store.late_offers import about_to_offer
from app.store.mapping import new_key
from app.store.models import Allocation, Listing, Outbox, UnitSale, table
from app.store.prepared import Prepared

from .batch import Batch

_LISTINGS = table(Listing)
_ALLOCATIONS = table(Allocation)
_OUTBOX = table(Outbox)
_SALES = table(UnitSale)
_ON_SALE = {Grade.A: Account.SELLABLE_A, Grade.B: Account.SELLABLE_B}
_WHERE_SOLD = Prepared(
    select(_LISTINGS.c.id, _LISTINGS.c.channel, _LISTINGS.c.params)
    .where(
        _LISTINGS.c.client == bindparam("of_client"),
        _LISTINGS.c.sku == bindparam("of_sku"),
        _LISTINGS.c.grade == bindparam("of_grade"),
    )
    .order_by(_LISTINGS.c.id)
)
_END = Prepared(
    update(_ALLOCATIONS)
    .where(_ALLOCATIONS.c.unit == bindparam("of_lpn"), _ALLOCATIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
    .returning(_ALLOCATIONS.c.id, _ALLOCATIONS.c.grade, _ALLOCATIONS.c.bundle)
)
_LEAVE_POOL = Prepared(
    update(_ALLOCATIONS)
    .where(
        _ALLOCATIONS.c.unit == bindparam("of_lpn"),
        _ALLOCATIONS.c.ended_at.is_(None),
        _ALLOCATIONS.c.place == Place.EXCHANGE.value,
    )
    .values(ended_at=bindparam("now"))
    .returning(_ALLOCATIONS.c.id)
)
_SOLD_IN_BUNDLE = Prepared(
    select(_SALES.c.listing, _SALES.c.channel).where(
        _SALES.c.unit == bindparam("of_lpn"), _SALES.c.cancelled_at.is_(None), _SALES.c.bundle.is_not(None)
    )
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
    """Gathered here, booked at the end with all others; who enters or leaves the exchange pool is allocated so."""
    batch.moves.append(fact.move)
    if fact.move.unit:
        batch.change_unit(fact.move.unit, account=fact.move.target.value)
        batch.subject = fact.move.unit
        _exchange(batch, fact.move, fact.move.unit)


def _exchange(batch: Batch, move: Move, lpn: str) -> None:
    if move.source is Account.RESERVED_EXCHANGE:
        for (allocation,) in _LEAVE_POOL.rows(batch.connection, {"of_lpn": lpn, "now": batch.at}):
            batch.tell("allocation", allocation, unit=lpn, state="ended")
    if move.target is Account.RESERVED_EXCHANGE:
        # Its row is written with all others at the end: by then the unit has left the listings that it was on.
        _begin(batch, lpn, move.article, _grade_in(move.source), Home(Place.EXCHANGE))


def _grade_in(account: Account) -> str:
    """What a unit is sold as that comes from this account; one that comes from its inspection is as new."""
    return (Grade.B if account is Account.SELLABLE_B else Grade.A).value


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
    # Before its client's rules are locked: whoever waits here for an import has no other bench of the client wait.
    about_to_offer(batch.connection, fact.article.client, fact.article.sku)
    home = fact.home or home_of(batch.connection, fact.article, fact.grade.value, fact.barred)
    if home.place is Place.EXCHANGE:  # the client wants some for exchanges: it is on sale nowhere
        pool = Account.RESERVED_EXCHANGE
        moved(batch, Moved(Move(fact.article, _ON_SALE[fact.grade], pool, 1, "kept_for_exchange", fact.lpn)))
        return
    allocation = _begin(batch, fact.lpn, fact.article, fact.grade.value, home)
    if home.place is Place.BUNDLE:
        batch.bundles.append((Bundle(fact.article.client, home.bundle, fact.grade.value), allocation))
        return
    where = {"of_client": fact.article.client, "of_sku": fact.article.sku, "of_grade": fact.grade.value}
    listings = [Listed.of(*row) for row in _WHERE_SOLD.rows(batch.connection, where)]
    sold_at = seller(home, listings)
    for at in (*([sold_at] if sold_at else []), *bookkeepers(home, listings)):
        _message(batch, fact, allocation, (at.key, at.channel, fact.grade.value), sells=at is sold_at)


def _begin(batch: Batch, lpn: str, article: Article, grade: str, home: Home) -> str:
    """Allocate a unit; the key of that."""
    allocation = new_key()
    content: dict[str, Any] = {
        "unit": lpn, "client": article.client, "sku": article.sku, "grade": grade, "place": home.place.value,
        "channel": home.channel, "bundle": home.bundle,
    }  # fmt: skip
    batch.insert(Allocation, {"id": allocation, **content, "began_at": batch.at})
    batch.tell("allocation", allocation, **content, state="began")
    return allocation


def _take(batch: Batch, fact: Offered) -> None:
    for allocation, grade, bundle in _END.rows(batch.connection, {"of_lpn": fact.lpn, "now": batch.at}):
        batch.tell("allocation", allocation, unit=fact.lpn, state="ended")
        if bundle:
            batch.bundles.append((Bundle(fact.article.client, bundle, grade), allocation))
            # Sold in a bundle meanwhile: the shop's order stands, and its message is for a person.
            asked, places = {"of_lpn": fact.lpn}, _SOLD_IN_BUNDLE
        else:
            asked, places = {"of_allocation": allocation}, _ADDED_TO
        for listing, channel in places.rows(batch.connection, asked):
            _message(batch, fact, allocation, (listing, channel, grade), sku=bundle)


def tell_bundles(batch: Batch) -> None:
    """What the shops hear of the bundles that this write has changed, when units and allocations are written."""
    for bundle in dict.fromkeys(bundle for bundle, _ in batch.bundles):
        first = [allocation for changed, allocation in batch.bundles if changed == bundle]
        for content in due(batch.connection, bundle, first):
            _send(batch, content)
    batch.settle()


def _message(
    batch: Batch, fact: Offered, allocation: str, place: tuple[str, str, str], sku: str = "", *, sells: bool = False
) -> None:
    listing, channel, grade = place
    content: dict[str, Any] = {
        "allocation": allocation,
        "listing": listing,
        "channel": channel,
        "client": fact.article.client,
        "sku": sku or fact.article.sku,
        "grade": grade,
        "unit": fact.lpn,
        "op": fact.op,
        "quantity": 1,
        "sells": sells,
    }
    _send(batch, content)


def _send(batch: Batch, content: dict[str, Any]) -> None:
    key = new_key()
    batch.insert(Outbox, {"id": key, **content, "created_at": batch.at})
    batch.acknowledge("outbox", key, {"channel": content["channel"], "op": content["op"]})
    batch.tell("outbox", key, **content)
