"""Looks things up for the bench: parcels, articles, units, people. Statements of a fixed shape, few a question.

A parcel is found by tracking number, else RMA, else order number. One that was never opened is built from the orders
announced under the same key; one on record joins its orders by that key, so an order announced late is there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Text, bindparam, false, literal_column, or_, select

from app.domain.access import Operator, Role
from app.domain.bench.found import UnitRecord, UnitState
from app.domain.bench.labels import ASKED_FOR, NEVER_VERIFY, PARK_TAG
from app.domain.bench.refusal import Refused
from app.domain.bench.state import ParkedDraft, Product
from app.domain.certificates import weight_said
from app.domain.checklist import Answer
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.money import Money
from app.domain.print_jobs import JobState
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.rulebook import RulesRef
from app.domain.stock import GONE, Account, Article
from app.domain.subject import plain_category
from app.ports import Certified, UserRecord
from app.saying import say
from app.store import fba_reading, models, named_lock
from app.store.mapping import from_text
from app.store.prepared import Prepared

REUSED = "tracking_reused"

_PARCELS = models.table(models.Parcel)
_ORDERS = models.table(models.ReturnOrder)
_LINES = models.table(models.ReturnLine)
_PRODUCTS = models.table(models.Product)
_CODES = models.table(models.ProductCode)
_SAID = models.table(models.Instruction)
_UNITS = models.table(models.Unit)
_LABELS = models.table(models.Label)
_USERS = models.table(models.User)
_id_of = attrgetter("id")

_CODES_AT_ONCE = 4
_any_code = [bindparam(f"code{place}", type_=Text()) for place in range(_CODES_AT_ONCE)]
_OF_PARCEL = ("id", "key", "tracking", "kind", "description", "state", "reopened", "owes_photo", "units")
_PARCEL = select(*(_PARCELS.c[name] for name in _OF_PARCEL))
_PARCELS_BY_KEY = Prepared(_PARCEL.where(_PARCELS.c.key.in_(_any_code), _PARCELS.c.state != "withdrawn"))
_PARCEL_BY_ID = Prepared(_PARCEL.where(_PARCELS.c.id == bindparam("of_id")))
_OF_ORDER = (
    "id", "client", "platform", "number", "rma", "reason_code", "reason_text", "customer_note", "tracking",
    "tracking_key", "rma_key", "number_key", "parcel_key", "origin",
)  # fmt: skip
_ORDER = select(*(_ORDERS.c[name] for name in _OF_ORDER))
_ORDERS_BY_CODE = Prepared(
    _ORDER.where(
        or_(
            _ORDERS.c.tracking_key.in_(_any_code), _ORDERS.c.rma_key.in_(_any_code), _ORDERS.c.number_key.in_(_any_code)
        )
    )
)
_ORDERS_OF_PARCEL = Prepared(_ORDER.where(_ORDERS.c.parcel_key == bindparam("of_key")))
_OF_LINE = (
    "id", "order_id", "client", "sku", "quantity", "received", "missing", "wrong", "serial", "size", "colour",
    "called_off", "called_off_at",
)  # fmt: skip
_LINES_OF_PARCEL = Prepared(
    select(*(_LINES.c[name] for name in _OF_LINE))
    .join(_ORDERS, _ORDERS.c.id == _LINES.c.order_id)
    .where(_ORDERS.c.parcel_key == bindparam("of_key"))
)
_OF_PRODUCT = (
    "client", "sku", "title", "category", "price", "cost", "currency", "weight_g", "weight_tolerance_g", "accessories",
    "components", "serial_tracked", "data_bearing", "battery", "hygiene", "expiry_tracked", "size", "colour", "photo",
)  # fmt: skip
_PRODUCT = select(*(_PRODUCTS.c[name] for name in _OF_PRODUCT))
_BY_SKU = Prepared(_PRODUCT.where(_PRODUCTS.c.sku.in_(_any_code)))
_BY_CODE = Prepared(
    _PRODUCT.join(_CODES, (_CODES.c.client == _PRODUCTS.c.client) & (_CODES.c.sku == _PRODUCTS.c.sku)).where(
        _CODES.c.code.in_(_any_code)
    )
)
_CODES_OF = Prepared(
    select(_CODES.c.code).where(_CODES.c.client == bindparam("of_client"), _CODES.c.sku == bindparam("of_sku"))
)
_INSTRUCTIONS = Prepared(
    select(
        _SAID.c.id,
        _SAID.c.client,
        _SAID.c.sku,
        _SAID.c.category,
        _SAID.c.text,
        _SAID.c.language,
        _SAID.c.shots,
        _SAID.c.forbid_routes,
    )
    .where(
        _SAID.c.client == bindparam("of_client"),
        or_(_SAID.c.valid_until.is_(None), _SAID.c.valid_until >= bindparam("now")),
    )
    .order_by(_SAID.c.id)
)
_UNIT = Prepared(select(_UNITS).where(_UNITS.c.lpn == bindparam("of_lpn")).with_for_update())
_ANSWERS = Prepared(
    select(models.Answer.question, models.Answer.choices, models.Answer.note, models.Answer.settled_by)
    .where(
        models.Answer.unit == bindparam("of_lpn"),
        models.Answer.round == bindparam("of_round"),
        models.Answer.withdrawn == false(),
    )
    .order_by(models.Answer.id)
)
_PRINTS = Prepared(
    select(_LABELS.c.code, _LABELS.c.template, _LABELS.c.state, _LABELS.c.sequence, _LABELS.c.fields, _LABELS.c.reason)
    .where(_LABELS.c.unit == bindparam("of_lpn"))
    .order_by(_LABELS.c.id)
)
_JOBS = models.table(models.PrintJob)
_JOB = Prepared(
    select(_JOBS.c.state)
    .where(_JOBS.c.unit == bindparam("of_lpn"), _JOBS.c.code == bindparam("of_code"))
    .order_by(_JOBS.c.id.desc())
    .limit(literal_column("1"))  # written out: SQLite prepares a statement anew each time a LIMIT is bound
)
NEVER_CAME_OUT = frozenset({JobState.QUEUED, JobState.SENDING, JobState.FAILED})
"""How a job stands whose label the printer has not taken: of one that is `unknown` a label may lie there."""
FAILED = JobState.FAILED
"""How it stands where the label certainly did not come out. One that waits or is under way may be out in a moment."""
_CERTIFICATES = models.table(models.Certificate)
_DESTRUCTION = Prepared(
    select(_CERTIFICATES.c.number, _CERTIFICATES.c.at, _CERTIFICATES.c.operator, _CERTIFICATES.c.payload).where(
        _CERTIFICATES.c.unit == bindparam("of_lpn"),
        _CERTIFICATES.c.kind == "destruction",
        _CERTIFICATES.c.voided_at.is_(None),
    )
)
_NAME_OF = Prepared(select(models.User.name).where(models.User.id == bindparam("of_id")))
_OFFERED = Prepared(
    select(models.Allocation.id).where(
        models.Allocation.unit == bindparam("of_lpn"), models.Allocation.ended_at.is_(None)
    )
)
_BY_SERIAL = Prepared(
    select(_UNITS.c.lpn).where(
        _UNITS.c.client == bindparam("of_client"),
        _UNITS.c.serial == bindparam("of_serial"),
        _UNITS.c.serial != "",
        _UNITS.c.state != UnitState.WITHDRAWN.value,
        *(_UNITS.c.account != account.value for account in sorted(GONE)),
    )
)
_PARKED_IN = Prepared(
    select(_UNITS.c.lpn)
    .join(models.Draft, models.Draft.unit == _UNITS.c.lpn)
    .where(_UNITS.c.parcel_id == bindparam("of_parcel"))
    .order_by(_UNITS.c.lpn)
)
_ACTIVE = Prepared(select(_USERS.c.id).where(_USERS.c.id == bindparam("of_id"), _USERS.c.disabled == false()))
_PHOTO = Prepared(select(models.Photo.id).where(models.Photo.sha256 == bindparam("of_sha")))
_GRADED_BY = Prepared(
    select(models.Inspection.operator, models.Disposition.reason)
    .outerjoin(models.Disposition, models.Disposition.inspection == models.Inspection.id)
    .where(models.Inspection.unit == bindparam("of_lpn"))
    .order_by(models.Inspection.round.desc(), models.Inspection.revision.desc())
)
_DRAFT = Prepared(select(models.Draft.draft).where(models.Draft.unit == bindparam("of_lpn")))
_USER = Prepared(select(_USERS).where(_USERS.c.badge == bindparam("of_badge")))


def _with_any(statement: Prepared, connection: Connection, codes: Sequence[str]) -> list[Any]:
    """The rows for any of these codes. A statement takes so many at once; where there are fewer, the last repeats."""
    found = []
    for first in range(0, len(codes), _CODES_AT_ONCE):
        some = codes[first : first + _CODES_AT_ONCE]
        values = {f"code{place}": some[min(place, len(some) - 1)] for place in range(_CODES_AT_ONCE)}
        found += statement.rows(connection, values)
    return found


def parcel_by_code(connection: Connection, codes: Sequence[str]) -> Parcel | None:
    """The parcel that these codes (normal forms, best first) name: the newest on record, else as announced."""
    wanted = [code for code in codes if code]
    if not wanted:
        return None
    if (opened := _newest(connection, wanted)) is not None:
        return _parcel(connection, opened)
    found = _with_any(_ORDERS_BY_CODE, connection, wanted)
    if not found:
        said = fba_reading.said_of(connection, wanted)
        return None if said is None else Parcel("", said.lpn, said.lpn, ParcelKind.UNEXPECTED, (said,))
    found = _unambiguous(sorted(found, key=lambda order: _worth(order, wanted)), wanted)
    places = list(dict.fromkeys(order.parcel_key for order in found))
    known = {row.key for row in _with_any(_PARCELS_BY_KEY, connection, places)}
    unopened = [place for place in places if place not in known]
    if not unopened:
        newest = _newest(connection, places)
        return None if newest is None else _parcel(connection, newest)
    orders = _orders(connection, unopened[0])
    first = next(order for order in found if order.parcel_key == unopened[0])
    shown = first.tracking or first.rma or first.number
    return Parcel("", shown, unopened[0], ParcelKind.ANNOUNCED, orders)


def _unambiguous(orders: list[Any], wanted: Sequence[str]) -> list[Any]:
    """The orders at their best level. An RMA or order number that several sellers gave names nobody's parcel."""
    level = _worth(orders[0], wanted)[0]
    meant = [order for order in orders if _worth(order, wanted)[0] == level]
    if level > 0 and len({order.client for order in meant}) > 1 and len({order.parcel_key for order in meant}) > 1:
        told = "; ".join(f"{order.client}: {order.tracking or order.rma or order.number}" for order in meant[:4])
        raise Refused(
            "ambiguous_number", "Several sellers gave this number.", say("Scan the carrier's label. {told}", told=told)
        )
    return meant


