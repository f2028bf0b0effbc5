"""One quiet line in which some words are stronger: the shift in the footer, a short report. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Type, current

from . import painting


class SpanLine(QWidget):
    """`show_spans([("Shift ", False), ("42", True), (" units", False)])`: True stands out."""

    def __init__(self, name: str, tone: str = "second", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._spans: tuple[tuple[str, bool], ...] = ()
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_spans(self, spans: Sequence[tuple[str, bool]], tone: str = "") -> None:
        """Other words; `tone` is that of the quiet ones."""
        self._spans = tuple(spans)
        self._tone = tone or self._tone
        words = "".join(words for words, _ in spans)
        self.setAccessibleName(words)
        self.setToolTip(painting.plain_tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(painting.width_of(words, _kind(strong)) for words, strong in self._spans)
        return QSize(width, painting.line_height(Type.PILL_STRONG))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        left = 0.0
        for words, strong in self._spans:
            room = QRectF(left, 0, max(0.0, self.width() - left), self.height())
            painting.write(painter, room, words, _kind(strong), theme.ink if strong else getattr(theme, self._tone))
            left += painting.width_of(words, _kind(strong)) - 1
        painter.end()


def _kind(strong: bool) -> Type:
    return Type.PILL_STRONG if strong else Type.SECOND
