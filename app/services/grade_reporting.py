"""The report `grades`: what was said of the units of a period, counted by client and kind of goods, day or article.

A unit counts once, with the newest verdict that it was given within the period, be it the bench's or the review's: what
is said of it later belongs to a later period, so that a report over the past stays as it is. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from app.domain.stock import Article
from app.domain.verdict import Grade
from app.services.looking import Record
from app.services.reporting import Period
from app.services.syncing.in_step import share

APPROVED, OVERRULED, SENT_BACK = "approve", "override", "send_back"
"""What a review can say."""
PER: Mapping[str, tuple[str, ...]] = {
    "category": ("client", "category", "checklist"),
    "day": ("day", "client"),
    "client": ("client",),
    "sku": ("client", "sku", "title"),
}
"""Of what there can be a row each, with the columns that say of what it is; the first is the usual one."""
_LETTERS = {grade.value: grade.value.lower() for grade in Grade}
_SHARES = {f"{name}_share": name for name in _LETTERS.values()}
_COUNTED = (*_LETTERS.values(), "regraded", "held", "waiting", "approved", "overruled", "sent_back")
GRADES: Mapping[str, tuple[str, ...]] = {
    per: (
        *key, "units", *_LETTERS.values(), *_SHARES, "regraded", "held", "waiting", "approved", "overruled",
        "sent_back", "overrulings",
    )
    for per, key in PER.items()
}  # fmt: skip
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Said:
    """What a review said of a unit: `decision`, and from which grade to which."""

    decision: str
    before: str
    grade: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The newest verdict of a unit within a period.

    Attributes:
        title, category: of the article as it stood when the unit was scanned
        checklist: by which it was inspected
        regraded: the bench gave another grade in the period than was proposed; a review may have said another since
        held: a verdict of the period had it wait for its review
        waits: it still does
        said: what reviews said of it in the period, oldest first

    """

    lpn: str
    article: Article
    title: str
    category: str
    checklist: str
    grade: str
    at: datetime
    regraded: bool = False
    held: bool = False
    waits: bool = False
    said: tuple[Said, ...] = ()


class GradeReads(Protocol):
    """Reads what this report is about. Streams; one view of the records."""

    def verdicts(self, period: Period) -> Iterator[Verdict]:
        """Of each unit that was graded then, once."""


@dataclass(slots=True)
class _Sum:
    units: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    overrulings: Counter[str] = field(default_factory=Counter)

    def count(self, one: Verdict) -> None:
        said = {word.decision for word in one.said}
        self.units += 1
        self.counts[_LETTERS[one.grade]] += 1
        self.counts.update(
            regraded=one.regraded, held=one.held, waiting=one.waits, approved=APPROVED in said,
            overruled=OVERRULED in said, sent_back=SENT_BACK in said,
        )  # fmt: skip
        self.overrulings.update(f"{word.before}>{word.grade}" for word in one.said if word.decision == OVERRULED)

    def told(self) -> Record:
        counts = {name: self.counts[name] for name in _COUNTED}
        shares = {name: share(counts[letter], self.units) for name, letter in _SHARES.items()}
        return {"units": self.units, **counts, **shares, "overrulings": dict(sorted(self.overrulings.items()))}


def grade_rows(verdicts: Iterable[Verdict], per: str) -> Iterator[Record]:
    """A row for each of what it is asked per. Memory grows with the rows, not with the units."""
    sums: dict[tuple[str, ...], _Sum] = {}
    titles: dict[tuple[str, ...], str] = {}
    for one in verdicts:
        key = _key(one, per)
        sums.setdefault(key, _Sum()).count(one)
        titles[key] = one.title
    names = tuple(name for name in PER[per] if name != "title")
    for key in sorted(sums):
        named = {"title": titles[key]} if per == "sku" else {}
        yield {**dict(zip(names, key, strict=True)), **named, **sums[key].told()}


def _key(one: Verdict, per: str) -> tuple[str, ...]:
    client, sku = one.article.client, one.article.sku
    match per:
        case "day":
            return one.at.astimezone(UTC).date().isoformat(), client
        case "client":
            return (client,)
        case "sku":
            return client, sku
    return client, one.category, one.checklist


def with_total(rows: Iterable[Record]) -> Iterator[Record]:
    """The rows, then their sum: what a sheet is read for. Streams."""
    total = _Sum()
    first: dict[str, str] = {}
    for row in rows:
        yield row
        first = first or dict.fromkeys(row, "")
        total.units += row["units"]
        total.counts.update({name: row[name] for name in _COUNTED})
        total.overrulings.update(row["overrulings"])
    if total.units:
        name = "client" if next(iter(first)) != "day" else "day"
        yield {**first, name: TOTAL, **total.told()}
