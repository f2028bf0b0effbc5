"""A large invitation: what to scan, or that Space takes the photo. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import painting
from app.ui.theme import Type, current, fixed, paint_icon

from .pieces import Target
from .tongue import spoken

ICONS = {
    "scan": "barcode",
    "item": "barcode",
    "serial": "identification-card",
    "label": "tag",
    "void": "x-circle",
    "review": "users",
    "camera": "camera",
    "camera_dark": "moon",
    "camera_gone": "camera-slash",
}
DISC = 84
MOST = 340
USUAL = 230


class TargetView(QWidget):
    """Draws a `Target`; nothing to press: scanner and keys work wherever the focus is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("target")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(MOST)
        self._target: Target | None = None

    def draw(self, target: Target) -> None:
        """Show this one."""
        self._target = target
        self.setAccessibleName(". ".join(filter(None, (spoken(target.text), spoken(target.under), target.code))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, USUAL)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._target is None:
            return
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painting.dashed(painter, area, 14, theme.accent, 1.6)
        code = self._target.code
        under = "" if code else spoken(self._target.under)
        text, small = painting.line_height(Type.TITLE), painting.line_height(Type.BODY)
        tall = DISC + 12 + text + (small + 8 if under or code else 0)
        top = area.center().y() - tall / 2
        disc = QRectF(area.center().x() - DISC / 2, top, DISC, DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent_weak)
        painter.drawEllipse(disc)
        paint_icon(painter, ICONS.get(self._target.icon, "barcode"), disc.adjusted(22, 22, -22, -22), theme.accent)
        row = QRectF(16, disc.bottom() + 12, area.width() - 32, text)
        painting.write(painter, row, spoken(self._target.text), Type.TITLE, theme.ink, painting.MIDDLE)
        row = QRectF(16, row.bottom() + 4, area.width() - 32, small + 6)
        if code:
            painting.write(painter, row, code, fixed(18), theme.second, painting.MIDDLE)
        elif under:
            painting.write(painter, row, under, Type.BODY, theme.second, painting.MIDDLE)
        painter.end()
