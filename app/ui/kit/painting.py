"""How the kit draws: round panels, rings of focus, key caps, ticks and text that is measured before it is drawn.

Owns no state and no colour: every function is given its theme. Main thread.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from app.ui.theme import Theme, Type, sized
from app.ui.theme.fonts import letters, metrics, scale

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
KEY_SIDE = 34
_ENDLESS = 100_000
_HALF_A_CAPITAL = 0.365  # of the size: the middle of Latin capitals, and of Chinese letters too
_DRAWN_KEYS = frozenset("⌫⏎␣")


def panel(painter: QPainter, rect: QRectF, radius: float, ground: str, edge: str = "", width: float = 1) -> None:
    """A round rectangle whose edge lies wholly inside `rect`; no ground or no edge is the empty text."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    if edge:
        painter.setPen(QPen(QColor(edge), width))
        rect = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)


def dashed(painter: QPainter, rect: QRectF, radius: float, edge: str, width: float = 1.3) -> None:
    """The place of something that is still to come."""
    pen = QPen(QColor(edge), width)
    pen.setDashPattern([3.5, 3])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)


def ring(painter: QPainter, rect: QRectF, radius: float, theme: Theme, colour: str = "") -> None:
    """Where the keyboard is: two pixels of accent, and a halo that softens them inwards."""
    panel(painter, rect.adjusted(2, 2, -2, -2), radius - 2, "", theme.halo, 2)
    panel(painter, rect, radius, "", colour or theme.accent, 2)


