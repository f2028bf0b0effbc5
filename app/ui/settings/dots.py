"""A label dot for dot: each of its dots a whole number of pixels, black or white, nothing in between.

Owns how large it is shown. One that is larger than its place is moved about in it by finger, wheel and arrow keys, or
shown whole; whole is an overview in which dots are averaged, and nothing for judging bars. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from app.ui.kit import painting
from app.ui.theme import current

MARGIN = 6
MOST = 3
"""So many pixels a dot at most: larger, a label is no longer seen at a glance."""


class DotPicture(QScrollArea):
    """`show_picture(image)`, `set_whole(True)`.

    Signals:
        fits(bool): whether it can be shown dot for dot at once; told at each change

    """

    fits = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        self._whole, self._fits = True, True
        self.paper = _Paper(self)
        self.setWidget(self.paper)
        self.paper.setAutoFillBackground(False)

    def show_picture(self, image: QImage) -> None:
        """Another one, black on white; its pixels are the printer's dots."""
        self.paper.image = image
        self._settle()

    def set_whole(self, whole: bool) -> None:
        """Whether one that is too large is made smaller."""
        self._whole = whole
        self._settle()

    @property
    def image(self) -> QImage:
        return self.paper.image

    @property
    def pixels_a_dot(self) -> int:
        """How many pixels of the screen each dot has; 0 where it is made smaller."""
        return self.paper.scale

    @property
    def does_fit(self) -> bool:
        return self._fits

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.paper.update()

    def _settle(self) -> None:
        ratio = self.devicePixelRatioF()
        room = (QSize(self.maximumViewportSize()) - QSize(2 * MARGIN, 2 * MARGIN)) * ratio
        size = self.image.size()
        if size.isEmpty():
            return
        scale = min(MOST, room.width() // size.width(), room.height() // size.height())
        self._fits = scale >= 1
        self.paper.scale = 0 if self._whole and not self._fits else max(1, scale)
        shown = size * self.paper.scale if self.paper.scale else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self.paper.dots = shown
        edge = 2 * MARGIN
        self.paper.setFixedSize(round(shown.width() / ratio) + edge, round(shown.height() / ratio) + edge)
        self.paper.update()
        self.fits.emit(self._fits)


class _Paper(QWidget):
    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        self.image = QImage()
        self.scale = 1
        self.dots = QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        theme, ratio = current(), self.devicePixelRatioF()
        painter = QPainter(self)
        # On whole pixels of the screen, whatever it is scaled by: else each dot would be smeared over two of them.
        corner = self._whole_pixels(ratio)
        place = QRectF(corner / ratio, self.dots.toSizeF() / ratio)
        painting.panel(painter, place.adjusted(-1, -1, 1, 1), 1, "#FFFFFF", theme.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(place, self.image if self.scale else self._smaller())
        if self._area.hasFocus():
            painting.ring(painter, QRectF(self.rect()), 4, theme)
        painter.end()

    def _whole_pixels(self, ratio: float) -> QPointF:
        """Where the label's corner stands, in pixels of the screen from the widget's own corner."""
        origin = self.mapTo(self.window(), QPoint(0, 0))
        off_x, off_y = (origin.x() * ratio) % 1, (origin.y() * ratio) % 1
        return QPointF(round(MARGIN * ratio + off_x) - off_x, round(MARGIN * ratio + off_y) - off_y)

    def _smaller(self) -> QImage:
        keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return self.image.convertToFormat(QImage.Format.Format_RGB32).scaled(self.dots, keep, smooth)
