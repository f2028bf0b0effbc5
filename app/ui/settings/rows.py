"""How a setting stands on the page: its words, its hint, its control; a text that is saved; the list of sections.

Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit import Label, Pressable, SecondaryButton, Segmented, painting
from app.ui.theme import Space, Theme, Touch, Type, current, paint_icon
from app.ui.words import _

CONTROL_WIDTH = 430


class SettingRow(QWidget):
    """What is set on the left, the control on the right, a line below."""

    def __init__(self, name: str, control: QWidget) -> None:
        super().__init__()
        self.setObjectName(f"{name}_row")
        self._title = Label(kind=Type.NAME, name=f"{name}_title")
        self._hint = Label(kind=Type.SECOND, tone="second", name=f"{name}_hint")
        self.control = control
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._hint)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.TIGHT, 0, Space.TIGHT + 1)
        row.setSpacing(Space.FAR)
        row.addLayout(words, 1)
        control.setFixedWidth(CONTROL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, title: str, hint: str = "") -> None:
        """What it is, and what hangs on it; to a screen reader a choice and a field are called so, too."""
        if isinstance(self.control, Segmented | SavedText):
            self.control.call(title)
        self._title.say(title)
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """A hint of two lines has room for both: as far as its own height goes, Qt thinks of one."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(current().line))
        painter.end()


class SavedText(QWidget):
    """A text that counts when it was saved, by Enter or by its button; Escape takes the old one back."""

    saved = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._kept = ""
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}_field")
        self._save = SecondaryButton(f"{name}_save", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.field, 1)
        row.addWidget(self._save)
        self.field.textChanged.connect(self._on_changed)
        self.field.returnPressed.connect(self._on_saved)
        self._save.clicked.connect(self._on_saved)
        self.setFocusProxy(self.field)
        self._save.hide()

    def show_text(self, text: str) -> None:
        """What counts now."""
        self._kept = text
        self.field.setText(text)
        self._on_changed()

    def call(self, words: str) -> None:
        """What it is, for the screen reader; and the button's word."""
        self.field.setAccessibleName(words)
        self._save.say(_("Save"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.text() != self._kept:
            self.field.setText(self._kept)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_changed(self) -> None:
        self._save.setVisible(self.field.text() != self._kept)

    @Slot()
    def _on_saved(self) -> None:
        if self.field.text().strip() != self._kept:
            self.saved.emit(self.field.text().strip())


class ListEntry(Pressable):
    """One of a list of which one is open: a section, a checklist. Arrow keys go from one to the next."""

    def __init__(self, name: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._icon, self._words, self._more = icon, "", ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, more: str = "") -> None:
        """Its words; `more` stands at the right, quietly."""
        self._words, self._more = words, more
        self.call(words, more)

    def sizeHint(self) -> QSize:
        return QSize(200, max(Touch.LEAST, painting.line_height(Type.BODY) + 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        body = rect.adjusted(0, 1, 0, -1)
        if self.isChecked():
            painting.panel(painter, body, 9, theme.accent_weak)
        elif self.underMouse() or self.isDown():
            painting.panel(painter, body, 9, theme.pressed if self.isDown() else theme.hover)
        ink = theme.accent if self.isChecked() else theme.ink
        left = float(Space.NEAR)
        if self._icon:
            paint_icon(painter, self._icon, QRectF(left, (rect.height() - 20) / 2, 20, 20), ink)
            left += 32
        more = painting.width_of(self._more, Type.SECOND) + 4 if self._more else 0
        right = rect.width() - Space.NEAR
        kind = Type.STRONG if self.isChecked() else Type.BODY
        room = QRectF(left, 0, right - more - left - (8 if more else 0), rect.height())
        if painting.width_of(self._words, kind) <= room.width() + 1:
            painting.write(painter, room, self._words, kind, ink)
        else:
            painting.write_beside(painter, room, self._words, Type.SECOND, ink)
        if more:
            place = QRectF(right - more, 0, more, rect.height())
            painting.write(painter, place, self._more, Type.SECOND, theme.second, painting.RIGHT)
        if self.hasFocus():
            painting.ring(painter, body, 9, theme)
