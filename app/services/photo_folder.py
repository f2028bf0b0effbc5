"""Photos of phones and other cameras that lie in a folder: which of them are offered, the newest first.

Only names, sizes and times are read here. A file that is still being copied is not offered; what no evidence can be
(HEIC of some phones) is counted, so that it can be said. Takes as long as the folder's disk or share does: in a lane.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Final

from app.domain.evidence import MAX_BYTES
from app.errors import Offline
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


def _offered(photos: Iterable[FolderPhoto], now: float) -> tuple[FolderPhoto, ...]:
    whole = (one for one in photos if 0 < one.size <= MAX_BYTES and not 0 <= now - one.changed_at < SETTLED_S)
    return tuple(nlargest(MOST, whole, key=lambda one: (one.changed_at, one.file.name)))
