"""Verifies everything that the audit chain vouches for, while the benches go on working.

The signed checkpoints are read first and the records then, in one snapshot; so whatever was noted must be there, and
what is written meanwhile is no alarm. In this order: the chain of every station, link by link; this station's chain
against its checkpoints, and in a profile's own database no other's; every record against the chain (`audit_compare`);
sums and projections recomputed; what guards the records still in force (`audit_guards`); the benches' logs
(`bench_log`); every photo on disk (`audit_files`). Memory stays bounded however much is on record. A problem is a plain
sentence that names the record; a damaged entry is a problem and no exception. Changes nothing. One thread.

Under the rollback journal (an SQLite without safe WAL) the snapshot keeps writers waiting: verify at rest.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, Row, func, select

from app.domain.checkpoint_code import parse_checkpoint_code
from app.store import audit_untold
from app.store.audit import GENESIS, instant, link_hash, signed_content
from app.store.audit_compare import AT_ONCE, DAMAGED, Comparison, Envelope
from app.store.audit_files import file_problems
from app.store.audit_guards import guard_problems
from app.store.audit_newest import Newest
from app.store.audit_recorded import Fact
from app.store.audit_sums import sum_problems
from app.store.bench_log import LogHead, log_problems
from app.store.checkpoints import Checkpoint, read_checkpoints, signed
from app.store.disk import DiskEvidence
from app.store.engine import READING
from app.store.key_change import KIND as KEY_CHANGED
from app.store.key_change import told_key
from app.store.keys import StationKeys
from app.store.models import Audit, Photo
from app.store.off_bench import off_bench_lines

MOST_NAMED = 1000
_CHAIN = select(Audit.__table__).order_by(Audit.station, Audit.seq)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified and what was found; `head` is the newest hash of this station's chain."""

    entries: int
    photos: int
    ok: bool
    head: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class Signed:
    """Whether the entries of one station are signed by one of its keys, from the first that must be."""

    station: str
    since: int
    keys: list[Ed25519PublicKey]

    def problem(self, row: Row[*tuple[Any, ...]]) -> str | None:
        """What is wrong with the signature of an entry, or None."""
        if row.station != self.station or (row.sig is None and row.seq < self.since):
            return None
        if row.sig is None:
            return "is not signed: somebody added it who has not the station's key."
        content = signed_content(row.hash)
        with suppress(ValueError):
            signature = base64.b64decode(row.sig, validate=True)
            for place, key in enumerate(self.keys if base64.b64encode(signature).decode() == row.sig else ()):
                with suppress(InvalidSignature):
                    key.verify(signature, content)
                    self.keys.insert(0, self.keys.pop(place))  # most likely the next one's, too
                    return None
        return "does not carry a valid signature of this station."


