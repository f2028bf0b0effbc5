"""Finds units, parcels, orders and articles by any code of theirs, or words of a title. Bounded; exact matches first.

Codes are taken in their normal form, as the bench takes them. LPN, tracking, order and RMA number and SKU are found by
their beginning too, by an index; titles are looked through, for a catalogue is short beside what is done with it. A
badge finds nothing: who somebody is belongs to nobody's search. Reads within the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.bench.found import UnitState
from app.domain.identifiers import (
    Kind,
    UnfittingCode,
    clean_scan,
    gtin14,
    parse_label_code,
    parse_unit_lpn,
    readings,
    serial_key,
    tracking_key,
    unit_lpn,
)
from app.services.looking import Hit, HitKind
from app.store.models import Parcel, Product, ProductCode, ReturnLine, ReturnOrder, Unit

SHORTEST_BEGINNING = 3
SHORTEST_WORD = 2
MOST_WORDS = 6
_LAST = "\U0010ffff"
_LONGEST_LPN = "9" * 12
_UNIT = select(Unit.lpn, Unit.client, Unit.product, Unit.state, Unit.account, Unit.opened_at)
_PARCEL = select(Parcel.id, Parcel.key, Parcel.tracking, Parcel.kind, Parcel.state, Parcel.opened_at)
_ORDER = select(
    ReturnOrder.client,
    ReturnOrder.platform,
    ReturnOrder.number,
    ReturnOrder.rma,
    ReturnOrder.tracking,
    ReturnOrder.parcel_key,
    ReturnOrder.announced_at,
)
_WAYS = (
    ("tracking", ReturnOrder.tracking_key),
    ("order", ReturnOrder.number_key),
    ("rma", ReturnOrder.rma_key),
)
_PRODUCT = select(Product.client, Product.sku, Product.title)


def search(connection: Connection, text: str, limit: int) -> tuple[Hit, ...]:
    """At most `limit` hits, each once."""
    try:
        code = clean_scan(text)
    except UnfittingCode:
        return ()
    if readings(code)[0].kind in {Kind.BADGE, Kind.COMMAND}:
        return ()
    found: dict[tuple[HitKind, str, str], Hit] = {}
    searcher = _Searcher(connection, code, limit)
    for hit in searcher.hits():
        # A parcel is one, whether found by an order in it or by itself.
        found.setdefault((hit.kind, "" if hit.kind is HitKind.PARCEL else hit.client, hit.key), hit)
        if len(found) >= limit:
            break
    return tuple(found.values())


class _Searcher:
    """Asks for one text, the likeliest first; each question is put only when the next hit is wanted."""

    def __init__(self, connection: Connection, code: str, limit: int) -> None:
        self._connection = connection
        self._code = code
        self._upper = code.upper()
        self._limit = limit

    def hits(self) -> Iterator[Hit]:
        yield from self._units()
        yield from self._parcels(exact=True)
        yield from self._articles_by_code()
        yield from self._by_serial()
        if len(self._code) >= SHORTEST_BEGINNING:
            yield from self._units_by_beginning()
            yield from self._parcels(exact=False)
            yield from self._articles(begins(self._connection, Product.sku, self._upper), "sku")
        yield from self._by_title()

    def _units(self) -> Iterator[Hit]:
        """By LPN, by the code of a label, or by the plain number of an LPN."""
        label = parse_label_code(self._upper)
        by, lpn = ("label", label[0]) if label else ("lpn", self._upper)
        if self._upper.isascii() and self._upper.isdigit() and len(self._upper) <= 6 and int(self._upper):
            lpn = unit_lpn(int(self._upper))
        if parse_unit_lpn(lpn):
            yield from self._told_units(Unit.lpn == lpn, by)

    def _units_by_beginning(self) -> Iterator[Hit]:
        """LPNs are made of digits, so that any order of texts has those that begin so side by side."""
        if self._upper.startswith("R-") and self._upper[2:].isascii() and self._upper[2:].isdigit():
            among = and_(Unit.lpn >= self._upper, Unit.lpn <= self._upper + _LONGEST_LPN)
            yield from self._told_units(among, "lpn")

    def _by_serial(self) -> Iterator[Hit]:
        serial = serial_key(self._code)
        if serial:
            yield from self._told_units(and_(Unit.serial == serial, Unit.serial != ""), "serial")
            written = {serial, self._code, self._upper}  # as the client's file has it
            of_line = (ReturnLine.order_id == ReturnOrder.id, ReturnLine.serial.in_(sorted(written)))
            announced = (*of_line, ReturnLine.serial != "")
            orders = self._rows(_ORDER.where(*announced).order_by(ReturnOrder.announced_at.desc()))
            yield from self._parcels_of(orders, "serial")

    def _told_units(self, which: ColumnElement[bool], by: str) -> Iterator[Hit]:
        for row in self._rows(_UNIT.where(which).order_by(Unit.lpn)):
            state = row.account if row.state != UnitState.WITHDRAWN.value else row.state
            title = str(json.loads(row.product).get("title", ""))
            yield Hit(HitKind.UNIT, by, row.lpn, row.client, title, state, row.opened_at)

    def _parcels(self, *, exact: bool) -> Iterator[Hit]:
        """Those on record, each followed by its units; announced orders that have no parcel yet by themselves."""
        key = tracking_key(self._code)  # order and RMA numbers are kept in the same normal form
        if len(key) < SHORTEST_BEGINNING and not exact:
            return
        for by, column in _WAYS:
            orders = self._rows(_ORDER.where(self._matches(column, key, exact=exact)).order_by(column))
            yield from self._parcels_of(orders, by)
        yield from self._opened(self._matches(Parcel.key, key, exact=exact), "tracking", {})

    def _parcels_of(self, orders: Iterable[Any], by: str) -> Iterator[Hit]:
        of_key = {order.parcel_key: order for order in orders}
        opened = list(self._opened(Parcel.key.in_(of_key), by, of_key)) if of_key else []
        yield from opened
        there = {hit.key for hit in opened}
        for order in of_key.values():
            if (order.tracking or order.rma or order.number) not in there:
                about = f"{order.platform} {order.number}"
                yield Hit(HitKind.ORDER, by, order.number, order.client, about, "announced", order.announced_at)

    def _opened(self, which: ColumnElement[bool], by: str, orders: dict[str, Any]) -> Iterator[Hit]:
        for row in self._rows(_PARCEL.where(which, Parcel.state != "withdrawn").order_by(Parcel.id.desc())):
            order = orders.get(row.key)
            about = f"{order.platform} {order.number}" if order else row.kind
            client = order.client if order else ""
            yield Hit(HitKind.PARCEL, by, row.tracking, client, about, row.state, row.opened_at)
            yield from self._told_units(Unit.parcel_id == row.id, by)

    def _articles_by_code(self) -> Iterator[Hit]:
        codes = {self._code, self._upper, *(one.gtin for one in readings(self._code) if one.gtin)}
        codes |= {gtin} if (gtin := gtin14(self._code)) else set()
        same = and_(ProductCode.client == Product.client, ProductCode.sku == Product.sku)
        asked = (
            _PRODUCT.add_columns(ProductCode.kind).join(ProductCode, same).where(ProductCode.code.in_(sorted(codes)))
        )
        for row in self._rows(asked.order_by(Product.client, Product.sku)):
            yield Hit(HitKind.PRODUCT, row.kind, row.sku, row.client, row.title)

    def _by_title(self) -> Iterator[Hit]:
        words = [word for word in self._code.split() if len(word) >= SHORTEST_WORD or not word.isascii()][:MOST_WORDS]
        if words:
            told = and_(*(or_(Product.title.icontains(w, autoescape=True), Product.sku.icontains(w, autoescape=True))
                          for w in words))  # fmt: skip
            yield from self._articles(told, "title")

    def _articles(self, which: ColumnElement[bool], by: str) -> Iterator[Hit]:
        for row in self._rows(_PRODUCT.where(which).order_by(Product.sku, Product.client)):
            yield Hit(HitKind.PRODUCT, by, row.sku, row.client, row.title)

    def _matches(self, column: InstrumentedAttribute[str], text: str, *, exact: bool) -> ColumnElement[bool]:
        return column == text if exact else begins(self._connection, column, text)

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        yield from islice(self._connection.execute(statement.limit(self._limit)), self._limit)


def begins(connection: Connection, column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Between a text and the last one that begins so, character by character: what the indexes by beginning hold."""
    if connection.dialect.name == "postgresql":
        return and_(column.op("~>=~")(text), column.op("~<~")(text + _LAST))
    return and_(column >= text, column < text + _LAST)
