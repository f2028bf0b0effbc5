"""Reads the pieces that reports on Amazon and on age are about: graded here, at Amazon's, on the way, in the house.

What Amazon said of a piece is found by its LPN, else by the removal that it came with. Removal reports name no LPNs, so
which returns a removal took is known by number only: it takes the oldest, as Amazon itself counts ages. Statements
stream; reads within the caller's transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import sub
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from app.domain.bench.state import Product as ScannedAs
from app.domain.fba import Piece, plain_disposition
from app.domain.money import Money
from app.domain.returns import FBA_REMOVAL
from app.domain.stock import GONE, Article
from app.domain.subject import Subject
from app.domain.verdict import Grade
from app.services.fba_reporting import Graded, Odds, Place, Waiting
from app.services.reporting import Period
from app.store.keeping import rows_by
from app.store.mapping import from_text
from app.store.models import (
    Disposition,
    FbaRemoval,
    FbaReturn,
    FbaShipment,
    Inspection,
    Product,
    ReturnLine,
    ReturnOrder,
    Unit,
)
from app.store.removals import ENDED
from app.store.reports import in_slices, newest_verdict, within

SOLD_ON = "SELLABLE"
_REMOVED = and_(ReturnOrder.id == ReturnLine.order_id, ReturnOrder.origin == FBA_REMOVAL)
_ARTICLE = (
    Product.title, Product.category, Product.price, Product.cost, Product.currency, Product.weight_g,
    Product.data_bearing, Product.battery, Product.hygiene, Product.expiry_tracked, Product.serial_tracked,
)  # fmt: skip


def graded_of_amazon(connection: Connection, period: Period) -> Iterator[Graded]:
    """Units that were at Amazon's, each with its newest verdict, by LPN."""
    asked = (
        select(
            Unit.lpn, Unit.client, Unit.sku, Unit.product, Unit.amazon_lpn, Unit.state, Unit.opened_at,
            Inspection.grade, Disposition.route, Disposition.net, Disposition.currency, Disposition.at,
            func.coalesce(ReturnOrder.number, "").label("number"),
            func.coalesce(ReturnOrder.tracking, "").label("tracking"),
            func.coalesce(ReturnLine.sku, "").label("announced_sku"),
            func.coalesce(ReturnLine.reason_text, "").label("removed_as"),
        )
        .select_from(Unit)
        .join(Inspection, Inspection.unit == Unit.lpn)
        .join(Disposition, Disposition.inspection == Inspection.id)
        .outerjoin(ReturnLine.__table__.join(ReturnOrder.__table__, _REMOVED), ReturnLine.id == Unit.line_id)
        .where(or_(Unit.amazon_lpn != "", ReturnOrder.id.is_not(None)), Unit.state != "withdrawn", newest_verdict())
        .where(*within(Disposition.at, period))
        .order_by(Unit.lpn)
    )  # fmt: skip
    for some in in_slices(connection, asked):
        said = _said(connection, [(one["client"], one["amazon_lpn"]) for one in some if one["amazon_lpn"]])
        fees = _fees(connection, {(one["client"], one["number"]) for one in some if one["number"]})
        for one in some:
            fee = fees.get((one["client"], one["number"], one["announced_sku"]))
            yield _graded(one, said.get((one["client"], one["amazon_lpn"])), fee)


def _graded(one: Mapping[str, Any], said: Any | None, removal: Mapping[str, Any] | None) -> Graded:
    scanned = from_text(ScannedAs, one["product"])
    disposition = said.disposition if said and said.disposition else one["removed_as"]
    fee = removal and removal["fee"]
    asked_at = removal and removal["requested_at"]
    return Graded(
        article=Article(one["client"], one["sku"]),
        title=scanned.title,
        lpn=one["lpn"],
        piece=Piece(disposition, _subject_of(scanned), scanned.price, scanned.cost, scanned.weight_g),
        grade=Grade(one["grade"]),
        route=one["route"],
        state=one["state"],
        net=Money(one["net"], one["currency"]),
        at=one["at"],
        sent_on=(asked_at or one["opened_at"]).date(),
        amazon_lpn=one["amazon_lpn"],
        order_id=one["number"] or (said.number if said else ""),
        tracking=one["tracking"],
        reason=said.reason if said else "",
        fee=fee or None,
    )


def _subject_of(scanned: ScannedAs) -> Subject:
    return Subject(
        category=scanned.category,
        data_bearing=scanned.data_bearing,
        battery=scanned.battery,
        hygiene=scanned.hygiene,
        expiry_tracked=scanned.expiry_tracked,
        serial_tracked=scanned.serial_tracked,
    )


