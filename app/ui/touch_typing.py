"""The keyboard for the finger and the field that it types into: shown where a text field was reached by touch.

Looks at the window's own events only, each once, and at where the focus goes. What is pressed reaches the field as an
input method would commit it, so that no scanner is heard in it. It never lies over its field, takes no focus, and goes
with a key of a real keyboard, a press of the pointer, or the field. Main thread.
"""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QInputDevice, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from app.background.timers import once
from app.ui.kit import TouchKeys
from app.ui.words import language

GAP: Final = 8
CAPTION: Final = 28
"""Above a field stands what it asks for: whoever types has to see it."""
OWN_KEYS: Final = "has_keys_of_its_own"
"""A property of a field beside which digits for the finger stand anyway."""


class TouchTyping(QObject):
    """Lives as long as its window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._touched = False
        self._field: QLineEdit | None = None
        self._keys: TouchKeys | None = None
        self._soon = once(0, self._on_touched, self)
        language.changed.connect(self._on_language_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def keys(self) -> TouchKeys:
        """The keyboard, made when it is first wanted: most benches never do."""
        if self._keys is None:
            self._keys = TouchKeys(self._area)
            self._keys.speak(language.code)
            self._keys.typed.connect(self._on_typed)
            self._keys.deleted.connect(self._on_deleted)
            self._keys.entered.connect(self._on_entered)
            self._keys.left.connect(self._on_left)
        return self._keys

    @property
    def _area(self) -> QWidget:
        middle: QWidget | None = self._window.centralWidget()
        return self._window if middle is None else middle

    def listen(self) -> None:
        """The window has a handle of its system now: hear what reaches it."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notes what the person works with; every event goes on."""
        kind = event.type()
        if kind == QEvent.Type.TouchBegin:
            self._note(touched=True)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            by_finger = event.pointingDevice().type() == QInputDevice.DeviceType.TouchScreen
            self._note(touched=by_finger or event.source() != Qt.MouseEventSource.MouseEventNotSynthesized)
        elif kind == QEvent.Type.KeyPress:
            self._touched = False
            self._hide()
        elif kind == QEvent.Type.Resize and self._field is not None:
            self._place(self._field)
        return False

    def _note(self, *, touched: bool) -> None:
        self._touched = touched
        if touched:
            self._soon.start()  # when the press has given somebody the focus
        elif self._keys is not None and not self._keys.underMouse():
            self._hide()

    @Slot()
    def _on_touched(self) -> None:
        self._show(self._window.focusWidget())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._field or not shiboken6.isValid(self._window):
            return  # a window that goes takes its focus away last
        if self._touched:
            self._show(now)
        elif self._field is not None:
            self._hide()

    def _show(self, widget: QWidget | None) -> None:
        if not isinstance(widget, QLineEdit) or not _takes_text(widget) or widget.window() is not self._window:
            self._hide()
            return
        self._field = widget
        self._place(widget)
        self.keys.show()
        self.keys.raise_()

    def _hide(self) -> None:
        self._field = None
        if self._keys is not None and shiboken6.isValid(self._keys):
            self._keys.hide()

    def _place(self, field: QWidget) -> None:
        """At the lower edge, unless the field is there: then above it, or below where there is more room."""
        area = self._area
        self.keys.adjustSize()
        size = self.keys.size()
        there = QRect(field.mapTo(area, QPoint(0, 0)), field.size()).adjusted(0, -CAPTION, 0, 0)
        left = max(0, (area.width() - size.width()) // 2)
        place = QRect(QPoint(left, area.height() - size.height() - GAP), size)
        if place.adjusted(0, -GAP, 0, GAP).intersects(there):
            above = there.top() - size.height() - GAP
            place.moveTop(above if above >= 0 else there.bottom() + GAP)
        self.keys.setGeometry(place)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._field is not None:
            commit = QInputMethodEvent()
            commit.setCommitString(text)
            QCoreApplication.sendEvent(self._field, commit)

    @Slot()
    def _on_deleted(self) -> None:
        if self._field is not None:
            self._field.backspace()

    @Slot()
    def _on_entered(self) -> None:
        if self._field is not None:
            field = self._field
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                enter = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
                QCoreApplication.sendEvent(field, enter)

    @Slot()
    def _on_left(self) -> None:
        self._touched = False
        self._hide()

    @Slot()
    def _on_language_changed(self) -> None:
        if self._keys is not None:
            self._keys.speak(language.code)
        if self._field is not None:
            self._place(self._field)


def _takes_text(field: QLineEdit) -> bool:
    return field.isEnabled() and not field.isReadOnly() and field.isVisible() and not field.property(OWN_KEYS)
