"""Makes a backup of a station while its bench runs: records, evidence, settings, labels, and what checks signatures.

In this order, so that no part is ahead of what vouches for it: the signed checkpoints are read first, then the records
of one moment, then each photo that these name; a photo is durable before its row and never changes, so it is there.
The private key stays behind unless a passphrase is given. The settings go along without the database's address, which
may hold a password; other secrets stand in them as references only. The file has its name when it is whole and on the
disk, never before, and takes no other file's place. One thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, func, select

from app.domain.canonical import canonical
from app.errors import DiskFull, UserError
from app.paths import Profile
from app.saying import say
from app.services.safekeeping import BackedUp
from app.store import audit, durable
from app.store.backup_file import CONFIG, RECORDS, SEALED, SIGNATURE, STATEMENT, SUMS, BackupWriter, fits
from app.store.checkpoints import FILE
from app.store.config_file import changed
from app.store.deletions import NOT_DELETED
from app.store.disk import photo_path
from app.store.engine import READING
from app.store.key_seal import seal
from app.store.keys import IDENTITY, OS_KEYRING, PRIVATE, PUBLIC, StationKeys, read_private
from app.store.migrations import REVISIONS
from app.store.models import Audit, Photo
from app.store.record_copy import Tell, copy_out, opened, untold
from app.store.retention_file import OWN
from app.store.unit_of_work import Note

FORMAT = 1
MADE = "backup_made"
NOT_SAVED = "The backup was not saved"
MOST_NAMED = 100
A_FILE = 1024
"""What a file takes besides its content."""


@dataclass(slots=True)
class Held:
    """What a copy of the records says: its chain's end, and the photos that it names."""

    entries: int
    seq: int
    head: str
    photos: dict[str, tuple[int, bool]] = field(default_factory=dict)


def back_up(
    engine: Engine,
    keys: StationKeys,
    place: Profile,
    out: Path,
    at: datetime,
    *,
    passphrase: str = "",
    tell: Tell = untold,
    note: Note = lambda *_: None,
) -> BackedUp:
    """Make one at `out`. Raises `UserError` where it cannot be there, `DiskFull` before anything is written."""
    out = _place_for(out, place)
    small = dict(_small_files(place))
    if passphrase:
        small[SEALED] = seal(read_private(keys.folder / PRIVATE, OS_KEYRING), passphrase)
    with durable.disk_errors(NOT_SAVED), _beside(out) as folder:
        _must_fit(out, _size_of_records(engine))
        copy_out(engine, folder / RECORDS)
        held = _held(folder / RECORDS, keys.identity.id)
        size = (folder / RECORDS).stat().st_size + sum(A_FILE + length for length, _ in held.photos.values())
        _must_fit(out, size)
        draft = folder / "draft"
        with draft.open("xb") as file:
            written = _Writing(file, place, size, tell)
            written.parts(small, folder / RECORDS, held)
            written.end(_statement(keys, held, at), keys)
            file.flush()
            os.fsync(file.fileno())
        if out.exists():
            raise _there_already(out)
        durable.move(draft, out)
        durable.sync_folder(out.parent)
    link = _record(engine, keys, written.digest, held, at)
    note(link.seq, link.hash, at)
    return BackedUp(
        out, out.stat().st_size, written.digest, at, held.entries, held.head, written.photos,
        written.elsewhere, bool(passphrase), tuple(written.problems),
    )  # fmt: skip


class _Writing:
    """Writes the parts one after the other; what should be there and is not goes into `problems`."""

    def __init__(self, file: IO[bytes], place: Profile, size: int, tell: Tell) -> None:
        self._place, self._size, self._tell = place, max(size, 1), tell
        self._done = 0
        self._writer = BackupWriter(file, self._copied)
        self.photos = self.elsewhere = 0
        self.problems: list[str] = []
        self.digest = ""

    def parts(self, small: dict[str, bytes], records: Path, held: Held) -> None:
        for name, content in small.items():
            self._writer.add(name, content)
        self._writer.add_file(RECORDS, records)
        for name, path in _plain_files(self._place):
            if fits(name):
                self._take(name, path)
            else:
                self._problem(f"{name} has a name that no backup takes; it was left out.")
        for sha256, (_, ours) in sorted(held.photos.items()):
            self._photo(sha256, ours=ours)

    def end(self, statement: dict[str, object], keys: StationKeys) -> None:
        """The list of all files, and the station's word for it."""
        listing = self._writer.listing()
        self._writer.add(SUMS, listing)
        said = canonical(statement | {"files": hashlib.sha256(listing).hexdigest()}).encode()
        self._writer.add(STATEMENT, said)
        self._writer.add(SIGNATURE, keys.sign(said))
        self._writer.end()
        self.digest = hashlib.sha256(said).hexdigest()

    def _photo(self, sha256: str, *, ours: bool) -> None:
        path = photo_path(self._place.evidence, sha256)
        if not ours and not path.exists():
            self.elsewhere += 1
            return
        digest = self._take(f"evidence/{sha256[:2]}/{sha256}", path)
        self.photos += digest is not None
        if digest not in (None, sha256):
            self._problem(f"Photo {sha256} was changed on disk: its content does not fit its name.")

    def _take(self, name: str, path: Path) -> str | None:
        try:
            return self._writer.add_file(name, path)
        except FileNotFoundError:
            self._problem(f"{name} is missing on disk.")
        return None

    def _problem(self, words: str) -> None:
        if len(self.problems) < MOST_NAMED:
            self.problems.append(words)

    def _copied(self, more: int) -> None:
        self._done += more
        self._tell(min(self._done, self._size), self._size)