def _said(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The newest return of each (client, LPN)."""
    if not wanted:
        return {}
    asked = (
        select(FbaReturn.client, FbaReturn.late, FbaReturn.number, FbaReturn.disposition, FbaReturn.reason)
        .where(FbaReturn.late.in_(sorted({lpn for _, lpn in wanted})))
        .order_by(FbaReturn.returned_at.asc().nulls_first(), FbaReturn.id)
    )
    return {(row.client, row.late): row for row in connection.execute(asked)}


def _fees(connection: Connection, orders: set[tuple[str, str]]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """What a piece of each (client, removal order, SKU) cost: the fee of all that were not cancelled, shared out."""
    found: defaultdict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows_by(connection, FbaRemoval, ("client", "number"), orders):
        found[row["client"], row["number"], row["sku"]].append(row)
    return {key: {"fee": _fee_of(rows), "requested_at": rows[0]["requested_at"]} for key, rows in found.items()}


def _fee_of(rows: Sequence[Mapping[str, Any]]) -> Money | None:
    """None where it is not told for all of them, or told in several currencies."""
    currencies = {row["currency"] for row in rows}
    pieces = sum((row["requested"] or 0) - (row["cancelled"] or 0) for row in rows)
    if len(currencies) != 1 or pieces < 1 or any(row["fee"] is None for row in rows):
        return None
    (currency,) = currencies
    return Money(sum(row["fee"] for row in rows) / pieces, currency) if currency else None


def odds(connection: Connection) -> Odds:
    """Grades by client and disposition, of every piece that was at Amazon's."""
    seen: defaultdict[tuple[str, str], Counter[Grade]] = defaultdict(Counter)
    for one in graded_of_amazon(connection, Period()):
        seen[one.article.client, plain_disposition(one.piece.disposition)][one.grade] += 1
    return seen


def waiting_at_amazon(connection: Connection) -> Iterator[Waiting]:
    """What was ordered back and not sent yet; then returns that Amazon does not sell on and no removal took."""
    yield from _ordered_back(connection)
    taken = _taken(connection)
    known = and_(Product.client == FbaReturn.client, Product.sku == FbaReturn.sku)
    here = select(Unit.lpn).where(Unit.amazon_lpn == FbaReturn.late, Unit.client == FbaReturn.client).exists()
    asked = (
        select(
            FbaReturn.client, FbaReturn.sku, FbaReturn.late, FbaReturn.number, FbaReturn.quantity,
            FbaReturn.returned_at, FbaReturn.disposition, FbaReturn.reason, FbaReturn.title.label("told_title"),
            Product.sku.label("known"), *_ARTICLE,
        )
        .outerjoin(Product, known)
        .where(or_(FbaReturn.late == "", ~here))
        .order_by(FbaReturn.returned_at.asc().nulls_first(), FbaReturn.id)
    )  # fmt: skip
    for some in in_slices(connection, asked):
        for one in some:
            if plain_disposition(one["disposition"]) == SOLD_ON:
                continue
            article = (one["client"], one["sku"])
            gone = min(taken[article], one["quantity"])
            taken[article] -= gone
            if left := one["quantity"] - gone:
                about = {"unit": one["late"], "order_id": one["number"], "reason": one["reason"], "quantity": left}
                yield _waiting(Place.AMAZON, one, one["returned_at"], one["disposition"], **about)


def _taken(connection: Connection) -> Counter[tuple[str, str]]:
    """How many unsold pieces of an article removals took or will take, less those known by their LPN."""
    taken: Counter[tuple[str, str]] = Counter()
    for row in connection.execute(
        select(FbaRemoval.client, FbaRemoval.sku, FbaRemoval.disposition, FbaRemoval.requested, FbaRemoval.cancelled)
    ):
        if plain_disposition(row.disposition) != SOLD_ON:
            taken[row.client, row.sku] += max((row.requested or 0) - (row.cancelled or 0), 0)
    of_lpn = (
        select(Unit.client, FbaReturn.sku, func.count().label("pieces"))
        .join(FbaReturn, and_(FbaReturn.late == Unit.amazon_lpn, FbaReturn.client == Unit.client))
        .where(Unit.amazon_lpn != "")
        .group_by(Unit.client, FbaReturn.sku)
    )
    for client, sku, pieces in connection.execute(of_lpn):
        taken[client, sku] = max(taken[client, sku] - pieces, 0)
    return taken


def _ordered_back(connection: Connection) -> Iterator[Waiting]:
    """Articles of removal orders that still lie at Amazon's: the order may yet be cancelled."""
    known = and_(Product.client == FbaRemoval.client, Product.sku == FbaRemoval.sku)
    gone = (func.coalesce(count, 0) for count in (FbaRemoval.cancelled, FbaRemoval.disposed, FbaRemoval.shipped))
    left = func.coalesce(FbaRemoval.in_process, reduce(sub, gone, func.coalesce(FbaRemoval.requested, 0)))
    asked = (
        select(
            FbaRemoval.client, FbaRemoval.sku, FbaRemoval.number, FbaRemoval.disposition, FbaRemoval.type,
            FbaRemoval.requested_at, left.label("left"), Product.sku.label("known"), *_ARTICLE,
        )
        .outerjoin(Product, known)
        .where(left > 0, func.lower(FbaRemoval.status).not_in(sorted(ENDED)))
        .order_by(FbaRemoval.requested_at.asc().nulls_first(), FbaRemoval.id)
    )  # fmt: skip
    for some in in_slices(connection, asked):
        for one in some:
            about = {"order_id": one["number"], "reason": one["type"], "quantity": one["left"]}
            yield _waiting(Place.AMAZON, one, one["requested_at"], one["disposition"], **about)


def waiting_on_the_way(connection: Connection) -> Iterator[Waiting]:
    """Announced pieces that are awaited, the oldest first; what a removal still has at Amazon's is not on the way."""
    known = and_(Product.client == ReturnLine.client, Product.sku == ReturnLine.sku)
    counted = ReturnLine.received + ReturnLine.missing + ReturnLine.wrong
    sent = (
        select(func.min(FbaShipment.shipped_at))
        .where(
            FbaShipment.client == ReturnLine.client,
            FbaShipment.number == ReturnLine.number,
            FbaShipment.sku == ReturnLine.sku,
            FbaShipment.late == ReturnOrder.tracking_key,
        )
        .scalar_subquery()
    )
    since = func.coalesce(sent, ReturnLine.requested_at, ReturnLine.announced_at)
    asked = (
        select(
            ReturnLine.client, ReturnLine.sku, ReturnLine.number, ReturnLine.reason_text, ReturnOrder.origin,
            (ReturnLine.quantity - counted).label("open"), ReturnOrder.tracking, since.label("since"),
            Product.sku.label("known"), *_ARTICLE,
        )
        .join(ReturnOrder, ReturnOrder.id == ReturnLine.order_id)
        .outerjoin(Product, known)
        .where(ReturnLine.quantity > counted, or_(ReturnOrder.origin != FBA_REMOVAL, ReturnOrder.tracking != ""))
        .order_by(ReturnLine.id)
    )  # fmt: skip
    for some in in_slices(connection, asked):
        for one in some:
            removal = one["origin"] == FBA_REMOVAL
            about = {"order_id": one["number"], "tracking": one["tracking"], "quantity": one["open"]}
            yield _waiting(Place.ON_THE_WAY, one, one["since"], one["reason_text"] if removal else "", **about)


def waiting_in_the_house(connection: Connection) -> Iterator[Waiting]:
    """Units that are still here, the oldest first."""
    known = and_(Product.client == Unit.client, Product.sku == Unit.sku)
    asked = (
        select(Unit.client, Unit.sku, Unit.lpn, Unit.account, Unit.opened_at, Product.sku.label("known"), *_ARTICLE)
        .outerjoin(Product, known)
        .where(Unit.account.not_in(sorted(account.value for account in GONE)), Unit.state != "withdrawn")
        .order_by(Unit.opened_at, Unit.lpn)
    )
    for some in in_slices(connection, asked):
        for one in some:
            yield _waiting(Place.HOUSE, one, one["opened_at"], "", stage=one["account"], unit=one["lpn"])


def _waiting(
    place: Place, one: Mapping[str, Any], since: datetime | None, disposition: str, stage: str = "", **about: Any
) -> Waiting:
    known = one["known"] is not None
    subject = Subject(
        category=one["category"] or "",
        data_bearing=bool(one["data_bearing"]),
        battery=bool(one["battery"]),
        hygiene=bool(one["hygiene"]),
        expiry_tracked=bool(one["expiry_tracked"]),
        serial_tracked=bool(one["serial_tracked"]),
    )
    price, cost = (None if one[name] is None else Money(one[name], one["currency"]) for name in ("price", "cost"))
    piece = Piece(disposition, subject, price, cost, one["weight_g"])
    title = one["title"] or one.get("told_title") or ""
    return Waiting(
        place, stage or place.value, Article(one["client"], one["sku"]), title, piece, since, known=known, **about
    )
