"""How marks on a photo look: in their colour on an edge of its opposite, to be seen on any goods. Main thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.domain.photo_marks import RGB, WHOLE, Ink, Mark, Shape, head_of
from app.ui.theme import Type, font

EDGE: Final = {Ink.RED: "#FFFFFF", Ink.YELLOW: "#181818", Ink.BLUE: "#FFFFFF"}
LEAST_PEN: Final = 3.0
WORD_PAD: Final = 6.0


def paint_marks(painter: QPainter, place: QRectF, marks: Iterable[Mark]) -> None:
    """All of them, over a photo that lies at this place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        if mark.shape is Shape.WORD:
            _word(painter, place, mark)
        else:
            _line(painter, place, mark)
    painter.restore()


def bounds_of(place: QRectF, mark: Mark) -> QRectF:
    """What a mark takes up of the place."""
    begin, end = _point(place, mark.x1, mark.y1), _point(place, mark.x2, mark.y2)
    if mark.shape is Shape.WORD:
        metrics = QFontMetricsF(font(Type.NAME))
        size = metrics.size(0, mark.word)
        return QRectF(begin, size).adjusted(0, 0, 2 * WORD_PAD, WORD_PAD)
    return QRectF(begin, end).normalized()


def _point(place: QRectF, x: int, y: int) -> QPointF:
    return QPointF(place.x() + place.width() * x / WHOLE, place.y() + place.height() * y / WHOLE)


def _line(painter: QPainter, place: QRectF, mark: Mark) -> None:
    pen = max(LEAST_PEN, place.width() / 200)
    path = QPainterPath()
    if mark.shape is Shape.CIRCLE:
        path.addEllipse(bounds_of(place, mark))
    else:
        path.moveTo(_point(place, mark.x1, mark.y1))
        tip, one, other = (
            QPointF(place.x() + x, place.y() + y)
            for x, y in head_of(mark, place.width(), place.height(), max(14.0, place.width() / 28))
        )
        path.lineTo(tip)
        path.moveTo(one)
        path.lineTo(tip)
        path.lineTo(other)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(EDGE[mark.ink]), pen + 3), (QColor(*RGB[mark.ink]), pen)):
        line = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(line)
        painter.drawPath(path)


def _word(painter: QPainter, place: QRectF, mark: Mark) -> None:
    """On a plate: letters over a photo are read on any ground then."""
    box = bounds_of(place, mark)
    painter.setPen(QPen(QColor(EDGE[mark.ink]), 1.5))
    painter.setBrush(QColor(*RGB[mark.ink]))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QColor("#181818" if mark.ink is Ink.YELLOW else "#FFFFFF"))
    painter.setFont(font(Type.NAME))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.word)
