"""One key, one touch, one scan, one look of the camera, at the window as the window system would deliver them.

Keys and touches go to the window, not to a widget: what has the focus, and what lies on top, is the window's own doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from app.domain.sightings import QUIET_S
from app.ui.bench.page import BIG_KEYS, BOUNCE_MS
from tests.pictures import drawn
from tests.shift.place import Place, turn, until

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "F1": Qt.Key.Key_F1,
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "F10": Qt.Key.Key_F10,
    "F24": Qt.Key.Key_F24,
    "Right": Qt.Key.Key_Right,
    "+": Qt.Key.Key_Plus,
    "−": Qt.Key.Key_Minus,
}
GLOVE, FINGER = 68, 48
MOST_TABS = 80
AGAIN_MS = round(1000 * QUIET_S) + 200
RESTS_MS = 40
"""From a scanner's trigger to the first key: an Enter right behind a scan would belong to it."""


@dataclass
class Body:
    """Somebody before the window. `did` is every key, touch, scan and photo, in their order."""

    place: Place
    did: list[str] = field(default_factory=list)
    out_of_sight: int = 0
    _empty: bool = True
    _gone: dict[str, QElapsedTimer] = field(default_factory=dict)
    _scanned: QElapsedTimer = field(default_factory=QElapsedTimer)
    _pressed: str = ""
    _since: QElapsedTimer = field(default_factory=QElapsedTimer)

    @property
    def handle(self) -> QWindow:
        handle = self.place.window.windowHandle()
        assert handle is not None
        return handle

    def key(self, cap: str) -> None:
        """A key as its cap says it."""
        self.did.append(f"key {cap}")
        self._rest()
        if cap in BIG_KEYS:
            self._lift(cap)
        if cap.startswith("^"):
            QTest.keyClick(self.handle, Qt.Key(ord(cap[1])), Qt.KeyboardModifier.ControlModifier)
        elif cap in KEYS:
            QTest.keyClick(self.handle, KEYS[cap])
        else:
            self._sign(cap.lower())

    def write(self, words: str) -> None:
        """Words, letter by letter; those that no keyboard has, as an input method commits them."""
        self.did.append(f"types {words}")
        self._rest()
        if words.isascii():
            for sign in words:
                self._sign(sign)
            return
        commit = QInputMethodEvent()
        commit.setCommitString(words)
        focused = self.place.window.focusWidget()
        assert focused is not None, "nothing has the focus"
        QApplication.sendEvent(focused, commit)

    def scan(self, code: str) -> None:
        """What a scanner types: its prefix, the code, its suffix."""
        self.did.append(f"scan {code}")
        QTest.keyClick(self.handle, Qt.Key.Key_F24)
        for sign in code:
            self._sign(sign)
        QTest.keyClick(self.handle, Qt.Key.Key_Return)
        self._scanned.start()

    def burst(self, signs: str) -> None:
        """Signs as quick as a scanner's; a carriage return is its Enter."""
        self.did.append(f"burst {signs}")
        for sign in signs:
            if sign == "\r":
                QTest.keyClick(self.handle, Qt.Key.Key_Return)
            else:
                self._sign(sign)
        self._scanned.start()

    def hold_up(self, code: str) -> None:
        """A code before the camera until the window took it, or until it is taken away."""
        self.did.append(f"camera {code}")
        last = self._gone.setdefault(code, QElapsedTimer())
        if last.isValid():
            until("the camera to take the same code again", lambda: last.elapsed() > AGAIN_MS)
        last.start()
        self.place.camera.show(drawn(f"code {code} {len(self.did)}", code))
        self._empty = False

    def put_down(self) -> None:
        """Nothing lies before the camera any more."""
        if not self._empty:
            self.place.camera.show(drawn("empty"))
            self._empty = True
            if self.did and self.did[-1].startswith("camera "):
                self._gone[self.did[-1].removeprefix("camera ")].start()

    def lay_down(self, picture: bytes) -> None:
        """This is what the camera sees from now on."""
        self.place.camera.show(picture)
        self._empty = False

    def touch(self, name: str, *, least: int = FINGER) -> None:
        """A finger on what is called so: seen, whole, large enough, and nothing lies over it."""
        turn()
        widget = self.button(name)
        spot = self._spot(widget)
        assert widget.isEnabled(), f"{name} cannot be pressed"
        assert widget.height() >= least, f"{name} is {widget.height()} px high; a finger needs {least}"
        assert widget.width() >= FINGER, f"{name} is {widget.width()} px wide; a finger needs {FINGER}"
        there = self.place.window.childAt(spot)
        assert there is not None, f"nothing lies where {name} should be"
        assert there is widget or widget.isAncestorOf(there), f"{name} lies under {there.objectName()}"
        self.did.append(f"touch {name}")
        QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def button(self, name: str) -> QAbstractButton:
        """What can be pressed and is called so; of several the largest."""
        found = [one for one in self.place.window.findChildren(QAbstractButton, name) if one.isVisible()]
        assert found, f"nothing to touch is called {name}; there is {sorted(self.touchable())}"
        return max(found, key=lambda one: one.width() * one.height())

    def sees(self, name: str) -> bool:
        """Whether something to press is called so."""
        return any(one.isVisible() for one in self.place.window.findChildren(QAbstractButton, name))

    def touchable(self) -> set[str]:
        """The names of everything that can be pressed now."""
        return {one.objectName() for one in self.place.window.findChildren(QAbstractButton) if one.isVisible()}

    def tab_to(self, name: str) -> None:
        """By Tab alone, until it has the focus."""
        self._tab(lambda focused: focused.objectName() == name, name)

    def tab_into(self, row: str) -> None:
        """By Tab alone, until one of a row has the focus."""
        self._tab(lambda focused: focused.objectName().startswith(f"{row}_"), row)

    def _tab(self, is_there: Callable[[QWidget], bool], name: str) -> None:
        for _ in range(MOST_TABS):
            focused: QWidget | None = self.place.window.focusWidget()
            if focused is not None and is_there(focused):
                return
            self.key("Tab")
        raise AssertionError(f"Tab never comes to {name}")

    def _rest(self) -> None:
        if self._scanned.isValid():
            QTest.qWait(max(0, RESTS_MS - self._scanned.elapsed()))
            self._scanned.invalidate()

    def _lift(self, cap: str) -> None:
        """A finger needs longer than a bouncing key to press the same one again."""
        if cap == self._pressed and self._since.isValid():
            QTest.qWait(max(0, BOUNCE_MS + 10 - self._since.elapsed()))
        self._pressed = cap
        self._since.start()

    def _spot(self, widget: QWidget) -> QPoint:
        """Its middle in the window; a list is swiped until it is in sight."""
        area = _area_of(widget)
        if area is not None and not _is_whole(widget, area):
            self.out_of_sight += 1
            area.ensureWidgetVisible(widget)
        window = self.place.window
        whole = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        assert window.rect().contains(whole), f"{widget.objectName()} at {whole} is not within the window"
        return whole.center()

    def _sign(self, sign: str) -> None:
        QTest.keyClick(self.handle, sign)  # type: ignore[call-overload]  # a sign is taken, whatever the stubs say


def _area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _is_whole(widget: QWidget, area: QScrollArea) -> bool:
    view = area.viewport()
    return view.rect().contains(QRect(widget.mapTo(view, QPoint(0, 0)), widget.size()))


def wait_for_button(body: Body, name: str) -> None:
    """Until something to press is called so."""
    until(f"a button called {name}", lambda: body.sees(name))
