"""Where the work stands: the steps from scan to label, done, at hand, to come and left out. Always in the same place.

Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, Type, current, sized
from app.ui.theme.fonts import scale
from app.ui.words import _

from . import painting

_DISC = 20
_GAP = 7
_LEAST_LINE = 6
_SPACE = 6


class StepState(Enum):
    DONE = "done"
    NOW = "now"
    NEXT = "next"
    SKIPPED = "skipped"


class StepRail(QWidget):
    """`show_steps([("Scan", StepState.DONE), ("Check", StepState.NOW), …])`; several may be at hand together."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._steps: tuple[tuple[str, StepState], ...] = ()
        self._drawn = QPixmap()
        self._drawn_of: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[tuple[str, StepState]]) -> None:
        now = ", ".join(words for words, state in steps if state is StepState.NOW)
        self.setAccessibleName(_("Step: {step}", step=now) if now else "")
        if self._steps == tuple(steps):
            return
        self._steps = tuple(steps)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._natural()), max(_DISC + 6, painting.line_height(Type.PILL_STRONG) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._steps) * (_DISC + _LEAST_LINE), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Kept as it is drawn once: it changes seldom, and all around it changes with each act."""
        if not self._steps:
            return
        theme, ratio = current(), self.devicePixelRatioF()
        drawn_of = (self._steps, self.size(), theme.name, scale(), ratio)
        if drawn_of != self._drawn_of:
            self._drawn_of = drawn_of
            self._drawn = QPixmap((QSizeF(self.size()) * ratio).toSize())
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(theme.panel)  # a ground of its own, or its letters would be smoothed otherwise than others
            self._draw(QPainter(self._drawn), theme)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _draw(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spare = self.width() - sum(self._widths())
        line = spare / max(1, len(self._steps) - 1) - 2 * _SPACE
        named = line >= _LEAST_LINE  # where there is no room, only the step at hand keeps its name
        left = 0.0
        for number, (words, state) in enumerate(self._steps, 1):
            left = self._step(painter, left, number, words if named or state is StepState.NOW else "", state, theme)
            if number < len(self._steps):
                left = self._line(painter, left, self._line_length(named, line), theme)
        painter.end()

    def _step(self, painter: QPainter, left: float, number: int, words: str, state: StepState, theme: Theme) -> float:
        disc = QRectF(left, (self.height() - _DISC) / 2, _DISC, _DISC)
        now = state is StepState.NOW
        if state is StepState.DONE:
            painting.tick(painter, disc, theme.ok, theme.panel)
        else:
            painter.setPen(QPen(QColor(theme.accent if now else theme.line), 2))
            painter.setBrush(QColor(theme.panel))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            said = "–" if state is StepState.SKIPPED else str(number)
            ink = theme.accent if now else theme.second
            painting.write_line(painter, disc, said, _small(), ink, painting.MIDDLE)
        if not words:
            return disc.right()
        kind = Type.PILL_STRONG if now else Type.SECOND
        room = QRectF(disc.right() + _GAP, 0, painting.width_of(words, kind) + 2, self.height())
        painting.write(painter, room, words, kind, theme.accent if now else theme.second)
        return room.right()

    def _line(self, painter: QPainter, left: float, length: float, theme: Theme) -> float:
        painter.setPen(QPen(QColor(theme.line), 2))
        y = self.height() / 2
        painter.drawLine(round(left + _SPACE), round(y), round(left + _SPACE + length), round(y))
        return left + length + 2 * _SPACE

    def _line_length(self, named: bool, line: float) -> float:
        if named:
            return line
        words = sum(
            width for width, (_, state) in zip(self._widths(), self._steps, strict=True) if state is StepState.NOW
        )
        discs = sum(_DISC for _, state in self._steps if state is not StepState.NOW)
        return max(0.0, (self.width() - words - discs) / max(1, len(self._steps) - 1) - 2 * _SPACE)

    def _widths(self) -> list[int]:
        kinds = [(words, Type.PILL_STRONG if state is StepState.NOW else Type.SECOND) for words, state in self._steps]
        return [_DISC + _GAP + painting.width_of(words, kind) + 2 for words, kind in kinds]

    def _natural(self) -> float:
        return sum(self._widths()) + (len(self._steps) - 1) * (2 * _SPACE + 2 * _LEAST_LINE)


@cache
def _small() -> QFont:
    font = sized(11, 600)
    font.setPixelSize(11)  # inside a disc of fixed size
    return font
