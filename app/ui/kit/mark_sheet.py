"""A photo on which arrows, circles and words are drawn: by pointer or finger, and by keys alone.

Owns the marks and which of them is chosen. A drag draws the shape that is chosen; a tap on a mark chooses it, a drag
from there moves it. Tab goes to the next, arrows move it, with Shift its end alone; Delete takes it away, Ctrl+Z undoes
the last change. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.domain.photo_marks import LEAST, MOST_MARKS, WHOLE, Ink, Mark, Shape
from app.ui.theme import current

from .mark_painting import bounds_of, paint_marks
from .photo_viewer import ARROWS, Loader, PhotoViewer

STEP: Final = 150
FINE: Final = 30
MOST_UNDONE: Final = 100
NEAR_PX: Final = 12


class MarkSheet(PhotoViewer):
    """`show_marks(marks)`. Signals: changed(): other marks, or another is chosen."""

    changed = Signal()

    def __init__(self, name: str, loader: Loader, parent: QWidget | None = None) -> None:
        super().__init__(name, loader, parent)
        self.shape, self.ink, self.word = Shape.ARROW, Ink.RED, ""
        self._marks: tuple[Mark, ...] = ()
        self._before: list[tuple[Mark, ...]] = []
        self._chosen = -1
        self._from: QPointF | None = None
        self._held: Mark | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn."""
        return self._marks

    @property
    def chosen(self) -> Mark | None:
        """The mark that keys move."""
        return self._marks[self._chosen] if 0 <= self._chosen < len(self._marks) else None

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed."""
        return bool(self._before)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """What was drawn before; nothing of it can be undone, only taken away."""
        self._marks, self._before, self._chosen = tuple(marks), [], len(marks) - 1
        self._tell()

    def add(self, shape: Shape) -> None:
        """A new one in the middle of what is seen."""
        x, y = self._place_of(QRectF(self.rect()).center())
        by = WHOLE // 10 if shape is not Shape.WORD else 0
        self._draw(Mark(shape, self.ink, x - by, y - by, x + by, y + by, self.word if shape is Shape.WORD else ""))

    def colour(self, ink: Ink) -> None:
        """The colour of what is drawn from now on, and of the chosen one."""
        self.ink = ink
        if (mark := self.chosen) is not None and mark.ink is not ink:
            self._change(Mark(mark.shape, ink, mark.x1, mark.y1, mark.x2, mark.y2, mark.word))

    def remove(self) -> None:
        """Take the chosen one away."""
        if self.chosen is not None:
            self._keep((*self._marks[: self._chosen], *self._marks[self._chosen + 1 :]))
            self._chosen = min(self._chosen, len(self._marks) - 1)
            self._tell()

    def undo(self) -> None:
        """As it was before the last change."""
        if self._before:
            self._marks = self._before.pop()
            self._chosen = len(self._marks) - 1
            self._tell()

    def _draw(self, mark: Mark) -> None:
        if len(self._marks) < MOST_MARKS and (mark.shape is not Shape.WORD or mark.word.strip()):
            inside = mark.moved(0, 0).drawn_to(mark.x2, mark.y2)
            self._keep((*self._marks, inside))
            self._chosen = len(self._marks) - 1
            self._tell()

    def _change(self, mark: Mark) -> None:
        self._keep((*self._marks[: self._chosen], mark, *self._marks[self._chosen + 1 :]))
        self._tell()

    def _keep(self, marks: tuple[Mark, ...]) -> None:
        self._before = [*self._before[-(MOST_UNDONE - 1) :], self._marks]
        self._marks = marks

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def _place_of(self, at: QPointF) -> tuple[int, int]:
        """The place of the picture below a point of the widget, kept within it."""
        place = self._place(self._zoom, self._centre)
        if place.isEmpty():
            return WHOLE // 2, WHOLE // 2
        across, down = (at.x() - place.x()) / place.width(), (at.y() - place.y()) / place.height()
        return min(WHOLE, max(0, round(across * WHOLE))), min(WHOLE, max(0, round(down * WHOLE)))

    def _overlay(self, painter: QPainter, rect: QRectF) -> None:
        place = self._place(self._zoom, self._centre)
        if not place.isEmpty():
            drawn = self._drawn()
            paint_marks(painter, place, (*self._marks, *((drawn,) if drawn is not None else ())))
            if self.chosen is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(current().accent), 2, Qt.PenStyle.DashLine))
                painter.drawRoundedRect(bounds_of(place, self.chosen).adjusted(-8, -8, 8, 8), 6, 6)
        super()._overlay(painter, rect)

    def _drawn(self) -> Mark | None:
        """What the pointer is drawing now."""
        if self._from is None or self._held is not None or self.shape is Shape.WORD:
            return None
        mark = Mark(self.shape, self.ink, *self._place_of(self._from), *self._place_of(self._to))
        return mark if max(abs(mark.x2 - mark.x1), abs(mark.y2 - mark.y1)) >= LEAST else None

    _to = QPointF()

    def event(self, event: QEvent) -> bool:
        """Tab goes from mark to mark while there are some; with none it leaves, as everywhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._marks:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            at = self._chosen + (step or 0)
            if step is not None and 0 <= at < len(self._marks):
                self._chosen = at
                self._tell()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Z and held & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in ARROWS and (mark := self.chosen) is not None:
            step = FINE if held & Qt.KeyboardModifier.ControlModifier else STEP
            across, down = (way * step for way in ARROWS[key])
            if held & Qt.KeyboardModifier.ShiftModifier and mark.shape is not Shape.WORD:
                self._change(mark.drawn_to(mark.x2 + across, mark.y2 + down))
            else:
                self._change(mark.moved(across, down))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        at, place = event.position(), self._place(self._zoom, self._centre)
        hit = [
            number
            for number, mark in enumerate(self._marks)
            if bounds_of(place, mark).adjusted(-NEAR_PX, -NEAR_PX, NEAR_PX, NEAR_PX).contains(at)
        ]
        self._from = self._to = at
        self._held = None
        if hit:
            self._chosen = hit[-1]
            self._held = self._marks[self._chosen]
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        self._to = event.position()
        begin, end = self._place_of(self._from), self._place_of(self._to)
        drawn, held = self._drawn(), self._held
        self._from = self._held = None
        if held is not None:
            across, down = end[0] - begin[0], end[1] - begin[1]
            if max(abs(across), abs(down)) >= LEAST:
                self._change(held.moved(across, down))
        elif self.shape is Shape.WORD:
            self._draw(Mark(Shape.WORD, self.ink, *end, *end, self.word))
        elif drawn is not None:
            self._draw(drawn)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Draws, as any press does: it must not enlarge what is being drawn on."""
        self.mousePressEvent(event)