def _place_for(out: Path, place: Profile) -> Path:
    out = out.expanduser().absolute()
    if out.exists():
        raise _there_already(out)
    if not out.parent.is_dir():
        raise UserError(say("There is no folder {folder}.", folder=out.parent), "Make it, or name another place.")
    if out.parent.resolve().is_relative_to(place.root.resolve()):
        raise UserError(
            "A backup within the profile would be lost together with it.",
            "Name a place outside of it, best on another disk.",
            "backup_within_profile",
        )
    return out


def _there_already(out: Path) -> UserError:
    return UserError(
        say("{file} is there already, and a backup takes no other file's place.", file=out),
        "Name another file.",
        "file_exists",
    )


@contextlib.contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder for drafts on the same disk; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}.", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _must_fit(out: Path, size: int) -> None:
    free = shutil.disk_usage(out.parent).free
    if free < size:
        raise DiskFull(
            say(
                "The backup needs {need:.2f} GiB and {free:.2f} GiB are free there.",
                need=size / 2**30,
                free=free / 2**30,
            ),
            "Nothing was written. Make room, or name another disk.",
        )


def _size_of_records(engine: Engine) -> int:
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection, connection.begin():
            return int(connection.execute(select(func.pg_database_size(func.current_database()))).scalar_one())
    file = Path(engine.url.database or "")
    return sum(each.stat().st_size for each in (file, Path(f"{file}-wal")) if each.exists())


def _small_files(place: Profile) -> Iterator[tuple[str, bytes]]:
    """Settings and public keys, with the checkpoints: all of them from before the records' moment."""
    if place.config.exists():
        text = place.config.read_bytes().decode("utf-8-sig")
        yield CONFIG, changed(text, {("database", "url"): None}).encode() if "database" in text else text.encode()
    if (own := place.root / OWN).exists():
        yield OWN, own.read_bytes()
    for name in (IDENTITY, PUBLIC, FILE):
        if (path := place.keys / name).exists():
            yield f"keys/{name}", path.read_bytes()
    # After the working file: one that is put aside just now is then met twice, never missed.
    for path in sorted(place.keys.glob("checkpoints-*.jsonl")):
        with contextlib.suppress(FileNotFoundError):  # an old one, removed meanwhile
            yield f"keys/{path.name}", path.read_bytes()
    for path in sorted((place.keys / "former").glob("*.json")):
        yield f"keys/former/{path.name}", path.read_bytes()


def _plain_files(place: Profile) -> Iterator[tuple[str, Path]]:
    """Reference pictures, and clients' own labels."""
    for folder, depth in ((place.references, "*"), (place.labels, "*/*")):
        for path in sorted(folder.glob(depth)):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.relative_to(place.root).as_posix(), path


def _held(records: Path, station: str) -> Held:
    with opened(records) as engine, engine.connect().execution_options(**READING) as connection, connection.begin():
        entries = connection.execute(select(func.count()).select_from(Audit)).scalar_one()
        head = audit.head(connection, station)
        held = Held(entries, head.seq, head.hash)
        rows = select(Photo.sha256, func.max(Photo.size), func.max(Photo.station == station))
        rows = rows.where(NOT_DELETED).group_by(Photo.sha256)
        for sha256, size, ours in connection.execute(rows):
            held.photos[sha256] = int(size), bool(ours)
    return held


def _statement(keys: StationKeys, held: Held, at: datetime) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_at": audit.instant(at),
        "station": {"id": keys.identity.id, "name": keys.identity.name},
        "key": keys.public_pem.decode(),
        "revision": REVISIONS[-1],
        "head": {"seq": held.seq, "hash": held.head},
    }


def _record(engine: Engine, keys: StationKeys, digest: str, held: Held, at: datetime) -> audit.Link:
    """The chain tells that there is a backup, and of which moment."""
    fact = {"kind": MADE, "id": digest, "seq": held.seq, "hash": held.head}
    with engine.begin() as connection:
        payload = {"facts": [fact], "subject": ""}
        return audit.append(connection, station=keys.identity.id, at=at, actor="", kind=MADE, payload=payload)
