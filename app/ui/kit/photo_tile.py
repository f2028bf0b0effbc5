"""One photo of the unit, or the place of one that is owed: now, or later.

The tick is drawn only for a photo that is durable; what is being written down has none. Main thread.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, Type
from app.ui.words import _

from . import painting
from .pressable import Pressable

_RADIUS = 10
_BADGE = 17


class Photo(Enum):
    """Where a shot stands."""

    SAVED = "saved"
    SAVING = "saving"
    OWED_NOW = "now"
    OWED_LATER = "later"
    DAMAGED = "damaged"
    AWAY = "away"
    """Its file cannot be shown here: another station keeps it, or it is gone."""


class PhotoTile(Pressable):
    """`show_photo("Sole", Photo.OWED_NOW)`; the picture comes scaled, as a QImage or QPixmap, when it is there."""

    def __init__(self, name: str, size: QSize | None = None, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._size = size or QSize(88, 76)
        self._words, self._state = "", Photo.OWED_LATER
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> Photo:
        return self._state

    def show_photo(self, words: str, state: Photo, picture: QImage | QPixmap | None = None) -> None:
        """Which shot it is and where it stands; a picture that was there stays until another comes."""
        self._words, self._state = words, state
        if picture is not None:
            self._picture = QPixmap.fromImage(picture) if isinstance(picture, QImage) else picture
        if state not in {Photo.SAVED, Photo.SAVING}:
            self._picture = QPixmap()
        self.setToolTip(painting.plain_tip(words))
        self.call(words, self._said())

    def _said(self) -> str:
        return {
            Photo.SAVED: _("photo saved"),
            Photo.SAVING: _("photo is being saved"),
            Photo.OWED_NOW: _("photo owed now"),
            Photo.OWED_LATER: _("photo owed later"),
            Photo.DAMAGED: _("photo damaged"),
            Photo.AWAY: _("photo not on this bench"),
        }[self._state]

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(min(56, self._size.width()), self._size.height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self._state in {Photo.OWED_NOW, Photo.OWED_LATER}:
            self._owed(painter, rect, theme)
        elif self._state in {Photo.DAMAGED, Photo.AWAY}:
            self._without(painter, rect, theme)
        else:
            self._taken(painter, rect, theme)
        if self.isChecked():
            painting.panel(painter, rect, _RADIUS, "", theme.accent, 3)
        if self.hasFocus():
            painting.ring(painter, rect, _RADIUS, theme)

    def _owed(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        now = self._state is Photo.OWED_NOW
        ground = theme.accent_weak if now and self.underMouse() else theme.hover if self.underMouse() else ""
        painting.panel(painter, rect, _RADIUS, ground)
        painting.dashed(painter, rect, _RADIUS, theme.accent if now else theme.third)
        ink = theme.accent if now else theme.second
        words = "\n".join((self._words, _("now"))) if now else self._words
        painting.write_middle(
            painter, rect.adjusted(6, 4, -6, -4), words, Type.CAPTION if now else Type.CAPTION_QUIET, ink
        )

    def _without(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        damaged = self._state is Photo.DAMAGED
        ground, ink = (theme.bad_weak, theme.bad) if damaged else (theme.background, theme.second)
        painting.panel(painter, rect, _RADIUS, ground, ink if damaged else theme.line)
        words = f"{self._words}\n{self._said()}"
        painting.write_middle(painter, rect.adjusted(6, 4, -6, -4), words, Type.CAPTION, ink)

    def _taken(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(rect, _RADIUS, _RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(rect, QColor(theme.line))
        if not self._picture.isNull():
            painting.fill_with_picture(painter, rect, self._picture)
        if self._words:
            self._caption(painter, rect)
        painter.restore()
        if self._state is Photo.SAVED:
            badge = QRectF(rect.right() - _BADGE - 6, rect.top() + 6, _BADGE, _BADGE)
            painting.tick(painter, badge, theme.ok, theme.panel)

    def _caption(self, painter: QPainter, rect: QRectF) -> None:
        # Words over a picture read on any picture: a dark veil rises behind them.
        height = painting.line_height(Type.CAPTION) + 8
        foot = QRectF(rect.left(), rect.bottom() - height - 10, rect.width(), height + 10)
        veil = QLinearGradient(foot.topLeft(), foot.bottomLeft())
        veil.setColorAt(0, QColor(15, 21, 28, 0))
        veil.setColorAt(0.5, QColor(15, 21, 28, 170))
        veil.setColorAt(1, QColor(15, 21, 28, 205))
        painter.fillRect(foot, veil)
        words = QRectF(rect.left() + 6, rect.bottom() - height, rect.width() - 12, height)
        painting.write(painter, words, self._words, Type.CAPTION, "#FFFFFF", Qt.AlignmentFlag.AlignCenter)
