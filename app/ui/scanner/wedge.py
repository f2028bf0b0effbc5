"""The filter at every door of the program (`doors`): hears every key before any widget or shortcut does. Main thread.

A held-back key goes back by Qt's own map of shortcuts first and then to the widget that has the focus, as if it had
just been pressed. The only public door to that map is QtTest's; the key itself is then delivered from here.

A pause is believed only when the window has caught up: after a stall the timer may ring before the keys that wait
behind it were heard, so two more rounds of the event loop must pass without a key. A scan that was going on when
another program took the keyboard has broken off, for the pause behind its first half means nothing.
"""

from __future__ import annotations

import logging
from time import monotonic

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.config import ScannerSettings
from app.ui.scanner.burst import Heard, Listening, Manner
from app.ui.scanner.composed import Came, Composed
from app.ui.scanner.doors import Doors
from app.ui.scanner.keys import Key, stroke_of
from app.ui.scanner.strokes import Stroke

log = logging.getLogger(__name__)

SLACK_MS = 2
ROUND_MS = 1
ROUNDS = 2

_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_KEYS = _PRESSES | {QEvent.Type.KeyRelease}


class Wedge(QObject):
    """Hears the scanner.

    Signals:
        scanned(str): a code
        heard(Heard): the same with the keys it came in, for whoever looks at the scanner itself
        broke_off(): a scan began and did not end

    """

    scanned = Signal(str)
    heard = Signal(object)
    broke_off = Signal()

    def __init__(self, manner: Manner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listening = Listening(manner or Manner())
        self._composed = Composed(self._listening.manner.gap_ms)
        self._composing: QWidget | None = None
        self._committing = False
        self._returning: tuple[int, str] | None = None
        self._passed: tuple[object, ...] = ()
        self._passed_by: set[int] = set()
        self._down: set[int] = set()
        self._released: set[int] = set()
        self._rounds = 0
        self._doors = Doors(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_quiet)
        self._composed_pause = QTimer(self)
        self._composed_pause.setSingleShot(True)
        self._composed_pause.timeout.connect(self._on_composed_pause)

    def listen(self, application: QApplication) -> None:
        """Begin to hear the keys of this application."""
        application.applicationStateChanged.connect(self._on_state_changed)
        self._doors.open(application)

    def leave_off(self, application: QApplication) -> None:
        """Hear no more of them."""
        application.applicationStateChanged.disconnect(self._on_state_changed)
        self._doors.close(application)

    def set_manner(self, manner: Manner) -> None:
        """The scanner is set up otherwise from now on; what is held back is given back first."""
        self._settle(self._listening.pause())
        self._listening = Listening(manner)
        self._on_composed_pause()
        self._composed = Composed(manner.gap_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether this event goes no further."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent) and isinstance(watched, QWidget):
            return self._compose(watched, event)
        if self._composed.waiting and kind in _PRESSES and isinstance(event, QKeyEvent) and self._ends(event):
            return True
        if kind not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if self._returning is not None:
            return self._hand_over(watched, event)
        if self._is_passed_on(watched, event):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        return self._press(watched, event)

    @Slot(Qt.ApplicationState)
    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        """Another program took the keyboard in the middle of a scan."""
        if state != Qt.ApplicationState.ApplicationActive and self._listening.waiting:
            self._timer.stop()
            self._settle(self._listening.break_off())

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        stroke = stroke_of(event, watched, monotonic() * 1000)
        self._settle(self._listening.before(stroke))
        if not self._listening.wants(stroke):
            if event.type() == QEvent.Type.KeyPress:
                self._down.discard(event.key())
            return False
        self._passed = ()
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key comes once more, as a press; no shortcut takes it meanwhile
            return True
        self._down.add(event.key())
        self._settle(self._listening.take(stroke))
        self._await_pause()
        return True

    def _release(self, event: QKeyEvent) -> bool:
        """What went down in a scan comes up in it; what a hand still holds back is let go after it was given back."""
        if event.key() not in self._down:
            return False
        if event.isAutoRepeat():
            return True
        self._down.discard(event.key())
        if self._listening.waiting:
            self._released.add(event.key())
        return True

    def _settle(self, heard: Heard) -> None:
        for stroke in heard.back:
            self._give_back(stroke)
        if heard.broken:
            log.info("A scan began and did not end.")
            self.broke_off.emit()
        if heard.code:
            self.heard.emit(heard)
            self.scanned.emit(heard.code)
        if not self._listening.waiting:
            self._released.clear()

    def _await_pause(self) -> None:
        self._rounds = 0
        if self._listening.waiting:
            self._timer.start(round(self._listening.patience_ms) + SLACK_MS)
        else:
            self._timer.stop()

    @Slot()
    def _on_quiet(self) -> None:
        if self._rounds < ROUNDS:
            self._rounds += 1
            self._timer.start(ROUND_MS)
        elif self._listening.waiting:
            self._settle(self._listening.pause())

    # What an input method made of a scan.

    def _compose(self, field: QWidget, event: QInputMethodEvent) -> bool:
        """Only where no prefix tells scans from typing; a correction of what stands there already is a hand's."""
        if self._committing or self._listening.manner.prefix != "none" or event.replacementLength():
            return False
        now, text = monotonic() * 1000, event.commitString()
        if self._composing is not field:
            self._on_composed_pause()
            self._composing = field
        if not text:
            if event.preeditString():
                self._composed.composes(now)
            else:
                self._composed.leaves()
            return False
        came = self._composed.commits(text, now)
        if came == Came(back=text):
            return False  # as it is, with whatever else the event says
        self._take_composed(came, "Enter")
        return True

    def _ends(self, event: QKeyEvent) -> bool:
        """Whether this key is the Enter behind a code; any other lets go of what was held back, before it."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it comes once more, as a press
            return True
        came = self._composed.enters(monotonic() * 1000) if is_enter else self._composed.pause()
        self._take_composed(came, "Enter")
        if came.code:
            self._down.add(event.key())
        return bool(came.code)

    def _take_composed(self, came: Came, ended: str) -> None:
        if self._composing is not None and shiboken6.isValid(self._composing) and (came.back or came.code):
            commit = QInputMethodEvent()  # an empty one ends what is being composed
            commit.setCommitString(came.back)
            self._committing = True
            try:
                QCoreApplication.sendEvent(self._composing, commit)
            finally:
                self._committing = False
        if came.code:
            self.heard.emit(Heard(code=came.code, ended=ended))
            self.scanned.emit(came.code)
        if self._composed.waiting:
            self._composed_pause.start(round(self._composed.gap_ms) + SLACK_MS)
        else:
            self._composed_pause.stop()

    @Slot()
    def _on_composed_pause(self) -> None:
        self._take_composed(self._composed.pause(), "pause")

    # The way back into the window.

    def _give_back(self, stroke: Stroke) -> None:
        key = stroke.key
        target = _target(key.receiver) if isinstance(key, Key) else None
        if not isinstance(key, Key) or target is None:
            return
        self._returning = (key.code, key.text)
        try:
            QTest.simulateEvent(target, True, key.code, key.modifiers, key.text, False)
            if key.code in self._released:
                self._released.discard(key.code)
                _deliver(target, QEvent.Type.KeyRelease, key)
            else:
                self._down.discard(key.code)
        finally:
            self._returning = None

    def _hand_over(self, watched: QObject, event: QKeyEvent) -> bool:
        """Deliver the press ourselves: QtTest complains in the log where nobody takes a key."""
        if event.type() != QEvent.Type.KeyPress or not event.spontaneous() or not isinstance(watched, QWidget):
            return False
        if self._returning != (event.key(), event.text()):
            return False
        _deliver(watched, QEvent.Type.KeyPress, Key(event.key(), event.text(), event.modifiers(), watched))
        return True

    def _is_passed_on(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether this is a key that went by already and now goes on from the window to its widget, or to a parent."""
        mark = (event.type(), shiboken6.getCppPointer(event), event.key(), event.timestamp())
        place = shiboken6.getCppPointer(watched)[0]
        if mark == self._passed and place not in self._passed_by:
            self._passed_by.add(place)
            return True
        self._passed, self._passed_by = mark, {place}
        return False


def manner_of(settings: ScannerSettings) -> Manner:
    """How the scanner is set up."""
    return Manner(settings.prefix, settings.suffix, settings.gap_ms, settings.gs_substitute)


def _target(receiver: QObject) -> QWidget | None:
    """The widget that a key meant for this window would reach now."""
    if isinstance(receiver, QWidget) and shiboken6.isValid(receiver):
        return receiver
    popup = QApplication.activePopupWidget()
    focused = _focused_in(popup) if popup is not None else QApplication.focusWidget()
    if not shiboken6.isValid(receiver) or (focused is not None and focused.window().windowHandle() is receiver):
        return focused
    window = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is receiver), None)
    return _focused_in(window) if window is not None else focused


def _focused_in(window: QWidget) -> QWidget:
    inner: QWidget | None = window.focusWidget()
    return window if inner is None else inner


def _deliver(target: QWidget, kind: QEvent.Type, key: Key) -> None:
    QCoreApplication.sendEvent(target, QKeyEvent(kind, key.code, key.modifiers, key.text))
