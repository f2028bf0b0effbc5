"""What evidence packs are made of, read from the records as of one moment. Implements `app.services.packing.PackReads`.

A unit's record is the one that everybody sees (`unit_history`), in plain JSON; the entries of the audit chain stand
beside it with all that their hashes cover, and one that does not fit its own is never packed. Any thread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, or_, select

from app.domain.identifiers import tracking_key
from app.errors import StoreError
from app.saying import say
from app.services.looking import Record
from app.services.packing import Media, PackFacts, entry_content
from app.store import audit
from app.store.deletions import NOT_DELETED
from app.store.models import Audit, Certificate, Parcel, Photo, PhotoMarks, ReturnLine, Station, Unit, User
from app.store.unit_history import history

AT_ONCE = 200


class SqlPacks:
    """Implements `app.services.packing.PackReads`; `station` is the key of this one."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], station: str) -> None:
        """`reading` opens a transaction that only reads."""
        self._reading = reading
        self._station = station

    def named_by(self, case: str, client: str) -> tuple[str, ...]:
        """By the line that a unit was counted on, or the parcel that it came in; as announced or as scanned."""
        lines = select(ReturnLine.id).where(or_(ReturnLine.number == case, ReturnLine.rma == case))
        parcels = select(Parcel.id).where(or_(Parcel.tracking == case, Parcel.key == tracking_key(case)))
        found = select(Unit.lpn).where(or_(Unit.line_id.in_(lines), Unit.parcel_id.in_(parcels)))
        if client:
            found = found.where(Unit.client == client)
        with self._reading() as connection:
            return tuple(connection.execute(found.order_by(Unit.lpn)).scalars())

    def facts(self, lpns: Sequence[str]) -> PackFacts | None:
        """In one transaction."""
        with self._reading() as connection:
            return _Reader(connection, self._station).facts(lpns)


