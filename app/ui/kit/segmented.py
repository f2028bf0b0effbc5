"""A few choices of which one holds, side by side: theme, language, a filter. Arrow keys move it. Main thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import Radius, Theme, Touch, Type, current

from . import painting
from .pressable import Pressable

_INSET = _EDGE = 4
_CAP, _BESIDE_CAP = 22, 6


class Segmented(QWidget):
    """`show_choices([("light", "Light"), …], "light")`; `chosen` carries the key of what a person chose.

    `draw_caps({"light": "1", …})` draws the keys of the keyboard that choose it; whoever owns the keys says so.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_INSET, 0, _INSET, 0)  # a finger has the whole height
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._parts: dict[str, _Segment] = {}
        self._caps: Mapping[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def key(self) -> str:
        """What is chosen now."""
        return next((key for key, part in self._parts.items() if part.isChecked()), "")

    def show_choices(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Keys with their words, and which one holds; telling it so chooses nothing."""
        had_focus = any(part.hasFocus() for part in self._parts.values())
        others = [one for one, _ in choices] != list(self._parts)
        if others:
            self._build([one for one, _ in choices])
        for one, words in choices:
            self._parts[one].say(words)
            self._parts[one].setChecked(one == key)
        if others and had_focus and key in self._parts:
            self._parts[key].show()
            self._parts[key].setFocus()  # the keyboard stays where it was
        self.updateGeometry()

    def draw_caps(self, caps: Mapping[str, str]) -> None:
        """The key of the keyboard for each choice, for those that are built from now on."""
        self._caps = dict(caps)

    def take_keys(self) -> None:
        """The keyboard stands on what holds, else on the first; arrow keys go on from there."""
        part = self._parts.get(self.key) or next(iter(self._parts.values()), None)
        if part is not None:
            part.show()  # one that was only just made is not seen yet
            part.setFocus()

    def call(self, words: str) -> None:
        """What is chosen here, for the screen reader."""
        self.setAccessibleName(words)

    def _build(self, keys: Sequence[str]) -> None:
        for part in self._parts.values():
            self._group.removeButton(part)
            self._row.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = {key: _Segment(f"{self.objectName()}_{key}", key, self._caps.get(key, "")) for key in keys}
        for part in self._parts.values():
            self._group.addButton(part)
            self._row.addWidget(part)
            part.chosen.connect(self._on_chosen)
        self._be_next()

    def _be_next(self) -> None:
        """Tab comes to the parts where this stands, not last of all because they were made last."""
        before: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt looks past what takes no keys
        for part in self._parts.values():
            QWidget.setTabOrder(before, part)
            before = part
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.chosen.emit(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), Radius.CONTROL, theme.background, theme.line)
        painter.end()


class _Segment(Pressable):
    chosen = Signal(str)

    def __init__(self, name: str, key: str, cap: str = "") -> None:
        super().__init__(name)
        self._key, self._words, self._cap = key, "", cap
        self.setCheckable(True)
        self.clicked.connect(self._on_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        self._words = words
        self.call(words)

    @property
    def is_cut(self) -> bool:
        """Whether its words have less room than they need."""
        kind = Type.STRONG if self.isChecked() else Type.BODY
        beside = _CAP + _BESIDE_CAP if self._cap else 0
        return painting.width_of(self._words, kind) + beside > self.width() - 2 * _EDGE + 1

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not self.hasFocus():
            focused = QApplication.focusWidget()
            if isinstance(focused, _Segment):
                focused.click()

    def sizeHint(self) -> QSize:
        beside = _CAP + _BESIDE_CAP + 12 if self._cap else 30
        return QSize(painting.width_of(self._words, Type.STRONG) + beside, Touch.LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(44, self.sizeHint().width()), self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        rect = rect.adjusted(0, _INSET, 0, -_INSET)
        if self.isChecked():
            painting.panel(painter, rect, 9, theme.accent_weak)
        elif self.isDown() or self.underMouse():
            painting.panel(painter, rect, 9, theme.pressed if self.isDown() else theme.hover)
        kind, ink = (Type.STRONG, theme.accent) if self.isChecked() else (Type.BODY, theme.second)
        room = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if self._cap:
            room = self._draw_cap(painter, room, kind, theme)
        painting.write(painter, room, self._words, kind, ink, painting.LEFT if self._cap else painting.MIDDLE)
        if self.hasFocus():
            painting.ring(painter, rect, 9, theme)

    def _draw_cap(self, painter: QPainter, room: QRectF, kind: Type, theme: Theme) -> QRectF:
        """The cap and the words together in the middle; where the words stand then."""
        words = painting.width_of(self._words, kind)
        left = room.left() + max(0.0, (room.width() - words - _CAP - _BESIDE_CAP) / 2)
        painting.key_cap(painter, QRectF(left, room.center().y() - _CAP / 2, _CAP, _CAP), self._cap, theme)
        return room.adjusted(left - room.left() + _CAP + _BESIDE_CAP, 0, 0, 0)
