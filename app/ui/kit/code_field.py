"""The large field for a code: where a scanner's or a person's keys become one code. Always has room for the next.

Refuses nothing but emptiness and endless input; what a code means is the bench's to say. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme import Type, current, font, paint_icon

LONGEST = 512
_ICON = 28
_LEFT = 60


class CodeField(QLineEdit):
    """`code_entered` carries the code, without spaces around it; the field is empty again."""

    code_entered = Signal(str)

    def __init__(self, name: str, icon: str = "barcode", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("large", True)
        self._icon = icon
        self.setMaxLength(LONGEST)
        self.setTextMargins(_LEFT - 14, 0, 0, 0)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.returnPressed.connect(self._on_return_pressed)
        self._fit()

    def ask(self, words: str) -> None:
        """What it waits for."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    @Slot()
    def _on_return_pressed(self) -> None:
        code = self.text().strip()
        self.clear()
        if code:
            self.code_entered.emit(code)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        painter = QPainter(self)
        place = QRectF(20, (self.height() - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, self._icon, place, theme.accent if self.hasFocus() else theme.second)
        painter.end()

    def _fit(self) -> None:
        self.setMinimumHeight(max(72, font(Type.CODE).pixelSize() * 3))
