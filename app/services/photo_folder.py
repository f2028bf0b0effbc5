"""Photos of phones and other cameras that lie in a folder: which of them are offered, the newest first.

Only names, sizes and times are read to offer them; the one that is chosen is copied, so that the bench never waits for
a share. A file that is still being copied is not offered; what no evidence can be
(HEIC of some phones) is counted, so that it can be said. Takes as long as the folder's disk or share does: in a lane.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Final
from uuid import uuid4

from app.domain.evidence import MAX_BYTES
from app.errors import Offline, StoreError
from app.saying import say

KINDS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
UNTAKEN: Final = frozenset({".heic", ".heif", ".dng", ".avif"})
"""Photos all the same, which no evidence is made of."""
MOST: Final = 60
MOST_LOOKED_AT: Final = 20_000
SETTLED_S: Final = 1.0
"""What was changed less than this ago may still be on its way."""


@dataclass(frozen=True, slots=True)
class FolderPhoto:
    """A file; another size or time is another photo."""

    file: Path
    size: int
    changed_at: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What lies in a folder: photos, the newest first, and how many files are of kinds that are not taken."""

    photos: tuple[FolderPhoto, ...] = ()
    untaken: int = 0


def look_into(folder: Path, now: float) -> Looked:
    """The newest photos of a folder; `now` in seconds since 1970. Raises `Offline` where it cannot be read."""
    photos: list[FolderPhoto] = []
    untaken = 0
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(MOST_LOOKED_AT), strict=False):
                kind = Path(entry.name).suffix.lower()
                if kind in UNTAKEN:
                    untaken += 1
                elif kind in KINDS and not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    told = entry.stat(follow_symlinks=False)
                    photos.append(FolderPhoto(folder / entry.name, told.st_size, told.st_mtime))
    except OSError as error:
        raise Offline(
            say("The photo folder {name} cannot be read: {why}.", name=folder.name, why=error.strerror or ""),
            say("Look whether it is there and this user may read it, or choose another one in the settings."),
        ) from error
    return Looked(_offered(photos, now), untaken)


def fetch(photo: Path, drafts: Path) -> Path:
    """A copy in this folder of the station's, not yet durable: the evidence store makes it so. Of what is larger than
    any evidence only so much that this is seen. Raises `Offline` where it cannot be read, `StoreError` of our own disk.
    """
    try:
        with photo.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Offline(
            say("The photo {name} cannot be read: {why}.", name=photo.name, why=error.strerror or ""),
            say("Nothing was taken. Look whether it is still there, or take another one."),
        ) from error
    draft = drafts / f"{uuid4().hex}.photo"
    try:
        drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(data)
    except OSError as error:
        raise StoreError(
            say("The photo cannot be written ({reason}).", reason=error.strerror),
            say("Nothing was taken. Free some space on this disk, then take the photo again."),
            "disk_failed",
        ) from error
    return draft


def _offered(photos: Iterable[FolderPhoto], now: float) -> tuple[FolderPhoto, ...]:
    whole = (one for one in photos if 0 < one.size <= MAX_BYTES and not 0 <= now - one.changed_at < SETTLED_S)
    return tuple(nlargest(MOST, whole, key=lambda one: (one.changed_at, one.file.name)))