def _newest(connection: Connection, codes: Sequence[str]) -> Any | None:
    rows = _with_any(_PARCELS_BY_KEY, connection, codes)
    # Best code first, of one code the newest parcel: keys of parcels sort by time.
    return max(rows, key=lambda row: (-codes.index(row.key), row.id), default=None)


def _worth(order: Any, codes: Sequence[str]) -> tuple[int, int, str]:
    """Tracking number before RMA before order number, then the better code, then the earlier announcement."""
    places = (order.tracking_key, order.rma_key, order.number_key)
    level = next(level for level, key in enumerate(places) if key in codes)
    return level, codes.index(places[level]), order.id


def parcel(connection: Connection, parcel_id: str) -> Parcel | None:
    """A parcel on record with its orders and counts as they are now."""
    row = _PARCEL_BY_ID.first(connection, {"of_id": parcel_id}) if parcel_id else None
    return None if row is None else _parcel(connection, row)


def _parcel(connection: Connection, row: Any) -> Parcel:
    return Parcel(
        parcel_id=row.id,
        tracking=row.tracking,
        key=row.key,
        kind=ParcelKind(row.kind),
        orders=_with_amazon(
            connection, row, _orders(connection, row.key, after=row.id if row.description == REUSED else "")
        ),
        owes_photo=row.owes_photo,
        reopened=bool(row.reopened),
        units=row.units,
        finished=row.state == "closed",
        withdrawn=row.state == "withdrawn",
    )


