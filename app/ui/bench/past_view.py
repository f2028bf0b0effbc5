"""The units done last, the newest on top; each opens its page. Main thread."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui import words
from app.ui.kit import Label, Pressable, painting
from app.ui.theme import Theme, Type, paint_grade

from .emptied import emptied, filled
from .pieces import Past
from .tongue import spoken

MARK = 26


class PastView(QWidget):
    """Draws what was done last.

    Signals:
        opened(str): the unit of this LPN

    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("past")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._column.setSpacing(0)
        self._past: tuple[Past, ...] | None = None

    def draw(self, past: tuple[Past, ...]) -> None:
        """Show these."""
        if not past and not self._column.count():
            return
        emptied(self._column, to_fill=True)
        if past:
            self._column.addWidget(Label(words._("Done last"), Type.CAPTION, "second", name="past_caption"))
            self._column.addSpacing(2)
        for one in past:
            row = PastRow(one)
            row.clicked.connect(self._on_clicked)
            self._column.addWidget(row)
        filled(self)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PastRow):
            self.opened.emit(sender.unit)


class PastRow(Pressable):
    """One unit: its grade, LPN and title, where it went, when."""

    def __init__(self, past: Past) -> None:
        super().__init__(f"past_{past.unit}")
        self._past = past
        self.unit = past.unit
        self._title = " · ".join(filter(None, (past.unit, spoken(past.title))))
        self._under = spoken(past.under)
        self._ago = words.ago(past.at, datetime.now(UTC))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.call(self._title, past.grade.value if past.grade else "", self._under, self._ago)

    def sizeHint(self) -> QSize:
        return QSize(420, 48)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self.underMouse() or self.hasFocus():
            painting.panel(painter, rect, 10, theme.hover)
        mark = QRectF(6, (rect.height() - MARK) / 2, MARK, MARK)
        paint_grade(painter, self._past.grade.value if self._past.grade else "", mark, theme)
        ago = painting.width_of(self._ago, Type.SECOND) + 4
        upper, lower = painting.line_height(Type.BODY), painting.line_height(Type.SECOND)
        left, right = mark.right() + 14, rect.right() - 6
        top = rect.center().y() - (upper + lower) / 2
        # The size stands at the end of a name: the time is below it, so that the name has the whole width.
        painting.write(painter, QRectF(left, top, right - left, upper), self._title, Type.BODY, theme.ink)
        below = QRectF(left, top + upper, right - left - ago - 12, lower)
        painting.write(painter, below, self._under, Type.SECOND, theme.second)
        when = QRectF(right - ago, top + upper, ago, lower)
        painting.write(painter, when, self._ago, Type.SECOND, theme.second, painting.RIGHT)
        if self.hasFocus():
            painting.ring(painter, rect, 10, theme)
