"""The reference picture of an article, whole, on a quiet ground; no place is taken where there is none. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import painting
from app.ui.theme import Radius

HEIGHT = 132


class Reference(QWidget):
    """`show_picture(image)`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picture = QPixmap()
        self.hide()

    def show_picture(self, image: QImage | None) -> None:
        """Another picture, or none."""
        self._picture = QPixmap() if image is None else QPixmap.fromImage(image)
        self.setVisible(not self._picture.isNull())
        self.update()

    def call(self, words: str) -> None:
        """What it is, for the screen reader."""
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(rect.left(), rect.center().y() - size.height() / 2, size.width(), size.height())
        painting.clip_round(painter, place, Radius.CONTROL)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.end()
