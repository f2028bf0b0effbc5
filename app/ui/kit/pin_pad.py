"""Digits for the finger: a PIN is typed here by touch or by keys, and is shown as dots only.

Owns the digits until they are handed over; they are in no name, tooltip or log. Refuses what is no digit. Main
thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Radius, Space, Theme, Type, current
from app.ui.words import _, ngettext

from . import painting
from .pressable import Pressable

LONGEST = 32
LEAST_DOTS, MOST_DOTS = 6, 12
_ROWS = ("123", "456", "789", "⌫0⏎")


class PinPad(QWidget):
    """`pin_entered` carries the PIN, once, and the pad is empty again; `typed` what stands there, for who judges it."""

    pin_entered = Signal(str)
    digits_changed = Signal(int)
    typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pin = ""
        self._dots = _Dots(f"{name}_dots")
        self._keys: dict[str, _PadKey] = {}
        grid = QGridLayout()
        grid.setSpacing(Space.TIGHT)
        for row, keys in enumerate(_ROWS):
            for column, key in enumerate(keys):
                self._keys[key] = _PadKey(f"{name}_{_NAMES.get(key, key)}", key)
                self._keys[key].pressed_key.connect(self._on_pressed_key)
                grid.addWidget(self._keys[key], row, column)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(Space.NEAR)
        column_.addWidget(self._dots)
        column_.addLayout(grid)
        self.retranslate()

    def retranslate(self) -> None:
        """Says its few words again."""
        self.setAccessibleName(_("PIN pad"))
        self._keys["⌫"].call(_("Delete the last digit"))
        self._keys["⏎"].call(_("Enter the PIN"))
        self._show()

    def clear(self) -> None:
        """Forgets what was typed."""
        self._set("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and event.text().isascii() and len(event.text()) == 1:
            self._take(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._take("⌫")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._pin:
            self._take("⏎")
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_pressed_key(self, key: str) -> None:
        self.setFocus()
        self._take(key)

    def _take(self, key: str) -> None:
        if key == "⌫":
            self._set(self._pin[:-1])
        elif key == "⏎":
            pin = self._pin
            self._set("")
            if pin:
                self.pin_entered.emit(pin)
        elif len(self._pin) < LONGEST:
            self._set(self._pin + key)

    def _set(self, pin: str) -> None:
        self._pin = pin
        self._show()
        self.digits_changed.emit(len(pin))
        self.typed.emit(pin)

    def _show(self) -> None:
        self._dots.show_count(len(self._pin))
        self._keys["⏎"].setEnabled(bool(self._pin))
        self._keys["⌫"].setEnabled(bool(self._pin))


_NAMES = {"⌫": "delete", "⏎": "enter"}


class _PadKey(Pressable):
    pressed_key = Signal(str)

    def __init__(self, name: str, key: str) -> None:
        super().__init__(name)
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pad has the focus, so that keys go on working
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self._on_clicked)
        self.call(key)

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed_key.emit(self._key)

    def sizeHint(self) -> QSize:
        return QSize(92, 64)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 56)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        if self._key == "⏎" and self.isEnabled():
            ground = (
                theme.accent_pressed if self.isDown() else theme.accent_hover if self.underMouse() else theme.accent
            )
            painting.panel(painter, rect, Radius.CONTROL, ground)
            painting.draw_key(painter, rect, self._key, theme.on_accent, 1.5)
            return
        self.body(painter, rect, Radius.CONTROL, theme)
        ink = theme.ink if self.isEnabled() else theme.third
        if self._key in _NAMES:
            painting.draw_key(painter, rect, self._key, ink, 1.5)
        else:
            painting.write(painter, rect, self._key, Type.DIGIT, ink, painting.MIDDLE)


class _Dots(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedHeight(28)
        self._count = 0
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(ngettext("{n} digit typed", "{n} digits typed", count))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, places = current(), min(MOST_DOTS, max(LEAST_DOTS, self._count))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() / 2 - (places * 26 - 12) / 2
        for place in range(places):
            filled = place < self._count
            painter.setPen(QPen(QColor(theme.ink if filled else theme.third), 2))
            painter.setBrush(QColor(theme.ink) if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + place * 26, 8, 13, 13))
        painter.end()
