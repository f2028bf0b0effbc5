"""The photos on this station's disk, each under its SHA-256: `evidence/aa/<sha256>`, byte for byte as they came.

A photo is written to `spool/tmp`, checked, synced, renamed into `evidence` and the folder synced; only then is it
there. Any error means that it is not saved. `evidence` is to hold only what the records name, so before the rename a
marker in `spool/kept` says who was about to file it: a photo whose row never came (a crash, a refusal) is found by its
marker at the next start and moved to `spool/quarantine`. Nothing here ever deletes evidence. Any thread, any process.
"""

import hashlib
import logging
import os
import stat
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.evidence import MAX_BYTES, StoredPhoto, is_digest, picture_fault
from app.domain.films import MAX_BYTES as MAX_FILM_BYTES
from app.errors import StoreError, UserError
from app.saying import say
from app.store import durable
from app.store.picture_check import HINT, examine

BLOCK = 1 << 20
NOT_SAVED = "The photo was not saved"

Measure = Callable[[Path, int], tuple[str, int, int]]
"""Format, width and height of a film of so many bytes. Raises `UserError` for what cannot be evidence."""

log = logging.getLogger(__name__)


class DiskEvidence:
    """Implements `app.ports.EvidenceStore`. `evidence` and `spool` lie on one volume."""

    def __init__(self, evidence: Path, spool: Path) -> None:
        self.evidence = evidence
        self.tmp = spool / "tmp"
        self.kept = spool / "kept"
        self.quarantine = spool / "quarantine"
        self._known_folders: set[Path] = set()
        with durable.disk_errors("The folders of the evidence cannot be made"):
            for folder in (evidence, self.tmp, self.kept, self.quarantine):
                durable.make_folder(folder)

    def path(self, sha256: str) -> Path:
        """Where a kept picture lies; nothing but a digest ever becomes a path."""
        return photo_path(self.evidence, sha256)

    def holds(self, sha256: str) -> bool:
        """Whether something lies under this name."""
        return is_digest(sha256) and self.path(sha256).exists()

    def keep(self, source: Path) -> StoredPhoto:
        """Durable when this returns. Raises `UserError` for what is no usable picture, `StoreError` of the disk."""
        with opened(source) as readable, durable.disk_errors(NOT_SAVED), self._draft() as (draft, writable):
            sha256, size = copy_hashed(readable, writable)
            seen = examine(draft, size)
            self.file_away(draft, writable, sha256)
        return StoredPhoto(sha256, size, seen.width, seen.height, seen.format)

    def keep_film(self, source: Path, measure: Measure) -> StoredPhoto:
        """Likewise a film; one that was written straight into the evidence is not copied."""
        if is_digest(source.name) and source == self.path(source.name):
            return self._kept(source, measure)
        with opened(source) as readable, durable.disk_errors(NOT_SAVED), self._draft() as (draft, writable):
            sha256, size = copy_hashed(readable, writable, MAX_FILM_BYTES)
            width, height, form = _turned(measure(draft, size))
            self.file_away(draft, writable, sha256)
        return StoredPhoto(sha256, size, width, height, form)

    def _kept(self, film: Path, measure: Measure) -> StoredPhoto:
        """A film that was written straight into the evidence: it is hashed again, and copied nowhere."""
        with durable.disk_errors(NOT_SAVED):
            if not film.is_file() or digest_of(film) != film.name:
                raise UserError(say("This film is not what it was."), "Film it again.", "film_unreadable")
            size = film.stat().st_size
        return StoredPhoto(film.name, size, *_turned(measure(film, size)))

    def keep_encoded(self, data: bytes, width: int, height: int, picture_format: str = "jpeg") -> StoredPhoto:
        """Likewise for a frame that our camera code has just encoded: its size is checked, it is not decoded again."""
        fault = picture_fault(len(data), width, height)
        if fault is not None:
            raise UserError(say("This photo cannot be kept: {fault}.", fault=fault), HINT, "picture_unfit")
        with durable.disk_errors(NOT_SAVED), self._draft() as (draft, writable):
            sha256 = hashlib.sha256(data).hexdigest()
            durable.write_all(writable, data)
            self.file_away(draft, writable, sha256)
        return StoredPhoto(sha256, len(data), width, height, picture_format)

    @contextmanager
    def _draft(self) -> Iterator[tuple[Path, int]]:
        draft = self.tmp / uuid.uuid4().hex
        writable = durable.create(draft)
        try:
            yield draft, writable
        finally:
            os.close(writable)
            with suppress(OSError):  # the sweep takes what cannot be removed now
                draft.unlink(missing_ok=True)

    def file_away(self, draft: Path, writable: int, sha256: str) -> None:
        """Make a whole draft, open as `writable`, evidence under its SHA-256; raises OSError of the disk."""
        os.fsync(writable)
        final = self.path(sha256)
        # Created before the rename in the same journal, so no photo without its row can outlive a crash unmarked.
        (self.kept / f"{sha256}.{os.getpid()}").touch(mode=durable.OWNER_ONLY)
        if final.parent not in self._known_folders:
            final.parent.mkdir(exist_ok=True, mode=0o700)
            # Also where it is there: another process may have made it and not yet synced it.
            durable.sync_folder(self.evidence)
            self._known_folders.add(final.parent)
        same = final.exists() and self._is_sound(final, sha256)
        try:
            # Over a sound one too: an earlier sync of its folder may have failed, and its age tells the sweep.
            durable.move(draft, final)
        except PermissionError:
            if not same:  # Windows: somebody looks at the photo, and it is the right one
                raise
        durable.sync_folder(final.parent)

    def _is_sound(self, final: Path, sha256: str) -> bool:
        if digest_of(final) == sha256:
            return True
        aside = self.quarantine / f"{sha256}.damaged-{uuid.uuid4().hex[:8]}"
        durable.move(final, aside)
        log.warning(
            "Photo %s was damaged on disk; a sound copy takes its place, the damaged one lies in %s.", sha256, aside
        )
        return False