class _Reader:
    def __init__(self, connection: Connection, station: str) -> None:
        self._connection = connection
        self._station = station
        of = select(User.id, User.badge, User.name)
        self._people = {row.id: {"badge": row.badge, "name": row.name} for row in connection.execute(of)}

    def facts(self, lpns: Sequence[str]) -> PackFacts | None:
        records = [history(self._connection, lpn) for lpn in lpns]
        whole = [record for record in records if record is not None]
        if len(whole) < len(records):
            return None
        units = [{"unit": one["lpn"], **_plain(one)} for one in whole]
        for unit in units:
            del unit["audit"]  # the entries stand in the manifest with what their hashes cover
        parcels = [str(record["parcel"]["id"]) for record in whole if record["parcel"]]
        media, entries = self._media(lpns, parcels), self._entries([*lpns, *parcels])
        certificates = self._certificates(lpns)
        head = audit.head(self._connection, self._station)
        return PackFacts(
            units=tuple(units),
            media=media,
            certificates=certificates,
            audit=entries,
            head=(head.seq, head.hash),
            people=self._named(entries, media, certificates),
            stations=self._stations(entries, media),
        )

    def _media(self, lpns: Sequence[str], parcels: Sequence[str]) -> tuple[Media, ...]:
        mine = or_(Photo.unit.in_(lpns), and_(Photo.unit.is_(None), Photo.parcel_id.in_(parcels)))
        found = self._connection.execute(
            select(*Photo.__table__.columns).where(mine, NOT_DELETED).order_by(Photo.id)
        ).mappings()
        rows = found.all()
        drawn = self._drawn([row["id"] for row in rows])
        return tuple(self._medium(row, drawn.get(row["id"])) for row in rows)

    def _drawn(self, photos: Sequence[str]) -> dict[str, Record]:
        """The newest layer of each photo that has one."""
        layers: dict[str, Record] = {}
        for place in range(0, len(photos), AT_ONCE):
            of = select(*PhotoMarks.__table__.columns).where(PhotoMarks.photo.in_(photos[place : place + AT_ONCE]))
            for row in self._connection.execute(of.order_by(PhotoMarks.id)).mappings():
                by = {"operator": self._badge(row["operator"]), "station": row["station"]}
                layers[row["photo"]] = {"marks": row["marks"], "time": audit.instant(row["at"]), **by}
        return {photo: layer for photo, layer in layers.items() if layer["marks"]}

    def _medium(self, row: RowMapping, drawn: Record | None) -> Media:
        told = {
            "kind": "photo",
            "id": row["id"],
            "unit": row["unit"] or "",
            "parcel": row["parcel_id"] or "",
            "shot": row["shot"],
            "round": row["round"],
            "width": row["width"],
            "height": row["height"],
            "overrule": row["overrule"],
            "withdrawn": row["withdrawn"],
            "time": audit.instant(row["at"]),
            "operator": self._badge(row["operator"]),
            "station": row["station"],
        }
        return Media(row["sha256"], row["size"], row["format"], told, drawn)

    def _certificates(self, lpns: Sequence[str]) -> tuple[Record, ...]:
        of = select(*Certificate.__table__.columns).where(Certificate.unit.in_(lpns)).order_by(Certificate.number)
        return tuple(
            {
                "number": row["number"],
                "certificate": row["kind"],
                "unit": row["unit"],
                "time": audit.instant(row["at"]),
                "operator": self._badge(row["operator"]),
                "station": row["station"],
            }
            for row in self._connection.execute(of).mappings()
        )

    def _entries(self, subjects: Sequence[str]) -> tuple[Record, ...]:
        rows: list[Record] = []
        for place in range(0, len(subjects), AT_ONCE):
            found = select(Audit.__table__).where(Audit.subject.in_(subjects[place : place + AT_ONCE]))
            rows += [_entry(row) for row in self._connection.execute(found).mappings()]
        unique = {(str(row["station"]), int(row["seq"])): row for row in rows}
        return tuple(unique[place] for place in sorted(unique))

    def _named(
        self, entries: Sequence[Record], media: Sequence[Media], certificates: Sequence[Record]
    ) -> dict[str, Record]:
        """The people by key, for entries name them so; and whoever photos and certificates name by badge."""
        badges = {str(told["operator"]) for told in (*(one.told for one in media), *certificates)}
        actors = {str(entry["actor"]) for entry in entries}
        return {key: who for key, who in self._people.items() if key in actors or who["badge"] in badges}

    def _stations(self, entries: Sequence[Record], media: Sequence[Media]) -> dict[str, str]:
        named = {str(entry["station"]) for entry in entries} | {str(one.told["station"]) for one in media}
        of = select(Station.id, Station.name).where(Station.id.in_(named | {self._station}))
        return {row.id: row.name for row in self._connection.execute(of)}

    def _badge(self, user: str | None) -> str:
        return self._people[user]["badge"] if user in self._people else user or ""


def _entry(row: RowMapping) -> Record:
    """An entry as its hash covers it, and the hash. Raises `StoreError` for one that was altered."""
    try:
        entry = {
            "station": row["station"],
            "seq": row["seq"],
            "at": audit.instant(row["at"]),
            "actor": row["actor"],
            "kind": row["kind"],
            "payload": json.loads(row["payload"]),
            "prev": row["prev_hash"],
            "hash": row["hash"],
        }
        fits = hashlib.sha256(entry_content(entry).encode()).hexdigest() == row["hash"]
    except (ValueError, TypeError, RecursionError):
        fits, entry = False, {}
    if not fits:
        raise StoreError(
            say("Audit entry {seq} was altered: it does not fit its own hash.", seq=row["seq"]),
            "No pack was made, for it would vouch for what is not true. Look with `regrade audit verify`.",
            "audit_damaged",
        )
    return entry


def _plain(value: Any) -> Any:
    """In plain JSON: times as the chain writes them, exact numbers as their text."""
    match value:
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case datetime():
            return audit.instant(value)
        case Decimal():
            return audit.exact(value)
    return value
