"""Rows against the chain: every fact that the chain tells must have its row, every row its fact, field by field.

Both sides are read once, in any order, in bounded memory: each item is hashed with a key that is new for every run
(so nobody can prepare rows that cancel out), and the hashes are added up in buckets by the item's id. Equal sums mean
equal items, each as often. Only buckets that differ are read again, to say which record it is. Of rows that are changed
in the course of their life the newest fact counts (`audit_newest`); what is counted is added up, as often as it was
told. What is compared stands in `audit_recorded` and `audit_imported`. One thread.
"""

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from app.store.audit import canonical, digest_of, exact, instant
from app.store.audit_imported import BETWEEN, IMPORTED
from app.store.audit_newest import Newest
from app.store.audit_recorded import RECORDED, Fact, Item, Recorded

COMPARED = (*RECORDED, *IMPORTED)
BUCKETS = 4096
BUCKETS_NAMED = 16
"""How many differing buckets of a kind are looked into; more are only counted."""

AT_ONCE = 2000

DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a fact raises whose content is not of the form that facts have."""

Chain = Callable[[], Iterator[tuple[Iterable[Fact], "Envelope"]]]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who told a fact, when and where: columns that its row has and its own content does not repeat."""

    at: str
    operator: str
    station: str


@dataclass(slots=True)
class Comparison:
    """Takes in the chain entry by entry, then the rows, and says where they differ."""

    newest: Newest
    _key: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    _sums: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def tell(self, facts: Iterable[Fact], envelope: Envelope) -> None:
        """Take in the facts of one entry, all or none: a damaged one raises one of `DAMAGED`."""
        for recorded, version, item in list(told_items(facts, envelope)):
            if recorded.newest:
                self.newest.take(recorded.name, version, item)
            else:
                self._add(recorded, item, 1)

    def problems(self, connection: Connection, again: Chain) -> Iterator[str]:
        """Take in the rows and name what differs; `again` reads the chain a second time where that is needed."""
        for recorded in COMPARED:
            for item in self._newest(recorded) if recorded.newest else ():
                self._add(recorded, item, 1)
            for item in self._kept(connection, recorded):
                self._add(recorded, item, -1)
        differing: defaultdict[str, set[int]] = defaultdict(set)
        for (name, bucket), total in self._sums.items():
            if total % (1 << 128):
                differing[name].add(bucket)
        for recorded in COMPARED:
            if buckets := differing.get(recorded.name):
                yield from self._named(connection, recorded, sorted(buckets), again)

    def _newest(self, recorded: Recorded) -> Iterator[Item]:
        """How the rows must be now; of one that is told to be gone nothing."""
        gone = recorded.digested
        return (item for item in self.newest.items(recorded.name) if not gone or item[gone])

    def _kept(self, connection: Connection, recorded: Recorded) -> Iterator[Item]:
        """The rows that facts must speak of."""
        items = row_items(connection, recorded)
        return (item for item in items if self.newest.holds(recorded.name, item["id"])) if recorded.later else items

    def _add(self, recorded: Recorded, item: Item, sign: int) -> None:
        for part, often in _parts(recorded, item):
            text = f"{recorded.name}{canonical(part)}"
            digest = hashlib.blake2b(text.encode(), digest_size=16, key=self._key).digest()
            self._sums[recorded.name, _bucket(item)] += sign * often * int.from_bytes(digest, "big")

    def _named(self, connection: Connection, recorded: Recorded, buckets: list[int], again: Chain) -> Iterator[str]:
        looked_into = frozenset(buckets[:BUCKETS_NAMED])
        sides = self._newest(recorded) if recorded.newest else _told_of(recorded, again())
        told, kept = (
            _by_id(recorded, (item for item in side if _bucket(item) in looked_into))
            for side in (sides, self._kept(connection, recorded))
        )
        for key in sorted(told.keys() | kept.keys()):
            what, both = f"{recorded.name} {key.replace(BETWEEN, ' ')}", (told.get(key, []), kept.get(key, []))
            if recorded.digested and all(both) and both[0] != both[1]:
                yield f"{what} was changed: it is no longer what the audit chain tells a digest of."
            else:
                yield from _difference(what, *both)
        if len(buckets) > BUCKETS_NAMED:
            yield f"{recorded.name}: there are more that differ from the audit chain than are named here."


