"""The file of a backup: a plain tar, so that every system can open it, of which only the strictest form is ever read.

Written in one go, each file hashed on its way; `SHA256SUMS` names them all (`sha256sum -c` checks it), `backup.json`
says whose records these are and carries the hash of `SHA256SUMS`, `backup.sig` is the station's signature over it. Read
with our own eyes on each header: a name that is not one of ours, a link, a device, a sparse or extended entry, a file
twice, more than the file is long: all refused. Nothing is packed, so that nothing can swell. One thread.
"""

from __future__ import annotations

import hashlib
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from app.errors import UserError
from app.saying import say
from app.store import durable

BLOCK = tarfile.BLOCKSIZE
PIECE = 1 << 20
LONGEST_NAME = 99
SMALL = 64 << 20
"""No listing, statement or key is larger; only records and evidence are."""
MOST_FILES = 20_000_000

SUMS, STATEMENT, SIGNATURE = "SHA256SUMS", "backup.json", "backup.sig"
RECORDS, CONFIG, SEALED = "records.db", "config.toml", "keys/station.key.sealed"
_CHECKPOINTS = r"keys/checkpoints(?:-\d{12})?\.jsonl"
_PART = r"[^/\x00-\x1f\x7f]{1,90}"
_NAMES = re.compile(
    r"SHA256SUMS|backup\.(?:json|sig)|records\.db|config\.toml|retention\.yaml|keys/station\.(?:json|pub\.pem|key\.sealed)"
    rf"|{_CHECKPOINTS}|keys/former/[0-9a-f]{{64}}\.json|evidence/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
    rf"|references/[0-9a-f]{{64}}\.(?:jpeg|png|webp)|labels/{_PART}/{_PART}"
)

Copied = Callable[[int], None]
"""Told how many bytes more were copied."""


def fits(name: str) -> bool:
    """Whether a file of this name belongs into a backup."""
    parts = PurePosixPath(name).parts
    return (
        len(name.encode(errors="replace")) <= LONGEST_NAME
        and _NAMES.fullmatch(name) is not None
        and not any(part.startswith(".") or part.endswith((".", " ")) or "\\" in part or ":" in part for part in parts)
    )


class BackupWriter:
    """Writes one to an open file; what it has written stands in `sums`, by name."""

    def __init__(self, file: IO[bytes], copied: Copied = lambda _: None) -> None:
        self._file = file
        self._copied = copied
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """A small file."""
        self._begin(name, len(content))
        self._file.write(content)
        self._end(name, len(content), hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> str:
        """A file from the disk, of the size that it has now; its SHA-256. Raises `OSError` before anything is written.

        One that shrinks meanwhile is a `StoreError`: what is kept here does not change.
        """
        with path.open("rb") as source:
            size = path.stat().st_size
            self._begin(name, size)
            digest, left = hashlib.sha256(), size
            while left:
                piece = source.read(min(PIECE, left))
                if not piece:
                    raise OSError(0, f"{name} became shorter while it was copied")
                digest.update(piece)
                self._file.write(piece)
                self._copied(len(piece))
                left -= len(piece)
        self._end(name, size, digest.hexdigest())
        return self.sums[name]

    def listing(self) -> bytes:
        """What `SHA256SUMS` holds."""
        return "".join(f"{digest}  {name}\n" for name, digest in sorted(self.sums.items())).encode()

    def end(self) -> None:
        """The two empty blocks that end a tar."""
        self._file.write(bytes(2 * BLOCK))

    def _begin(self, name: str, size: int) -> None:
        if not fits(name):
            raise ValueError(f"{name!r} does not belong into a backup")
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, durable.OWNER_ONLY
        self._file.write(entry.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape"))

    def _end(self, name: str, size: int, digest: str) -> None:
        self._file.write(bytes(-size % BLOCK))
        self.sums[name] = digest


def unpack(file: IO[bytes], size: int, folder: Path, copied: Copied = lambda _: None) -> dict[str, str]:
    """Put every file into an empty folder, synced, and say its SHA-256 by name. Raises `UserError` for a bad backup."""
    found: dict[str, str] = {}
    folders: set[Path] = set()
    for name, length in _entries(file, size):
        if name in found:
            raise bad(say("{name} is in it twice", name=name))
        if length > SMALL and name != RECORDS and not name.startswith("evidence/"):
            raise bad(say("{name} is too large", name=name))
        target = folder.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folders.add(target.parent)
        found[name] = _copied_out(file, length, target, copied)
        if len(found) > MOST_FILES:
            raise bad("it holds too many files")
    for each in sorted(folders | {folder}):
        durable.sync_folder(each)
    return found


def listed(content: bytes) -> dict[str, str]:
    """The SHA-256 by name that a `SHA256SUMS` lists. Raises `UserError`."""
    sums: dict[str, str] = {}
    for line in content.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if match is None or match[2] in sums:
            raise bad("its list of files cannot be read")
        sums[match[2]] = match[1]
    return sums


def _entries(file: IO[bytes], size: int) -> Iterator[tuple[str, int]]:
    """Name and length of each entry, the file standing at its content; the caller reads exactly that."""
    while True:
        header = file.read(BLOCK)
        if header == bytes(BLOCK):
            if file.read(BLOCK + 1) != bytes(BLOCK):
                raise bad("something stands behind its end")
            return
        try:
            entry = tarfile.TarInfo.frombuf(header, "utf-8", "surrogateescape")
        except tarfile.TarError as error:
            raise bad("it is cut off, or no backup at all") from error
        if entry.type != tarfile.REGTYPE or not fits(entry.name):
            raise bad("it holds something that does not belong into a backup")
        if not 0 <= entry.size <= size - file.tell():
            raise bad("it is cut off")
        yield entry.name, entry.size


def _copied_out(file: IO[bytes], length: int, target: Path, copied: Copied) -> str:
    digest, left = hashlib.sha256(), length
    with target.open("xb") as written:
        while left:
            piece = file.read(min(PIECE, left))
            if not piece:
                raise bad("it is cut off")
            digest.update(piece)
            written.write(piece)
            copied(len(piece))
            left -= len(piece)
        written.flush()
        os.fsync(written.fileno())
    file.read(-length % BLOCK)
    target.chmod(durable.OWNER_ONLY)
    return digest.hexdigest()


def bad(why: str) -> UserError:
    return UserError(
        say("This backup cannot be used: {why}.", why=why),
        "Nothing was put in place. Take another backup, or copy this one anew from where it was made.",
        "backup_unsound",
    )
