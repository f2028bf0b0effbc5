"""Units that waited for a listing: on offer as soon as one comes that sells them; and listings that no unit comes to.

A unit that is graded where no listing of its home stands makes no message. When one is imported later it is offered
there, and those that keep books hear of it, as at its grading. Within the caller's transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, or_, select, text

from app.domain.selling import LISTED, Home, Listed, Place, bookkeepers, idle, seller
from app.domain.stock import Account
from app.store import models, named_lock
from app.store.keeping import Told, Transaction, rows_by
from app.store.models import Listing, Outbox, SellingRule
from app.store.models.units import ON_SALE
from app.store.sought import Sought
from app.store.standing import allocated_anew, message

Sold = tuple[str, str, str]
"""Client, SKU and grade that something is sold as."""
SOLD = ("client", "sku", "grade")
_ALLOCATIONS = models.table(models.Allocation)
_OUTBOX = models.table(models.Outbox)
_UNITS = models.table(models.Unit)
_ON_SALE = {"A": Account.SELLABLE_A, "B": Account.SELLABLE_B}
_STANDING = (
    select(
        _ALLOCATIONS.c.id, _ALLOCATIONS.c.unit, _ALLOCATIONS.c.client, _ALLOCATIONS.c.sku, _ALLOCATIONS.c.grade,
        _ALLOCATIONS.c.place, _ALLOCATIONS.c.channel,
    )
    .join(_UNITS, _UNITS.c.lpn == _ALLOCATIONS.c.unit)
    .where(
        text(ON_SALE), _ALLOCATIONS.c.ended_at.is_(None),
        or_(*(_ALLOCATIONS.c.place == place.value for place in sorted(LISTED))),
        _UNITS.c.account == case({grade: account.value for grade, account in _ON_SALE.items()},
                                 value=_ALLOCATIONS.c.grade, else_=""),
    )
    .order_by(_ALLOCATIONS.c.began_at, _ALLOCATIONS.c.id)
)  # fmt: skip
_IS_OFFER = and_(_OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == "add", _OUTBOX.c.sells)
_NONE = _STANDING.where(~exists().where(_IS_OFFER))
"""Allocations of units on sale that no listing offers, as far as the offers say so themselves (see `_waiting`)."""
_ONE = _STANDING.add_columns(_OUTBOX.c.listing).join(_OUTBOX, _IS_OFFER)


def _locking(statement: Select[*tuple[Any, ...]], *, what_is_free: bool = False) -> Sought:
    locking = statement.with_for_update(of=[_UNITS, _ALLOCATIONS], skip_locked=what_is_free)
    return Sought(locking, _UNITS.c.client, _UNITS.c.sku)


_ON_NONE, _ON_ONE = _locking(_NONE), _locking(_ONE)
_FREE_ON_NONE, _FREE_ON_ONE = _locking(_NONE, what_is_free=True), _locking(_ONE, what_is_free=True)


def about_to_offer(connection: Connection, client: str, sku: str) -> None:
    """To be asked before a unit that comes on sale looks for its listings: waits for whoever is about to list the
    article, and has them wait until it is on record. Benches do not wait for each other."""
    named_lock.share(connection, _listing_of(client, sku))


def about_to_list(begun: Transaction, sold: Collection[Sold]) -> bool:
    """The other side of `about_to_offer`, by an import that has its units; whether it has to look for them again.

    Without it a unit that is graded while its listing comes would see no listing, and the import no unit.
    """
    return named_lock.hold_all(begun.connection, {_listing_of(client, sku) for client, sku, _ in sold})


def _listing_of(client: str, sku: str) -> str:
    return f"listing of {sku} of {client}"


def listings_of(connection: Connection, sold: Collection[Sold]) -> dict[Sold, tuple[Listed, ...]]:
    """The listings of each, those that were imported first at the front."""
    found: defaultdict[Sold, list[Listed]] = defaultdict(list)
    columns = ("id", "channel", "params", *SOLD)
    for row in sorted(rows_by(connection, Listing, SOLD, sold, only=columns), key=lambda row: str(row["id"])):
        found[_sold(row)].append(Listed.of(row["id"], row["channel"], row["params"]))
    return {each: tuple(listings) for each, listings in found.items()}


def on_no_listing(begun: Transaction, sold: Collection[Sold], *, again: bool = False) -> list[dict[str, Any]]:
    """Units of these that are on sale and, by their offers, on no listing: they are ours until the end.

    To be asked for before a listing is written, which locks its article: benches lock units first, and a bundle's
    article after them. Asked `again` after `about_to_list` it passes over what others hold, who may wait for us.
    """
    articles = {(client, sku) for client, sku, _ in sold}
    of = _FREE_ON_NONE if again else _ON_NONE
    return [row for row in of.rows(begun.connection, articles) if _sold(row) in sold]


def on_a_listing(begun: Transaction, sold: Collection[Sold], *, again: bool = False) -> list[dict[str, Any]]:
    """Units of these that a listing offers, with that listing; likewise."""
    articles = {(client, sku) for client, sku, _ in sold}
    of = _FREE_ON_ONE if again else _ON_ONE
    return [row for row in of.rows(begun.connection, articles) if _sold(row) in sold]


def move(
    begun: Transaction, units: Collection[Mapping[str, Any]], listings: Mapping[Sold, tuple[Listed, ...]]
) -> Counter[str]:
    """Those of these units whose listing sells none of their home any more go on sale where one does; how many left, by
    the key of the listing they were on. Where none does, nothing takes over: they stay where they are."""
    done: Counter[str] = Counter()
    for row in units:
        home, among = Home(Place(row["place"]), row["channel"]), listings[_sold(row)]
        before = next(each for each in among if each.key == row["listing"])
        at = seller(home, among)
        if at is None or seller(home, [before]) is not None:
            continue
        heard = _heard(begun.connection, row["id"])
        taken = [message(begun, _content(row, each, "take")) for each in among if each.key in heard]
        allocation, facts = allocated_anew(begun, begun.connection.execute(_allocation(row["id"])).one())
        anew = {**row, "id": allocation}
        added = [message(begun, _content(anew, each, "add", sells=each is at)) for each in _told(home, at, among)]
        begun.told.append(Told("offered_elsewhere", [*taken, *facts, *added], (), row["unit"]))
        done[before.key] += 1
    return done


def offer(
    begun: Transaction, units: Collection[Mapping[str, Any]], listings: Mapping[Sold, tuple[Listed, ...]]
) -> Counter[str]:
    """Those of these units that waited are offered where a listing sells them now; how many, by the listing's key."""
    done: Counter[str] = Counter()
    for row, heard in _waiting(begun.connection, units, listings):
        home, among = Home(Place(row["place"]), row["channel"]), listings[_sold(row)]
        if (at := seller(home, among)) is None:
            continue
        told = [each for each in _told(home, at, among) if each.key not in heard]
        facts = [message(begun, _content(row, each, "add", sells=each is at)) for each in told]
        begun.told.append(Told("offered_late", facts, (), row["unit"]))
        done[at.key] += 1
    return done


