"""Finds photos whose time is over, and deletes them: the fact first, in the chain and durable, then the file.

A photo is judged by everything that it is evidence of: each unit and parcel that a row names it for. It is judged once
more in the transaction that deletes it. A crash between fact and file leaves a file that the next call removes. Only
photos that this station took, for only they lie here. One thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, exists, func, insert, or_, select

from app.domain.access import Operator
from app.domain.retention import Purpose, Use, Verdict, judge
from app.domain.stock import GONE, Account
from app.services.safekeeping import Due, DuePhoto
from app.store import audit, durable
from app.store.deletions import NOT_DELETED
from app.store.disk import DiskEvidence
from app.store.engine import READING
from app.store.mapping import new_key
from app.store.models import (
    Certificate,
    ClaimStep,
    ClaimUnit,
    Draft,
    EvidenceDeletion,
    Parcel,
    Photo,
    ReturnLine,
    ReturnOrder,
    Unit,
    WorkOrder,
    table,
)
from app.store.retention_file import RetentionPolicy
from app.store.unit_of_work import Note

DELETED = "evidence_deleted"
AT_ONCE = 200
OUT_OF_THE_BUILDING = frozenset(account.value for account in (*GONE, Account.FACTORY, Account.VENDOR))

_UNITS = (
    select(
        Unit.lpn, Unit.client, Unit.account, Unit.held, Unit.changed_at, Unit.parcel_id,
        ReturnLine.number, ReturnLine.rma, ReturnOrder.tracking, Parcel.tracking.label("scanned"),
        exists().where(WorkOrder.unit == Unit.lpn, WorkOrder.closed_at.is_(None)).label("working"),
        exists().where(Draft.unit == Unit.lpn).label("parked"),
        exists().where(
            ClaimUnit.unit == Unit.lpn,
            ~exists().where(ClaimStep.claim == ClaimUnit.claim, ClaimStep.step == "closed"),
        ).label("claimed"),
        select(func.max(Certificate.at)).where(Certificate.unit == Unit.lpn, Certificate.voided_at.is_(None))
        .scalar_subquery().label("certified"),
    )
    .join(Parcel, Parcel.id == Unit.parcel_id)
    .outerjoin(ReturnLine, ReturnLine.id == Unit.line_id)
    .outerjoin(ReturnOrder, ReturnOrder.id == ReturnLine.order_id)
)  # fmt: skip


class SqlRetention:
    """Implements `app.services.retaining.RetentionRecords`."""

    def __init__(
        self, engine: Engine, evidence: DiskEvidence, station: str, policy: RetentionPolicy, note: Note | None = None
    ) -> None:
        self._engine = engine
        self._evidence = evidence
        self._station = station
        self._policy = policy
        self._note = note

    def due(self, now: datetime) -> Due:
        """What may go, and how many stay for which reason."""
        photos: list[DuePhoto] = []
        kept: Counter[str] = Counter()
        for batch in self._batches():
            with self._engine.connect().execution_options(**READING) as connection, connection.begin():
                for photo, verdict in self._judged(connection, batch, now):
                    if verdict.may_go:
                        photos.append(photo)
                    else:
                        kept[verdict.why] += 1
        return Due(tuple(photos), dict(kept.most_common()))

    def delete(self, by: Operator, reason: str, at: datetime) -> Due:
        """Delete what may go, batch by batch."""
        self._remove_leftovers()
        gone: list[DuePhoto] = []
        kept: Counter[str] = Counter()
        for batch in self._batches():
            photos, link = [], None
            with self._engine.begin() as connection:
                for photo, verdict in self._judged(connection, batch, at):
                    if verdict.may_go and not any(self._evidence.kept.glob(f"{photo.sha256}.*")):
                        photos.append(photo)
                    else:
                        kept[verdict.why] += 1
                if photos:
                    link = self._record(connection, photos, by, reason, at)
            if link is not None and self._note is not None:
                self._note(link.seq, link.hash, at)
            self._remove([photo.sha256 for photo in photos])
            gone += photos
        return Due(tuple(gone), dict(kept.most_common()))

    def _batches(self) -> Iterator[list[str]]:
        """The photos of this station that are on disk by the records, in the order of their hashes."""
        after = ""
        while True:
            of = select(Photo.sha256).where(Photo.station == self._station, Photo.sha256 > after, NOT_DELETED)
            with self._engine.connect().execution_options(**READING) as connection, connection.begin():
                batch = list(connection.execute(of.distinct().order_by(Photo.sha256).limit(AT_ONCE)).scalars())
            if not batch:
                return
            yield batch
            after = batch[-1]

    def _judged(
        self, connection: Connection, batch: Sequence[str], now: datetime
    ) -> Iterator[tuple[DuePhoto, Verdict]]:
        rows = connection.execute(select(*Photo.__table__.columns).where(Photo.sha256.in_(batch))).all()
        lpns = {row.unit for row in rows if row.unit}
        parcels = {row.parcel_id for row in rows if row.parcel_id}
        units = connection.execute(_UNITS.where(or_(Unit.lpn.in_(lpns), Unit.parcel_id.in_(parcels)))).all()
        of_lpn = {unit.lpn: unit for unit in units}
        for sha256 in batch:
            mine = [row for row in rows if row.sha256 == sha256]
            ends = [end for row in mine for end in self._ends(row, of_lpn, units)]
            verdict = judge([use for _, use in ends], self._policy.rules, now)
            named = tuple(sorted({lpn for lpn, _ in ends if lpn}))
            yield DuePhoto(sha256, mine[0].size, verdict.why, named), verdict

    def _ends(self, row: Any, of_lpn: dict[str, Any], units: Sequence[Any]) -> Iterator[tuple[str, Use]]:
        """What a photo row is evidence of; one of a parcel is of all units that came in it."""
        if row.unit:
            yield row.unit, self._of_unit(row, of_lpn[row.unit], Purpose.INSPECTION)
            return
        several = [unit for unit in units if unit.parcel_id == row.parcel_id]
        for unit in several:
            yield unit.lpn, self._of_unit(row, unit, Purpose.PARCEL)
        if not several:
            yield "", Use(Purpose.PARCEL, "", row.at)

    def _of_unit(self, row: Any, unit: Any, purpose: Purpose) -> Use:
        since = max(row.at, unit.changed_at)
        if unit.certified is not None:
            purpose, since = Purpose.CERTIFICATE, max(since, unit.certified)
        elif row.withdrawn:
            purpose = Purpose.WITHDRAWN
        return Use(purpose, unit.client, since, self._bar(unit))

    def _bar(self, unit: Any) -> str:
        named = {unit.lpn, unit.number, unit.rma, unit.tracking, unit.scanned} - {"", None}
        if named & self._policy.holds:
            return "held by the policy"
        if unit.account not in OUT_OF_THE_BUILDING:
            return "its unit is in the building"
        if unit.held or unit.working or unit.parked:
            return "its unit has open work"
        if unit.claimed:
            return "a claim about its unit is open"
        return ""

    def _record(
        self, connection: Connection, photos: Sequence[DuePhoto], by: Operator, reason: str, at: datetime
    ) -> audit.Link:
        facts = [
            {
                "kind": DELETED,
                "id": new_key(),
                "sha256": one.sha256,
                "size": one.size,
                "rule": one.rule,
                "reason": reason,
            }
            for one in photos
        ]
        around = {"operator": by.user_id, "station": self._station, "at": at}
        rows = [{name: value for name, value in fact.items() if name != "kind"} | around for fact in facts]
        connection.execute(insert(table(EvidenceDeletion)), rows)
        payload = {"facts": facts, "subject": ""}
        return audit.append(connection, station=self._station, at=at, actor=by.user_id, kind=DELETED, payload=payload)

    def _remove_leftovers(self) -> None:
        """Files of photos that a call before this one had recorded, and was broken off before it removed them."""
        told = select(EvidenceDeletion.sha256).where(EvidenceDeletion.station == self._station)
        stays = exists().where(Photo.sha256 == EvidenceDeletion.sha256, Photo.at > EvidenceDeletion.at)
        with self._engine.connect().execution_options(**READING) as connection, connection.begin():
            found = list(connection.execute(told.where(~stays).distinct()).scalars())
        self._remove(found)

    def _remove(self, photos: Sequence[str]) -> None:
        with durable.disk_errors("The photos were not deleted"):
            folders = set()
            for sha256 in photos:
                path = self._evidence.path(sha256)
                if path.exists():
                    path.unlink()
                    folders.add(path.parent)
            for folder in folders:
                durable.sync_folder(folder)
