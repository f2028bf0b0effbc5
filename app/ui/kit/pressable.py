"""What a finger, a pointer or a key can press: the ground that all buttons, choices and tiles of the kit stand on.

Owns hover, focus, Enter, and the names by which tests and screen readers know it. A subclass paints itself and says
how large it wants to be. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.theme import Theme, current

from . import painting

_SIZES_CHANGE = frozenset({QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange})


class Pressable(QAbstractButton):
    """A button without a look of its own."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def call(self, *words: str) -> None:
        """The accessible name: what a screen reader says, from all that is written on it."""
        self.setAccessibleName(". ".join(word for word in words if word))
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _SIZES_CHANGE:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not event.rect().intersects(self.inked()):
            return
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()), current())
        painter.end()

    def inked(self) -> QRect:
        """Where it draws anything at all; a subclass that leaves much of its height free says so."""
        return self.rect()

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draws it; for subclasses."""
        raise NotImplementedError

    def ground(self, theme: Theme) -> str:
        """The colour of its panel in the state it is in."""
        if not self.isEnabled():
            return theme.panel
        if self.isDown():
            return theme.pressed
        return theme.hover if self.underMouse() else theme.panel

    def body(self, painter: QPainter, rect: QRectF, radius: float, theme: Theme, *, chosen: bool = False) -> None:
        """Its panel with the edge of its state: line, chosen or focus."""
        painting.panel(painter, rect, radius, self.ground(theme), theme.accent if chosen else theme.line)
        if self.hasFocus():
            painting.ring(painter, rect, radius, theme)