def _turned(measured: tuple[str, int, int]) -> tuple[int, int, str]:
    form, width, height = measured
    return width, height, form


def photo_path(evidence: Path, sha256: str) -> Path:
    """Where the photo of this digest lies in a folder of evidence, if it is there."""
    if not is_digest(sha256):
        raise ValueError(f"{sha256[:80]!r} is no SHA-256")
    return evidence / sha256[:2] / sha256


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(source: Path) -> Iterator[int]:
    """A descriptor to read from; refuses what is no plain file without waiting for it (a pipe, a device)."""
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | durable.CLOSE_ON_EXEC)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no file name"
        raise UserError(
            say("The picture {source} cannot be opened: {reason}.", source=source, reason=reason),
            HINT,
            "picture_unreadable",
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UserError(say("{source} is no picture file.", source=source), HINT, "picture_unreadable")
        yield descriptor
    finally:
        os.close(descriptor)


def copy_hashed(readable: int, writable: int, most_bytes: int = MAX_BYTES) -> tuple[str, int]:
    """Hashes while it copies, and stops at the first byte too many."""
    digest = hashlib.sha256()
    size = 0
    while block := _read(readable):
        size += len(block)
        if size > most_bytes:
            most = most_bytes // 1024 // 1024
            raise UserError(
                say("This photo cannot be kept: the file has more than {most} MB.", most=most), HINT, "picture_unfit"
            )
        digest.update(block)
        durable.write_all(writable, block)
    return digest.hexdigest(), size


def _read(readable: int) -> bytes:
    try:
        return os.read(readable, BLOCK)
    except OSError as error:
        reason = f"{NOT_SAVED}: the file that it comes from cannot be read ({error.strerror})."
        raise StoreError(reason, "Check the disk or card that it lies on, then try again.", "source_failed") from error