@dataclass(slots=True)
class Read:
    """What was learnt on the way through the chain: newest number and hash of each station, hashes to be compared."""

    entries: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    noted: dict[tuple[str, int], str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    logs: dict[str, LogHead] = field(default_factory=dict)
    of_before: dict[str, int] = field(default_factory=dict)
    signed: "Signed | None" = None


def verify(
    engine: Engine,
    evidence: DiskEvidence,
    keys: StationKeys,
    *,
    elsewhere: Path | None = None,
    codes: Sequence[str] = (),
) -> Verification:
    """Go through all of it. Raises `StoreError` only where database or disk cannot be read at all.

    `elsewhere` is the folder off the bench that checkpoints are written to as well; `codes` are short codes of
    checkpoints, as documents carry them: each must name an entry of this station's chain.
    """
    checkpoints, unsigned = _all_checkpoints(keys, elsewhere)
    station = keys.identity.id
    papers = [(code, parse_checkpoint_code(code)) for code in codes]
    asked = [(station, paper[0]) for _, paper in papers if paper]
    read = Read(noted=dict.fromkeys((*((point.station, point.seq) for point in checkpoints), *asked), ""))
    since = min((point.seq for point in checkpoints if point.signed and point.station == station), default=None)
    if since is not None:
        read.signed = Signed(station, max(since, 1), [keys.public, *keys.former])

    def everything() -> Iterator[str]:
        yield from unsigned
        with _snapshot(engine) as connection:
            yield from record_problems(connection, read, lambda: _checkpoint_problems(checkpoints, read, station))
            yield from _key_problems(read, keys)
            yield from _paper_problems(papers, read, station)
            if _is_profiles_own(engine, keys.folder):
                yield from _strange_chains(read, station)
        yield from file_problems(engine, evidence, keys.identity.id)

    found = everything()
    problems = tuple(islice(found, MOST_NAMED))
    if next(found, None) is not None:
        problems += (f"There are more than these {MOST_NAMED} problems; they are not named here.",)
    head = read.heads.get(station, (0, GENESIS))[1]
    return Verification(read.entries, _photos(engine), not problems, head, problems)


def record_problems(connection: Connection, read: Read, checked: Callable[[], Iterable[str]] = tuple) -> Iterator[str]:
    """What the records themselves show, in the caller's transaction; `checked` when the chain was gone through."""
    with Newest() as newest:
        comparison = Comparison(newest)
        yield from _legible("audit chain", _chain_problems(connection, comparison, read))
        yield from checked()
        yield from _legible("records", comparison.problems(connection, lambda: _facts(connection)))
    yield from audit_untold.untold_problems(connection, read.of_before)
    yield from _legible("sums", sum_problems(connection))
    yield from guard_problems(connection)
    yield from _legible("benches' logs", log_problems(connection, read.logs))


def _legible(what: str, found: Iterator[str]) -> Iterator[str]:
    """A value that is no time, number or JSON where one has to be stops this reading, and is a problem itself."""
    try:
        yield from found
    except (ValueError, TypeError, ArithmeticError) as error:
        yield f"The {what} hold a value that cannot be read, so what follows it was not compared: {error}."


def _all_checkpoints(keys: StationKeys, elsewhere: Path | None) -> tuple[tuple[Checkpoint, ...], tuple[str, ...]]:
    """Those of the profile, and those that lie off the bench."""
    found, problems = read_checkpoints(keys.folder, keys.public, keys.former)
    if elsewhere is None:
        return found, problems
    try:
        more, wrong = signed(off_bench_lines(elsewhere, keys.identity.id), (keys.public, *keys.former))
    except OSError as error:
        away = f"The checkpoints off the bench cannot be read from {elsewhere} ({error.strerror})."
        return found, (*problems, away)
    return (*found, *more), (*problems, *wrong)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """One moment of the records, however long it is looked at."""
    with engine.connect() as connection:
        options: dict[str, Any] = dict(READING)
        if engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with connection.execution_options(**options).begin():
            yield connection


def _photos(engine: Engine) -> int:
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        return connection.execute(select(func.count()).select_from(Photo)).scalar_one()


def _rows(connection: Connection) -> Iterator[Row[*tuple[Any, ...]]]:
    yield from connection.execute(_CHAIN.execution_options(yield_per=AT_ONCE))


def _chain_problems(connection: Connection, comparison: Comparison, read: Read) -> Iterator[str]:
    for row in _rows(connection):
        read.entries += 1
        seq, before = read.heads.get(row.station, (0, GENESIS))
        what = f"Audit entry {row.seq} of station {row.station}"
        if row.seq != seq + 1:
            yield f"{what} follows entry {seq}: what stood between them is missing."
        elif row.prev_hash != before:
            yield f"{what} does not continue the entry before it."
        if _hash(row) != row.hash:
            yield f"{what} was changed: its hash does not fit its content."
        if read.signed is not None and (unsigned := read.signed.problem(row)):
            yield f"{what} {unsigned}"
        read.heads[row.station] = row.seq, row.hash
        if (row.station, row.seq) in read.noted:
            read.noted[row.station, row.seq] = row.hash
        try:
            if _payload(row, comparison, read) != row.subject:
                yield f"{what} is found under {row.subject or 'nothing'}, which is not what it is about."
        except DAMAGED:
            yield f"{what} cannot be read: its content is damaged."


def _payload(row: Row[*tuple[Any, ...]], comparison: Comparison, read: Read) -> str:
    """Take in what an entry tells; what it says that it is about. A damaged one raises one of `DAMAGED`."""
    said = json.loads(row.payload)
    subject = str(said.get("subject", ""))
    comparison.tell(*_told(row))
    for fact in said.get("facts", ()):
        audit_untold.take(read.of_before, fact)
    if "log" in said:
        read.logs[row.station] = LogHead(int(said["log"]["seq"]), str(said["log"]["digest"]))
    if row.kind == KEY_CHANGED:
        read.keys[row.station] = told_key(row.payload)
    return subject


def _hash(row: Row[*tuple[Any, ...]]) -> str:
    return link_hash(
        station=row.station,
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        kind=row.kind,
        payload=row.payload,
        prev=row.prev_hash,
    )


def _told(row: Row[*tuple[Any, ...]]) -> tuple[Iterable[Fact], Envelope]:
    return json.loads(row.payload).get("facts", ()), Envelope(instant(row.at), row.actor, row.station)


def _facts(connection: Connection) -> Iterator[tuple[Iterable[Fact], Envelope]]:
    for row in _rows(connection):
        try:
            yield _told(row)
        except DAMAGED:
            continue  # named already


def _strange_chains(read: Read, station: str) -> Iterator[str]:
    """The embedded database belongs to one profile: a chain of another station means that its keys are gone."""
    for other, (reached, _) in sorted(read.heads.items()):
        if other != station:
            yield (
                f"The chain of station {other} ({reached} entries) cannot be compared with its signed checkpoints, "
                "for they are not in this profile: its keys were taken away, or these records are another profile's."
            )


def _is_profiles_own(engine: Engine, keys: Path) -> bool:
    """Whether these records are the database that lies in the very profile."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return file is not None and Path(file).resolve() == (keys.parent / "regrade.db").resolve()


def _key_problems(read: Read, keys: StationKeys) -> Iterator[str]:
    told = read.keys.get(keys.identity.id)
    if told is not None and told != keys.public_pem.decode():
        yield (
            "The station does not sign with the key that its chain tells last: its change was broken off "
            "(give the same command again), or its key was exchanged."
        )


def _paper_problems(papers: Iterable[tuple[str, tuple[int, str] | None]], read: Read, station: str) -> Iterator[str]:
    reached = read.heads.get(station, (0, GENESIS))[0]
    for code, paper in papers:
        if paper is None:
            yield f"{code[:40]!r} is no code of a checkpoint."
        elif paper[0] > reached:
            yield f"The chain of this station ends at entry {reached}, but the code {code[:40]} is of entry {paper[0]}."
        elif not (read.noted[station, paper[0]] or GENESIS).startswith(paper[1]):
            yield f"Audit entry {paper[0]} of this station is not the one that the code {code[:40]} was made of."


def _checkpoint_problems(checkpoints: Iterable[Checkpoint], read: Read, station: str) -> Iterator[str]:
    newest = max(checkpoints, key=lambda point: point.seq, default=None)
    reached = read.heads.get(station, (0, GENESIS))[0]
    if newest is not None and newest.seq > reached:
        yield (
            f"The chain of this station ends at entry {reached}, but entry {newest.seq} was signed on {newest.at}: "
            "its end was cut off, or the database was rolled back."
        )
    for point in checkpoints:
        if point.station != station:
            yield f"A checkpoint signed for entry {point.seq} speaks of another station ({point.station})."
        elif point.seq and point.seq <= reached and read.noted[point.station, point.seq] != point.hash:
            yield f"Audit entry {point.seq} of station {station} is not the one that was signed on {point.at}."
