"""Writes an evidence pack: a ZIP that is there whole or not at all, its files in one order, its pictures as they are.

Pictures are copied block by block, so memory holds no picture; while they are, their hashes are recomputed, and one
that is not what is on record ends the pack. The manifest comes after them, then what is made of it. Nothing in it is
compressed: pictures are already, and what was signed stands there byte for byte. One thread a pack.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.domain import evidence_pack
from app.domain.canonical import canonical
from app.domain.evidence_pack import is_pack_name, sums_of
from app.errors import DiskFull, StoreError
from app.ports import Signer
from app.saying import say
from app.services.packing import PackEntry, Progress, damaged_picture

BLOCK = 1 << 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that every entry carries: the true ones stand in the manifest, which is signed."""
READABLE = 0o100644 << 16
FULL = frozenset({28, 122})  # ENOSPC, EDQUOT


def write_pack(
    path: Path, manifest: dict[str, Any], entries: Sequence[PackEntry], signer: Signer, progress: Progress
) -> str:
    """Implements `app.services.packing.PackWriter`."""
    with _disk_errors(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".evidence-")
        draft = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
                    _fill(archive, manifest, entries, signer, progress)
                file.flush()
                os.fsync(file.fileno())
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            draft.chmod(0o644)
            draft.replace(path)
            _sync_folder(path.parent)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    return digest


def _fill(
    archive: zipfile.ZipFile, manifest: dict[str, Any], entries: Sequence[PackEntry], signer: Signer, progress: Progress
) -> None:
    told: list[dict[str, Any]] = []
    for done, entry in enumerate(entries):
        progress(done, len(entries))
        digest, size = _put(archive, entry)
        told.append({**entry.told, "name": entry.name, "sha256": digest, "size": size})
    manifest["files"] = sorted(told, key=lambda file: str(file["name"]))
    digests = {str(file["name"]): str(file["sha256"]) for file in told}
    manifest[evidence_pack.SIGNED_SUMS] = hashlib.sha256(sums_of(digests).encode()).hexdigest()
    text = canonical(manifest).encode()
    if len(text) > evidence_pack.MOST_MANIFEST:
        raise StoreError("This is more than a pack can hold.", "Name fewer units, and make several packs.")
    digests[evidence_pack.MANIFEST] = hashlib.sha256(text).hexdigest()
    for name, content in (
        (evidence_pack.MANIFEST, text),
        (evidence_pack.SIGNATURE, signer.sign(text)),
        (evidence_pack.SUMS, sums_of(digests).encode()),
    ):
        _put(archive, PackEntry(name, content))
    progress(len(entries), len(entries))


def _put(archive: zipfile.ZipFile, entry: PackEntry) -> tuple[str, int]:
    if not is_pack_name(entry.name):
        raise ValueError(f"{entry.name[:80]!r} is no name of a pack's file")
    info = zipfile.ZipInfo(entry.name, LONG_AGO)
    info.external_attr = READABLE
    info.create_system = 3  # on every platform the same bytes
    digest, size = hashlib.sha256(), 0
    if isinstance(entry.source, Path):
        info.file_size = _size(entry.source, entry.sha256)
    with archive.open(info, "w") as out:
        for block in _blocks(entry):
            digest.update(block)
            size += len(block)
            out.write(block)
    if entry.sha256 and digest.hexdigest() != entry.sha256:
        raise damaged_picture(entry.sha256, say("its content on disk does not fit its record"))
    return digest.hexdigest(), size


def _size(source: Path, sha256: str) -> int:
    if source.is_symlink() or not source.is_file():
        raise damaged_picture(sha256, say("it is not on this station's disk"))
    return source.stat().st_size


def _blocks(entry: PackEntry) -> Iterator[bytes]:
    if isinstance(entry.source, bytes):
        yield entry.source
        return
    try:
        with entry.source.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
    except OSError as error:
        raise damaged_picture(entry.sha256, say("it cannot be read ({reason})", reason=error.strerror or "")) from error


@contextlib.contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(say("The pack was not written to {path}: the disk is full.", path=str(path))) from error
        raise StoreError(
            say("The pack cannot be written to {path}: {reason}.", path=str(path), reason=error.strerror or ""),
            "Nothing was written. Name another place for it.",
            "pack_not_written",
        ) from error
    except zipfile.LargeZipFile as error:
        raise StoreError("This is more than a pack can hold.", "Name fewer units, and make several packs.") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