def told_items(facts: Iterable[Fact], envelope: Envelope) -> Iterator[tuple[Recorded, int, Item]]:
    """What an entry tells, in the form of the rows, with its version where there may be a newer one."""
    around = {"at": envelope.at, "operator": envelope.operator, "station": envelope.station}
    for fact in facts:
        for recorded in COMPARED:
            for told in recorded.told(fact):
                around_it = around | dict.fromkeys(recorded.counts, 0)
                item = {
                    name: _plain(told.get(name, around_it.get(name, "(not told)"))) for name in _FIELDS[recorded.name]
                }
                yield recorded, int(told["version"]) if recorded.newest else 0, item | {"id": str(item["id"])}


def row_items(connection: Connection, recorded: Recorded) -> Iterator[Item]:
    """The rows of a kind, in the form of the facts."""
    for row in connection.execute(recorded.rows.execution_options(yield_per=AT_ONCE)):
        if recorded.digested:
            said = row._asdict()
            yield {"id": said.pop("id"), recorded.digested: (recorded.digest or said_digest)(said)}
        else:
            yield _of_row(row)


def said_digest(said: Mapping[str, Any]) -> str:
    """The digest of several columns together, whichever way the database gave them; what is empty does not count."""
    return digest_of(canonical({name: plain for name, value in said.items() if (plain := _plain(value))}))


def _told_of(recorded: Recorded, chain: Iterable[tuple[Iterable[Fact], Envelope]]) -> Iterator[Item]:
    for facts, envelope in chain:
        with suppress(*DAMAGED):  # named when the chain was read first
            yield from [item for whose, _, item in list(told_items(facts, envelope)) if whose is recorded]


def _by_id(recorded: Recorded, items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by their id; those that count are added up, and what comes to nothing is left out."""
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item["id"]].append(item)
    if not recorded.counts:
        return found
    return {key: summed for key, several in found.items() if (summed := _summed(recorded, several))}


def _summed(recorded: Recorded, items: list[Item]) -> list[Item]:
    sums: dict[str, Item] = {}
    for item in items:
        known = canonical({name: value for name, value in item.items() if name not in recorded.counts})
        before = sums.get(known)
        sums[known] = item if before is None else item | {name: before[name] + item[name] for name in recorded.counts}
    return [item for item in sums.values() if any(item[name] for name in recorded.counts)]


def _parts(recorded: Recorded, item: Item) -> Iterator[tuple[Item, int]]:
    """What is hashed of an item, and how often it counts."""
    if not recorded.counts:
        yield item, 1
    for name in recorded.counts:
        rest = {other: value for other, value in item.items() if other not in recorded.counts}
        yield rest | {"counted": name}, item[name]


def _of_row(row: Row[*tuple[Any, ...]]) -> Item:
    item = {name: _of_column(name, value) for name, value in zip(row._fields, row, strict=True)}
    if "id" not in item:
        item["id"] = f"{item['question']}, {item['unit']}, round {item['round']}"
    return item


def _of_column(name: str, value: Any) -> object:
    if name in ("reasons", "findings"):
        return _codes(str(value))
    return digest_of(value) if name.endswith("_sha256") else _plain(value)


def _codes(text: str) -> object:
    """The chain carries the codes of reasons and findings; the row their words as well."""
    try:
        return [said["code"] for said in json.loads(text)]
    except (ValueError, KeyError, TypeError):
        return text


def _plain(value: object) -> object:
    """One form for both sides: what is empty is an empty text, times and exact numbers are their text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return exact(value)
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


_FIELDS = {recorded.name: recorded.fields for recorded in COMPARED}
