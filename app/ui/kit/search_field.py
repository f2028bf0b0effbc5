"""A field to find something by any code or word: asks when the typing pauses, and at once with Enter.

Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme import current, paint_icon

LONGEST = 200
PAUSE_MS = 180
_ICON = 18


class SearchField(QLineEdit):
    """`searched` carries the words, without spaces around them; the empty text when they are taken away.

    `list_asked` is Down, or Enter: the keys are to go through what was found.
    """

    searched = Signal(str)
    list_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(LONGEST)
        self.setTextMargins(_ICON + 8, 0, 0, 0)
        self.setMinimumWidth(220)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return_pressed)

    def ask(self, words: str) -> None:
        """What can be looked for."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _on_return_pressed(self) -> None:
        self._asked = ""
        self._on_paused()
        self.list_asked.emit()

    @Slot()
    def _on_paused(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if words != self._asked or not words:
            self._asked = words
            self.searched.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(14, (self.height() - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, "magnifying-glass", place, current().second)
        painter.end()
