"""A photo on which boxes are drawn: what is covered before the photo leaves the house. By pointer, and by keys alone.

Owns the boxes, in pixels of the whole picture held upright, and which of them is chosen. N lays a new one in the
middle of what is seen, the arrows move the chosen one, with Shift they change its size, Page Up and Page Down choose
another, Delete takes it away. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.domain.redaction import MOST_BOXES, Box, between, within
from app.ui.theme import current

from .photo_viewer import ARROWS, Loader, PhotoViewer

COVER = "#181818"
SMALLEST_PX = 6
"""What is drawn smaller than this on the screen was a click."""
STEP, FINE = 0.02, 0.004
NEW = 0.25


class CoverSheet(PhotoViewer):
    """`show_boxes(size, boxes)`. Signals: changed(): other boxes, or another is chosen."""

    changed = Signal()

    def __init__(self, name: str, loader: Loader, parent: QWidget | None = None) -> None:
        super().__init__(name, loader, parent)
        self._whole = QSize()
        self._boxes: list[Box] = []
        self._chosen = -1
        self._from: QPointF | None = None
        self._to = QPointF()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is covered."""
        return tuple(self._boxes)

    @property
    def chosen(self) -> Box | None:
        """The box that keys move."""
        return self._boxes[self._chosen] if 0 <= self._chosen < len(self._boxes) else None

    def show_boxes(self, size: QSize, boxes: Sequence[Box]) -> None:
        """Boxes on a picture of this size."""
        self._whole, self._boxes, self._chosen = size, list(boxes), len(boxes) - 1
        self._tell()

    def add_box(self) -> None:
        """A new one in the middle of what is seen."""
        middle = self._pixel(QRectF(self.rect()).center())
        if middle is None:
            return
        across, down = round(self._whole.width() * NEW), round(self._whole.height() * NEW / 2)
        self._add(within(Box(middle[0] - across // 2, middle[1] - down // 2, across, down), *self._size))

    def remove_box(self) -> None:
        """Take the chosen one away."""
        if self.chosen is not None:
            del self._boxes[self._chosen]
            self._chosen = min(self._chosen, len(self._boxes) - 1)
            self._tell()

    @property
    def _size(self) -> tuple[int, int]:
        return self._whole.width(), self._whole.height()

    def _add(self, box: Box | None) -> None:
        if box is not None and len(self._boxes) < MOST_BOXES:
            self._boxes.append(box)
            self._chosen = len(self._boxes) - 1
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def _pixel(self, at: QPointF) -> tuple[int, int] | None:
        """The picture's pixel below a point of the widget, kept within the picture."""
        place = self._place(self._zoom, self._centre)
        if place.isEmpty() or self._whole.isEmpty():
            return None
        across = (at.x() - place.x()) / place.width() * self._whole.width()
        down = (at.y() - place.y()) / place.height() * self._whole.height()
        return min(max(0, round(across)), self._whole.width()), min(max(0, round(down)), self._whole.height())

    def _seen(self, box: Box) -> QRectF:
        place = self._place(self._zoom, self._centre)
        across, down = place.width() / max(1, self._whole.width()), place.height() / max(1, self._whole.height())
        return QRectF(place.x() + box.left * across, place.y() + box.top * down, box.width * across, box.height * down)

    def _overlay(self, painter: QPainter, rect: QRectF) -> None:
        theme = current()
        for at, box in enumerate(self._boxes):
            painter.setBrush(QColor(COVER))
            chosen = at == self._chosen
            painter.setPen(QPen(QColor(theme.accent if chosen else theme.line), 3 if chosen else 1))
            painter.drawRect(self._seen(box))
        if self._from is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        super()._overlay(painter, rect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_N:
            self.add_box()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_box()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._boxes:
            self._chosen = (self._chosen + (1 if key == Qt.Key.Key_PageDown else -1)) % len(self._boxes)
            self._tell()
        elif key in ARROWS and self.chosen is not None:
            self._nudge(ARROWS[key], event.modifiers())
        else:
            super().keyPressEvent(event)

    def _nudge(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        box = self.chosen
        if box is None:
            return
        share = FINE if held & Qt.KeyboardModifier.ControlModifier else STEP
        across = way[0] * max(1, round(self._whole.width() * share))
        down = way[1] * max(1, round(self._whole.height() * share))
        if held & Qt.KeyboardModifier.ShiftModifier:
            other = between(box.left, box.top, box.right + across, box.bottom + down)
        else:
            other = Box(box.left + across, box.top + down, box.width, box.height)
        if other is not None and (kept := within(other, *self._size)) is not None:
            self._boxes[self._chosen] = kept
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        at = event.position()
        hit = [place for place, box in enumerate(self._boxes) if self._seen(box).contains(at)]
        if hit:
            self._chosen = hit[-1]
            self._tell()
        else:
            self._from = self._to = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        drawn, self._from = QRectF(self._from, event.position()).normalized(), None
        self.update()
        first, last = self._pixel(drawn.topLeft()), self._pixel(drawn.bottomRight())
        if first and last and min(drawn.width(), drawn.height()) >= SMALLEST_PX:
            self._add(between(*first, *last))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Draws, as any press does: it must not enlarge what is being covered."""
        self.mousePressEvent(event)
