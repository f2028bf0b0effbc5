"""How the live picture is drawn: its stage, the frame, the ghost over it, words below it or in its place.

The colours over a picture are the same in both themes: a picture does not change with them. Main thread.
"""

from __future__ import annotations

from math import floor
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QRadialGradient

from app.ui.theme import ON_SCRIM, SCRIM, STAGE, Radius, Space, Type, current, font, paint_icon, sized

from .ghosts import Ghost

STAGE_LIT: Final = "#475563"
GHOST_ALPHA: Final = 190
FLASH_ALPHA: Final = 110
HINT_LINES: Final = 2
WRAPPED: Final = 0.92
"""How much of two lines is filled where words are not parted."""
HINT_INK: Final = "#C9D3DE"
BAND_GAP: Final = 8
ICON: Final = 34
FILM_RED: Final = "#C4302B"
PLATE_MARGIN: Final = 10
PLATE_PAD: Final = 9
PLATE_RADIUS: Final = 6
BRACKET: Final = 26.0
CROPPED: Final = 1.08
REFERENCE_OPACITY: Final = 0.25
RING: Final = 46.0
RING_PEN: Final = 5.0
SAME: Final = 0.98
"""A frame that would be made smaller by less than this stays as large as it is."""


class Words(NamedTuple):
    """A short title, and what to do."""

    title: str
    hint: str = ""


def stage(painter: QPainter, area: QRectF) -> None:
    """The dark ground, lit in the middle."""
    light = QRadialGradient(area.center() - QPointF(0, area.height() * 0.15), area.width() * 0.6)
    light.setColorAt(0, QColor(STAGE_LIT))
    light.setColorAt(1, QColor(STAGE))
    painter.fillRect(area, light)


def corners(painter: QPainter, area: QRectF, ground: str) -> None:
    """Round corners, drawn last in the colour of what lies around: to clip each frame by them took longer than to draw
    the frame."""
    path = QPainterPath()
    path.addRect(area)
    path.addRoundedRect(area, Radius.CONTROL, Radius.CONTROL)  # what is inside twice is outside
    painter.fillPath(path, QColor(ground))


def picture(painter: QPainter, area: QRectF, image: QImage, *, mirror: bool) -> QRectF:
    """The frame in the middle, its sides kept; where it is seen. A narrow edge may fall out of sight, never out of the
    photo: bars beside the picture would take more of its place than that edge."""
    place = placed(area, image, painter.device().devicePixelRatio())
    if not place.contains(area):
        painter.fillRect(area, QColor(STAGE))
    painter.save()
    if mirror:
        painter.translate(2 * place.center().x(), 0)
        painter.scale(-1, 1)
    painter.drawImage(place, image)
    painter.restore()
    return place.intersected(area)


def placed(area: QRectF, image: QImage, ratio: float) -> QRectF:
    """Where the whole frame lies. One that was made for this place lies pixel on pixel: it is sharper, and quick."""
    fits, covers = sorted((area.width() / image.width(), area.height() / image.height()))
    scale = covers if covers <= fits * CROPPED else fits
    if scale == covers and SAME <= scale * ratio <= 1:
        scale = 1 / ratio
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(area.center())
    if scale * ratio == 1:
        place.moveTopLeft(QPointF(floor(place.left() * ratio) / ratio, floor(place.top() * ratio) / ratio))
    return place


def flash(painter: QPainter, area: QRectF) -> None:
    """A photo was taken."""
    painter.fillRect(area, QColor(255, 255, 255, FLASH_ALPHA))


def ghost(painter: QPainter, place: QRectF, shape: Ghost) -> None:
    """A dashed outline in the middle; dark below the light, so that it is seen on any ground."""
    tall = place.height() * shape.height
    frame = QRectF(0, 0, tall if shape.round else place.width() * shape.width, tall)
    frame.moveCenter(place.center())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(15, 21, 28, 150), 4.0), (QColor(255, 255, 255, GHOST_ALPHA), 2.0)):
        pen = QPen(colour, width)
        pen.setDashPattern([8.0 / width, 6.0 / width])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        if shape.round:
            painter.drawEllipse(frame)
        else:
            painter.drawRoundedRect(frame, Radius.CONTROL, Radius.CONTROL)


def thirds(painter: QPainter, place: QRectF) -> None:
    """Two lines across and two down; dark below the light, as the ghost."""
    for colour, width in ((QColor(15, 21, 28, 110), 3.0), (QColor(255, 255, 255, 150), 1.0)):
        painter.setPen(QPen(colour, width))
        for share in (1 / 3, 2 / 3):
            across, down = place.left() + place.width() * share, place.top() + place.height() * share
            painter.drawLine(QPointF(across, place.top()), QPointF(across, place.bottom()))
            painter.drawLine(QPointF(place.left(), down), QPointF(place.right(), down))


def reference(painter: QPainter, place: QRectF, image: QImage, shape: Ghost, *, mirror: bool) -> None:
    """The reference picture, a quarter of it to be seen, within the ghost: so the thing is to lie."""
    size = QSizeF(image.size()).scaled(
        place.width() * shape.width, place.height() * shape.height, Qt.AspectRatioMode.KeepAspectRatio
    )
    frame = QRectF(QPointF(0, 0), size)
    frame.moveCenter(place.center())
    painter.save()
    painter.setOpacity(REFERENCE_OPACITY)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if mirror:
        painter.translate(2 * frame.center().x(), 0)
        painter.scale(-1, 1)
    painter.drawImage(frame, image)
    painter.restore()


