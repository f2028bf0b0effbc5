"""One way for the unit to go: its key, its name and why, what it recovers as a bar and as money. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Radius, Space, Theme, Type
from app.ui.theme.contrast import mixed

from . import painting
from .pressable import Pressable

_PAD = Space.CARD
_KEY = (34, 26)
_BAR = 10
_LEAST_BAR = 60
_LEAST_MONEY = 92


class RouteRow(Pressable):
    """`share` is this route's money as a part of the best one's; a route that is ruled out is faded and says why."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._key = self._words = self._why = self._money = ""
        self._share = 0.0
        self._column = self._money_column = 0
        self._chosen = self._ruled_out = self._loses = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_route(
        self, key: str, words: str, why: str, money: str, share: float, *, chosen: bool = False, ruled_out: bool = False
    ) -> None:
        """What is written on it; a share below 0 is a loss, drawn in the colour of danger; without a key it is
        only told, and nothing to press.
        """
        self._key, self._words, self._why, self._money = key, words, why, money
        self._share, self._loses = min(1.0, abs(share)), share < 0
        self._chosen, self._ruled_out = chosen, ruled_out
        self.setEnabled(not ruled_out)
        self.setToolTip(painting.plain_tip(f"{words}: {why}" if why else words))
        self.call(words, why, "" if ruled_out else money, "" if ruled_out else key)

    def sizeHint(self) -> QSize:
        return QSize(560, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._height())

    def _height(self) -> int:
        return max(50, painting.line_height(Type.NAME) + painting.line_height(Type.SECOND) + 10)

    @staticmethod
    def line_up(rows: Sequence[RouteRow]) -> None:
        """One column of words and one of money for all of them, so that their bars can be compared."""
        words = max((row.words_width() for row in rows), default=0)
        money = max((row.money_width() for row in rows), default=0)
        for row in rows:
            row.give_room(words, money)

    def give_room(self, words: int, money: int) -> None:
        """At least this much room for the words, and for the money."""
        self._column, self._money_column = words, money
        self.update()

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        self.body(painter, rect, Radius.CONTROL, theme, chosen=self._chosen)
        if self._chosen and not self.hasFocus():
            painting.ring(painter, rect, Radius.CONTROL, theme)
        cap = QRectF(_PAD, (rect.height() - _KEY[1]) / 2, *_KEY)
        if self._key:
            painter.setOpacity(0.5 if self._ruled_out else 1)
            painting.key_cap(painter, cap, "–" if self._ruled_out else self._key, theme)
            painter.setOpacity(1)
        left, right = cap.right() + Space.NEAR if self._key else float(_PAD), rect.right() - _PAD
        money = max(self._money_column, self.money_width())
        words = self._words_room(right - left - money)
        self._write(painter, QRectF(left, 0, words, rect.height()), theme)
        bar_left, bar_right = left + words + Space.NEAR, right - money - Space.NEAR
        self._bar(painter, QRectF(bar_left, 0, bar_right - bar_left, rect.height()), theme)
        ink = theme.faded if self._ruled_out else theme.bad if self._loses else theme.ink
        place = QRectF(right - money, 0, money, rect.height())
        painting.write(painter, place, self._money, Type.MONEY, ink, painting.RIGHT)

    def _words_room(self, room: float) -> float:
        """Half of it, more for longer words while the bar keeps its least length; a route ruled out has no bar."""
        if self._ruled_out:
            return room
        return min(max(room * 0.47, self._column or self.words_width()), room - _LEAST_BAR - 2 * Space.NEAR)

    def words_width(self) -> int:
        """What the words would like; those of a route that is ruled out have the bar's place as well."""
        if self._ruled_out:
            return 0
        return max(painting.width_of(self._words, Type.NAME), painting.width_of(self._why, Type.SECOND)) + 2

    def money_width(self) -> int:
        """What the money would like."""
        return max(_LEAST_MONEY, painting.width_of(self._money, Type.MONEY))

    def _write(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        upper, lower = painting.line_height(Type.NAME), painting.line_height(Type.SECOND)
        top = rect.center().y() - (upper + (lower if self._why else 0)) / 2
        ink = theme.faded if self._ruled_out else theme.ink
        painting.write(painter, QRectF(rect.left(), top, rect.width(), upper), self._words, Type.NAME, ink)
        painting.write(
            painter, QRectF(rect.left(), top + upper, rect.width(), lower), self._why, Type.SECOND, theme.second
        )

    def _bar(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self._ruled_out or rect.width() < _LEAST_BAR - 1:
            return
        groove = QRectF(rect.left(), rect.center().y() - _BAR / 2, rect.width(), _BAR)
        painting.panel(painter, groove, 4, theme.background)
        if self._share:
            groove.setWidth(max(_BAR, groove.width() * self._share))
            painting.panel(painter, groove, 4, mixed(theme.bad if self._loses else theme.accent, theme.panel, 0.12))
