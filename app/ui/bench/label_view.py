"""A label as it is printed: what stands on it, in the proportions of its stock, black on white in both themes.

As its printer will draw it; its text, until that is there. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import painting
from app.ui.theme import current, fixed, sized

from .pieces import LabelView
from .tongue import spoken
from .wording import phrase

SIDES = 32 / 57
MM, INCH = 1000, 0.0254
"""Of a metre."""
USUAL, WIDEST = 330, 420
MARGINS = 12
PAPER, INK, QUIET = "#FFFFFF", "#16202B", "#54616F"


class LabelPaper(QWidget):
    """Draws a `LabelView`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("label_preview")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # by its own width a scroll bar that comes and goes would chase it
        self.setSizePolicy(policy)
        self._label: LabelView | None = None
        self._picture = QImage()

    def draw(self, label: LabelView) -> None:
        """Show this label."""
        if label != self._label:
            self._picture = QImage()
        self._label = label
        said = [spoken(line) for line in label.lines]
        self.setAccessibleName(". ".join(filter(None, (spoken(label.caption), label.code, *said))))
        self.update()

    def show_picture(self, label: LabelView, picture: QImage) -> None:
        """This is how that label is printed; one that came too late is none of ours."""
        if label == self._label:
            self._picture = picture
            self.updateGeometry()
            self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether it is shown as it is printed."""
        return not self._picture.isNull()

    @property
    def size_said(self) -> str:
        """The label's sides and its printer's dots, as its picture bears them; empty until it is there."""
        dots = self._picture.dotsPerMeterX() if self.is_drawn else 0
        if dots <= 0:
            return ""
        wide, high = (round(side / dots * MM) for side in (self._picture.width(), self._picture.height()))
        return f"{wide} × {high} mm · {round(dots * INCH)} dpi"

    @property
    def _sides(self) -> float:
        return self._picture.height() / self._picture.width() if self.is_drawn else SIDES

    def sizeHint(self) -> QSize:
        return QSize(USUAL, self.heightForWidth(USUAL))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._paper_width(width) * self._sides) + MARGINS

    @staticmethod
    def _paper_width(room: int) -> float:
        """Four fifths of the card, so that it looks like a thing that lies there."""
        return min(room * 0.87, float(WIDEST))

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._label is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._paper_width(self.width())
        paper = QRectF((self.width() - width) / 2, 2, width, width * self._sides)
        painting.shadow(painter, paper, 4, current())
        painting.panel(painter, paper, 4, PAPER, "#C9D3DE")
        if self.is_drawn:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper.adjusted(1, 1, -1, -1), self._smooth(paper))
        else:
            self._write(painter, paper.adjusted(16, 14, -16, -12), self._label)
        if self._label.void:
            self._strike(painter, paper)
        painter.end()

    def _smooth(self, paper: QRectF) -> QImage:
        """Scaled once by averages: dots that are left out would break letters."""
        wanted = (paper.size() * self.devicePixelRatioF()).toSize()
        keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return self._picture.convertToFormat(QImage.Format.Format_RGB32).scaled(wanted, keep, smooth)

    @staticmethod
    def _write(painter: QPainter, area: QRectF, label: LabelView) -> None:
        lines = [spoken(line) for line in label.lines]
        grade = label.grade.value if label.grade is not None else ""
        title = QRectF(area.left(), area.top(), area.width() - (38 if grade else 0), 24)
        painting.write(painter, title, lines[0] if lines else "", sized(16, 700), INK)
        if grade:
            box = QRectF(area.right() - 28, area.top(), 28, 24)
            painting.panel(painter, box, 5, PAPER, INK, 2)
            painting.write(painter, box, grade, sized(15, 700), INK, painting.MIDDLE)
        middle = QRectF(area.left(), title.bottom() + 8, area.width(), area.height() - 24 - 8 - 26)
        painting.dashed(painter, middle, 4, "#C9D3DE", 1.2)
        painting.write(painter, middle, label.code, fixed(25, 700), INK, painting.MIDDLE)
        foot = QRectF(area.left(), area.bottom() - 20, area.width(), 20)
        where, rest = (lines[1] if len(lines) > 1 else ""), " · ".join(lines[2:])
        half = area.width() * 0.62
        painting.write(painter, QRectF(foot.left(), foot.top(), half, 20), where, sized(13, 500), INK)
        last = QRectF(foot.left() + half, foot.top(), foot.width() - half, 20)
        painting.write(painter, last, rest, sized(13), INK, painting.RIGHT)

    @staticmethod
    def _strike(painter: QPainter, paper: QRectF) -> None:
        painter.setPen(QPen(QColor("#B3401A"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(paper.bottomLeft() + (paper.topRight() - paper.bottomLeft()) * 0.08, paper.topRight())
        plate = QRectF(0, 0, 120, 34)
        plate.moveCenter(paper.center())
        painting.panel(painter, plate, 6, "#FCE9E1", "#B3401A", 2)
        painting.write(painter, plate, spoken(phrase("void")), sized(16, 700), "#B3401A", painting.MIDDLE)
