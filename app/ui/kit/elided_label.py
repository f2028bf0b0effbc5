"""One line of text from outside that may be longer than its place: cut with an ellipsis, whole in its tooltip.

Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Type, current

from . import painting


class ElidedLabel(QWidget):
    """A line that never widens its column; `mode` ElideMiddle keeps the ends of codes."""

    def __init__(
        self,
        words: str = "",
        kind: Type = Type.BODY,
        tone: str = "ink",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words, self._kind, self._tone, self._mode = "", kind, tone, mode
        self.say(words)

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    @property
    def is_cut(self) -> bool:
        """Whether an ellipsis stands for a part of it now."""
        return self._shown() != self._words

    def say(self, words: str) -> None:
        """Other words."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._hint()
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def cut(self, mode: Qt.TextElideMode) -> None:
        """Where it is cut from now on."""
        if mode is not self._mode:
            self._mode = mode
            self._hint()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(painting.width_of(self._words, self._kind), painting.line_height(self._kind))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 40), painting.line_height(self._kind))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = getattr(current(), self._tone)
        painting.write_line(painter, QRectF(self.rect()), self._shown(), self._kind, ink)
        painter.end()

    def _shown(self) -> str:
        return painting.elided(self._words, self._kind, self.width(), self._mode)

    def _hint(self) -> None:
        # As plain text: words from outside may look like markup.
        self.setToolTip(painting.plain_tip(self._words) if self.width() and self.is_cut else "")
