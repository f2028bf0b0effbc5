"""What tests of the records work with: one client, one article sold in one place, one announced order, and facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select

from app.domain.access import Operator, Role
from app.domain.bench.facts import Graded, LabelPrinted, LineCounted, Moved, Offered, ParcelOpened, UnitOpened
from app.domain.bench.state import Product
from app.domain.disposition import RouteOption
from app.domain.evidence import StoredPhoto
from app.domain.grading import Grade, Reason
from app.domain.money import Money
from app.domain.returns import ParcelKind
from app.domain.rulebook import RulesRef
from app.domain.stock import Account, Article, Move
from app.domain.texts import Texts
from app.domain.verdict import Route
from app.store import models
from app.store.booking import announced, book
from app.store.keys import StationIdentity
from app.store.mapping import new_key

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
STATION = StationIdentity("0192f0c1-0000-7000-8000-000000000001", "bench-01")
TEA = Article("ACME", "TEA-1")
INSPECTOR = Operator("0192f0c1-0000-7000-8000-0000000000aa", "17", "Ines", Role.INSPECTOR)
RULES = RulesRef("safe_default", 1, 1, 1, 1)
PRODUCT = Product(TEA, "Tea pot", price=Money(Decimal("19.90"), "USD"), codes=("4006381333931",))
CLEAN = Reason("clean", Texts.of({"en": "Nothing found"}))


def photo(letter: str = "a") -> StoredPhoto:
    return StoredPhoto(letter * 64, 1000, 640, 480, "jpeg")


def seed(connection) -> None:
    """What a client told beforehand: three pieces of tea pot announced under one tracking number."""
    connection.execute(insert(models.Client), {"name": "ACME", "created_at": NOW})
    product = {"client": "ACME", "sku": "TEA-1", "title": "Tea pot", "price": Decimal("19.90"), "updated_at": NOW}
    connection.execute(insert(models.Product), product)
    code = {"code": "04006381333931", "client": "ACME", "sku": "TEA-1", "kind": "barcode"}
    connection.execute(insert(models.ProductCode), code)
    listing = {"id": new_key(), "client": "ACME", "sku": "TEA-1", "grade": "A", "channel": "shop", "updated_at": NOW}
    connection.execute(insert(models.Listing), listing)
    announce(connection, "111-1", "1Z1", quantity=3)


def announce(connection, number: str, tracking: str, *, rma: str = "", quantity: int = 1) -> str:
    """An order with one line; the line's key."""
    order, line = new_key(), new_key()
    known_by = {"client": "ACME", "platform": "amazon", "number": number, "rma": rma}
    keys = {"tracking": tracking, "tracking_key": tracking, "rma_key": rma, "number_key": number}
    connection.execute(insert(models.ReturnOrder), {"id": order, **known_by, **keys, "announced_at": NOW})
    row = {"id": line, "order_id": order, **known_by, "sku": "TEA-1", "quantity": quantity, "announced_at": NOW}
    connection.execute(insert(models.ReturnLine), row)
    book(connection, [announced(TEA, quantity)], at=NOW, station=STATION.id)
    return line


def write(store, *facts, operator=INSPECTOR):
    """Write facts in a transaction of their own; their receipts."""
    with store.unit_of_work() as work:
        receipts = work.records.write(facts, at=NOW, operator=operator)
        work.commit()
    return receipts


def open_parcel(store, tracking: str = "1Z1"):
    """The announced parcel, opened at the bench."""
    with store.unit_of_work() as work:
        parcel = work.records.parcel_by_code([tracking])
        key = new_key()
        work.records.write([ParcelOpened(key, parcel.tracking, parcel.key, parcel.kind)], at=NOW, operator=INSPECTOR)
        opened = work.records.parcel(key)
        work.commit()
    assert opened.kind is ParcelKind.ANNOUNCED
    return opened


def open_unit(store, parcel, lpn: str = "R-000001"):
    line = parcel.lines[0].line_id
    return write(
        store,
        UnitOpened(lpn, PRODUCT, parcel.parcel_id, line, (), RULES),
        LineCounted(line, received=1),
        Moved(Move(TEA, Account.EXPECTED, Account.PENDING, 1, "received", lpn)),
    )


def graded(lpn: str = "R-000001", grade: Grade = Grade.A, **changes) -> Graded:
    route = {Grade.A: Route.RESTOCK, Grade.B: Route.OPEN_BOX}.get(grade, Route.PARTS)
    account = {Grade.A: Account.SELLABLE_A, Grade.B: Account.SELLABLE_B}.get(grade, Account.PARTS)
    option = RouteOption(route, Money(Decimal("17.01"), "USD"), (CLEAN,), ruled_out=False)
    content: dict[str, Any] = {
        "round": 1, "rules": RULES, "proposed": grade, "reasons": (CLEAN,), "findings": (), "regrade_reason": "",
        "options": (option,), "route_reason": "", "held": None,
    }  # fmt: skip
    return Graded(lpn, grade=grade, route=route, account=account, **(content | changes))


def finish(lpn: str = "R-000001") -> tuple:
    """The facts of a saved A grade with its label."""
    return (
        graded(lpn),
        Moved(Move(TEA, Account.PENDING, Account.SELLABLE_A, 1, "graded", lpn)),
        Offered(lpn, TEA, Grade.A, "add"),
        LabelPrinted(lpn, "unit", f"{lpn}-1K", 1, (("grade", "A"), ("title", "Tea pot"))),
    )


def balances(store) -> dict[str, int]:
    with store.reading() as connection:
        rows = connection.execute(select(models.Balance.account, models.Balance.quantity)).all()
        summed = select(models.Ledger.account, func.sum(models.Ledger.quantity)).group_by(models.Ledger.account)
        assert {a: q for a, q in connection.execute(summed).all() if q} == {a: q for a, q in rows if q}
    return {account: quantity for account, quantity in rows if quantity}


def kinds(receipts) -> list[str]:
    return [receipt.kind for receipt in receipts]


def of_unit(store, lpn="R-000001"):
    with store.unit_of_work() as work:
        return work.records.unit(lpn)


def last_entry(store) -> dict:
    with store.reading() as connection:
        payload = connection.execute(select(models.Audit.payload).order_by(models.Audit.seq.desc()).limit(1)).scalar()
    return json.loads(payload)
