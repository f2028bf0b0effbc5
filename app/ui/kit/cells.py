"""The cells of a table, each painted as its one line of text is: Qt would lay the text of each out twice, ask the model
for eight things about it, and look through the sheet for what its ground and its edge are. Main thread.

Owns how a cell looks: as `resources/theme/sheets/table.qss` says of items, and what measures them still reads there.
What is too long for its line stands on two smaller ones where the line is high enough: at the end of a name stands
what tells one article from another. Longer text, where a table has such, is left to Qt.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import Type, current

from .painting import LEFT, RIGHT, broken, line_height, width_of, write

SIDE = 11
_SELECTED, _POINTED_AT = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver


class Cells(QStyledItemDelegate):
    """`written` gives the text of a cell, `right` the columns in which figures stand."""

    def __init__(self, written: Callable[[int, int], str], right: frozenset[int], parent: QObject) -> None:
        super().__init__(parent)
        self.kind = Type.BODY
        self._written, self._right = written, right

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, edge and words."""
        theme = current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        left, top, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
        if state & (_SELECTED | _POINTED_AT):
            painter.fillRect(left, top, wide, high, QColor(theme.accent_weak if state & _SELECTED else theme.hover))
        painter.fillRect(left, top + high - 1, wide, 1, QColor(theme.line))
        if words := self._written(index.row(), index.column()):
            room = QRectF(left + SIDE, top, wide - 2 * SIDE, high - 1)
            side = RIGHT if index.column() in self._right else LEFT
            if side is RIGHT or width_of(words, self.kind) <= room.width() + 1 or not _on_two(painter, room, words):
                write(painter, room, words, self.kind, theme.ink, side)


def _on_two(painter: QPainter, room: QRectF, words: str) -> bool:
    """Whether it could be written so."""
    high = line_height(Type.SECOND)
    first, rest = broken(words, Type.SECOND, room.width())
    if not first or 2 * high > room.height():
        return False
    top = room.center().y() - (high if rest else high / 2)
    for place, line in enumerate(filter(None, (first, rest))):
        below = QRectF(room.left(), top + place * high, room.width(), high)
        write(painter, below, line, Type.SECOND, current().ink)
    return True
