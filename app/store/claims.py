"""Claims as the records have them, and what of a unit goes into one: its order, findings and photos.

Reads within the caller's transaction; `SqlClaims` opens one a call, `SqlClaimWork` is the transaction for writing.
Implements the ports of `app.services.claims`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, false, func, or_, select

from app.domain.bench.state import Product
from app.domain.checklist import Finding
from app.domain.claim_case import Claim, ClaimPhoto, ClaimUnit, Pack
from app.domain.films import is_film
from app.domain.identifiers import tracking_key
from app.domain.money import Money
from app.domain.redaction import Box, Decision
from app.domain.returns import FBA_RETURN, ReturnOrder
from app.store import models
from app.store.fba_history import amazon_said
from app.store.mapping import from_text
from app.store.models import ClaimStep, Inspection, Parcel, Photo, Redaction, Unit, User
from app.store.unit_of_work import SqlWorkBeside

_CLAIMS = models.table(models.Claim)
_OF_UNIT = models.table(models.ClaimUnit)
_LINES = models.table(models.ReturnLine)
_ORDERS = models.table(models.ReturnOrder)
LATEST = 1000
"""Of the claims that have ended, how many of the newest are listed."""


class SqlClaims:
    """Implements `app.services.claims.ClaimReads`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        """`reading` opens a transaction that only reads."""
        self._reading = reading

    def claims(self, unit: str = "", *, ended: bool = False) -> tuple[Claim, ...]:
        """See the port."""
        with self._reading() as connection:
            return claims(connection, unit, ended=ended)

    def open_count(self) -> int:
        """See the port."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).where(_CLAIMS.c.number.not_in(_closed()))).scalar_one()

    def claim(self, number: str) -> Claim | None:
        """See the port."""
        with self._reading() as connection:
            return claim(connection, number)

    def units(self, lpns: Sequence[str]) -> tuple[ClaimUnit, ...]:
        """See the port."""
        with self._reading() as connection:
            return units(connection, lpns)

    def named_by(self, order: str, client: str = "") -> tuple[str, ...]:
        """See the port."""
        lines = select(_LINES.c.id).where(or_(_LINES.c.number == order, _LINES.c.rma == order))
        parcels = select(Parcel.id).where(or_(Parcel.tracking == order, Parcel.key == tracking_key(order)))
        found = select(Unit.lpn).where(or_(Unit.line_id.in_(lines), Unit.parcel_id.in_(parcels)))
        found = found.where(Unit.state != "withdrawn")
        if client:
            found = found.where(Unit.client == client)
        with self._reading() as connection:
            return tuple(connection.execute(found.order_by(Unit.lpn)).scalars())

    def photo(self, key: str) -> tuple[ClaimPhoto, str] | None:
        """See the port."""
        with self._reading() as connection:
            return photo(connection, key)


class SqlClaimWork(SqlWorkBeside):
    """A unit of work with the claims beside the records of the bench. Implements `app.services.claims.ClaimWork`."""

    def open_claims(self, desk: str, lpns: Sequence[str]) -> tuple[str, ...]:
        """See the port."""
        of = select(_OF_UNIT.c.claim).join(_CLAIMS, _CLAIMS.c.number == _OF_UNIT.c.claim)
        found = of.where(_OF_UNIT.c.unit.in_(lpns), _CLAIMS.c.desk == desk, _CLAIMS.c.number.not_in(_closed()))
        return tuple(sorted(set(self._work.connection.execute(found).scalars())))

    def claim(self, number: str) -> Claim | None:
        """See the port."""
        return claim(self._work.connection, number)

    def photo(self, key: str) -> tuple[ClaimPhoto, str] | None:
        """See the port."""
        return photo(self._work.connection, key)


def claims(connection: Connection, unit: str = "", *, ended: bool = False) -> tuple[Claim, ...]:
    """Those of a unit, or all; oldest first."""
    asked = select(_CLAIMS)
    if unit:
        asked = asked.where(_CLAIMS.c.number.in_(select(_OF_UNIT.c.claim).where(_OF_UNIT.c.unit == unit)))
    if not ended:
        asked = asked.where(_CLAIMS.c.number.not_in(_closed()))
    else:
        asked = asked.order_by(_CLAIMS.c.number.desc()).limit(LATEST)
    rows = connection.execute(asked).mappings().all()
    return tuple(sorted(_claims(connection, rows), key=lambda one: one.number))


def claim(connection: Connection, number: str) -> Claim | None:
    """One by its number."""
    rows = connection.execute(select(_CLAIMS).where(_CLAIMS.c.number == number)).mappings().all()
    return next(iter(_claims(connection, rows)), None)


def _closed() -> Any:
    return select(ClaimStep.claim).where(ClaimStep.step == "closed")


def _claims(connection: Connection, rows: Sequence[RowMapping]) -> Iterable[Claim]:
    numbers = [row["number"] for row in rows]
    of_claim = select(_OF_UNIT.c.claim, _OF_UNIT.c.unit).where(_OF_UNIT.c.claim.in_(numbers))
    lpns: dict[str, list[str]] = {}
    for of, lpn in connection.execute(of_claim.order_by(_OF_UNIT.c.unit)):
        lpns.setdefault(of, []).append(lpn)
    asked = select(*ClaimStep.__table__.columns).where(ClaimStep.claim.in_(numbers)).order_by(ClaimStep.id)
    steps: dict[str, list[RowMapping]] = {}
    for step in connection.execute(asked).mappings():
        steps.setdefault(step["claim"], []).append(step)
    badges: dict[str, str] = {row.id: row.badge for row in connection.execute(select(User.id, User.badge))}
    for row in rows:
        of = row["number"]
        yield _claim(row, tuple(lpns.get(of, ())), steps.get(of, []), badges)


def _claim(row: RowMapping, lpns: tuple[str, ...], steps: Sequence[RowMapping], badges: dict[str, str]) -> Claim:
    dated = [step["since"] for step in steps if step["step"] == "dated"]
    closed = next((step for step in steps if step["step"] == "closed"), None)
    filed = next((step for step in reversed(steps) if step["step"] == "filed"), None)
    packs = tuple(
        Pack(step["sha256"], step["size"], len(step["copies"]), badges.get(step["operator"], ""), step["at"])
        for step in steps
        if step["step"] == "packed"
    )
    return Claim(
        number=row["number"],
        desk=row["desk"],
        desk_version=row["desk_version"],
        cases=tuple(row["cases"]),
        client=row["client"],
        platform=row["platform"],
        order_number=row["order_number"],
        rma=row["rma"],
        lpns=lpns,
        opened_at=row["at"],
        opened_by=badges.get(row["operator"], ""),
        since=dated[-1] if dated else None,
        packs=packs,
        filed_at=filed["at"] if filed else None,
        reference=filed["note"] if filed else "",
        outcome=closed["outcome"] if closed else "",
        note=closed["note"] if closed else "",
        amount=Money(closed["amount"], closed["currency"]) if closed and closed["amount"] is not None else None,
        closed_at=closed["at"] if closed else None,
        closed_by=badges.get(closed["operator"], "") if closed else "",
    )


def units(connection: Connection, lpns: Sequence[str]) -> tuple[ClaimUnit, ...]:
    """Those of these that are on record."""
    asked = select(models.table(Unit)).where(Unit.lpn.in_(lpns)).order_by(Unit.lpn)
    return tuple(_unit(connection, row) for row in connection.execute(asked).mappings())


def _unit(connection: Connection, row: RowMapping) -> ClaimUnit:
    said = amazon_said(connection, dict(row))
    scanned = from_text(Product, row["product"])
    newest = connection.execute(
        select(Inspection.findings, Inspection.grade)
        .where(Inspection.unit == row["lpn"])
        .order_by(Inspection.id.desc())
        .limit(1)
    ).first()
    parcel = connection.execute(select(Parcel.tracking).where(Parcel.id == row["parcel_id"])).scalar()
    return ClaimUnit(
        lpn=row["lpn"],
        client=row["client"],
        sku=row["sku"],
        title=scanned.title,
        state=row["state"],
        account=row["account"],
        flags=tuple(row["flags"]),
        serial=row["serial"],
        grams=row["grams"],
        weight_g=scanned.weight_g,
        codes=scanned.codes,
        amazon_lpn=row["amazon_lpn"],
        disposition=(said or {}).get("disposition", ""),
        removal_order=((said or {}).get("removal") or {}).get("order_id", ""),
        order=_order(connection, row, said),
        tracking=str(parcel or ""),
        grade=newest.grade if newest else "",
        findings=from_text(tuple[Finding, ...], newest.findings) if newest else (),
        sold=_sold(connection, row["line_id"]),
        serial_tracked=scanned.serial_tracked,
        photos=_photos(connection, row["lpn"], row["parcel_id"]),
    )


def _order(connection: Connection, unit: RowMapping, said: dict[str, Any] | None) -> ReturnOrder | None:
    """The order that the piece was counted on; what Amazon said of it where it came under Amazon's number alone."""
    if unit["line_id"]:
        asked = (
            select(
                _ORDERS.c.id, _ORDERS.c.client, _ORDERS.c.platform, _ORDERS.c.number, _ORDERS.c.rma, _ORDERS.c.origin,
                _LINES.c.reason_code, _LINES.c.reason_text, _LINES.c.customer_note,
            )
            .join(_LINES, _LINES.c.order_id == _ORDERS.c.id)
            .where(_LINES.c.id == unit["line_id"])
        )  # fmt: skip
        if row := connection.execute(asked).first():
            return ReturnOrder(
                row.id, row.client, row.platform, row.number, row.rma, row.reason_code, row.reason_text,
                row.customer_note, (), row.origin,
            )  # fmt: skip
    returned = (said or {}).get("return")
    if not returned:
        return None
    return ReturnOrder(
        "", unit["client"], "amazon", returned["order_id"], "", returned["reason"], returned["disposition"],
        returned["comments"], (), FBA_RETURN, unit["amazon_lpn"], returned["sku"],
    )  # fmt: skip


