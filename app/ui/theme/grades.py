"""Grades as they are drawn everywhere: colour, letter and shape together.

A circle, B rounded square, C triangle, S octagon: whoever sees no colours reads the shape. A letter that is no grade
is drawn as a dash (not asked). Main thread.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from .fonts import sized
from .tokens import Theme

LETTERS = ("A", "B", "C", "S")
# The triangle's letter is smaller and lower: its middle is nearer to the base. Shares of the side.
_LETTER = {"A": (0.50, 0.0), "B": (0.54, 0.0), "C": (0.46, 0.13), "S": (0.50, 0.0)}


def paint_grade(painter: QPainter, letter: str, rect: QRectF, theme: Theme) -> None:
    """The mark of this grade in the square that fits the rectangle."""
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if letter in LETTERS:
        painter.setPen(_edge(theme.grade(letter), side) if letter == "C" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.grade(letter)))
        painter.drawPath(shape(letter, square))
        _letter(painter, letter, square, theme.on_grade(letter))
    else:
        _letter(painter, "–", square, theme.third)
    painter.restore()


def shape(letter: str, square: QRectF) -> QPainterPath:
    """The outline of a grade's mark."""
    path = QPainterPath()
    side = square.width()
    if letter == "A":
        path.addEllipse(square)
    elif letter == "B":
        path.addRoundedRect(square, side * 0.2, side * 0.2)
    elif letter == "C":
        inner = square.adjusted(side * 0.04, side * 0.06, -side * 0.04, -side * 0.06)
        path.moveTo(inner.center().x(), inner.top())
        path.lineTo(inner.bottomRight())
        path.lineTo(inner.bottomLeft())
        path.closeSubpath()
    else:
        _octagon(path, square)
    return path


def _octagon(path: QPainterPath, square: QRectF) -> None:
    radius = square.width() / 2 / math.cos(math.pi / 8)
    for corner in range(8):
        angle = math.pi / 8 + corner * math.pi / 4
        point = square.center() + QPointF(radius * math.cos(angle), radius * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()


def _edge(colour: str, side: float) -> QPen:
    # A pen with round joins takes the sting out of the triangle's corners.
    pen = QPen(QColor(colour), side * 0.08)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _letter(painter: QPainter, letter: str, square: QRectF, colour: str) -> None:
    share, lower = _LETTER.get(letter, (0.5, 0.0))
    font = sized(1, 700)
    font.setPixelSize(max(6, round(square.width() * share)))  # the mark's own size decides, not the enlargement
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(square.translated(0, square.height() * lower), Qt.AlignmentFlag.AlignCenter, letter)
