"""Looks things up for the bench: parcels, articles, units, people. Statements of a fixed shape, few a question.

A parcel is found by tracking number, else RMA, else order number. One that was never opened is built from the orders
announced under the same key; one on record joins its orders by that key, so an order announced late is there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, or_, select, tuple_, union

from app.domain.access import Operator, Role
from app.domain.bench.found import UnitRecord, UnitState
from app.domain.bench.labels import PARK_TAG
from app.domain.bench.state import ParkedDraft, Product
from app.domain.checklist import Answer
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.money import Money
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.rulebook import RulesRef
from app.domain.stock import GONE, Account, Article
from app.domain.subject import plain_category
from app.ports import UserRecord
from app.store import models
from app.store.mapping import from_text

REUSED = "tracking_reused"

_PARCELS = models.table(models.Parcel)
_ORDERS = models.table(models.ReturnOrder)
_LINES = models.table(models.ReturnLine)
_PRODUCTS = models.table(models.Product)
_CODES = models.table(models.ProductCode)
_SAID = models.table(models.Instruction)
_UNITS = models.table(models.Unit)
_LABELS = models.table(models.Label)

_keys: BindParameter[str] = bindparam("codes", expanding=True)
_PARCELS_BY_KEY = select(_PARCELS).where(_PARCELS.c.key.in_(_keys), _PARCELS.c.state != "withdrawn")
_PARCEL_BY_ID = select(_PARCELS).where(_PARCELS.c.id == bindparam("of_id"))
_ORDERS_BY_CODE = select(_ORDERS).where(
    or_(_ORDERS.c.tracking_key.in_(_keys), _ORDERS.c.rma_key.in_(_keys), _ORDERS.c.number_key.in_(_keys))
)
_ORDERS_OF_PARCEL = select(_ORDERS).where(_ORDERS.c.parcel_key == bindparam("of_key")).order_by(_ORDERS.c.id)
_LINES_OF_ORDERS = (
    select(_LINES).where(_LINES.c.order_id.in_(bindparam("orders", expanding=True))).order_by(_LINES.c.id)
)
_BY_SKU = select(_PRODUCTS).where(_PRODUCTS.c.sku.in_(_keys))
_BY_CODE = union(
    select(_PRODUCTS)
    .join(_CODES, (_CODES.c.client == _PRODUCTS.c.client) & (_CODES.c.sku == _PRODUCTS.c.sku))
    .where(_CODES.c.code.in_(_keys)),
    _BY_SKU,
)
_CODES_OF = select(_CODES.c.client, _CODES.c.sku, _CODES.c.code).where(
    tuple_(_CODES.c.client, _CODES.c.sku).in_(bindparam("articles", expanding=True))
)
_INSTRUCTIONS = (
    select(_SAID.c.client, _SAID.c.sku, _SAID.c.category, _SAID.c.text, _SAID.c.shots, _SAID.c.forbid_routes)
    .where(
        _SAID.c.client.in_(bindparam("clients", expanding=True)),
        or_(_SAID.c.valid_until.is_(None), _SAID.c.valid_until >= bindparam("now")),
    )
    .order_by(_SAID.c.id)
)
_UNIT = select(_UNITS).where(_UNITS.c.lpn == bindparam("of_lpn")).with_for_update()
_ANSWERS = (
    select(models.Answer.question, models.Answer.choices, models.Answer.note, models.Answer.settled_by)
    .where(
        models.Answer.unit == bindparam("of_lpn"),
        models.Answer.round == bindparam("of_round"),
        models.Answer.withdrawn.is_(False),
    )
    .order_by(models.Answer.id)
)
_PRINTS = (
    select(_LABELS.c.code, _LABELS.c.template, _LABELS.c.state, _LABELS.c.sequence)
    .where(_LABELS.c.unit == bindparam("of_lpn"))
    .order_by(_LABELS.c.id)
)
_OFFERED = select(models.Allocation.id).where(
    models.Allocation.unit == bindparam("of_lpn"), models.Allocation.ended_at.is_(None)
)
_BY_SERIAL = select(_UNITS.c.lpn).where(
    _UNITS.c.client == bindparam("of_client"),
    _UNITS.c.serial == bindparam("of_serial"),
    _UNITS.c.serial != "",
    _UNITS.c.state != UnitState.WITHDRAWN.value,
    _UNITS.c.account.not_in(sorted(account.value for account in GONE)),
)
_PARKED_IN = (
    select(_UNITS.c.lpn)
    .join(models.Draft, models.Draft.unit == _UNITS.c.lpn)
    .where(_UNITS.c.parcel_id == bindparam("of_parcel"))
    .order_by(_UNITS.c.lpn)
    .limit(1)
)
_DRAFT = select(models.Draft.draft).where(models.Draft.unit == bindparam("of_lpn"))
_USER = select(models.User).where(models.User.badge == bindparam("of_badge"))


def parcel_by_code(connection: Connection, codes: Sequence[str]) -> Parcel | None:
    """The parcel that these codes (normal forms, best first) name: the newest on record, else as announced."""
    wanted = [code for code in codes if code]
    if not wanted:
        return None
    if (opened := _newest(connection, wanted)) is not None:
        return _parcel(connection, opened)
    found = connection.execute(_ORDERS_BY_CODE, {"codes": wanted}).all()
    if not found:
        return None
    places = list(dict.fromkeys(order.parcel_key for order in sorted(found, key=lambda order: _worth(order, wanted))))
    known = {row.key for row in connection.execute(_PARCELS_BY_KEY, {"codes": places})}
    unopened = [place for place in places if place not in known]
    if not unopened:
        newest = _newest(connection, places)
        return None if newest is None else _parcel(connection, newest)
    orders = _orders(connection, unopened[0])
    first = next(order for order in found if order.parcel_key == unopened[0])
    shown = first.tracking or first.rma or first.number
    return Parcel("", shown, unopened[0], ParcelKind.ANNOUNCED, orders)


def _newest(connection: Connection, codes: Sequence[str]) -> Row[Any] | None:
    rows = connection.execute(_PARCELS_BY_KEY, {"codes": codes}).all()
    # Best code first, of one code the newest parcel: keys of parcels sort by time.
    return max(rows, key=lambda row: (-codes.index(row.key), row.id), default=None)


def _worth(order: Row[Any], codes: Sequence[str]) -> tuple[int, int, str]:
    """Tracking number before RMA before order number, then the better code, then the earlier announcement."""
    places = (order.tracking_key, order.rma_key, order.number_key)
    level = next(level for level, key in enumerate(places) if key in codes)
    return level, codes.index(places[level]), order.id


def parcel(connection: Connection, parcel_id: str) -> Parcel | None:
    """A parcel on record with its orders and counts as they are now."""
    row = connection.execute(_PARCEL_BY_ID, {"of_id": parcel_id}).first() if parcel_id else None
    return None if row is None else _parcel(connection, row)


def _parcel(connection: Connection, row: Row[Any]) -> Parcel:
    return Parcel(
        parcel_id=row.id,
        tracking=row.tracking,
        key=row.key,
        kind=ParcelKind(row.kind),
        orders=_orders(connection, row.key, after=row.id if row.description == REUSED else ""),
        owes_photo=row.owes_photo,
        reopened=bool(row.reopened),
        units=row.units,
        finished=row.state == "closed",
        withdrawn=row.state == "withdrawn",
    )


def _orders(connection: Connection, key: str, *, after: str = "") -> tuple[ReturnOrder, ...]:
    """The orders of a key; of a tracking number used again, those announced after it was (keys sort by time)."""
    orders = [one for one in connection.execute(_ORDERS_OF_PARCEL, {"of_key": key}) if one.id > after]
    if not orders:
        return ()
    lines: defaultdict[str, list[ReturnLine]] = defaultdict(list)
    for row in connection.execute(_LINES_OF_ORDERS, {"orders": [order.id for order in orders]}):
        lines[row.order_id].append(_line(row))
    return tuple(
        ReturnOrder(
            order_id=order.id,
            client=order.client,
            platform=order.platform,
            number=order.number,
            rma=order.rma,
            reason_code=order.reason_code,
            reason_text=order.reason_text,
            customer_note=order.customer_note,
            lines=tuple(lines[order.id]),
        )
        for order in orders
    )


def _line(row: Row[Any]) -> ReturnLine:
    counts = {"received": row.received, "missing": row.missing, "wrong": row.wrong}
    looks = {"serial": row.serial, "size": row.size, "colour": row.colour}
    return ReturnLine(row.id, Article(row.client, row.sku), row.quantity, **counts, **looks)


def products_by_code(connection: Connection, codes: Sequence[str], at: datetime) -> tuple[Product, ...]:
    """Articles that carry one of these codes, their SKU included, over all clients, with what counts at this time."""
    return _products(connection, _BY_CODE, [code for code in codes if code], at)


def products_by_sku(connection: Connection, sku: str, at: datetime) -> tuple[Product, ...]:
    """Articles of that SKU, over all clients, with what counts at this time."""
    return _products(connection, _BY_SKU, [sku] if sku else [], at)


def _products(connection: Connection, asked: Any, codes: Sequence[str], at: datetime) -> tuple[Product, ...]:
    rows = connection.execute(asked, {"codes": codes}).all() if codes else []
    if not rows:
        return ()
    carried: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for client, sku, code in connection.execute(_CODES_OF, {"articles": [(row.client, row.sku) for row in rows]}):
        carried[client, sku].append(code)
    ordered = sorted(rows, key=lambda row: (row.client, row.sku))
    clients = sorted({row.client for row in rows})
    said: Sequence[Any] = connection.execute(_INSTRUCTIONS, {"clients": clients, "now": at}).all()
    return tuple(
        _product(row, tuple(sorted(carried[row.client, row.sku])), [one for one in said if _concerns(one, row)])
        for row in ordered
    )


def _concerns(instruction: Any, product: Row[Any]) -> bool:
    """Whether a client's instruction is about this article: by its SKU, or by its category."""
    if instruction.client != product.client:
        return False
    if instruction.sku:
        return bool(instruction.sku == product.sku)
    return bool(instruction.category) and plain_category(instruction.category) == plain_category(product.category)


