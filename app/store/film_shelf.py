"""Where films are written: `spool/films/<id>`, hashed while they are written, filed as evidence when they end.

Beside each film a small durable note (`<id>.json`) says of what it is and who writes it. A film whose process is gone
is found by its note at the next start: it is cut after its last whole picture, hashed, and filed like any other; then
whoever asked puts it on record and lets the note go. The note goes only when a row names the film, so nothing that was
filmed is lost between. Synced every two seconds of filming: a power cut costs no more than that. One thread a film.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from app.domain import matroska
from app.domain.evidence import StoredPhoto
from app.domain.films import CUT, NOT_TAKEN, FilmOf
from app.store import durable
from app.store.disk import BLOCK, DiskEvidence

SYNC_S: Final = 2.0
NOT_SAVED: Final = "The film was not saved"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """A film that a process left behind: `note` says why no act has taken it."""

    of: FilmOf
    film: StoredPhoto
    begun_at: datetime
    note: str
    named_by: Path


class FilmDraft:
    """A film that is being written. Implements `app.services.filming.Draft`. Raises `StoreError`, `DiskFull`."""

    def __init__(self, evidence: DiskEvidence, note: Path, said: dict[str, str]) -> None:
        self._evidence, self._note, self._said = evidence, note, said
        self._file = note.with_suffix(".mkv")
        self._digest = hashlib.sha256()
        self.size = 0
        with durable.disk_errors(NOT_SAVED):
            durable.create_once(note, json.dumps(said).encode())
            self._writable = durable.create(self._file)
            durable.sync_folder(note.parent)
        self._synced_at = time.monotonic()

    def append(self, data: bytes) -> None:
        """Write on; what was written is hashed."""
        with durable.disk_errors(NOT_SAVED):
            durable.write_all(self._writable, data)
            self._digest.update(data)
            self.size += len(data)
            if time.monotonic() - self._synced_at >= SYNC_S:
                os.fsync(self._writable)
                self._synced_at = time.monotonic()

    def finish(self, width: int, height: int) -> tuple[StoredPhoto, Path]:
        """File it as evidence; durable when this returns. The note stays until a row names the film (`forget`)."""
        film = StoredPhoto(self._digest.hexdigest(), self.size, width, height, "mkv")
        with durable.disk_errors(NOT_SAVED):
            try:
                os.fsync(self._writable)
                _say_done(self._note, self._said, film)
                self._evidence.file_away(self._file, self._writable, film.sha256)
            finally:
                os.close(self._writable)
        return film, self._evidence.path(film.sha256)

    def forget(self) -> None:
        """Nothing was filmed: it is gone without a trace."""
        with suppress(OSError):
            os.close(self._writable)
        for path in (self._file, self._note):
            path.unlink(missing_ok=True)


class FilmShelf:
    """The films of one station. `process` names this process among those that film in this profile."""

    def __init__(self, evidence: DiskEvidence, process: str) -> None:
        self._evidence, self._process = evidence, process
        self._folder = evidence.tmp.parent / "films"

    def begin(self, of: FilmOf) -> FilmDraft:
        """Begin a film."""
        with durable.disk_errors(NOT_SAVED):
            durable.make_folder(self._folder)
        said = {"kind": of.kind, "parcel": of.parcel_id, "unit": of.unit, "process": self._process}
        said |= {"begun_at": datetime.now(UTC).isoformat()}
        return FilmDraft(self._evidence, self._folder / f"{uuid4().hex}.json", said)

    def left_behind(self, is_running: Callable[[str], bool], known: Callable[[str], bool]) -> Iterator[Piece]:
        """The films of processes that are gone, each closed and filed; those on record (`known`) lose their note.

        Raises `StoreError` where the disk fails.
        """
        for note in sorted(self._folder.glob("*.json")) if self._folder.is_dir() else ():
            with durable.disk_errors(NOT_SAVED):
                said = _read(note)
                if said is None or is_running(said.get("process", "")):
                    continue
                piece = self._taken(note, said)
                if piece is None or known(piece.film.sha256):
                    self.forget(note)
                else:
                    yield piece

    def forget(self, note: Path) -> None:
        """A row names the film now, or there was none."""
        note.with_suffix(".mkv").unlink(missing_ok=True)
        note.unlink(missing_ok=True)

    def _taken(self, note: Path, said: dict[str, str]) -> Piece | None:
        of = FilmOf(said.get("kind", ""), said.get("parcel", ""), said.get("unit", ""))
        begun_at = datetime.fromisoformat(said["begun_at"])
        file, sha256 = note.with_suffix(".mkv"), said.get("sha256", "")
        if not file.exists():
            if not self._evidence.holds(sha256):
                return None
            film = StoredPhoto(sha256, int(said["size"]), int(said["width"]), int(said["height"]), "mkv")
            return Piece(of, film, begun_at, NOT_TAKEN, note)
        closed = _closed(file)
        if closed is None:
            return None
        writable = os.open(file, os.O_RDWR | durable.CLOSE_ON_EXEC)
        try:
            _say_done(note, said, closed)
            self._evidence.file_away(file, writable, closed.sha256)
        finally:
            os.close(writable)
        log.info("A film of %s that was cut off was closed and kept: %s.", of.unit or of.parcel_id, closed.sha256)
        return Piece(of, closed, begun_at, NOT_TAKEN if sha256 else CUT, note)


def _closed(file: Path) -> StoredPhoto | None:
    """A film cut after its last whole picture; None where there is not one."""
    with file.open("r+b") as film:
        try:
            width, height = matroska.measures(film)
            end = max((one.end for one in matroska.pictures(film, file.stat().st_size)), default=0)
        except ValueError:
            return None
        if not end:
            return None
        film.truncate(end)
        film.flush()
        os.fsync(film.fileno())
        film.seek(0)
        digest = hashlib.sha256()
        while block := film.read(BLOCK):
            digest.update(block)
    return StoredPhoto(digest.hexdigest(), end, width, height, "mkv")


def _say_done(note: Path, said: dict[str, str], film: StoredPhoto) -> None:
    """The note names the film before the film bears its name: so it is found wherever a crash comes between."""
    measures = {"size": str(film.size), "width": str(film.width), "height": str(film.height)}
    draft = note.with_suffix(".new")
    draft.unlink(missing_ok=True)
    durable.create_once(draft, json.dumps({**said, "sha256": film.sha256, **measures}).encode())
    durable.move(draft, note)
    durable.sync_folder(note.parent)


def _read(note: Path) -> dict[str, str] | None:
    try:
        said = json.loads(note.read_bytes())
        datetime.fromisoformat(said["begun_at"])
    except (ValueError, KeyError, TypeError):
        log.warning("The note %s of a film cannot be read; the film is left where it is.", note.name)
        return None
    return {str(name): str(value) for name, value in said.items()}
