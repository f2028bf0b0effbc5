"""Rows against the chain: every fact that the chain tells must have its row, every row its fact, field by field.

Both sides are read once, in any order, in bounded memory: each item is hashed with a key that is new for every run
(so nobody can prepare rows that cancel out), and the hashes are added up in buckets by the item's id. Equal sums mean
equal items, each as often. Only buckets that differ are read again, to say which record it is. One thread.

To have another kind of fact compared: a line in `RECORDED`. The columns of its rows carry the names of the fact's
fields; `at`, `operator` and `station` are those of the entry that tells the fact.
"""

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from app.store import models as m
from app.store.audit import canonical, instant

BUCKETS = 4096
BUCKETS_NAMED = 16
"""How many differing buckets of a kind are looked into; more are only counted."""

AT_ONCE = 2000

DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a fact raises whose content is not of the form that facts have."""

Item = dict[str, Any]
Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who told a fact, when and where: columns that its row has and its own content does not repeat."""

    at: str
    operator: str
    station: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A kind of record: how people call it, its rows, and which facts of a told fact are its items."""

    name: str
    rows: Select[*tuple[Any, ...]]
    told: Callable[[Fact], Iterable[Fact]]


def _each(kind: str, **having: object) -> Callable[[Fact], Iterable[Fact]]:
    """Facts of one kind, of which these fields have these values (`...`: are there at all)."""

    def told(fact: Fact) -> Iterable[Fact]:
        if fact.get("kind") == kind and all(
            name in fact and value in (..., fact[name]) for name, value in having.items()
        ):
            yield fact

    return told


def _grades(fact: Fact) -> Iterable[Fact]:
    if fact.get("kind") == "grade":
        yield {**fact, **(fact.get("rules") or {})}


def _answers(fact: Fact) -> Iterable[Fact]:
    """Those that a grade rests on: once for each revision of the round, on both sides."""
    if fact.get("kind") == "grade":
        unit, round_ = fact.get("unit"), fact.get("round")
        for answer in fact.get("answers", ()):
            yield {**answer, "id": f"{answer.get('question')}, {unit}, round {round_}", "unit": unit, "round": round_}


RECORDED: tuple[Recorded, ...] = (
    Recorded(
        "Ledger entry",
        select(
            m.Ledger.id, m.Ledger.at, m.Ledger.client, m.Ledger.sku, m.Ledger.unit, m.Ledger.account,
            m.Ledger.quantity, m.Ledger.reason, m.Ledger.station,
        ),
        _each("ledger"),
    ),
    Recorded(
        "Photo",
        select(
            m.Photo.id, m.Photo.at, m.Photo.operator, m.Photo.station, m.Photo.sha256, m.Photo.size, m.Photo.unit,
            m.Photo.parcel_id.label("parcel"), m.Photo.shot, m.Photo.round, m.Photo.overrule,
        ),
        _each("photo"),
    ),
    Recorded("Withdrawn photo", select(m.Photo.id).where(m.Photo.withdrawn), _each("photo_withdrawn")),
    Recorded(
        "Grade",
        select(
            m.Inspection.id, m.Inspection.at, m.Inspection.operator, m.Inspection.station, m.Inspection.unit,
            m.Inspection.round, m.Inspection.grade, m.Inspection.proposed_grade.label("proposed"),
            m.Inspection.regrade_reason, m.Inspection.cause, m.Inspection.checklist, m.Inspection.checklist_version,
            m.Inspection.grading_version.label("grading"), m.Inspection.routes_version.label("routes"),
            m.Inspection.holds_version.label("holds"), m.Inspection.reasons, m.Inspection.findings,
        ),
        _grades,
    ),
    Recorded(
        "Answer",
        select(
            m.Answer.question, m.Answer.unit, m.Answer.round, m.Answer.choices, m.Answer.note, m.Answer.settled_by,
            m.Answer.operator, m.Answer.at,
        )
        .join(m.Inspection, (m.Inspection.unit == m.Answer.unit) & (m.Inspection.round == m.Answer.round))
        .where(~m.Answer.withdrawn),
        _answers,
    ),
    Recorded(
        "Route",
        select(
            m.Disposition.id, m.Disposition.at, m.Disposition.unit, m.Disposition.route, m.Disposition.account,
            m.Disposition.held, m.Disposition.reason,
        ),
        _each("route"),
    ),
    Recorded(
        "Certificate",
        select(
            m.Certificate.number.label("id"), m.Certificate.at, m.Certificate.operator, m.Certificate.station,
            m.Certificate.kind.label("certificate"), m.Certificate.unit,
        ),
        _each("certificate"),
    ),
    Recorded(
        "Review",
        select(
            m.Review.id, m.Review.at, m.Review.operator, m.Review.unit, m.Review.decision, m.Review.grade_before,
            m.Review.grade, m.Review.reason,
        ),
        _each("review"),
    ),
    Recorded(
        "Label",
        select(
            m.Label.id, m.Label.at, m.Label.operator, m.Label.unit, m.Label.template, m.Label.code, m.Label.sequence,
            m.Label.reprint_of, m.Label.reason,
        ),
        _each("label", template=...),
    ),
    Recorded(
        "Work order",
        select(m.WorkOrder.id, m.WorkOrder.unit, m.WorkOrder.kind.label("work")),
        _each("work", state="open"),
    ),
    Recorded(
        "Closed work order",
        select(m.WorkOrder.id, m.WorkOrder.proof).where(m.WorkOrder.closed_at.is_not(None)),
        _each("work", state="closed"),
    ),
    Recorded(
        "Offer",
        select(m.Allocation.id, m.Allocation.unit, m.Allocation.grade),
        _each("allocation", state="began"),
    ),
    Recorded(
        "Message to a channel",
        select(m.Outbox.id, m.Outbox.channel, m.Outbox.sku, m.Outbox.unit, m.Outbox.op, m.Outbox.quantity),
        _each("outbox"),
    ),
    Recorded("Person", select(m.User.id, m.User.badge, m.User.name, m.User.role), _each("user_added")),
    Recorded("Disabled person", select(m.User.id).where(m.User.disabled), _each("user_disabled")),
)  # fmt: skip
"""What the chain vouches for."""


@dataclass(slots=True)
class Comparison:
    """Takes in the chain entry by entry, then the rows, and says where they differ."""

    _key: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    _sums: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def tell(self, facts: Iterable[Fact], envelope: Envelope) -> None:
        """Take in the facts of one entry, all or none: a damaged one raises one of `DAMAGED`."""
        for recorded, item in list(told_items(facts, envelope)):
            self._add(recorded.name, item, 1)

    def problems(
        self, connection: Connection, again: Callable[[], Iterator[tuple[Iterable[Fact], Envelope]]]
    ) -> Iterator[str]:
        """Take in the rows and name what differs; `again` reads the chain a second time where that is needed."""
        for recorded in RECORDED:
            for item in row_items(connection, recorded):
                self._add(recorded.name, item, -1)
        differing: defaultdict[str, set[int]] = defaultdict(set)
        for (name, bucket), total in self._sums.items():
            if total % (1 << 128):
                differing[name].add(bucket)
        for recorded in RECORDED:
            if buckets := differing.get(recorded.name):
                yield from self._named(connection, recorded, sorted(buckets), again())

    def _add(self, name: str, item: Item, sign: int) -> None:
        digest = hashlib.blake2b(f"{name}{canonical(item)}".encode(), digest_size=16, key=self._key).digest()
        self._sums[name, _bucket(item)] += sign * int.from_bytes(digest, "big")

    def _named(
        self,
        connection: Connection,
        recorded: Recorded,
        buckets: list[int],
        chain: Iterator[tuple[Iterable[Fact], Envelope]],
    ) -> Iterator[str]:
        looked_into = frozenset(buckets[:BUCKETS_NAMED])
        told: defaultdict[str, list[Item]] = defaultdict(list)
        kept: defaultdict[str, list[Item]] = defaultdict(list)
        for facts, envelope in chain:
            with suppress(*DAMAGED):  # named when the chain was read first
                for whose, item in list(told_items(facts, envelope)):
                    if whose is recorded and _bucket(item) in looked_into:
                        told[item["id"]].append(item)
        for item in row_items(connection, recorded):
            if _bucket(item) in looked_into:
                kept[item["id"]].append(item)
        for key in sorted(told.keys() | kept.keys()):
            yield from _difference(f"{recorded.name} {key}", told.get(key, []), kept.get(key, []))
        if len(buckets) > BUCKETS_NAMED:
            yield f"{recorded.name}: there are more that differ from the audit chain than are named here."


def told_items(facts: Iterable[Fact], envelope: Envelope) -> Iterator[tuple[Recorded, Item]]:
    """What an entry tells, in the form of the rows."""
    around = {"at": envelope.at, "operator": envelope.operator, "station": envelope.station}
    for fact in facts:
        for recorded in RECORDED:
            for told in recorded.told(fact):
                names = _FIELDS[recorded.name]
                item = {name: _plain(told.get(name, around.get(name, "(not told)"))) for name in names}
                yield recorded, item | {"id": str(item["id"])}


def row_items(connection: Connection, recorded: Recorded) -> Iterator[Item]:
    """The rows of a kind, in the form of the facts."""
    for row in connection.execute(recorded.rows.execution_options(yield_per=AT_ONCE)):
        yield _of_row(row)


def _of_row(row: Row[*tuple[Any, ...]]) -> Item:
    item = {name: _plain(value) for name, value in zip(row._fields, row, strict=True)}
    for codes in ("reasons", "findings"):
        if codes in item:
            item[codes] = _codes(str(item[codes]))
    if "id" not in item:
        item["id"] = f"{item['question']}, {item['unit']}, round {item['round']}"
    return item


def _codes(text: str) -> object:
    """The chain carries the codes of reasons and findings; the row their words as well."""
    try:
        return [said["code"] for said in json.loads(text)]
    except (ValueError, KeyError, TypeError):
        return text


def _plain(value: object) -> object:
    """One form for both sides: what is empty is an empty text, a time is its text."""
    if value is None:
        return ""
    return instant(value) if isinstance(value, datetime) else value


def _bucket(item: Item) -> int:
    return hash(str(item["id"])) % BUCKETS


def _difference(what: str, told: list[Item], kept: list[Item]) -> Iterator[str]:
    if not kept:
        yield f"{what} is told in the audit chain, but missing in the records."
    elif not told:
        yield f"{what} is in the records, but the audit chain tells nothing of it."
    elif len(told) > 1 or len(kept) > 1:
        if Counter(map(canonical, told)) != Counter(map(canonical, kept)):
            yield f"{what} stands {len(kept)} times in the records and {len(told)} times in the audit chain."
    else:
        for name, value in told[0].items():
            if kept[0].get(name) != value:
                yield f"{what}: its {name} is {kept[0].get(name)!r} in the records, but {value!r} in the audit chain."


_FIELDS = {
    recorded.name: tuple(dict.fromkeys(["id", *(str(column.key) for column in recorded.rows.selected_columns)]))
    for recorded in RECORDED
}
