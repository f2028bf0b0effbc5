"""Units inspected by hand-made facts at chosen times, written as the bench writes them: for the reports on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from sqlalchemy import insert

from app.domain.access import Operator, Role
from app.domain.bench.facts import (
    Graded,
    LabelPrinted,
    Moved,
    ParcelOpened,
    PhotoKept,
    PhotoWithdrawn,
    Reviewed,
    UnitOpened,
)
from app.domain.bench.state import Product
from app.domain.disposition import RouteOption
from app.domain.evidence import StoredPhoto
from app.domain.grading import Grade, Reason
from app.domain.money import Money
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Article, Move
from app.domain.texts import Texts
from app.domain.verdict import Route
from app.services.fba_reporting import Asked, report
from app.services.looking import Record
from app.services.reporting import Period
from app.store import models
from app.store.mapping import new_key
from app.store.queries import SqlReads
from app.store.unit_of_work import SqlStore
from tests.records import CLEAN, RULES

ANN = Operator("0192f0c1-0000-7000-8000-0000000000a1", "11", "Ann", Role.INSPECTOR)
BEA = Operator("0192f0c1-0000-7000-8000-0000000000b2", "12", "Bea", Role.INSPECTOR)
SUE = Operator("0192f0c1-0000-7000-8000-0000000000c3", "21", "Sue", Role.SUPERVISOR)
HELD = Reason("sample", Texts.of({"en": "Sample"}))


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


TEA = Product(Article("ACME", "TEA"), "Tea pot", category="kitchen", price=usd("20.00"), cost=usd("8.00"))
LAMP = Product(Article("NOVA", "LAMP"), "Lamp", category="light", price=Money(Decimal("50.00"), "EUR"))
ODD = Product(Article("NOVA", "ODD"), "=HYPERLINK(1)", category="@odd")


def on(day: int, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


NOVEMBER = Period(on(1, 0), datetime(2026, 12, 1, tzinfo=UTC))


def _no_basis() -> NoReturn:
    raise AssertionError("these reports rest on no policy of today")


class Bench:
    """Writes what happened to a store, each act at its time and by its person."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.photos = 0
        with store.unit_of_work() as work:
            for one in (ANN, BEA, SUE):
                row = {"id": one.user_id, "badge": one.badge, "name": one.name, "role": one.role.value}
                work.connection.execute(insert(models.User), {**row, "pin_hash": "none", "created_at": on(1)})
            work.commit()

    def report(self, kind: str, per: str = "", period: Period = NOVEMBER) -> list[Record]:
        """The rows of a report; each has its columns and no others."""
        columns, found = report(SqlReads(self.store.reading), Asked(kind, period, per), _no_basis)
        rows = list(found)
        assert all(set(row) == set(columns) for row in rows)
        return rows

    def act(self, at: datetime, who: Operator, *facts: Any) -> None:
        with self.store.unit_of_work() as work:
            work.records.write(facts, at=at, operator=who)
            work.commit()

    def parcel(self, tracking: str, at: datetime) -> str:
        key = new_key()
        self.act(at, ANN, ParcelOpened(key, tracking, tracking, ParcelKind.UNEXPECTED))
        return key

    def unit(
        self, number: int, graded_at: datetime, *, product: Product = TEA, who: Operator = ANN, parcel: str = "",
        took: int = 60, **given: Any,
    ) -> str:  # fmt: skip
        """A unit that was scanned `took` seconds before its grade."""
        lpn, began = f"R-{number:06d}", graded_at - timedelta(seconds=took)
        parcel = parcel or self.parcel(f"T{number}", began)
        self.act(
            began,
            who,
            UnitOpened(lpn, product, parcel, "", (), RULES),
            Moved(Move(product.article, Account.OUTSIDE, Account.PENDING, 1, "received", lpn)),
        )
        self.graded(lpn, graded_at, who=who, product=product, **given)
        return lpn

    def graded(
        self, lpn: str, at: datetime, grade: Grade = Grade.A, *, who: Operator = ANN, product: Product = TEA,
        nets: dict[Route, str] | None = None, said: tuple[Any, ...] = (), **changes: Any,
    ) -> None:  # fmt: skip
        """A verdict; of `nets` the first is the route that is taken. `said` are facts of the same act."""
        currency = product.price.currency if product.price else "USD"
        nets = nets or {Route.PARTS: "5.00"}
        options = tuple(RouteOption(route, Money(Decimal(net), currency), (CLEAN,)) for route, net in nets.items())
        content: dict[str, Any] = {
            "round": 1, "rules": RULES, "proposed": grade, "reasons": (CLEAN,), "findings": (), "regrade_reason": "",
            "options": options, "route": options[0].route, "route_reason": "", "account": Account.PENDING, "held": None,
        }  # fmt: skip
        self.act(at, who, *said, Graded(lpn, grade=grade, **(content | changes)))

    def overruled(
        self, lpn: str, at: datetime, before: Grade, grade: Grade, *, who: Operator = SUE, **more: Any
    ) -> None:
        said = (Reviewed(lpn, "override", before, grade, "seen"),)
        self.graded(lpn, at, grade, who=who, said=said, cause="review", **more)

    def reviewed(self, lpn: str, at: datetime, decision: str, grade: Grade = Grade.A, *, who: Operator = SUE) -> None:
        self.act(at, who, Reviewed(lpn, decision, grade, grade, "seen"))

    def parked(self, lpn: str, at: datetime, who: Operator = ANN) -> None:
        self.act(at, who, LabelPrinted(lpn, "park", f"{lpn}-P", 1, ()))

    def photo(self, lpn: str, at: datetime, shot: str = "front", *, who: Operator = ANN, overrule: str = "") -> None:
        self.photos += 1
        picture = StoredPhoto(f"{self.photos:064x}", 1000, 640, 480, "jpeg")
        self.act(at, who, PhotoKept(lpn, "", 1, shot, picture, overrule))

    def took_back(self, lpn: str, at: datetime, shot: str = "front", *, who: Operator = ANN) -> None:
        self.act(at, who, PhotoWithdrawn(lpn, 1, shot))

    def listing(self, article: Article, **params: str) -> str:
        key = new_key()
        row = {
            "id": key,
            "client": article.client,
            "sku": article.sku,
            "grade": "A",
            "channel": "shop",
            "params": params,
        }
        with self.store.unit_of_work() as work:
            for model, known in (
                (models.Client, {"name": article.client, "created_at": on(1)}),
                (models.Product, {"client": article.client, "sku": article.sku, "title": "", "updated_at": on(1)}),
            ):
                work.connection.execute(insert(model), known)
            work.connection.execute(insert(models.Listing), {**row, "updated_at": on(1)})
            work.commit()
        return key

    def sold(self, lpn: str, listing: str, number: str, at: datetime, **more: Any) -> None:
        row = {"id": new_key(), "unit": lpn, "listing": listing, "channel": "shop", "number": number, "line": number}
        with self.store.unit_of_work() as work:
            work.connection.execute(
                insert(models.UnitSale), {"cancelled_at": None, "bundle": None, **row, "at": at, **more}
            )
            work.commit()

    def filed(self, sku: str, number: str, at: datetime, price: str | None, currency: str = "USD") -> None:
        """A line of a file of sales."""
        row = {
            "id": new_key(), "client": "ACME", "known_by": new_key(), "sku": sku, "number": number, "quantity": 1,
            "sold_at": at, "unit_price": None if price is None else Decimal(price), "currency": currency,
            "updated_at": at,
        }  # fmt: skip
        with self.store.unit_of_work() as work:
            work.connection.execute(insert(models.Sale), row)
            work.commit()