def _sold(connection: Connection, line: str | None) -> str:
    """SKU and title of the article that was announced."""
    if not line:
        return ""
    of = models.table(models.Product)
    asked = (
        select(_LINES.c.sku, of.c.title)
        .outerjoin(of, and_(of.c.client == _LINES.c.client, of.c.sku == _LINES.c.sku))
        .where(_LINES.c.id == line)
    )
    row = connection.execute(asked).first()
    return f"{row.sku} {row.title or ''}".strip() if row else ""


def _photos(connection: Connection, lpn: str, parcel: str) -> tuple[ClaimPhoto, ...]:
    mine = or_(Photo.unit == lpn, and_(Photo.unit.is_(None), Photo.parcel_id == parcel))
    asked = select(*Photo.__table__.columns).where(mine, Photo.withdrawn == false()).order_by(Photo.id)
    return tuple(_photo(connection, row) for row in connection.execute(asked).mappings())


def photo(connection: Connection, key: str) -> tuple[ClaimPhoto, str] | None:
    """A photo by its key, and the unit or parcel that it is of."""
    row = connection.execute(select(*Photo.__table__.columns).where(Photo.id == key)).mappings().first()
    return None if row is None else (_photo(connection, row), row["unit"] or row["parcel_id"])


def _photo(connection: Connection, row: RowMapping) -> ClaimPhoto:
    asked = (
        select(Redaction.boxes, User.badge)
        .outerjoin(User, User.id == Redaction.operator)
        .where(Redaction.photo == row["id"], Redaction.sha256 == row["sha256"])
        .order_by(Redaction.id.desc())
        .limit(1)
    )
    newest = connection.execute(asked).first()
    return ClaimPhoto(
        key=row["id"],
        sha256=row["sha256"],
        shot=row["shot"],
        of_parcel=row["unit"] is None,
        at=row["at"],
        film=is_film(row["format"]),
        decision=Decision(tuple(Box(*box) for box in newest.boxes), newest.badge or "") if newest else None,
    )