def shadow(painter: QPainter, rect: QRectF, radius: float, theme: Theme) -> None:
    """The faint line below a card that lifts it off the window; what the card itself will cover is not drawn."""
    colour = QColor(theme.ink if theme.name == "light" else theme.background)
    painter.save()
    painter.setClipRect(rect.adjusted(0, rect.height() - radius, 0, 3))
    for step, strength in enumerate((14, 7)):
        colour.setAlpha(strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(rect.translated(0, step + 1), radius, radius)
    painter.restore()


def key_cap(painter: QPainter, rect: QRectF, words: str, theme: Theme, *, on_accent: bool = False) -> None:
    """The key that does it, as it looks on the keyboard."""
    small = rect.height() < KEY_SIDE
    if on_accent:
        ground, edge, ink = _veil("#FFFFFF", 44), _veil("#FFFFFF", 130), QColor(theme.on_accent)
    else:
        ground, edge, ink = QColor(theme.background), QColor(theme.line), QColor(theme.second)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.drawLine(QPointF(rect.left() + 6, rect.bottom() - 1.5), QPointF(rect.right() - 6, rect.bottom() - 1.5))
    if words in _DRAWN_KEYS:
        draw_key(painter, rect, words, ink.name())
        return
    painter.setFont(sized(13 if small or len(words) > 1 else 15, 600))
    painter.setPen(ink)
    painter.drawText(rect, MIDDLE, words)


def key_width(words: str, height: float) -> float:
    """As wide as its words, and never narrower than a square."""
    if words in _DRAWN_KEYS or len(words) <= 1:
        return height
    return max(height, width_of(words, sized(13, 600)) + 16)


def tick(painter: QPainter, rect: QRectF, ground: str, ink: str) -> None:
    """Done: a round badge with a check mark."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if ground:
        painter.setBrush(QColor(ground))
        painter.drawEllipse(rect)
    side = rect.width()
    path = QPainterPath(QPointF(rect.left() + side * 0.29, rect.top() + side * 0.52))
    path.lineTo(rect.left() + side * 0.44, rect.top() + side * 0.66)
    path.lineTo(rect.left() + side * 0.71, rect.top() + side * 0.36)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            QColor(ink), max(1.4, side * 0.1), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
    )
    painter.drawPath(path)


def write(
    painter: QPainter, rect: QRectF, words: str, kind: Type | QFont, colour: str, flags: Qt.AlignmentFlag = LEFT
) -> None:
    """One line of text, cut with an ellipsis where it does not fit."""
    write_line(painter, rect, elided(words, kind, rect.width()), kind, colour, flags)


def write_line(
    painter: QPainter, rect: QRectF, words: str, kind: Type | QFont, colour: str, flags: Qt.AlignmentFlag = LEFT
) -> None:
    """One line as it is, in the middle of the height.

    Latin and Chinese stand on one base line: Qt would lower a line in which a Chinese letter stands, and words beside
    one another would dance.
    """
    face = letters(kind) if isinstance(kind, Type) else kind
    left = rect.left()
    if flags is not LEFT:
        spare = rect.width() - (width_of(words, kind) - 1)
        share = 1 if flags & Qt.AlignmentFlag.AlignRight else 0.5 if flags & Qt.AlignmentFlag.AlignHCenter else 0
        left += max(0.0, spare * share)
    base = rect.center().y() + face.pixelSize() * _HALF_A_CAPITAL
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(left, round(base)), words)


def write_wrapped(painter: QPainter, rect: QRectF, words: str, kind: Type, colour: str) -> None:
    """Text over as many lines as it needs, from the top."""
    painter.setFont(letters(kind))
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(TOP) | int(Qt.TextFlag.TextWordWrap), words)


def broken(words: str, kind: Type, width: float) -> tuple[str, str]:
    """What of it fits on a line, and the rest; nothing and all where not even its first word does."""
    fits, parts = "", words.split()
    for part in parts:
        if width_of(grown := f"{fits} {part}".strip(), kind) > width:
            break
        fits = grown
    return fits, " ".join(parts[len(fits.split()) :])


def elided(words: str, kind: Type | QFont, width: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    """The words, or as many of them as fit, on one line."""
    one_line = " ".join(words.split()) if "\n" in words else words
    if isinstance(kind, QFont):
        return QFontMetrics(kind).elidedText(one_line, mode, int(width) + 1)
    if _width(one_line, kind, scale()) <= int(width) + 1:
        return one_line  # most do, and how wide they are is known
    return metrics(kind).elidedText(one_line, mode, int(width) + 1)


def width_of(words: str, kind: Type | QFont) -> int:
    """How wide these words are on one line, rounded up."""
    if isinstance(kind, Type):
        return _width(words, kind, scale())
    return QFontMetrics(kind).horizontalAdvance(words) + 1


def height_of(words: str, kind: Type, width: float) -> int:
    """How high these words stand, wrapped to this width; Chinese letters are taller than Latin ones."""
    return _bounds(words, kind, scale(), max(1, int(width))).height() if words else 0


def line_height(kind: Type) -> int:
    """The height of one line in any of the three languages."""
    return height_of("Åg尺", kind, _ENDLESS)


@lru_cache(maxsize=2048)
def _width(words: str, kind: Type, _enlarged: float) -> int:
    return metrics(kind).horizontalAdvance(words) + 1


@lru_cache(maxsize=2048)
def _bounds(words: str, kind: Type, _enlarged: float, width: int) -> QSize:
    flags = int(TOP) | int(Qt.TextFlag.TextWordWrap)
    return metrics(kind).boundingRect(QRect(0, 0, width, _ENDLESS), flags, words).size()


def _veil(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def draw_key(painter: QPainter, rect: QRectF, words: str, colour: str, scale: float = 1.0) -> None:
    """Backspace, Enter and Space as they are drawn on keys; few lines, so that no icon font is loaded for them."""
    lines: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
        "⌫": (
            ((-3, -5), (7, -5), (7, 5), (-3, 5), (-8, 0), (-3, -5)),
            ((-0.3, -2.1), (3.9, 2.1)),
            ((3.9, -2.1), (-0.3, 2.1)),
        ),
        "⏎": (((6, -5), (6, 2), (-6, 2)), ((-2.5, -1.5), (-6, 2), (-2.5, 5.5))),
        "␣": (((-7, -1), (-7, 4), (7, 4), (7, -1)),),
    }
    path = QPainterPath()
    for line in lines[words]:
        path.moveTo(rect.center() + QPointF(*line[0]) * scale)
        for point in line[1:]:
            path.lineTo(rect.center() + QPointF(*point) * scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(QColor(colour), 1.5 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPath(path)


def plain_tip(words: str) -> str:
    """Words as a tooltip shows them, whatever they look like: Qt would read markup in them."""
    return f"<span>{escape(words)}</span>" if words else ""


def write_middle(painter: QPainter, rect: QRectF, words: str, kind: Type, colour: str) -> None:
    """Text over several lines, in the middle both ways."""
    painter.setFont(letters(kind))
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(MIDDLE) | int(Qt.TextFlag.TextWordWrap), words)


def fill_with_picture(painter: QPainter, rect: QRectF, picture: QPixmap) -> None:
    """The picture fills the place whole; what is too long for it is left out on both sides."""
    have, want = picture.width() / max(1, picture.height()), rect.width() / max(1.0, rect.height())
    width = picture.width() if have < want else picture.height() * want
    height = picture.width() / want if have < want else picture.height()
    part = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(rect, picture, part)


def clip_round(painter: QPainter, rect: QRectF, radius: float) -> None:
    """From now on only inside this round rectangle."""
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.setClipPath(outline)


def write_beside(painter: QPainter, rect: QRectF, words: str, kind: Type, colour: str) -> None:
    """Text over several lines from the left, in the middle of the height; what does not fit is left out below."""
    painter.save()
    painter.setClipRect(rect)
    painter.setFont(letters(kind))
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(LEFT) | int(Qt.TextFlag.TextWordWrap), words)
    painter.restore()
