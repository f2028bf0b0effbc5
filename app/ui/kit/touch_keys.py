"""Letters and digits for the finger: a compact keyboard that lies over the page and takes no focus.

Keeps nothing of what was pressed; whoever shows it says where it goes. The letters are those of the language spoken.
Main thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Radius, Space, Theme, Type, current, paint_icon
from app.ui.words import _

from . import painting
from .pressable import Pressable

DELETE, ENTER, SPACE, SHIFT, HIDE = "⌫", "⏎", "␣", "shift", "hide"
DIGITS: Final = "1234567890"
LETTERS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SIGNS: Final = "-./#,:"
"""With the colon that stands in every command code."""
MORE_LETTERS: Final = {"es": "ñáéíóúü", "de": "äöüß"}
KEY: Final = QSize(58, 48)
_NAMES: Final = {DELETE: "delete", ENTER: "enter", SPACE: "space", SHIFT: "shift", HIDE: "hide"}
_ICONS: Final = {SHIFT: "arrow-fat-up", HIDE: "caret-down"}


class TouchKeys(QWidget):
    """`speak(language)`; as it is made it is hidden.

    Signals:
        typed(str): a letter, a digit, a sign or a space
        deleted(): the newest one goes
        entered(): what was typed is taken
        left(): the keyboard is to go

    """

    typed = Signal(str)
    deleted = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("touch_keys")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._large = False
        self._keys: dict[str, _Key] = {}
        self._more = QWidget(self)
        self._more_row = _row(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NEAR, Space.NEAR, Space.NEAR, Space.NEAR)
        column.setSpacing(Space.HAIR)
        for keys in (DIGITS, *LETTERS):
            row = _row()
            if keys == LETTERS[-1]:
                row.addWidget(self._key(SHIFT, wide=True))
            for key in keys:
                row.addWidget(self._key(key))
            if keys == LETTERS[-1]:
                row.addWidget(self._key(DELETE, wide=True))
            column.addLayout(row)
        column.addWidget(self._more)
        last = _row()
        last.addWidget(self._key(HIDE))
        for key in SIGNS:
            last.addWidget(self._key(key))
        last.addWidget(self._key(SPACE, wide=True), 1)
        last.addWidget(self._key(ENTER, wide=True))
        column.addLayout(last)
        self.speak("en")
        self.hide()

    def speak(self, code: str) -> None:
        """The letters of a language, and the words of its keys."""
        wanted = MORE_LETTERS.get(code, "")
        for key in dict.fromkeys("".join(MORE_LETTERS.values())):
            if key in wanted and key not in self._keys:
                self._more_row.insertWidget(self._more_row.count() - 1, self._key(key))
            if key in self._keys:
                self._keys[key].setVisible(key in wanted)
        self._more.setVisible(bool(wanted))
        self.setAccessibleName(_("Keyboard for the finger"))
        named = {
            DELETE: _("Delete the last character"),
            ENTER: _("Enter"),
            SPACE: _("Space"),
            SHIFT: _("Large letters"),
            HIDE: _("Hide the keyboard"),
        }
        for key, words in named.items():
            self._keys[key].call(words)
        self._show()
        self.adjustSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painting.panel(painter, QRectF(self.rect()), Radius.CARD, theme.background, theme.line)
        painter.end()

    def _key(self, key: str, *, wide: bool = False) -> _Key:
        made = self._keys[key] = _Key(f"touch_key_{_NAMES.get(key, key)}", key, wide=wide)
        made.clicked.connect(self._on_clicked)
        return made

    def _show(self) -> None:
        for name, key in self._keys.items():
            key.show_as(name.upper() if self._large and len(name) == 1 and name not in _NAMES else name)
        self._keys[SHIFT].mark(chosen=self._large)

    @Slot()
    def _on_clicked(self) -> None:
        key = self.sender()
        if not isinstance(key, _Key):
            return
        if key.key == SHIFT:
            self._large = not self._large
            self._show()
        elif key.key == DELETE:
            self.deleted.emit()
        elif key.key == ENTER:
            self.entered.emit()
        elif key.key == HIDE:
            self.left.emit()
        else:
            self.typed.emit(" " if key.key == SPACE else key.shown)
            if self._large:
                self._large = False
                self._show()


class _Key(Pressable):
    def __init__(self, name: str, key: str, *, wide: bool) -> None:
        super().__init__(name)
        self.key = self.shown = key
        self._wide, self._chosen = wide, False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the focus, so that keys go on working
        self.setSizePolicy(QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.call(key)

    def show_as(self, shown: str) -> None:
        """The letter as it is typed now."""
        self.shown = shown
        if self.key not in _NAMES:
            self.call(shown)
        self.update()

    def mark(self, *, chosen: bool) -> None:
        """Whether it holds."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(KEY.width() * 3 // 2, KEY.height()) if self._wide else KEY

    def minimumSizeHint(self) -> QSize:
        return KEY

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self.key == ENTER:
            ground = (
                theme.accent_pressed if self.isDown() else theme.accent_hover if self.underMouse() else theme.accent
            )
            painting.panel(painter, rect, Radius.CONTROL, ground)
            painting.draw_key(painter, rect, self.key, theme.on_accent, 1.3)
            return
        self.body(painter, rect, Radius.CONTROL, theme, chosen=self._chosen)
        if self.key in _ICONS:
            ink = theme.accent if self._chosen else theme.ink
            paint_icon(painter, _ICONS[self.key], rect.adjusted(0, 14, 0, -14), ink)
        elif self.key in _NAMES:
            painting.draw_key(painter, rect, self.key, theme.ink, 1.3)
        else:
            painting.write(painter, rect, self.shown, Type.CHOICE, theme.ink, painting.MIDDLE)


def _row(parent: QWidget | None = None) -> QHBoxLayout:
    """One row, its keys in the middle."""
    row = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.HAIR)
    if parent is not None:
        row.addStretch()
        row.addStretch()
    return row
