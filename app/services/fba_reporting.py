"""Reports on Amazon's pieces and on age: what regrading gained, what is best done with a piece, what lies too long.

Hands out every other report, too: of what there can be a row each, and who makes it.

Money is decimal beside its currency; a figure that cannot be reckoned is left empty, and `doubts` says by codes why, or
what it rests on. Figures of one currency are never added to those of another. Pure but for the pieces it is handed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from app.domain.fba import (
    Action,
    Amount,
    Basis,
    Doubt,
    Piece,
    dearer_on,
    decide,
    plain_disposition,
    removal_fee,
    stored,
    without_us,
)
from app.domain.money import Money
from app.domain.stock import Article
from app.domain.verdict import Grade
from app.errors import UsageError
from app.saying import say
from app.services import grade_reporting, inspector_reporting, recovery_reporting, reporting
from app.services.looking import Record
from app.services.reporting import Period

GAIN, AGE, DECIDE, REMOVED = "regrade-gain", "ageing", "fba-decisions", "fba-removals"
GRADES, RECOVERY, INSPECTORS = "grades", "recovery", "inspectors"
PER: Mapping[str, tuple[str, ...]] = {
    GAIN: ("unit", "sku", "client"),
    GRADES: tuple(grade_reporting.PER),
    RECOVERY: tuple(recovery_reporting.PER),
}
"""Of what these reports can have a row each; the first is the usual one."""
_GAINED = ("amazon_value", "removal_fee", "our_net", "gain", "currency", "doubts")
GAIN_OF: Mapping[str, tuple[str, ...]] = {
    "unit": (
        "client", "sku", "title", "unit", "amazon_lpn", "order_id", "tracking", "disposition", "reason", "grade",
        "route", "state", "graded_at", "price", "amazon_action", *_GAINED,
    ),
    "sku": ("client", "sku", "title", "units", "reckoned", "grades", *_GAINED),
    "client": ("client", "units", "reckoned", "grades", *_GAINED),
}  # fmt: skip
DECISIONS = (
    "client", "sku", "title", "amazon_lpn", "order_id", "disposition", "reason", "quantity", "since", "days", "price",
    "return_net", "liquidate_net", "dispose_net", "keep_net", "decision", "removal_fee", "stored_so_far",
    "dearer_on", "currency", "graded_like_it", "doubts",
)  # fmt: skip
REMOVALS = (
    "client", "order_id", "sku", "title", "type", "status", "disposition", "requested_at", "requested", "cancelled",
    "disposed", "shipped", "in_process", "announced", "received", "missing", "wrong", "open", "tracking", "carriers",
    "last_shipped_at", "units", "grades", "fee", "currency",
)  # fmt: skip
AGEING = (
    "place", "stage", "client", "sku", "title", "unit", "order_id", "tracking", "quantity", "since", "days",
    "limit_days", "alert", "cost_so_far", "currency", "dearer_on", "decision", "doubts",
)  # fmt: skip


KINDS: Mapping[str, Sequence[str]] = {
    **reporting.COLUMNS,
    GRADES: grade_reporting.GRADES[PER[GRADES][0]],
    RECOVERY: recovery_reporting.RECOVERY[PER[RECOVERY][0]],
    INSPECTORS: inspector_reporting.INSPECTORS,
    GAIN: GAIN_OF[PER[GAIN][0]],
    AGE: AGEING,
    DECIDE: DECISIONS,
    REMOVED: REMOVALS,
}
"""Every report that there is, with its usual columns."""


class Place(StrEnum):
    """Where a piece is that somebody waits for."""

    AMAZON = "amazon"
    ON_THE_WAY = "on_the_way"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Graded:
    """A piece that was at Amazon's and was graded here, with its newest verdict.

    Attributes:
        piece: Amazon's disposition, and the article as it stood when it was scanned
        fee: what Amazon took for its removal, by the removal order; None where that is not told
        sent_on: the day whose fee counts: of the removal's request, else of the scan

    """

    article: Article
    title: str
    lpn: str
    piece: Piece
    grade: Grade
    route: str
    state: str
    net: Money
    at: datetime
    sent_on: date
    amazon_lpn: str = ""
    order_id: str = ""
    tracking: str = ""
    reason: str = ""
    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pieces that wait somewhere: at Amazon's, on the way, or in the house under their LPN.

    Attributes:
        stage: what the days are counted for: an account of ours, or the place
        since: taken in by Amazon, sent, announced or scanned; None where nobody told
        known: whether the article is in the catalogue

    """

    place: Place
    stage: str
    article: Article
    title: str
    piece: Piece
    since: datetime | None
    quantity: int = 1
    unit: str = ""
    order_id: str = ""
    tracking: str = ""
    reason: str = ""
    known: bool = True


