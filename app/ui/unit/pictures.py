"""Loads photos for the page: read and scaled in the reading lane, handed back as pictures on the main thread.

A photo that another station keeps, or that is damaged, comes back as nothing; the page then says so. Only files that
the evidence names by their SHA-256, or references by theirs, are ever opened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.domain import matroska
from app.domain.films import film_format
from app.ui.parts import Parts
from app.ui.stills import reader_of, still

Arrived = Callable[[QImage | None], None]


class Photos(Protocol):
    """What the gallery asks for."""

    def photo(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A photo of the evidence, no larger than this; nothing where it cannot be read."""

    def path(self, sha256: str) -> Path:
        """Where a photo or film of the evidence lies, if it is here."""


class Pictures:
    """Implements the kit's `Loader` as `photo`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def photo(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A photo of the evidence, no larger than this."""
        self._load(lambda: self._parts.station.photo_path(sha256), size, arrived)

    def path(self, sha256: str) -> Path:
        """Where a photo or film of the evidence lies, if it is here."""
        return self._parts.station.photo_path(sha256)

    def reference(self, name: str, size: QSize, arrived: Arrived) -> None:
        """The reference picture of an article."""
        self._load(lambda: self._parts.station.reference(name), size, arrived)

    def _load(self, where: Callable[[], Path | None], size: QSize, arrived: Arrived) -> None:
        self._parts.read(lambda: scaled(where(), size), arrived, lambda _error: arrived(None))


def scaled(path: Path | None, size: QSize) -> QImage | None:
    """The picture in a file, turned as the camera was held, made smaller while it is read. Any thread."""
    if path is None or not path.is_file():
        return None
    if (film := _first_picture(path)) is not None:
        return film.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    reader = reader_of(path)
    if reader is None:
        return None
    full = reader.size()
    if full.isValid() and (full.width() > size.width() or full.height() > size.height()):
        reader.setScaledSize(full.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _first_picture(path: Path) -> QImage | None:
    """The first picture of a film of the station's own; none of any other file."""
    with path.open("rb") as file:
        if film_format(file.read(64)) != "mkv":
            return None
        try:
            first = next(matroska.pictures(file, path.stat().st_size), None)
        except ValueError:
            return None
        if first is None:
            return None
        file.seek(first.offset)
        image = still(file.read(first.length))
    return None if image.isNull() else image
