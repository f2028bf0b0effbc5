"""The foot switch at the bench: it takes the photo that Space takes, wherever the focus is, but not inside typed text.

A key that shows a sign reaches the bench after the scanner's filter gave it back, for a code may hold it; any other is
heard before everything else. Held down it does nothing twice. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from app.ui.camera.choices import Choices
from app.ui.camera.pedal_key import key_named

REST_S: Final = 0.2
"""Cheap switches bounce, and some repeat by themselves while they are held: after each sign of life it must rest."""

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease})


class Pedal(QObject):
    """`listen` while the bench is in front. `on_press` is what it does."""

    def __init__(self, choices: Choices, on_press: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices, self._on_press = choices, on_press
        self.now: Callable[[], float] = monotonic
        self._last = -REST_S
        self._wanted = False
        choices.changed.connect(self._hear)

    def listen(self, wanted: bool) -> None:
        """Whether the bench is in front."""
        self._wanted = wanted
        self._hear()

    @Slot()
    def _hear(self) -> None:
        """Where there is no pedal nothing is listened to, for each event of the window would come by."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if self._wanted and self._choices.pedal:
                application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys without a sign of their own."""
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS or event.text() or not self._is(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it comes once more, as a press
        elif event.type() == QEvent.Type.KeyPress:
            self._press(event)
        return True

    def takes(self, event: QKeyEvent) -> bool:
        """A key with a sign, as it comes to the bench; whether it was the pedal."""
        if not self._is(event):
            return False
        self._press(event)
        return True

    def _is(self, event: QKeyEvent) -> bool:
        return bool(self._choices.pedal) and event.key() == key_named(self._choices.pedal) and not _is_typing()

    def _press(self, event: QKeyEvent) -> None:
        now, before = self.now(), self._last
        self._last = now
        if not event.isAutoRepeat() and now - before >= REST_S:
            self._on_press()


def _is_typing() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit)
