"""The visual twin of a tone: the window's edge lights up for a moment, in the colour of what happened.

Owns one short timer; it moves nothing and takes no key, pointer or focus. Only the edge itself belongs to it: else the
whole window would be painted anew whenever it comes and goes. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from app.ui.theme import current

from . import painting

SHOWN_MS = 120
_WIDTH = 5
_COLOURS = {"taken": "accent", "refused": "bad", "done": "ok"}


class Pulse(QWidget):
    """Lies over its window; connect `app.ui.sounds.Sounds.sounded` to `on_sounded`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("pulse")
        self.setAccessibleName("")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._kind = "taken"
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(SHOWN_MS)
        self._end.timeout.connect(self._on_ended)
        window.installEventFilter(self)
        self.hide()

    @property
    def kind(self) -> str:
        """What it shows, or showed last."""
        return self._kind

    @Slot(str)
    def on_sounded(self, kind: str) -> None:
        """Taken is the accent, refused is danger; done, and each bin's own tone, is good."""
        self._kind = kind
        self._lie_over()
        self.show()
        self.raise_()
        self._end.start()

    @Slot()
    def _on_ended(self) -> None:
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._lie_over()
        return False

    def _lie_over(self) -> None:
        whole = self._window.rect()
        if self.geometry() != whole or self.mask().isEmpty():
            self.setGeometry(whole)
            self.setMask(QRegion(whole) - QRegion(whole.adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = getattr(current(), _COLOURS.get(self._kind, "ok"))
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), 2, "", colour, _WIDTH)
        painter.end()