Odds = Mapping[tuple[str, str], Mapping[Grade, int]]
"""How often each grade was given here, by client and Amazon's disposition in plain form."""


class FbaReports(Protocol):
    """Reads what these reports are about. Streams; one view of the records."""

    def graded_of_amazon(self, period: Period) -> Iterator[Graded]:
        """Every piece of Amazon's whose newest grade was given then."""

    def odds(self) -> Odds:
        """Of all pieces of Amazon's that were graded."""

    def waiting_at_amazon(self) -> Iterator[Waiting]:
        """Pieces that Amazon took in and does not sell on, as far as no removal took them; and what was ordered back
        and not sent yet.
        """

    def waiting_on_the_way(self) -> Iterator[Waiting]:
        """Announced pieces that neither came nor were given up."""

    def waiting_in_the_house(self) -> Iterator[Waiting]:
        """Units that have not left yet, the oldest first."""

    def removals(self, period: Period) -> Iterator[Record]:
        """A row for each article of a removal order that was requested (else told) then."""


class BenchReports(
    grade_reporting.GradeReads, recovery_reporting.RecoveryReads, inspector_reporting.InspectorReads, Protocol
):
    """Reads what was inspected."""


class AllReports(reporting.AllReports, FbaReports, BenchReports, Protocol):
    """Reads every report."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as it was asked for.

    Attributes:
        per: of what it has a row each (`PER`); empty: the usual
        alerts: of `ageing` only what lies longer than its days

    """

    kind: str
    period: Period
    per: str = ""
    alerts: bool = False


def report(reads: AllReports, asked: Asked, basis: Callable[[], Basis]) -> tuple[Sequence[str], Iterator[Record]]:
    """The columns and rows of a report.

    Raises `UsageError` for one that there is not, `ConfigError` for a policy that cannot be read.
    """
    per = _per(asked)
    if asked.alerts and asked.kind != AGE:
        raise UsageError("Only the report ageing knows what lies too long.", "Leave --alerts away.")
    match asked.kind:
        case "regrade-gain":
            return GAIN_OF[per], gain_rows(reads.graded_of_amazon(asked.period), basis(), per)
        case "ageing":
            return AGEING, ageing_rows(_waiting(reads, asked.period), reads.odds(), basis(), alerts=asked.alerts)
        case "fba-decisions":
            waiting = (one for one in reads.waiting_at_amazon() if _falls_in(asked.period, one.since))
            return DECISIONS, decision_rows(waiting, reads.odds(), basis())
        case "fba-removals":
            return REMOVALS, reads.removals(asked.period)
    return _of_the_bench(reads, asked, per) or reporting.report(reads, asked.kind, asked.period)


def _per(asked: Asked) -> str:
    """Of what there is a row each; empty where the report has no such choice."""
    known = PER.get(asked.kind, ())
    if asked.per and not known:
        raise UsageError(say("The report {kind} has one kind of row.", kind=asked.kind[:40]), "Leave --per away.")
    if asked.per and asked.per not in known:
        raise UsageError(
            say("There is no sum per {per!r}.", per=asked.per[:40]), say("Use one of: {kinds}.", kinds=", ".join(known))
        )
    return asked.per or next(iter(known), "")


def _of_the_bench(reads: BenchReports, asked: Asked, per: str) -> tuple[Sequence[str], Iterator[Record]] | None:
    match asked.kind:
        case "grades":
            return grade_reporting.GRADES[per], grade_reporting.grade_rows(reads.verdicts(asked.period), per)
        case "recovery":
            found = reads.recovered(asked.period)
            return recovery_reporting.RECOVERY[per], recovery_reporting.recovery_rows(found, per)
        case "inspectors":
            photos = reads.photographed(asked.period)
            found_by = inspector_reporting.inspector_rows(reads.inspected(asked.period), photos, reads.called())
            return inspector_reporting.INSPECTORS, found_by
    return None


