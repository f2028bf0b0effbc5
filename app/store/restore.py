"""Puts a backup in place as a new profile: unpacked and verified whole beside it, then renamed, or nothing at all.

Only into an empty place. The station stays who it was, with its bench, drafts, numbers and action ids. Where the backup
brings no private key, or nobody gives its passphrase, the station gets a new one; the statement that the old key signed
over this very backup is kept as the proof that the new one follows it (`app.store.key_history`), so that whatever was
signed before stays trusted here. The chain tells both. The same station must not go on working elsewhere: two would
write the same numbers. One thread; no other program has the profile yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_public_key,
)
from uuid6 import uuid7

from app import config
from app.domain.canonical import canonical
from app.errors import DiskFull, ProfileTooNew, UserError
from app.paths import Profile
from app.saying import say
from app.services.safekeeping import Restored
from app.store import audit, durable
from app.store.audit_verify import verify
from app.store.backup import FORMAT
from app.store.backup_file import RECORDS, SEALED, SIGNATURE, STATEMENT, SUMS, bad, listed, unpack
from app.store.checkpoints import Checkpoints
from app.store.disk import DiskEvidence
from app.store.key_change import KIND as KEY_CHANGED
from app.store.key_history import FOLDER, restoration
from app.store.key_seal import unseal
from app.store.keys import IDENTITY, PRIVATE, StationKeys, open_keys
from app.store.record_copy import Tell, copy_in, untold
from app.store.unit_of_work import SqlStore, open_store

RESTORED = "restored"
NOT_RESTORED = "The backup was not put in place"
REASON = "restored from a backup without its key"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the station said of its backup, with the bytes that it signed and its signature."""

    said: dict[str, Any]
    content: bytes
    signature: bytes
    public: Ed25519PublicKey

    @property
    def station(self) -> str:
        return str(self.said["station"]["id"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a backup is to be put in place.

    `database`: an empty database server that takes the records, instead of a file in the profile. `trusted`: public
    keys (32 bytes each), one of which must have signed it; none: the one that it names itself.
    """

    database: str = ""
    passphrase: str = ""
    trusted: tuple[bytes, ...] = ()


def restore(file: Path, root: Path, at: datetime, wanted: Wanted, tell: Tell = untold) -> Restored:
    """Put it in place. Raises `UserError` for a backup or a place that cannot be used: nothing is there then."""
    with durable.disk_errors(NOT_RESTORED):
        _must_be_empty(root)
        root.parent.mkdir(parents=True, exist_ok=True)
        with _draft_of(root) as folder:
            statement = _unpacked(file, folder, wanted, tell)
            restored = _made_ready(Profile(folder), root, statement, at, wanted)
            _put(folder, root)
    return restored


def _must_be_empty(root: Path) -> None:
    """Nothing may lie there but the log that a command before this one has begun."""
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise _occupied(root)
    if root.exists() and os.path.ismount(root):
        raise UserError(
            say("{folder} is a disk of its own, which a profile cannot take the place of.", folder=root),
            say("Name a folder on it, as in --profile {folder}/profile.", folder=root),
            "profile_not_empty",
        )
    for path in root.rglob("*") if root.exists() else ():
        if path.is_symlink() or (path.is_file() and path.parent != root / "logs"):
            raise _occupied(root)


def _occupied(root: Path) -> UserError:
    return UserError(
        say("{folder} is not empty.", folder=root),
        "A backup is put in place only where nothing is. Name another folder with --profile.",
        "profile_not_empty",
    )


@contextlib.contextmanager
def _draft_of(root: Path) -> Iterator[Path]:
    folder = root.with_name(f".{root.name[:60]}.{uuid7().hex}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpacked(file: Path, folder: Path, wanted: Wanted, tell: Tell) -> Statement:
    try:
        opened = file.open("rb")
    except OSError as error:
        raise UserError(
            say("The backup {file} cannot be opened: {reason}.", file=file, reason=error.strerror), "Name the file."
        ) from error
    with opened:
        size = os.fstat(opened.fileno()).st_size
        free = shutil.disk_usage(folder).free
        if free < size:
            raise DiskFull(
                say(
                    "The backup takes {size:.2f} GiB and {free:.2f} GiB are free.", size=size / 2**30, free=free / 2**30
                )
            )
        done = 0

        def copied(more: int) -> None:
            nonlocal done
            done += more
            tell(min(done, size), size)

        found = unpack(opened, size, folder, copied)
    missing = {SUMS, STATEMENT, SIGNATURE, RECORDS, f"keys/{IDENTITY}"} - found.keys()
    if missing:
        raise bad(say("{names} is missing", names=", ".join(sorted(missing))))
    statement = _checked(folder, wanted)
    if hashlib.sha256((folder / SUMS).read_bytes()).hexdigest() != statement.said["files"]:
        raise bad("its list of files was changed")
    own = {SUMS, STATEMENT, SIGNATURE}
    sums = listed((folder / SUMS).read_bytes())
    if differing := sorted({name for name in sums.keys() | found.keys() - own if sums.get(name) != found.get(name)}):
        raise bad(say("{name} was changed, or is one too many or too few", name=differing[0]))
    _nothing_swapped(folder, statement)
    for name in own:
        (folder / name).unlink()
    return statement


def _checked(folder: Path, wanted: Wanted) -> Statement:
    """The statement, under the signature of the key that it names; that must be one that is trusted."""
    content, signature = (folder / STATEMENT).read_bytes(), (folder / SIGNATURE).read_bytes()
    try:
        said = json.loads(content)
        public = load_pem_public_key(said["key"].encode())
        if not isinstance(public, Ed25519PublicKey) or canonical(said).encode() != content:
            raise bad("its statement cannot be read")
        public.verify(signature, content)
        known = (
            said["format"],
            str(said["station"]["id"]),
            str(said["made_at"]),
            str(said["files"]),
            said["head"]["seq"],
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidSignature) as error:
        raise bad("its signature is not sound") from error
    if known[0] != FORMAT:
        raise ProfileTooNew("This backup was made by another version of the program.")
    if wanted.trusted and public.public_bytes_raw() not in wanted.trusted:
        raise bad("it was signed by a key that is not the one you trust")
    return Statement(said, content, signature, public)


def _nothing_swapped(folder: Path, statement: Statement) -> None:
    try:
        identity = json.loads((folder / "keys" / IDENTITY).read_bytes())["id"]
    except (ValueError, TypeError, KeyError) as error:
        raise bad("it does not say which station it is of") from error
    if identity != statement.station:
        raise bad("it is made of the parts of two stations")


def _made_ready(place: Profile, root: Path, statement: Statement, at: datetime, wanted: Wanted) -> Restored:
    """Keys and records as the bench will find them, the chain told of it, everything verified."""
    settings = config.load(place.config)
    place.create()
    # Records for a server keep their name: they may be those of several stations, and are no profile's own.
    records = place.root / RECORDS if wanted.database else (place.root / RECORDS).rename(place.database)
    brought = _unsealed(place, wanted.passphrase)
    keys = open_keys(place.keys, settings.station.name, settings.audit.key)
    new_key = keys.public_pem.decode() != statement.said["key"]
    if brought and new_key:
        raise bad("the key in it is not the one that it was signed with")
    if new_key:
        keys = _following(keys, statement, at, settings.audit.key)
    store = open_store(f"sqlite:///{records}", keys.identity, public_key=keys.public_pem.decode(), sign=keys.sign)
    try:
        _tell_chain(store, keys, statement, at, new_key=new_key)
        found = verify(store.engine, DiskEvidence(place.evidence, place.spool), keys)
    finally:
        store.close()
    if wanted.database:
        copy_in(records, wanted.database)
        records.unlink()
    der = keys.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Restored(
        root, keys.identity.id, str(statement.said["made_at"]), found.entries, found.photos, new_key,
        hashlib.sha256(der).hexdigest(), tuple(found.problems),
    )  # fmt: skip


def _unsealed(place: Profile, passphrase: str) -> bool:
    """Put the private key back where the backup has it and the passphrase is given."""
    sealed = place.root / SEALED
    try:
        if not passphrase:
            return False
        if not sealed.exists():
            raise UserError(
                "This backup does not bring its key.",
                "Nothing was put in place. Restore it without a passphrase: the station gets a new key then.",
                "no_key_in_backup",
            )
        pem = unseal(sealed.read_bytes(), passphrase).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        durable.create_once(place.keys / PRIVATE, pem)
        return True
    finally:
        sealed.unlink(missing_ok=True)


def _following(keys: StationKeys, statement: Statement, at: datetime, keep: str) -> StationKeys:
    """The same keys with the old one among the former, by the proof that is filed here."""
    folder = keys.folder / FOLDER
    durable.make_folder(folder)
    said = restoration(keys.identity.id, statement.content, statement.signature, (keys.public_pem, keys.sign), at)
    old = str(statement.said["key"]).encode()
    durable.create_once(folder / f"{hashlib.sha256(old).hexdigest()}.json", said)
    again = open_keys(keys.folder, keys.identity.name, keep)
    if old not in again.former_pems:
        raise bad("its key cannot be followed by a new one")
    return again


def _tell_chain(store: SqlStore, keys: StationKeys, statement: Statement, at: datetime, *, new_key: bool) -> None:
    digest = hashlib.sha256(statement.content).hexdigest()
    fact = {"kind": RESTORED, "id": digest, "made_at": str(statement.said["made_at"]), "new_key": new_key}
    told = {RESTORED: fact}
    if new_key:
        new = keys.public_pem.decode()
        told[KEY_CHANGED] = {"kind": KEY_CHANGED, "old": str(statement.said["key"]), "new": new, "reason": REASON}
    link = audit.Link(0, audit.GENESIS)
    with store.engine.begin() as connection:
        for kind, each in told.items():
            payload = {"facts": [each], "subject": ""}
            link = audit.append(connection, station=keys.identity.id, at=at, actor="", kind=kind, payload=payload)
    Checkpoints(keys).note(link.seq, link.hash, at)


def _put(folder: Path, root: Path) -> None:
    """In one step; the log that lies there moves along."""
    for path in sorted((root / "logs").glob("*")) if root.exists() else ():
        path.replace(folder / "logs" / path.name)
    if root.exists():
        for path in sorted(root.rglob("*"), reverse=True):
            path.rmdir()
        root.rmdir()
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        durable.sync_folder(each)
    durable.move(folder, root)
    durable.sync_folder(root.parent)
