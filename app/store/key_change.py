"""Changes the station's key: a new one takes over, the chain tells it, and what the old one signed stays checkable.

In this order, so that a power cut leaves a change that is finished by the next attempt, and never a station without its
key: the new key is made beside the old one; one transaction tells the chain; the sentence that both sign is filed; the
new key takes the old one's place. Only then does it sign: the chain's end, once more. One thread, while no other
program of this station is at work.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, select, update

from app.errors import UserError
from app.store import audit, durable
from app.store.checkpoints import Checkpoints
from app.store.key_history import FOLDER, succession
from app.store.key_safe import KeySafe
from app.store.keys import (
    KEEP_IN_FILE,
    OS_KEYRING,
    PRIVATE,
    PUBLIC,
    StationKeys,
    entry_of,
    make_private,
    open_keys,
    pem_of,
    read_private,
)
from app.store.models import Audit, Station

KIND = "key_changed"
NEXT = "station.next.pem"


def change_key(
    engine: Engine,
    keys: StationKeys,
    reason: str,
    at: datetime,
    *,
    actor: str = "",
    keep: str = KEEP_IN_FILE,
    safe: KeySafe = OS_KEYRING,
) -> StationKeys:
    """The station's keys from now on. Raises `UserError` without a reason, `ConfigError`, `StoreError`."""
    if not reason.strip():
        raise UserError("Why is the key changed?", "Give a reason with --reason: it is recorded.", "reason_missing")
    with durable.disk_errors("The station's key was not changed"):
        new = _next(engine, keys, keep, safe)
        link = _told(engine, keys, pem_of(new), reason.strip(), actor, at)
        _file_proof(keys, new, at)
        old_entry = entry_of(keys.folder / PRIVATE)
        durable.move(keys.folder / NEXT, keys.folder / PRIVATE)
        (keys.folder / PUBLIC).unlink(missing_ok=True)
        durable.sync_folder(keys.folder)
    if old_entry:
        safe.drop(old_entry)
    changed = open_keys(keys.folder, keys.identity.name, keep, safe)
    audit.signed_by(engine, changed.sign)
    Checkpoints(changed).note(link.seq, link.hash, at)
    return changed


def newest_told(connection: Connection, station: str) -> str | None:
    """The public PEM of the key that the chain of a station tells last; None where it tells of no change."""
    told = select(Audit.payload).where(Audit.station == station, Audit.kind == KIND).order_by(Audit.seq.desc())
    payload = connection.execute(told.limit(1)).scalar()
    return None if payload is None else told_key(payload)


def told_key(payload: str) -> str:
    """The key that an entry of this kind tells. Raises what a damaged payload raises."""
    return str(json.loads(payload)["facts"][0]["new"])


def _next(engine: Engine, keys: StationKeys, keep: str, safe: KeySafe) -> Ed25519PrivateKey:
    """The key that is to take over: that of a change which was broken off after it was told, else a new one."""
    path = keys.folder / NEXT
    if path.exists():
        begun = read_private(path, safe)
        with engine.connect() as connection, connection.begin():
            if newest_told(connection, keys.identity.id) == pem_of(begun).decode():
                return begun
        path.unlink()
    make_private(path, keep, safe)
    return read_private(path, safe)


def _told(engine: Engine, keys: StationKeys, new: bytes, reason: str, actor: str, at: datetime) -> audit.Link:
    """The entry of this change; the one that is there, where it was told before it was broken off."""
    station = keys.identity.id
    with engine.begin() as connection:
        if newest_told(connection, station) == new.decode():
            return audit.head(connection, station)
        fact = {
            "kind": KIND,
            "old": keys.public_pem.decode(),
            "new": new.decode(),
            "reason": reason,
        }
        payload = {"facts": [fact], "subject": ""}
        link = audit.append(connection, station=station, at=at, actor=actor, kind=KIND, payload=payload)
        connection.execute(update(Station).where(Station.id == station).values(public_key=new.decode()))
    Checkpoints(keys).note(link.seq, link.hash, at)
    return link


def _file_proof(keys: StationKeys, new: Ed25519PrivateKey, at: datetime) -> None:
    folder = keys.folder / FOLDER
    durable.make_folder(folder)
    said = succession(keys.identity.id, (keys.public_pem, keys.sign), (pem_of(new), new.sign), at)
    path: Path = folder / f"{hashlib.sha256(keys.public_pem).hexdigest()}.json"
    if not durable.create_once(path, said):
        path.unlink()  # of a change that was broken off, with another key
        durable.create_once(path, said)
