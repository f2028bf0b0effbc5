"""One photo, large: it fits first, then wheel, keys or a pinch of the pointer make it larger, and it is moved about.

Owns what of the picture is seen. Loads nothing itself: the loader that it is given reads and scales in a lane of its
own and calls back on the main thread; an answer for a photo that is no longer wanted is dropped. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.photo_marks import Mark
from app.ui.theme import ON_SCRIM, SCRIM, STAGE, Radius, Type, current
from app.ui.words import _

from . import painting
from .mark_painting import paint_marks

Loader = Callable[[str, QSize, Callable[[QImage | None], None]], None]
MOST = 8.0
_STEP = 1.25
_MOVE = 60
_KEYS_LARGER = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal})

ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
"""Where a thing in the picture goes by key: columns and rows."""


class PhotoViewer(QWidget):
    """`show_photo(key, words)` asks the loader for the photo; `turned` asks for the next (+1) or the last (-1)."""

    turned = Signal(int)
    closed = Signal()
    zoomed = Signal(float)

    def __init__(self, name: str, loader: Loader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self._loader = loader
        self._key = self._words = self._missing = ""
        self._picture = QPixmap()
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._grip: QPointF | None = None
        self._laid: tuple[Mark, ...] = ()

    def lay(self, marks: Sequence[Mark]) -> None:
        """Marks over the photo, to look at."""
        self._laid = tuple(marks)
        self.update()

    @property
    def zoom(self) -> float:
        """1.0 fits the whole photo."""
        return self._zoom

    def show_photo(self, key: str, words: str = "") -> None:
        """Another photo; the one before stays until it is there."""
        self._key, self._missing = key, ""
        self.call(words)
        if not key:
            self._picture = QPixmap()
            self.update()
            return
        want = QSize(2000, 2000).expandedTo(self.size() * self.devicePixelRatioF())
        self._loader(key, want, lambda image: self._arrived(key, image))

    def call(self, words: str) -> None:
        """What stands on it, and what a screen reader says."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def _arrived(self, key: str, image: QImage | None) -> None:
        if key != self._key:
            return
        self._picture = QPixmap.fromImage(image) if image is not None and not image.isNull() else QPixmap()
        self._missing = _("This photo cannot be read.") if self._picture.isNull() else ""
        self.fit()

    def fit(self) -> None:
        """The whole photo again."""
        self._set_zoom(1.0, QPointF(0.5, 0.5))

    def enlarge(self, factor: float, about: QPointF | None = None) -> None:
        """Larger or smaller; the point below the pointer stays where it is."""
        zoom = min(MOST, max(1.0, self._zoom * factor))
        if about is None or self._picture.isNull():
            self._set_zoom(zoom, self._centre)
            return
        place = self._place(self._zoom, self._centre)
        inside = QPointF((about.x() - place.x()) / place.width(), (about.y() - place.y()) / place.height())
        shift = (about - QRectF(self.rect()).center()) / (zoom / self._zoom)
        centre = inside - QPointF(shift.x() / place.width(), shift.y() / place.height())
        self._set_zoom(zoom, centre)

    def _set_zoom(self, zoom: float, centre: QPointF) -> None:
        changed = zoom != self._zoom
        self._zoom = zoom
        self._centre = self._kept(centre)
        self.update()
        if changed:
            self.zoomed.emit(zoom)

    def _move(self, pixels: QPointF) -> None:
        place = self._place(self._zoom, self._centre)
        if not place.isEmpty():
            self._centre = self._kept(self._centre - QPointF(pixels.x() / place.width(), pixels.y() / place.height()))
            self.update()

    def _kept(self, centre: QPointF) -> QPointF:
        """No part of the place is left empty while the photo could fill it."""
        place = self._place(self._zoom, QPointF(0.5, 0.5))
        if place.isEmpty():
            return QPointF(0.5, 0.5)
        across, down = min(0.5, self.width() / 2 / place.width()), min(0.5, self.height() / 2 / place.height())
        return QPointF(min(1 - across, max(across, centre.x())), min(1 - down, max(down, centre.y())))

    def _place(self, zoom: float, centre: QPointF) -> QRectF:
        size = QSize(self._picture.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio).toSizeF() * zoom
        middle = QRectF(self.rect()).center()
        return QRectF(
            middle.x() - size.width() * centre.x(), middle.y() - size.height() * centre.y(), size.width(), size.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        painting.panel(painter, rect, Radius.CONTROL, STAGE)
        if not self._picture.isNull():
            painting.clip_round(painter, rect, Radius.CONTROL)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._place(self._zoom, self._centre), self._picture, QRectF(self._picture.rect()))
            paint_marks(painter, self._place(self._zoom, self._centre), self._laid)
            painter.setClipping(False)
        if self._missing:
            painting.write(painter, rect, self._missing, Type.BODY, ON_SCRIM, painting.MIDDLE)
        self._overlay(painter, rect)
        if self.hasFocus():
            painting.ring(painter, rect, Radius.CONTROL, current())
        painter.end()

    def _overlay(self, painter: QPainter, rect: QRectF) -> None:
        for words, right in ((self._words, False), (f"{self._zoom:.1f} ×" if self._zoom > 1 else "", True)):
            if words:
                width = min(painting.width_of(words, Type.SECOND) + 20, int(rect.width()) - 20)
                height = painting.line_height(Type.SECOND) + 10
                left = rect.right() - width - 10 if right else rect.left() + 10
                top = rect.bottom() - height - 10 if right else rect.top() + 10
                ground = QColor(SCRIM)
                ground.setAlphaF(0.82)
                place = QRectF(left, top, width, height)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ground)
                painter.drawRoundedRect(place, 8, 8)
                painting.write(painter, place.adjusted(10, 0, -8, 0), words, Type.SECOND, ON_SCRIM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: QPointF(0, _MOVE),
            Qt.Key.Key_Down: QPointF(0, -_MOVE),
            Qt.Key.Key_Left: QPointF(_MOVE, 0),
            Qt.Key.Key_Right: QPointF(-_MOVE, 0),
        }
        key = Qt.Key(event.key())
        if key in _KEYS_LARGER:
            self.enlarge(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.enlarge(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif self._zoom == 1.0 and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in moves:
            self._move(moves[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.enlarge(_STEP ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._move(event.position() - self._grip)
            self._grip = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._zoom > 1:
            self.fit()
        else:
            self.enlarge(3, event.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre = self._kept(self._centre)
