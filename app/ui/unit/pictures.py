"""Loads photos for the page: read and scaled in the reading lane, handed back as pictures on the main thread.

A photo that another station keeps, or that is damaged, comes back as nothing; the page then says so. Only files that
the evidence names by their SHA-256, or references by theirs, are ever opened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.ui.parts import Parts

Arrived = Callable[[QImage | None], None]


class Photos(Protocol):
    """What the gallery asks for."""

    def photo(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A photo of the evidence, no larger than this; nothing where it cannot be read."""


class Pictures:
    """Implements the kit's `Loader` as `photo`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def photo(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A photo of the evidence, no larger than this."""
        self._load(lambda: self._parts.station.photo_path(sha256), size, arrived)

    def reference(self, name: str, size: QSize, arrived: Arrived) -> None:
        """The reference picture of an article."""
        self._load(lambda: self._parts.station.reference(name), size, arrived)

    def _load(self, where: Callable[[], Path | None], size: QSize, arrived: Arrived) -> None:
        self._parts.read(lambda: scaled(where(), size), arrived, lambda _error: arrived(None))


def scaled(path: Path | None, size: QSize) -> QImage | None:
    """The picture in a file, turned as the camera was held, made smaller while it is read. Any thread."""
    if path is None or not path.is_file():
        return None
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid() and (full.width() > size.width() or full.height() > size.height()):
        reader.setScaledSize(full.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