def unsought(connection: Connection, listings: Mapping[Sold, tuple[Listed, ...]]) -> dict[str, str]:
    """Listings that no unit comes to by the rules as they are, by key, with the channel that has the units instead; an
    outlet's with none, for only rules send units there."""
    keys = {key for client, sku, grade in listings for key in ((client, "", grade), (client, sku, grade))}
    rules: defaultdict[Sold, list[Home]] = defaultdict(list)
    for row in rows_by(connection, SellingRule, SOLD, keys, only=(*SOLD, "place", "channel", "bundle")):
        rules[_sold(row)].append(Home(Place(row["place"]), row["channel"], row["bundle"]))
    found: dict[str, str] = {}
    for (client, sku, grade), among in listings.items():
        homes = rules.get((client, sku, grade), []) or rules.get((client, "", grade), [])
        first = seller(Home(), among)
        found |= {each.key: first.channel if first and not each.outlet else "" for each in idle(among, homes)}
    return found


def _waiting(
    connection: Connection, units: Collection[Mapping[str, Any]], listings: Mapping[Sold, tuple[Listed, ...]]
) -> Iterator[tuple[Mapping[str, Any], set[str]]]:
    """Those that no listing offers, with the listings that heard of them: an older version did not mark its offers."""
    heard: defaultdict[str, set[str]] = defaultdict(set)
    named = {(row["unit"],) for row in units}
    for told in rows_by(connection, Outbox, ("unit",), named, only=("allocation", "listing", "op")):
        if told["op"] == "add":
            heard[told["allocation"]].add(told["listing"])
    for row in units:
        books = {each.key for each in listings[_sold(row)] if each.books}
        if heard[row["id"]] <= books:
            yield row, heard[row["id"]]


def _told(home: Home, at: Listed, among: Sequence[Listed]) -> tuple[Listed, ...]:
    return at, *bookkeepers(home, among)


def _heard(connection: Connection, allocation: str) -> set[str]:
    asked = select(_OUTBOX.c.listing).where(_OUTBOX.c.allocation == allocation, _OUTBOX.c.op == "add")
    return set(connection.scalars(asked))


def _allocation(key: str) -> Select[*tuple[Any, ...]]:
    return select(_ALLOCATIONS).where(_ALLOCATIONS.c.id == key)


def _content(row: Mapping[str, Any], at: Listed, op: str, *, sells: bool = False) -> dict[str, Any]:
    return {
        "allocation": row["id"], "listing": at.key, "channel": at.channel, "client": row["client"], "sku": row["sku"],
        "grade": row["grade"], "unit": row["unit"], "op": op, "quantity": 1, "sells": sells,
    }  # fmt: skip


def _sold(row: Mapping[str, Any]) -> Sold:
    return row["client"], row["sku"], row["grade"]
