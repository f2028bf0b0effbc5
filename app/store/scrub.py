"""Looks through the evidence again and again: each photo of this station is read and hashed, a little at a time.

A disk loses what nobody reads. A round goes through all photos in the order of their hashes; where it stands, and what
it found, lies in `spool/scrub.json`, so that the next program goes on there. Losing that file only means to begin anew.
What is found is told, in the log and to the doctor; nothing is mended here, and nothing deleted. One thread; two that
look at once do no harm.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, bindparam, func, select

from app.errors import StoreError
from app.saying import say
from app.services.safekeeping import Looked, Rest
from app.store import durable
from app.store.audit_files import photo_fault
from app.store.deletions import NOT_DELETED
from app.store.disk import DiskEvidence
from app.store.engine import READING
from app.store.models import Photo

FILE = "scrub.json"
BATCH = 100
MOST_NAMED = 1000
_NEXT = (
    select(Photo.sha256)
    .where(Photo.station == bindparam("station"), Photo.sha256 > bindparam("after"), NOT_DELETED)
    .group_by(Photo.sha256)
    .order_by(Photo.sha256)
    .limit(BATCH)
)
_HOW_MANY = select(func.count(func.distinct(Photo.sha256))).where(Photo.station == bindparam("station"), NOT_DELETED)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """How far the round is: the last hash looked at, when it began, when one ended last, and what is not sound."""

    after: str = ""
    began_at: str = ""
    ended_at: str = ""
    looked: int = 0
    damaged: dict[str, str] = field(default_factory=dict)


def go_on(_took: float) -> bool:
    """Without a rest."""
    return True


def scrub(
    engine: Engine,
    evidence: DiskEvidence,
    station: str,
    now: Callable[[], datetime],
    *,
    afresh: bool = False,
    rest: Rest = go_on,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Looked:
    """Go on to the end of the round, or until `rest` says stop. Raises `StoreError` where disk or records fail."""
    file = evidence.tmp.parent / FILE
    at = load(file)
    if afresh or not at.began_at:
        at = Round(began_at=now().isoformat(), ended_at=at.ended_at)
    with durable.disk_errors("The evidence was not looked through"):
        of, stopped = _count(engine, station), False
        for batch in _batches(engine, station, at.after):
            for sha256 in batch:
                began = time.monotonic()
                at = _looked_at(at, sha256, photo_fault(evidence.path(sha256)))
                tell(min(at.looked, of), of)
                if stopped := not rest(time.monotonic() - began):
                    break
            if stopped:
                break
            _save(file, at)
        if not stopped:
            at = replace(at, after="", began_at="", ended_at=now().isoformat())
        _save(file, at)
    return Looked(
        at.looked, of, _ended(at), not stopped, tuple(f"Photo {key} {why}." for key, why in at.damaged.items())
    )


def due(evidence: DiskEvidence, now: datetime, days: int) -> bool:
    """Whether there is a round to go on with, or the last one ended half of those days ago."""
    at = load(evidence.tmp.parent / FILE)
    ended = _ended(at)
    return bool(at.began_at) or ended is None or now - ended > timedelta(days=days) / 2


def standing(spool: Path, now: datetime, days: int) -> str:
    """What the looks so far found, in words. Raises `StoreError` for damaged photos, or when none ended in time."""
    at = load(spool / FILE)
    if at.damaged:
        first = next(iter(at.damaged.items()))
        raise StoreError(
            say("{count} photos are not sound: {sha256} {why}.", count=len(at.damaged), sha256=first[0], why=first[1]),
            "Put them back from a backup; the file's name is its SHA-256. Then run: regrade evidence scrub --all",
            "evidence_damaged",
        )
    ended = _ended(at)
    if ended is None:
        return "not looked through yet"
    if days and now - ended > timedelta(days=days):
        raise StoreError(
            say("The evidence was last looked through on {ended:%Y-%m-%d}.", ended=ended),
            "Run: regrade evidence scrub",
            "scrub_late",
        )
    return f"looked through on {ended:%Y-%m-%d}: sound"


def load(file: Path) -> Round:
    """Where the round stands; a file that is damaged or missing means a new one."""
    try:
        said = json.loads(file.read_bytes())
        damaged = {str(key): str(why) for key, why in said["damaged"].items()}
        return Round(str(said["after"]), str(said["began_at"]), str(said["ended_at"]), int(said["looked"]), damaged)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Round()


def _looked_at(at: Round, sha256: str, fault: str | None) -> Round:
    damaged = {key: why for key, why in at.damaged.items() if key != sha256}
    if fault is not None:
        log.warning("Photo %s %s.", sha256, fault)
        if len(damaged) < MOST_NAMED:
            damaged[sha256] = fault
    return replace(at, after=sha256, looked=at.looked + 1, damaged=damaged)


def _batches(engine: Engine, station: str, after: str) -> Iterator[list[str]]:
    while True:
        with engine.connect().execution_options(**READING) as connection, connection.begin():
            batch = list(connection.execute(_NEXT, {"station": station, "after": after}).scalars())
        if not batch:
            return
        yield batch
        after = batch[-1]


def _count(engine: Engine, station: str) -> int:
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        return int(connection.execute(_HOW_MANY, {"station": station}).scalar_one())


def _ended(at: Round) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(at.ended_at).astimezone(UTC)
    return None


def _save(file: Path, at: Round) -> None:
    said = {"after": at.after, "began_at": at.began_at, "ended_at": at.ended_at, "looked": at.looked}
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_text(json.dumps(said | {"damaged": at.damaged}))
    durable.move(draft, file)