def _with_amazon(connection: Connection, row: Any, orders: tuple[ReturnOrder, ...]) -> tuple[ReturnOrder, ...]:
    """With what Amazon said of a piece that came under its LPN, and of those whose LPN was scanned in a removal."""
    if orders:
        return (*orders, *fba_reading.said_in(connection, row.id, orders))
    said = fba_reading.said_of(connection, [row.key])
    return () if said is None else (said,)


def _orders(connection: Connection, key: str, *, after: str = "") -> tuple[ReturnOrder, ...]:
    """The orders of a key; of a tracking number used again, those announced after it was (keys sort by time)."""
    found = _ORDERS_OF_PARCEL.rows(connection, {"of_key": key})
    orders = sorted((one for one in found if one.id > after), key=_id_of)
    if not orders:
        return ()
    lines: defaultdict[str, list[ReturnLine]] = defaultdict(list)
    for row in sorted(_LINES_OF_PARCEL.rows(connection, {"of_key": key}), key=_id_of):
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
            origin=order.origin,
        )
        for order in orders
    )


def _line(row: Any) -> ReturnLine:
    counts = {"received": row.received, "missing": row.missing, "wrong": row.wrong}
    looks = {"serial": row.serial, "size": row.size, "colour": row.colour}
    off = {"called_off": row.called_off, "was_called_off": row.called_off_at is not None}
    return ReturnLine(row.id, Article(row.client, row.sku), row.quantity, **counts, **looks, **off)