def _waiting(reads: FbaReports, period: Period) -> Iterator[Waiting]:
    for each in (reads.waiting_in_the_house, reads.waiting_on_the_way, reads.waiting_at_amazon):
        yield from (one for one in each() if _falls_in(period, one.since))


def _falls_in(period: Period, at: datetime | None) -> bool:
    """What nobody can date belongs to every period."""
    if at is None:
        return True
    return (period.since is None or at >= period.since) and (period.until is None or at < period.until)


def gain_rows(pieces: Iterator[Graded], basis: Basis, per: str) -> Iterator[Record]:
    """What regrading gained: a row a unit, or their sums by SKU or client, each currency apart."""
    rows = (_gain(piece, basis) for piece in pieces)
    return rows if per == "unit" else _summed(rows, per)


def _gain(graded: Graded, basis: Basis) -> Record:
    piece = graded.piece
    currency = graded.net.currency
    kept = without_us(basis, piece, graded.sent_on)
    fee = Amount(graded.fee) if graded.fee else removal_fee(basis, piece, graded.sent_on)
    doubts = [*kept.doubts, *fee.doubts] + ([] if graded.fee else [Doubt.FEE_ASSUMED])
    amazon = _same(basis, kept.best.net if kept.best else None, currency)
    taken = _same(basis, fee.money, currency)
    if (kept.best and not amazon) or (fee.money and not taken):
        doubts.append(Doubt.NO_RATE)
    gain = graded.net - taken - amazon if amazon and taken and piece.price else None
    return {
        "client": graded.article.client,
        "sku": graded.article.sku,
        "title": graded.title,
        "unit": graded.lpn,
        "amazon_lpn": graded.amazon_lpn,
        "order_id": graded.order_id,
        "tracking": graded.tracking,
        "disposition": piece.disposition,
        "reason": graded.reason,
        "grade": graded.grade.value,
        "route": graded.route,
        "state": graded.state,
        "graded_at": graded.at,
        "price": _figure(piece.price),
        "amazon_action": kept.best.action.value if kept.best else "",
        "amazon_value": _figure(amazon),
        "removal_fee": _figure(taken),
        "our_net": _figure(graded.net) if piece.price else None,  # without a price it was never reckoned
        "gain": _figure(gain),
        "currency": currency,
        "doubts": _codes(doubts),
    }


@dataclass(slots=True)
class _Sum:
    title: str = ""
    units: int = 0
    reckoned: int = 0
    grades: Counter[str] = field(default_factory=Counter)
    amazon: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    ours: Decimal = Decimal(0)
    gain: Decimal = Decimal(0)
    doubts: set[str] = field(default_factory=set)


def _summed(rows: Iterator[Record], per: str) -> Iterator[Record]:
    """Only rows whose gain is known count in the money; the others show in the difference of `units` and `reckoned`."""
    sums: dict[tuple[str, ...], _Sum] = {}
    for row in rows:
        key = (row["client"], row["sku"] if per == "sku" else "", row["currency"])
        found = sums.setdefault(key, _Sum(row["title"]))
        found.units += 1
        found.grades[row["grade"]] += 1
        found.doubts.update(filter(None, row["doubts"].split(";")))
        if row["gain"] is not None:
            found.reckoned += 1
            found.amazon += row["amazon_value"]
            found.fee += row["removal_fee"]
            found.ours += row["our_net"]
            found.gain += row["gain"]
    for (client, sku, currency), found in sorted(sums.items()):
        told = {"sku": sku, "title": found.title} if per == "sku" else {}
        yield {
            "client": client,
            **told,
            "units": found.units,
            "reckoned": found.reckoned,
            "grades": dict(sorted(found.grades.items())),
            "amazon_value": found.amazon,
            "removal_fee": found.fee,
            "our_net": found.ours,
            "gain": found.gain,
            "currency": currency,
            "doubts": ";".join(sorted(found.doubts)),
        }


