"""What the shops are told of bundles: how many their components make up now, beside what each listing was told.

A bundle is an article with components; units allocated to it are on no listing of their own. What is told of a bundle
is carried by a component: a message of the outbox is of the unit that made the difference. One listing sells the
bundle, the one that came first; those that keep books hear of it. Within the caller's transaction; the bundle's article
is locked first, so that two who change it reckon one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from app.domain.grading import Grade
from app.domain.selling import Listed, Place, bundles
from app.domain.stock import SELLABLE
from app.store import models
from app.store.keeping import Told, Transaction
from app.store.standing import allocated_anew, message

_PRODUCTS = models.table(models.Product)
_LISTINGS = models.table(models.Listing)
_ALLOCATIONS = models.table(models.Allocation)
_OUTBOX = models.table(models.Outbox)
_SALES = models.table(models.UnitSale)
_UNITS = models.table(models.Unit)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundles of one SKU that are made of units of one grade."""

    client: str
    sku: str
    grade: str

    def holds(self) -> ColumnElement[bool]:
        """Of an allocation: it is one of this bundle."""
        return and_(
            _ALLOCATIONS.c.client == self.client, _ALLOCATIONS.c.place == Place.BUNDLE.value,
            _ALLOCATIONS.c.bundle == self.sku, _ALLOCATIONS.c.grade == self.grade,
        )  # fmt: skip


def needed(connection: Connection, bundle: Bundle) -> Mapping[str, int]:
    """Its components by SKU, as the catalogue has them now; the bundle is the caller's own until the end."""
    asked = (
        select(_PRODUCTS.c.components)
        .where(_PRODUCTS.c.client == bundle.client, _PRODUCTS.c.sku == bundle.sku)
        .with_for_update()
    )
    return {str(sku): int(pieces) for sku, pieces in (connection.execute(asked).scalar() or {}).items()}


def pools(connection: Connection, bundle: Bundle) -> dict[str, int]:
    """How many units of each component stand ready."""
    asked = (
        select(_ALLOCATIONS.c.sku, func.count())
        .join(_UNITS, _UNITS.c.lpn == _ALLOCATIONS.c.unit)
        .where(bundle.holds(), *ready())
        .group_by(_ALLOCATIONS.c.sku)
    )
    return {sku: int(units) for sku, units in connection.execute(asked)}


def ready() -> tuple[ColumnElement[bool], ...]:
    """Of allocation and unit together: the unit can be sold."""
    return (
        _ALLOCATIONS.c.ended_at.is_(None),
        _UNITS.c.account.in_([account.value for account in SELLABLE]),
    )


def told(connection: Connection, bundle: Bundle, *, sent_until: datetime | None = None) -> dict[str, int]:
    """By listing, how many bundles it offers by what it was told and has sold; only what was sent until then.

    A take of a piece that its shop has sold changes nothing there: it waits for a person until the order is cancelled.
    """
    sold_there = exists().where(
        _SALES.c.unit == _OUTBOX.c.unit, _SALES.c.listing == _OUTBOX.c.listing, _SALES.c.cancelled_at.is_(None),
        _SALES.c.id < _OUTBOX.c.id,
    )  # fmt: skip
    change = case((_OUTBOX.c.op == "add", _OUTBOX.c.quantity), (sold_there, 0), else_=-_OUTBOX.c.quantity)
    asked = (
        select(_OUTBOX.c.listing, func.sum(change))
        .join(_ALLOCATIONS, _ALLOCATIONS.c.id == _OUTBOX.c.allocation)
        .where(bundle.holds())
        .group_by(_OUTBOX.c.listing)
    )
    if sent_until is not None:
        asked = asked.where((_OUTBOX.c.op == "take") | (_OUTBOX.c.sent_at <= sent_until))
    found: defaultdict[str, int] = defaultdict(int)
    for listing, many in connection.execute(asked):
        found[listing] += int(many)
    sales = (
        select(_SALES.c.listing, func.count(_SALES.c.bundle.distinct()))
        .where(_SALES.c.listing.in_(list(found)), _SALES.c.bundle.is_not(None), _SALES.c.cancelled_at.is_(None))
        .group_by(_SALES.c.listing)
    )
    for listing, many in connection.execute(sales):
        found[listing] -= int(many)
    return found