def _product(row: Row[Any], codes: tuple[str, ...], said: Sequence[Any]) -> Product:
    return Product(
        article=Article(row.client, row.sku),
        title=row.title,
        category=row.category,
        codes=codes,
        price=None if row.price is None else Money(row.price, row.currency),
        cost=None if row.cost is None else Money(row.cost, row.currency),
        weight_g=row.weight_g,
        weight_tolerance_g=row.weight_tolerance_g,
        accessories=tuple(row.accessories),
        serial_tracked=row.serial_tracked,
        data_bearing=row.data_bearing,
        battery=row.battery,
        hygiene=row.hygiene,
        expiry_tracked=row.expiry_tracked,
        instructions=tuple(one.text for one in said),
        shots=tuple(dict.fromkeys(shot for one in said for shot in one.shots)),
        forbidden=tuple(dict.fromkeys(Route(route) for one in said for route in one.forbid_routes)),
    )


def unit(connection: Connection, lpn: str) -> UnitRecord | None:
    """A unit as the records have it, locked until the end."""
    row = connection.execute(_UNIT, {"of_lpn": lpn}).first()
    if row is None:
        return None
    answers = connection.execute(_ANSWERS, {"of_lpn": lpn, "of_round": row.round})
    offered = connection.execute(_OFFERED, {"of_lpn": lpn}).first() is not None
    return UnitRecord(
        lpn=lpn,
        product=from_text(Product, row.product),
        parcel_id=row.parcel_id,
        line_id=row.line_id or "",
        state=UnitState(row.state),
        account=Account(row.account),
        round=row.round,
        rules=from_text(RulesRef, row.rules),
        flags=tuple(row.flags),
        serial=row.serial,
        grams=row.grams,
        answers=tuple(Answer(one.question, tuple(one.choices), one.note, one.settled_by) for one in answers),
        grade=Grade(row.grade) if row.grade else None,
        route=Route(row.route) if row.route else None,
        held=row.held,
        work=row.work,
        offered=offered,
        bench=row.bench,
        **_prints(connection, lpn, row.serial),
    )


