"""The audit chain: one a station, each entry hashed over its content and the hash before it.

`hash` is the SHA-256 of the canonical JSON (UTF-8, sorted keys, no spaces) of {actor, at, kind, payload, prev, seq,
station}, with the time in UTC to the microsecond; anyone can recompute it with a dozen lines of code. An entry is
appended in its caller's transaction, which is what keeps entries of one station in order: on SQLite the one writer, on
PostgreSQL a lock until the end of the transaction. It is signed by the station where the engine has its signer
(`signed_by`): without the key nobody adds to a chain. Nothing is ever changed here; `app.store.audit_verify` reads it.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, select

from app.domain.canonical import canonical as canonical
from app.store import named_lock
from app.store.models import Audit, table
from app.store.prepared import Prepared

GENESIS = "0" * 64
"""Stands for the hash before the first entry."""

Sign = Callable[[bytes], bytes]
_SIGNER = "audit_signer"

_NEWEST = select(func.max(Audit.seq)).where(Audit.station == bindparam("s")).scalar_subquery()
# Not ORDER BY and LIMIT: SQLite prepares a statement anew each time a LIMIT is bound.
_HEAD = Prepared(select(Audit.seq, Audit.hash).where(Audit.station == bindparam("s"), Audit.seq == _NEWEST))
_APPEND = Prepared(insert(table(Audit)))


@dataclass(frozen=True, slots=True)
class Link:
    """Where an entry stands in its station's chain."""

    seq: int
    hash: str


def append(
    connection: Connection,
    *,
    station: str,
    at: datetime,
    actor: str,
    kind: str,
    payload: Mapping[str, Any],
    subject: str = "",
) -> Link:
    """Add an entry in the transaction of `connection`; `subject` only finds it and is repeated in the payload."""
    text = canonical(payload)
    before = head(connection, station, lock=True)
    seq = before.seq + 1
    digest = link_hash(station=station, seq=seq, at=at, actor=actor, kind=kind, payload=text, prev=before.hash)
    _APPEND.run(
        connection,
        {
            "station": station,
            "seq": seq,
            "at": at,
            "actor": actor,
            "kind": kind,
            "payload": text,
            "prev_hash": before.hash,
            "hash": digest,
            "subject": subject,
            "sig": _signature(connection, digest),
        },
    )
    return Link(seq, digest)


def signed_by(engine: Engine, sign: Sign) -> None:
    """From now on every entry that is appended through this engine is signed; `sign` gives 64 bytes of Ed25519."""
    engine.update_execution_options(**{_SIGNER: sign})


def signed_content(digest: str) -> bytes:
    """What the signature of an entry is over; begins so that it can be nothing else that a station signs."""
    return f"audit-entry:{digest}".encode()


def _signature(connection: Connection, digest: str) -> str | None:
    sign: Sign | None = connection.get_execution_options().get(_SIGNER)
    return None if sign is None else base64.b64encode(sign(signed_content(digest))).decode()


def head(connection: Connection, station: str, *, lock: bool = False) -> Link:
    """The newest entry of a station; before the first one, number 0 with the hash `GENESIS`."""
    if lock:
        named_lock.hold(connection, f"audit {station}")
    row = _HEAD.first(connection, {"s": station})
    return Link(0, GENESIS) if row is None else Link(*row)


def link_hash(*, station: str, seq: int, at: datetime, actor: str, kind: str, payload: str, prev: str) -> str:
    """The hash of an entry. `payload` is its canonical text, which stands in the hashed JSON as it is."""
    content = (
        f'{{"actor":{canonical(actor)},"at":"{instant(at)}","kind":{canonical(kind)},"payload":{payload},'
        f'"prev":"{prev}","seq":{seq},"station":{canonical(station)}}}'
    )
    return hashlib.sha256(content.encode()).hexdigest()


def instant(at: datetime) -> str:
    """A time as the chain writes it."""
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone cannot be audited: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def exact(number: Decimal) -> str:
    """A decimal number as the chain writes it; a zero has no sign, for PostgreSQL keeps none."""
    return format(number or abs(number), "f")


def digest_of(text: str) -> str:
    """What the chain carries of a text that is too long for it, or that must not stand in it."""
    return hashlib.sha256(text.encode()).hexdigest()
