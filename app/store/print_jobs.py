"""Print jobs on record: queued in the transaction of what they are labels of, then each change durable by itself.

Who sends a job owns it until its lease ends, so that several programs may work on one profile and none sends what
another is sending. One job a printer is under way at a time: the printer's own counting of labels is believed only so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from app.domain.print_jobs import GOOD, Delivery, JobState, PrintJob
from app.saying import say
from app.store import models, named_lock
from app.store.engine import READING
from app.store.prepared import Prepared

_JOBS = models.table(models.PrintJob)
_OTHER = _JOBS.alias("other")
_QUEUED, _SENDING = JobState.QUEUED.value, JobState.SENDING.value
WITHDRAWN = say("Withdrawn before it was sent: the label was voided, or another took its place.")
CUT_OFF = say(
    "The program ended while this label was sent. Look whether it came out: if it did, scan it; if not, print it again."
)

LATELY = 500
"""Jobs that are looked through for the newest of each template."""

_QUEUE = Prepared(insert(_JOBS))
_EARLIER = Prepared(
    select(_JOBS.c.id)
    .where(_JOBS.c.unit == bindparam("of_unit"), _JOBS.c.template == bindparam("of_template"))
    .order_by(_JOBS.c.queued_at.desc(), _JOBS.c.id.desc())
    .limit(literal_column("1"))  # written out: SQLite prepares a statement anew each time a LIMIT is bound
)
_WITHDRAW = Prepared(
    update(_JOBS)
    .where(_JOBS.c.unit == bindparam("of_unit"), _JOBS.c.state == _QUEUED)
    .values(state=JobState.FAILED.value, message=WITHDRAWN, ended_at=bindparam("now"))
)
_CONFIRM = Prepared(
    update(_JOBS)
    .where(
        _JOBS.c.unit == bindparam("of_unit"),
        _JOBS.c.code == bindparam("of_code"),
        or_(_JOBS.c.state == JobState.SENT.value, _JOBS.c.state == JobState.UNKNOWN.value),
    )
    .values(state=JobState.CONFIRMED.value, ended_at=bindparam("now"))
)


def queue(connection: Connection, station: str, jobs: Sequence[PrintJob], *, owner: str, at: datetime) -> None:
    """Queue these jobs in the caller's transaction; what waits still for the same units is withdrawn first."""
    for unit in {job.unit for job in jobs if job.unit}:
        withdraw(connection, unit, at)
    for job in jobs:
        earlier = _EARLIER.first(connection, {"of_unit": job.unit, "of_template": job.template}) if job.unit else None
        row: dict[str, Any] = {
            "id": job.id,
            "station": station,
            "unit": job.unit or None,
            "code": job.code,
            "kind": job.kind,
            "template": job.template,
            "client": job.client,
            "printer": job.printer,
            "data": dict(job.data),
            "state": _QUEUED,
            "message": "",
            "reprint_of": earlier[0] if earlier is not None else None,
            "attempts": 0,
            "owner": owner,
            "lease_until": None,
            "queued_at": at,
            "began_at": None,
            "ended_at": None,
        }
        _QUEUE.run(connection, row)


def withdraw(connection: Connection, unit: str, at: datetime) -> None:
    """What is queued for a unit is not sent any more."""
    _WITHDRAW.run(connection, {"of_unit": unit, "now": at})


def confirm(connection: Connection, unit: str, code: str, at: datetime) -> None:
    """A label was scanned back on its unit: it came out, whatever the printer said."""
    _CONFIRM.run(connection, {"of_unit": unit, "of_code": code, "now": at})


def claim(
    connection: Connection, station: str, job_id: str, *, owner: str, at: datetime, until: datetime
) -> tuple[JobState, bool]:
    """See the port. Of two processes that claim for one printer, the second waits until the first has claimed."""
    row = connection.execute(select(_JOBS.c.printer, _JOBS.c.state).where(_JOBS.c.id == job_id)).first()
    if row is None or row.state != _QUEUED:
        # Sending means here: somebody else sends it. It is not ours.
        state = JobState.FAILED if row is None else JobState(row.state)
        return JobState.UNKNOWN if state is JobState.SENDING else state, False
    named_lock.hold(connection, f"printer {station} {row.printer}")
    here = and_(_OTHER.c.station == station, _OTHER.c.printer == row.printer)
    busy = exists().where(here, _OTHER.c.state == _SENDING, _OTHER.c.lease_until > at)
    mine = _JOBS.c.id == job_id
    taken = connection.execute(
        update(_JOBS)
        .where(mine, _JOBS.c.state == _QUEUED, ~busy)
        .values(state=_SENDING, owner=owner, lease_until=until, began_at=at, attempts=_JOBS.c.attempts + 1)
    )
    if taken.rowcount != 1:
        return JobState.QUEUED, False
    last = connection.execute(
        select(_OTHER.c.state)
        .where(here, _OTHER.c.began_at.is_not(None), _OTHER.c.id != job_id)
        .order_by(_OTHER.c.began_at.desc())
        .limit(1)
    ).scalar()
    return JobState.SENDING, last is not None and last not in {state.value for state in GOOD}


