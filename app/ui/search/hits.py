"""The list of hits: it lies over the page below the field, takes nothing away, and goes with Esc. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.services.looking import Hit
from app.ui.kit import Label, painting
from app.ui.kit.pressable import Pressable
from app.ui.theme import Radius, Space, Theme, Type, current, paint_icon

from .said import ICONS

ROW = 52
_ICON = 18


class HitList(QFrame):
    """`show_hits(hits, words)`.

    Signals:
        chosen(Hit): a hit was pressed
        left(): the first line was left upwards, or Esc was pressed

    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_hits")
        self.rows: list[HitRow] = []
        self.nothing = Label("", Type.SECOND, "second", name="search_nothing")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.TIGHT, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)
        self.hide()

    def show_hits(self, hits: Sequence[tuple[Hit, tuple[str, str]]], nothing: str) -> None:
        """Other hits with their words; `nothing` is said where there are none."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [HitRow(place, hit, words) for place, (hit, words) in enumerate(hits)]
        for row in self.rows:
            row.opened.connect(self._on_opened)
            self._column.addWidget(row)
        self.nothing.say(nothing)
        self.nothing.setVisible(not hits)
        self.resize(self.width(), (ROW * len(hits) if hits else 40) + 2 * Space.TIGHT)
        self.show()
        self.raise_()

    def focus_first(self) -> None:
        """Into the list, from the field."""
        if self.rows:
            self.rows[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = next((number for number, row in enumerate(self.rows) if row.hasFocus()), -1)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Escape or (step < 0 and place <= 0):
            self.left.emit()
        elif step and place + step < len(self.rows):
            self.rows[place + step].setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), Radius.CONTROL, theme.panel, theme.line)
        painter.end()

    @Slot(object)
    def _on_opened(self, hit: Hit) -> None:
        self.chosen.emit(hit)


class HitRow(Pressable):
    """One hit in two lines. Signals: opened(Hit)."""

    opened = Signal(object)

    def __init__(self, place: int, hit: Hit, words: tuple[str, str]) -> None:
        super().__init__(f"search_hit_{place}")
        self.hit = hit
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.call(*words)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            event.ignore()  # the list's; a button would walk through the whole window
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(320, ROW)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self.hasFocus() or self.underMouse():
            painting.panel(painter, rect, Radius.SMALL, theme.accent_weak if self.hasFocus() else theme.hover)
        paint_icon(painter, ICONS[self.hit.kind], QRectF(Space.TIGHT, (ROW - _ICON) / 2, _ICON, _ICON), theme.second)
        left = Space.TIGHT + _ICON + Space.NEAR
        first, second = painting.line_height(Type.STRONG), painting.line_height(Type.SECOND)
        top = (rect.height() - first - second) / 2
        room = rect.width() - left - Space.TIGHT
        painting.write(painter, QRectF(left, top, room, first), self._words[0], Type.STRONG, theme.ink)
        painting.write(painter, QRectF(left, top + first, room, second), self._words[1], Type.SECOND, theme.second)

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self.hit)
