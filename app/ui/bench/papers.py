"""Pictures of labels as their printer will draw them, made in the reading lane so that the window does not wait.

Owns a small memory. A label that cannot be drawn simply does not come: its text stands there all the same. Main thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import isValid

from app.domain.bench.refusal import Refused
from app.domain.bench.state import Label
from app.services.printing import Wanted
from app.ui.parts import Parts
from app.ui.stills import still

REMEMBERED: Final = 8

OnImage = Callable[[QImage], None]


class Papers:
    """Draws labels by the station's printing."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: OrderedDict[Label, QImage] = OrderedDict()

    def fetch(self, label: Label, on_image: OnImage, owner: QObject) -> None:
        """Hand over the picture, now if it is known, else when it is drawn, and its owner is still there."""
        known = self._known.get(label)
        if known is not None:
            on_image(known)
            return

        def keep(image: QImage) -> None:
            if not image.isNull():
                self._known[label] = image
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
                if isValid(owner):
                    on_image(image)

        self._parts.read(lambda: self._drawn(label), keep, _nothing)

    def _drawn(self, label: Label) -> QImage:
        data = dict(label.fields)
        wanted = Wanted(label.template, label.code, data, unit=label.lpn, client=data.get("client", ""))
        try:
            return still(self._parts.station.printing.picture(wanted))
        except Refused:
            return QImage()


def _nothing(_: BaseException) -> None:
    """The text of the label says it all the same."""