def due(connection: Connection, bundle: Bundle, first: Sequence[str]) -> list[dict[str, Any]]:
    """The messages, without their keys, after which the bundle's listing offers what its components make up, and each
    that keeps books says so.

    They are carried by the allocations of `first`, or by others of the bundle where these have carried such already.
    """
    messages = []
    for listed, change in _changes(connection, bundle):
        op = "add" if change > 0 else "take"
        carrier = _carrier(connection, bundle, (listed, op), first)
        if carrier is not None:
            messages.append({
                "allocation": carrier[0], "listing": listed.key, "channel": listed.channel, "client": bundle.client,
                "sku": bundle.sku, "grade": bundle.grade, "unit": carrier[1], "op": op, "quantity": abs(change),
                "sells": op == "add" and not listed.books,
            })  # fmt: skip
    return messages


def tell(begun: Transaction, bundle: Bundle, first: Sequence[str], facts: Sequence[dict[str, Any]] = ()) -> None:
    """Every listing of the bundle hears what has changed; the chain is told so, and these facts before it."""
    messages = due(begun.connection, bundle, first)
    if messages:
        said = [*facts, *(message(begun, content) for content in messages)]
        begun.told.append(Told("bundle", said, (), messages[0]["unit"]))


def made_of_others(begun: Transaction, client: str, sku: str) -> None:
    """The bundle has other components now: its shops hear at once how many can be made of them.

    A piece that waits there is allocated anew to carry that, for those that are there may have carried such before, and
    a take by a sold one is for a person.
    """
    for grade in (Grade.A.value, Grade.B.value):
        bundle = Bundle(client, sku, grade)
        if not _changes(begun.connection, bundle):
            continue
        pieces = _ALLOCATIONS.join(_UNITS, _UNITS.c.lpn == _ALLOCATIONS.c.unit)
        asked = select(_ALLOCATIONS).select_from(pieces).where(bundle.holds(), *ready())
        standing = begun.connection.execute(asked.order_by(_ALLOCATIONS.c.id).limit(1)).first()
        allocation, facts = ("", []) if standing is None else allocated_anew(begun, standing)
        tell(begun, bundle, [allocation], facts)


def _changes(connection: Connection, bundle: Bundle) -> list[tuple[Listed, int]]:
    """The bundle's listings that say another number than they should, and how many more it is."""
    made = bundles(needed(connection, bundle), pools(connection, bundle))
    offered = told(connection, bundle)
    asked = (
        select(_LISTINGS.c.id, _LISTINGS.c.channel, _LISTINGS.c.params)
        .where(
            _LISTINGS.c.client == bundle.client, _LISTINGS.c.sku == bundle.sku, _LISTINGS.c.grade == bundle.grade
        )
        .order_by(_LISTINGS.c.id)
    )  # fmt: skip
    listings = [Listed.of(*row) for row in connection.execute(asked).all()]
    first = next((listed for listed in listings if not listed.books), None)
    wanted = ((listed, made if listed.books or listed is first else 0) for listed in listings)
    found = ((listed, want - offered.get(listed.key, 0)) for listed, want in wanted)
    return [each for each in found if each[1]]


def _carrier(
    connection: Connection, bundle: Bundle, place: tuple[Listed, str], first: Sequence[str]
) -> tuple[str, str] | None:
    """An allocation of the bundle, and its unit, that has carried no message of this kind to this listing, and where
    the listing sells no offer at all; one that was sold there carries a take only where it is of `first`, or there is
    no other."""
    listed, op = place
    here = _OUTBOX.c.listing == listed.key
    carried = exists().where(
        _OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == op,
        here if listed.books else or_(here, _OUTBOX.c.sells),
    )  # fmt: skip
    sold_there = exists().where(
        _SALES.c.unit == _ALLOCATIONS.c.unit, _SALES.c.listing == listed.key, _SALES.c.cancelled_at.is_(None)
    )
    whens = [(_ALLOCATIONS.c.id.in_(list(first)), 0), *([(sold_there, 2)] if op == "take" else [])]
    preferred = case(*whens, else_=1)
    asked = (
        select(_ALLOCATIONS.c.id, _ALLOCATIONS.c.unit)
        .where(bundle.holds(), ~carried)
        .order_by(preferred, _ALLOCATIONS.c.id.desc())
        .limit(1)
    )
    row = connection.execute(asked).first()
    return None if row is None else (row.id, row.unit)