def countdown(painter: QPainter, place: QRectF, share: float) -> None:
    """A ring that fills: full, the photo is taken by itself. It stands in a corner, off what is photographed."""
    ring = QRectF(0, 0, RING, RING)
    ring.moveTopRight(place.topRight() + QPointF(-PLATE_MARGIN - RING_PEN, PLATE_MARGIN + RING_PEN))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(15, 21, 28, 150))
    painter.drawEllipse(ring.adjusted(-RING_PEN, -RING_PEN, RING_PEN, RING_PEN))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 90), RING_PEN))
    painter.drawEllipse(ring)
    pen = QPen(QColor("#FFFFFF"), RING_PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawArc(ring, 90 * 16, -round(360 * 16 * share))
    icon = QRectF(0, 0, RING / 2, RING / 2)
    icon.moveCenter(ring.center())
    paint_icon(painter, "camera", icon, "#FFFFFF")
    painter.restore()


def brackets(painter: QPainter, place: QRectF, shape: Ghost) -> None:
    """The four corners of a frame in the middle: what is held there is read, and nothing has to fill it."""
    frame = QRectF(0, 0, place.width() * shape.width, place.height() * shape.height)
    frame.moveCenter(place.center())
    arm = min(BRACKET, frame.width() / 4, frame.height() / 4)
    path = QPainterPath()
    for corner, across, down in (
        (frame.topLeft(), arm, arm),
        (frame.topRight(), -arm, arm),
        (frame.bottomRight(), -arm, -arm),
        (frame.bottomLeft(), arm, -arm),
    ):
        path.moveTo(corner + QPointF(across, 0))
        path.lineTo(corner)
        path.lineTo(corner + QPointF(0, down))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(15, 21, 28, 150), 5.0), (QColor(255, 255, 255, 235), 3.0)):
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def band(painter: QPainter, area: QRectF, title: str, hint: str = "", key: str = "") -> None:
    """Words below the picture: what to show it, at the right how it is taken, below how it is held in two lines."""
    theme = current()
    upper, lower = QFontMetricsF(font(Type.STRONG)), QFontMetricsF(font(Type.SECOND))
    right = lower.horizontalAdvance(key) + Space.TIGHT if key else 0.0
    line = QRectF(area.left(), area.top(), area.width() - right, upper.height())
    painter.setFont(font(Type.STRONG))
    painter.setPen(QColor(theme.ink))
    painter.drawText(line, 0, upper.elidedText(title, Qt.TextElideMode.ElideRight, line.width()))
    painter.setFont(font(Type.SECOND))
    painter.setPen(QColor(theme.second))
    middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(area.left(), area.top(), area.width(), upper.height()), middle, key)
    wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    below = lower.elidedText(hint, Qt.TextElideMode.ElideRight, area.width() * HINT_LINES * WRAPPED)
    room = QRectF(area.left(), line.bottom(), area.width(), lower.lineSpacing() * HINT_LINES + 1)
    painter.drawText(room, wrap, below)


def band_height() -> int:
    """Room for a title and a hint of two lines, in letters as large as wanted."""
    upper, lower = QFontMetricsF(font(Type.STRONG)), QFontMetricsF(font(Type.SECOND))
    return round(BAND_GAP + upper.height() + lower.lineSpacing() * HINT_LINES) + 1


def red_sign(painter: QPainter, area: QRectF, text: str) -> None:
    """It is being filmed: white on red, bottom left."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(Type.SECOND))
    metrics = QFontMetricsF(painter.font())
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * PLATE_PAD, metrics.height() + 9)
    box.moveBottomLeft(area.bottomLeft() + QPointF(PLATE_MARGIN, -PLATE_MARGIN))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(FILM_RED))
    painter.drawRoundedRect(box, PLATE_RADIUS, PLATE_RADIUS)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def words(painter: QPainter, area: QRectF, icon: str, said: Words) -> None:
    """An icon, a title and what to do, in the middle of the picture's place."""
    ground = QColor(SCRIM)
    ground.setAlpha(120)
    painter.fillRect(area, ground)
    inner = area.adjusted(Space.FAR, Space.NEAR, -Space.FAR, -Space.NEAR)
    title, hint = sized(Type.NAME.size, Type.NAME.weight), font(Type.SECOND)
    wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
    title_box = QFontMetricsF(title).boundingRect(inner, wrap, said.title)
    hint_box = QFontMetricsF(hint).boundingRect(inner, wrap, said.hint)
    tall = ICON + Space.TIGHT + title_box.height() + (Space.HAIR + hint_box.height() if said.hint else 0)
    top = max(inner.top(), area.center().y() - tall / 2)
    paint_icon(painter, icon, QRectF(area.center().x() - ICON / 2, top, ICON, ICON), "#A9B6C4")
    top += ICON + Space.TIGHT
    painter.setPen(QColor(ON_SCRIM))
    painter.setFont(title)
    painter.drawText(QRectF(inner.left(), top, inner.width(), title_box.height()), wrap, said.title)
    top += title_box.height() + Space.HAIR
    painter.setPen(QColor(HINT_INK))
    painter.setFont(hint)
    painter.drawText(QRectF(inner.left(), top, inner.width(), max(0.0, inner.bottom() - top)), wrap, said.hint)