def products_by_code(connection: Connection, codes: Sequence[str], at: datetime) -> tuple[Product, ...]:
    """Articles that carry one of these codes, their SKU included, over all clients, with what counts at this time."""
    wanted = [code for code in codes if code]
    found = _with_any(_BY_CODE, connection, wanted) + _with_any(_BY_SKU, connection, wanted)
    if not found and (article := fba_reading.article_of(connection, wanted)) is not None:
        found = [row for row in _with_any(_BY_SKU, connection, [article[1]]) if row.client == article[0]]
    return _products(connection, found, at)


def products_by_sku(connection: Connection, sku: str, at: datetime) -> tuple[Product, ...]:
    """Articles of that SKU, over all clients, with what counts at this time."""
    return _products(connection, _with_any(_BY_SKU, connection, [sku] if sku else []), at)


def _products(connection: Connection, found: Sequence[Any], at: datetime) -> tuple[Product, ...]:
    """What counts of these rows of the catalogue, each article once."""
    articles = {(row.client, row.sku): row for row in found}
    said: dict[str, list[Any]] = {
        client: _INSTRUCTIONS.rows(connection, {"of_client": client, "now": at})
        for client in {row.client for row in found}
    }
    return tuple(
        _product(row, _codes(connection, client, sku), [one for one in said[client] if _concerns(one, row)])
        for (client, sku), row in sorted(articles.items())
    )


def _codes(connection: Connection, client: str, sku: str) -> tuple[str, ...]:
    rows = _CODES_OF.rows(connection, {"of_client": client, "of_sku": sku})
    return tuple(sorted(code for (code,) in rows))


def _concerns(instruction: Any, product: Any) -> bool:
    """Whether a client's instruction is about this article: by its SKU, or by its category."""
    if instruction.sku:
        return bool(instruction.sku == product.sku)
    return bool(instruction.category) and plain_category(instruction.category) == plain_category(product.category)


def _product(row: Any, codes: tuple[str, ...], said: Sequence[Any]) -> Product:
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
        components=tuple(f"{sku} x{count}" if count > 1 else sku for sku, count in row.components.items()),
        serial_tracked=row.serial_tracked,
        data_bearing=row.data_bearing,
        battery=row.battery,
        hygiene=row.hygiene,
        expiry_tracked=row.expiry_tracked,
        instructions=tuple(one.text for one in said),
        shots=tuple(dict.fromkeys(shot for one in said for shot in one.shots)),
        forbidden=tuple(dict.fromkeys(Route(route) for one in said for route in one.forbid_routes)),
        size=row.size,
        colour=row.colour,
        photo=row.photo,
        spoken=tuple(one.language for one in said) if any(one.language for one in said) else (),
    )


def unit(connection: Connection, lpn: str) -> UnitRecord | None:
    """A unit as the records have it, locked until the end."""
    row = _UNIT.first(connection, {"of_lpn": lpn})
    if row is None:
        return None
    answers = _ANSWERS.rows(connection, {"of_lpn": lpn, "of_round": row.round})
    offered = _OFFERED.first(connection, {"of_lpn": lpn}) is not None
    graded = _GRADED_BY.first(connection, {"of_lpn": lpn}) if row.grade else None
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
        graded_by=_only(graded),
        route_reason="" if graded is None else graded[1] or "",
        **_prints(connection, lpn, row.serial),
    )