def decision_rows(pieces: Iterator[Waiting], odds: Odds, basis: Basis) -> Iterator[Record]:
    """What is best done with each piece at Amazon's: its expected recovery against the fees, and their clock."""
    for one in pieces:
        piece = one.piece
        seen = odds.get((one.article.client, plain_disposition(piece.disposition)))
        decision = decide(basis, piece, seen)
        held = stored(basis, piece, one.since.date()) if one.since else Amount(None, (Doubt.SINCE_UNKNOWN,))
        fee = removal_fee(basis, piece, basis.today)
        yield {
            "client": one.article.client,
            "sku": one.article.sku,
            "title": one.title,
            "amazon_lpn": one.unit,
            "order_id": one.order_id,
            "disposition": piece.disposition,
            "reason": one.reason,
            "quantity": one.quantity,
            "since": one.since,
            "days": _days(one.since, basis.today),
            "price": _figure(piece.price),
            **{f"{action.value}_net": _figure(decision.net(action)) for action in Action},
            "decision": decision.best.action.value if decision.best else "",
            "removal_fee": _figure(fee.money),
            "stored_so_far": _figure(held.money),
            "dearer_on": _day(dearer_on(basis.fba, one.since.date(), basis.today) if one.since else None),
            "currency": _currency(basis, piece),
            "graded_like_it": decision.seen,
            "doubts": _codes([*decision.doubts, *held.doubts, *([] if one.known else [Doubt.NOT_IN_CATALOGUE])]),
        }


def ageing_rows(pieces: Iterator[Waiting], odds: Odds, basis: Basis, *, alerts: bool = False) -> Iterator[Record]:
    """How long each piece lies where it lies, what that cost, and whether somebody should look; `alerts` only those."""
    for one in pieces:
        days = _days(one.since, basis.today)
        limit = basis.fba.limit_of(one.stage)
        late = days is None or days > limit  # what nobody can date is looked at, too
        if alerts and not late:
            continue
        at_amazon = one.place is Place.AMAZON
        seen = odds.get((one.article.client, plain_disposition(one.piece.disposition))) if at_amazon else None
        best = decide(basis, one.piece, seen).best if at_amazon else None
        cost = _cost(basis, one, days)
        yield {
            "place": one.place.value,
            "stage": one.stage,
            "client": one.article.client,
            "sku": one.article.sku,
            "title": one.title,
            "unit": one.unit,
            "order_id": one.order_id,
            "tracking": one.tracking,
            "quantity": one.quantity,
            "since": one.since,
            "days": days,
            "limit_days": limit,
            "alert": late,
            "cost_so_far": _figure(cost.money),
            "currency": _currency(basis, one.piece),
            "dearer_on": _day(dearer_on(basis.fba, one.since.date(), basis.today) if at_amazon and one.since else None),
            "decision": best.action.value if best else "",
            "doubts": _codes([*cost.doubts, *([] if one.known else [Doubt.NOT_IN_CATALOGUE])]),
        }


def _cost(basis: Basis, one: Waiting, days: int | None) -> Amount:
    """What lying there cost, for all its pieces: Amazon's fees there, ours by the day here, nothing on the way."""
    if one.since is None or days is None:
        return Amount(None, (Doubt.SINCE_UNKNOWN,))
    match one.place:
        case Place.AMAZON:
            held = stored(basis, one.piece, one.since.date())
            return Amount(held.money * one.quantity if held.money else None, held.doubts)
        case Place.HOUSE:
            cost = Money(basis.routes.storage_per_day * days * one.quantity, basis.routes.currency)
            changed = basis.routes.changed(cost, _currency(basis, one.piece))
            return Amount(changed, () if changed else (Doubt.NO_RATE,))
        case Place.ON_THE_WAY:
            return Amount(None)


def _same(basis: Basis, money: Money | None, currency: str) -> Money | None:
    return basis.routes.changed(money, currency) if money else None


def _currency(basis: Basis, piece: Piece) -> str:
    return piece.price.currency if piece.price else basis.fba.currency


def _figure(money: Money | None) -> Decimal | None:
    return money.amount if money else None


def _days(since: datetime | None, today: date) -> int | None:
    return None if since is None else max((today - since.date()).days, 0)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _codes(doubts: list[Doubt]) -> str:
    return ";".join(dict.fromkeys(doubt.value for doubt in doubts))