def _prints(connection: Connection, lpn: str, serial: str) -> dict[str, Any]:
    """What of a unit's prints counts: a park tag names the unit and is no label; only the newest label verifies."""
    prints = connection.execute(_PRINTS, {"of_lpn": lpn}).all()
    labels = [one for one in prints if one.template != PARK_TAG]
    newest = labels[-1] if labels else None
    named = (lpn, *(one.code for one in prints if one.state != "void"), serial)
    return {
        "newest_code": newest.code if newest is not None and newest.state != "void" else "",
        "template": newest.template if newest is not None else "",
        "prints": max((len(prints), *(one.sequence for one in prints))),
        "codes": tuple(dict.fromkeys(code for code in named if code)),
    }


def unit_by_serial(connection: Connection, client: str, serial: str) -> str:
    """LPN of the unit in stock that carries this serial number, or empty."""
    return connection.execute(_BY_SERIAL, {"of_client": client, "of_serial": serial}).scalars().first() or ""


def draft(connection: Connection, lpn: str) -> ParkedDraft | None:
    """The draft of a parked unit."""
    text = connection.execute(_DRAFT, {"of_lpn": lpn}).scalar()
    return None if text is None else from_text(ParkedDraft, text)


def parked_in(connection: Connection, parcel_id: str) -> str:
    """LPN of the oldest parked unit of a parcel, or empty."""
    return connection.execute(_PARKED_IN, {"of_parcel": parcel_id}).scalar() or ""


def user(connection: Connection, badge: str) -> UserRecord | None:
    """The person with this badge."""
    row = connection.execute(_USER, {"of_badge": badge}).first()
    if row is None:
        return None
    return UserRecord(
        operator=Operator(row.id, row.badge, row.name, Role(row.role)),
        pin_hash=row.pin_hash,
        disabled=row.disabled,
        failures=row.failures,
        locked_until=row.locked_until,
    )
