"""Pictures of evidence and of products, scaled to the size of their tile, fetched without holding up the window.

Owns a small memory of what was fetched. A picture that is not there, or cannot be read, simply does not come. Main
thread; what is given to `look` runs in the reading lane.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage
from shiboken6 import isValid

from app.ui.parts import Parts
from app.ui.stills import reader_of

REMEMBERED: Final = 60
LARGEST: Final = QSize(560, 420)

Find = Callable[[str], Path | None]
OnImage = Callable[[QImage], None]


class Pictures:
    """Fetches pictures by their name; `find` says where one lies."""

    def __init__(self, parts: Parts, find: Find) -> None:
        self._parts = parts
        self._find = find
        self._known: OrderedDict[str, QImage] = OrderedDict()

    def fetch(self, name: str, on_image: OnImage, owner: QObject) -> None:
        """Hand over the picture, now if it is known, else when it was read, and its owner is still there."""
        known = self._known.get(name)
        if known is not None:
            self._known.move_to_end(name)
            on_image(known)
            return

        def keep(image: QImage | None) -> None:
            if image is not None and not image.isNull():
                self._keep(name, image)
                if isValid(owner):
                    on_image(image)

        self._parts.read(lambda: read_scaled(self._find(name)), keep, _nothing)

    def _keep(self, name: str, image: QImage) -> None:
        self._known[name] = image
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def read_scaled(file: Path | None) -> QImage | None:
    """The picture, no larger than any tile needs it; None where there is none."""
    if file is None:
        return None
    reader = reader_of(file)
    if reader is None:
        return None
    size = reader.size()
    if size.isValid() and (size.width() > LARGEST.width() or size.height() > LARGEST.height()):
        reader.setScaledSize(size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


def _nothing(_: BaseException) -> None:
    """A tile without its picture says what it is all the same."""