class SqlPrintJobs:
    """`app.ports.PrintJobs` of one station."""

    def __init__(self, engine: Engine, station: str) -> None:
        self._engine = engine
        self._station = station

    def queue(self, job: PrintJob, owner: str, at: datetime) -> None:
        """See the port."""
        with self._engine.begin() as connection:
            queue(connection, self._station, (job,), owner=owner, at=at)

    def claim(self, job_id: str, owner: str, at: datetime, until: datetime) -> tuple[JobState, bool]:
        """See the port."""
        with self._engine.begin() as connection:
            return claim(connection, self._station, job_id, owner=owner, at=at, until=until)

    def end(self, job_id: str, owner: str, delivery: Delivery, at: datetime) -> None:
        """Said only by whoever sent it, and only once; what was scanned back meanwhile stays confirmed."""
        with self._engine.begin() as connection:
            connection.execute(
                update(_JOBS)
                .where(_JOBS.c.id == job_id, _JOBS.c.owner == owner, _JOBS.c.state == _SENDING)
                .values(state=delivery.state.value, message=str(delivery.message), lease_until=None, ended_at=at)
            )

    def job(self, job_id: str) -> PrintJob | None:
        """A job as it stands."""
        with self._engine.connect().execution_options(**READING) as connection, connection.begin():
            row = connection.execute(select(_JOBS).where(_JOBS.c.id == job_id)).first()
            return None if row is None else _job(row)

    def newest(self, client: str = "") -> tuple[PrintJob, ...]:
        """See the port. A trial is the label of nothing; it is no real one."""
        lately = select(_JOBS).where(_JOBS.c.station == self._station).order_by(_JOBS.c.id.desc()).limit(LATELY)
        with self._engine.connect().execution_options(**READING) as connection, connection.begin():
            rows = connection.execute(lately).all()
        found: dict[str, PrintJob] = {}
        for row in rows:
            if (row.unit or row.kind == "parcel") and client in {"", row.client}:
                found.setdefault(row.template, _job(row))
        return tuple(found.values())

    def left_behind(self, is_alive: Callable[[str], bool], at: datetime) -> tuple[PrintJob, ...]:
        """See the port."""
        mine = and_(_JOBS.c.station == self._station, _JOBS.c.state.in_([_QUEUED, _SENDING]))
        with self._engine.connect().execution_options(**READING) as connection, connection.begin():
            owners = {row.owner for row in connection.execute(select(_JOBS.c.owner).where(mine)) if row.owner}
            overdue = connection.execute(select(func.count()).where(mine, _JOBS.c.lease_until <= at)).scalar() or 0
        gone = [owner for owner in owners if not is_alive(owner)]
        if not gone and not overdue:
            return ()
        with self._engine.begin() as connection:
            theirs = and_(mine, or_(_JOBS.c.owner.in_(gone), _JOBS.c.lease_until <= at))
            rows = connection.execute(select(_JOBS).where(theirs).order_by(_JOBS.c.queued_at, _JOBS.c.id)).all()
            cut = and_(theirs, _JOBS.c.state == _SENDING)
            connection.execute(
                update(_JOBS)
                .where(cut)
                .values(state=JobState.UNKNOWN.value, message=CUT_OFF, lease_until=None, ended_at=at)
            )
            connection.execute(update(_JOBS).where(theirs, _JOBS.c.state == _QUEUED).values(owner=""))
            again = connection.execute(select(_JOBS).where(_JOBS.c.id.in_([row.id for row in rows]))).all()
        return tuple(_job(row) for row in again)


def _job(row: Any) -> PrintJob:
    return PrintJob(
        id=row.id,
        unit=row.unit or "",
        code=row.code,
        kind=row.kind,
        template=row.template,
        client=row.client,
        printer=row.printer,
        data={str(name): str(value) for name, value in row.data.items()},
        state=JobState(row.state),
        message=row.message,
        reprint_of=row.reprint_of or "",
    )