def _prints(connection: Connection, lpn: str, serial: str) -> dict[str, Any]:
    """What of a unit's prints counts: tags are no labels; only the newest label verifies.

    One that was asked for outside of the bench's way takes the place of the one before when the printer has it: until
    then, and where it never comes, what is on the unit goes on to count.
    """
    prints = _PRINTS.rows(connection, {"of_lpn": lpn})
    labels = [one for one in prints if one.template not in NEVER_VERIFY]
    tags = [one for one in prints if one.template == PARK_TAG]
    newest = next((one for one in reversed(labels) if _came_out(connection, lpn, one)), None)
    named = (lpn, *(one.code for one in prints if one.state != "void"), serial)
    return {
        "newest_code": newest.code if newest is not None and newest.state != "void" else "",
        "template": newest.template if newest is not None else "",
        "unprinted": newest is not None and newest.state == "printed" and _job_of(connection, lpn, newest) == FAILED,
        "prints": max((len(prints), *(one.sequence for one in prints))),
        "hazard": str(labels[-1].fields.get("hazard", "")) if labels else "",
        "parked_by": str(tags[-1].fields.get("by", "")) if tags else "",
        "codes": tuple(dict.fromkeys(code for code in named if code)),
    }


def _came_out(connection: Connection, lpn: str, label: Any) -> bool:
    if label.reason != ASKED_FOR:
        return True
    return _job_of(connection, lpn, label) not in NEVER_CAME_OUT


def _job_of(connection: Connection, lpn: str, label: Any) -> str:
    """How the newest job of a print stands, or empty: older versions, and held acts without a printer, have none."""
    return _only(_JOB.first(connection, {"of_lpn": lpn, "of_code": label.code}))


def destruction_of(connection: Connection, lpn: str) -> Certified | None:
    """The certificate of a unit's destruction: who destroyed it and when, whoever corrected it since."""
    row = _DESTRUCTION.first(connection, {"of_lpn": lpn})
    if row is None:
        return None
    payload = dict(row.payload)
    content, details = payload.get("content", {}), payload.get("details", {})
    operator, witness = (
        str(content.get(f"{role}_name") or (_only(_NAME_OF.first(connection, {"of_id": key})) if key else ""))
        for role, key in (("operator", row.operator), ("witness", payload["witness"]))
    )
    method, reason = (str(details.get(name, "")) for name in ("method", "reason"))
    proof, weight, zone = str(payload["sha256"]), weight_said(payload), str(content.get("time_zone", ""))
    done = payload.get("done_at")
    at = datetime.fromisoformat(str(done)) if done else row.at
    return Certified(row.number, at, operator, witness, proof, method, weight, reason, zone)


def is_active(connection: Connection, user_id: str) -> bool:
    """Whether a person is on record and not disabled."""
    return _ACTIVE.first(connection, {"of_id": user_id}) is not None


def photo_known(connection: Connection, sha256: str) -> bool:
    """Whether a picture is on record already."""
    return _PHOTO.first(connection, {"of_sha": sha256}) is not None


def unit_by_serial(connection: Connection, client: str, serial: str) -> str:
    """LPN of the unit in stock that carries this serial number, or empty; nobody else takes it until the end.

    By a lock on the number, for no row may stand for it yet.
    """
    named_lock.hold(connection, f"serial {client} {serial}")
    return _only(_BY_SERIAL.first(connection, {"of_client": client, "of_serial": serial}))


def draft(connection: Connection, lpn: str) -> ParkedDraft | None:
    """The draft of a parked unit."""
    text = _only(_DRAFT.first(connection, {"of_lpn": lpn}))
    return from_text(ParkedDraft, text) if text else None


def parked_in(connection: Connection, parcel_id: str) -> str:
    """LPN of the oldest parked unit of a parcel, or empty."""
    return _only(_PARKED_IN.first(connection, {"of_parcel": parcel_id}))


def _only(row: Any) -> str:
    """The one text of a row, or empty where there is no row."""
    return "" if row is None else str(row[0])


def user(connection: Connection, badge: str) -> UserRecord | None:
    """The person with this badge."""
    row = _USER.first(connection, {"of_badge": badge})
    if row is None:
        return None
    return UserRecord(
        operator=Operator(row.id, row.badge, row.name, Role(row.role), row.language),
        pin_hash=row.pin_hash,
        disabled=row.disabled,
        failures=row.failures,
        locked_until=row.locked_until,
        last_seen_at=row.last_seen_at,
    )
