"""The footer: how the shift goes, and what became of the last unit. Draws what it is told; keeps the old until then."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.services.looking import Shift
from app.ui.kit import SpanLine
from app.ui.page import Telling
from app.ui.theme import Space, Type, current, font
from app.ui.words import _, money, ngettext, number, seconds

HEIGHT = 44


class Footer(QWidget):
    """The strip at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self.setFixedHeight(HEIGHT)
        self._shift = Shift()
        self._signed_in = True
        self._figures = SpanLine("shift")
        self._told = Told()
        self._telling: tuple[Telling, str] = "", "neutral"
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.WIDE, 0, Space.WIDE, 0)
        row.setSpacing(Space.FAR)
        row.addWidget(self._figures)
        row.addWidget(self._told, 1)

    def show_shift(self, shift: Shift) -> None:
        """The figures of the shift."""
        self._shift = shift
        self._say_figures()

    def show_signed_in(self, signed_in: bool) -> None:
        """Without a person there is no shift to count."""
        self._signed_in = signed_in
        self._say_figures()

    def tell(self, telling: Telling, tone: str) -> None:
        """What just happened: plain words, or what says them again when another language is spoken."""
        self._telling = telling, tone
        self._say_told()

    def _say_told(self) -> None:
        telling, tone = self._telling
        self._told.say(telling if isinstance(telling, str) else telling(), tone)

    def retranslate(self) -> None:
        """Say everything anew."""
        self._say_told()
        self._say_figures()

    def _say_figures(self) -> None:
        shift = self._shift
        if not self._signed_in:
            self._figures.show_spans(())
            return
        units = _strong(number(shift.units))
        parts = [ngettext("Shift {units} unit", "Shift {units} units", shift.units, units=units)]
        if shift.median_s is not None:
            parts.append(_("Median {time}", time=_strong(seconds(shift.median_s))))
        grades = [f"{grade} {_strong(number(count))}" for grade, count in shift.grades]
        parts += ["  ".join(grades)] if grades else []
        for recovered, possible in zip(shift.recovered, shift.possible, strict=False):
            sums = {"recovered": _strong(money(recovered)), "possible": money(possible)}
            parts.append(_("Recovered {recovered} of {possible} possible", **sums))
        self._figures.show_spans(_spans(_GAP.join(parts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.line))


class Told(QWidget):
    """What just happened, at the right edge; cut where it is too long, whole in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._words, self._tone = "", "neutral"

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def say(self, words: str, tone: str) -> None:
        """Other words."""
        said = " ".join(words.split()), tone
        if said == (self._words, self._tone):
            return
        self._words, self._tone = said
        self.setAccessibleName(self._words)
        self.setToolTip(f"<p>{escape(self._words)}</p>" if self._words else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(font(Type.SECOND))
        painter.setPen(QColor(current().states()[self._tone][0]))
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)


_MARK = "\x00"
_GAP = " " * 6


def _strong(figure: str) -> str:
    """Marked to stand out, wherever a language puts it in its sentence."""
    return f"{_MARK}{figure}{_MARK}"


def _spans(words: str) -> list[tuple[str, bool]]:
    return [(part, bool(place % 2)) for place, part in enumerate(words.split(_MARK)) if part]
