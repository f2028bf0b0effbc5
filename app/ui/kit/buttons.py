"""The act that Enter does, and the acts beside it, each with its key. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Radius, Theme, Touch, Type, paint_icon
from app.ui.theme.contrast import mixed

from . import painting
from .pressable import Pressable

_PAD, _LEAST_PAD = 18, 10
_GAP = 10
_KEY = 26
_ICON = 20
_SHORT = 90


class _KeyedButton(Pressable):
    def __init__(
        self,
        name: str,
        words: str = "",
        key: str = "",
        *,
        icon: str = "",
        left: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._words, self._key, self._icon, self._left = words, key, icon, left
        self._height = Touch.LEAST if small else 56
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(words, key)

    @property
    def words(self) -> str:
        return self._words

    @property
    def key(self) -> str:
        """The key that is drawn on it; whoever owns the keys presses it."""
        return self._key

    def say(self, words: str, key: str | None = None) -> None:
        """Other words, and another key if one is given."""
        self._words, self._key = words, self._key if key is None else key
        self.setToolTip(painting.plain_tip(words))
        self.call(words, self._key)

    def sizeHint(self) -> QSize:
        height = max(self._height, painting.line_height(Type.ACT) + 22)
        return QSize(round(self._content()) + 2 * _PAD, height)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for two smaller lines, never so narrow that a verb is lost."""
        words = painting.width_of(self._words, Type.STRONG)
        longest = max((painting.width_of(word, Type.STRONG) for word in self._words.split()), default=0)
        two_lines = max(longest, round(words * 0.6)) if words > _SHORT else words
        return QSize(round(self._before()) + two_lines + 2 * _PAD, self.sizeHint().height())

    def _content(self) -> float:
        words = painting.width_of(self._words, Type.ACT) if self._words else 0
        return self._before() + words

    def _before(self) -> float:
        gap = _GAP if self._words else 0
        before = painting.key_width(self._key, _KEY) + (_GAP if self._icon else gap) if self._key else 0
        return before + (_ICON + gap if self._icon else 0)

    def _write(self, painter: QPainter, rect: QRectF, ink: str, theme: Theme, *, on_accent: bool) -> None:
        spare = rect.width() - self._content()
        pad = _PAD if spare >= 2 * _PAD else max(_LEAST_PAD, min(_PAD, spare / 2))
        left = pad if self._left else max(pad, spare / 2)
        right = rect.right() - (pad if spare < 2 * pad else 2)
        if self._key:
            width = painting.key_width(self._key, _KEY)
            cap = QRectF(left, (rect.height() - _KEY) / 2, width, _KEY)
            painting.key_cap(painter, cap, self._key, theme, on_accent=on_accent)
            left += width + _GAP
        if self._icon:
            paint_icon(painter, self._icon, QRectF(left, (rect.height() - _ICON) / 2, _ICON, _ICON), ink)
            left += _ICON + _GAP
        place = QRectF(left, 0, right - left, rect.height())
        if painting.width_of(self._words, Type.ACT) <= place.width() + 1:
            painting.write(painter, place, self._words, Type.ACT, ink)
        elif " " not in self._words.strip():  # in a row of three, in large letters: one word cannot be broken
            painting.write(painter, place, self._words, Type.SECOND, ink)
        else:
            painting.write_beside(painter, place, self._words, Type.STRONG, ink)


class PrimaryButton(_KeyedButton):
    """What Enter does, in words. One a screen."""

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if not self.isEnabled():
            painting.panel(painter, rect, Radius.CONTROL, theme.background, theme.line)
            self._write(painter, rect, theme.faded, theme, on_accent=False)
            return
        ground = theme.accent_pressed if self.isDown() else theme.accent_hover if self.underMouse() else theme.accent
        painting.panel(painter, rect, Radius.CONTROL, ground)
        self._write(painter, rect, theme.on_accent, theme, on_accent=True)
        if self.hasFocus():
            painting.panel(painter, rect.adjusted(3, 3, -3, -3), Radius.CONTROL - 3, "", theme.on_accent, 2)


class SecondaryButton(_KeyedButton):
    """Any other act; `set_grave(True)` where it destroys something."""

    _grave = False

    def set_grave(self, grave: bool) -> None:
        """Written in the colour of danger."""
        self._grave = grave
        self.update()

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        self.body(painter, rect, Radius.CONTROL, theme, chosen=self.isChecked())
        if self._grave and self.isEnabled():
            edge = mixed(theme.panel, theme.bad, 0.5)
            painting.panel(painter, rect, Radius.CONTROL, theme.bad_weak if self.underMouse() else "", edge)
        ink = theme.bad if self._grave else theme.ink
        self._write(painter, rect, ink if self.isEnabled() else theme.faded, theme, on_accent=False)
        if self._grave and self.hasFocus():
            painting.ring(painter, rect, Radius.CONTROL, theme)
