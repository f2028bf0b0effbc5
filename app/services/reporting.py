"""Reports: which there are, over which days, and what their columns are. What they say is read by `app.store`.

A report is a list of flat rows; counts are whole numbers, times aware, and several values of one cell a mapping that is
written as `A:2;B:1` where a cell holds but text. Pure but for the reads it is handed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from app.domain.certificates import Certificate
from app.errors import UsageError
from app.saying import say
from app.services import disclosure
from app.services.looking import Record
from app.services.spreadsheets import as_text
from app.services.syncing.in_step import ShopReads, in_step, rows

RETURNS = (
    "client", "platform", "source", "order_id", "rma", "tracking", "lpn", "sku", "title", "size", "colour", "quantity",
    "received", "missing", "wrong", "open", "grades", "reason_code", "reason_text", "customer_note", "disposition",
    "requested_at", "announced_at",
)  # fmt: skip
REASONS = ("client", "platform", "reason_code", "reason_text", "lines", "quantity", "received", "skus")
SYNC = (
    "channel", "told", "confirmed", "accuracy", "waiting", "needs_human", "retried", "oldest_waiting_at", "lag_s",
    "median_s", "pulled_at", "listings", "differing", "agreed",
)  # fmt: skip
COLUMNS: Mapping[str, Sequence[str]] = {
    "returns": RETURNS, "reasons": REASONS, "sync": SYNC, "destruction": disclosure.COLUMNS
}  # fmt: skip
ELSEWHERE = ("grades", "recovery", "inspectors", "regrade-gain", "ageing", "fba-decisions", "fba-removals")
"""Reports on what was inspected, on Amazon's pieces and on age (`app.services.fba_reporting`)."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment to another, which does not belong to it; None is open."""

    since: datetime | None = None
    until: datetime | None = None


class Reports(Protocol):
    """Reads reports from the records. Rows stream; one view of the records that does not change meanwhile."""

    def returned(self, period: Period) -> Iterator[Record]:
        """A row for each return line that was requested (else announced) then, received or not."""

    def reasons(self, period: Period) -> Iterator[Record]:
        """A row for each client's reason, the commonest first; announced lines count, too."""

    def discarded(self, period: Period) -> Iterator[Certificate]:
        """The certificates that count of what was destroyed, donated and recycled then."""


class AllReports(Reports, ShopReads, Protocol):
    """All that reports are made of."""


def report(reads: AllReports, kind: str, period: Period) -> tuple[Sequence[str], Iterator[Record]]:
    """The columns and rows of a report. Raises `UsageError` for one that there is not."""
    if kind not in COLUMNS:
        raise UsageError(say("There is no report called {kind!r}.", kind=kind), _known())
    if kind == "sync":
        step = in_step(reads, (), period.since, until=period.until)
        return SYNC, rows(step, datetime.now(UTC))
    if kind == "destruction":
        return COLUMNS[kind], disclosure.disclosed(reads.discarded(period))
    return COLUMNS[kind], reads.returned(period) if kind == "returns" else reads.reasons(period)


def _known() -> str:
    return say("Use one of: {kinds}.", kinds=", ".join((*COLUMNS, *ELSEWHERE)))


def period(since: str, until: str) -> Period:
    """From the first day to the last, both whole; of a time with its hour just that moment. Raises `UsageError`."""
    found = Period(_moment(since, last=False), _moment(until, last=True))
    if found.since and found.until and found.since >= found.until:
        raise UsageError("The report ends before it begins.", "Give --from the earlier day.")
    return found


def _moment(given: str, *, last: bool) -> datetime | None:
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
        return datetime.combine(day, time(), UTC) + (timedelta(days=1) if last else timedelta())
    except (ValueError, OverflowError):
        pass
    try:
        read = datetime.fromisoformat(given)
        return read if read.tzinfo else read.replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(
            say("{given!r} is no day.", given=given[:40]), "Write it as in 2026-11-21 or 2026-11-21T14:30:00Z."
        ) from None


def cell(value: object) -> str | int | Decimal:
    """A value as a table's cell: numbers of our own stay numbers, and no text is a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return value
        case datetime():
            return value.isoformat()
        case Mapping():
            return as_text(";".join(f"{name}:{count}" for name, count in value.items()))
    return as_text(str(value))
