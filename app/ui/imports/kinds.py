"""The kinds of file: what each is and what it is for, one of them chosen. Arrow keys go through them. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.services.importing import KINDS
from app.ui.kit import Pressable, painting
from app.ui.theme import Space, Theme, Touch, Type

from .said import kind_said


class KindEntry(Pressable):
    """One kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"import_kind_{kind.replace('-', '_')}")
        self._words = self._more = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, more: str) -> None:
        """What it is, and what it is for."""
        self._words, self._more = words, more
        self.setToolTip(painting.plain_tip(f"{words}\n{more}"))
        self.call(words, more)

    def sizeHint(self) -> QSize:
        lines = painting.line_height(Type.BODY) + painting.line_height(Type.SECOND)
        return QSize(240, max(Touch.LEAST, lines + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        body = rect.adjusted(0, 1, 0, -1)
        if self.isChecked():
            painting.panel(painter, body, 9, theme.accent_weak)
        elif self.underMouse() or self.isDown():
            painting.panel(painter, body, 9, theme.pressed if self.isDown() else theme.hover)
        left, width = float(Space.NEAR), rect.width() - 2 * Space.NEAR
        first, second = painting.line_height(Type.BODY), painting.line_height(Type.SECOND)
        top = (rect.height() - first - second) / 2
        kind = Type.STRONG if self.isChecked() else Type.BODY
        ink = theme.faded if not self.isEnabled() else theme.accent if self.isChecked() else theme.ink
        painting.write(painter, QRectF(left, top, width, first), self._words, kind, ink)
        under = theme.second if self.isEnabled() else theme.faded
        painting.write(painter, QRectF(left, top + first, width, second), self._more, Type.SECOND, under)
        if self.hasFocus():
            painting.ring(painter, body, 9, theme)


class KindList(QWidget):
    """All kinds.

    Signals:
        chosen(str): a kind by its name

    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_kinds")
        self._group = QButtonGroup(self)
        self.entries = {kind: KindEntry(kind) for kind in KINDS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind, entry in self.entries.items():
            self._group.addButton(entry)
            entry.clicked.connect(partial(self._choose, kind))
            column.addWidget(entry)
        column.addStretch()

    def choose(self, kind: str) -> None:
        """As if it was pressed."""
        self.entries[kind].setFocus()
        self.entries[kind].click()

    def retranslate(self) -> None:
        """Say them anew."""
        for kind, entry in self.entries.items():
            entry.say(*kind_said(kind))

    def _choose(self, kind: str, _checked: object = None) -> None:
        self.chosen.emit(kind)
