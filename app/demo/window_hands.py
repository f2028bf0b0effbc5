"""Hands that work the real window: codes as a scanner types them, keys as a person presses them, touches, the camera.

The way to each act is found on the screen as it then is (`ways`). What the window has no page for yet is sent to its
desk instead, so that the day goes on at the same bench. Every act is waited for: the window's own event loop runs here,
in short turns, for nobody else runs one. Main thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.cli.script import request_of
from app.demo.script import Answer
from app.demo.turning import turn, until
from app.demo.ways import Press, Write, way_to
from app.devices.drawing.sights import EMPTY, Sight, picture
from app.devices.scene_camera import SceneCamera
from app.domain.bench import actions as acts
from app.errors import TimedOut
from app.saying import say
from app.services.inspecting import Request, Standing
from app.ui.bench.around import Around
from app.ui.bench.page import BenchPage
from app.ui.camera import LivePicture
from app.ui.kit import PinPad
from app.ui.window import StationWindow

CAMERA_SIZE: Final = (1280, 720)
SCANNER_GAP_MS: Final = 40
BADGE_PREFIX: Final = "RGB:"
_KEYS: Final[Mapping[str, Qt.Key]] = {
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Esc": Qt.Key.Key_Escape,
    "F6": Qt.Key.Key_F6,
}


class WindowHands(QObject):
    """Implements `app.demo.playing.Hands` over an open window. Its scanner sends F24 before each code."""

    def __init__(self, window: StationWindow, camera: SceneCamera, on_way: Callable[[str], None]) -> None:
        """`on_way` hears of each page that is passed on the way to an act, by its name, while it is shown."""
        super().__init__()
        self._on_way = on_way
        self._window = window
        self._camera = camera
        self._answers: list[Standing] = []
        self._shown_at = 0.0
        self._shots = 0
        self._sight = EMPTY
        self._scanned = False
        window.parts.desk.stood.connect(self._on_stood)
        until("the window", lambda: bool(self._answers))

    def do(self, act: Mapping[str, Any], sight: Sight | None) -> Answer:
        """One act, by whatever a person would do for it."""
        self._settle()
        line = {**act, "file": "photo.jpg"} if act["do"] in {"photo", "destroy"} else act
        request = request_of(json.dumps(line).encode())
        if sight is not None or act["do"] in {"photo", "destroy"}:
            self._show(sight or self._sight)
        self._answers.clear()
        match request.action:
            case acts.SignIn(badge):
                self._sign_in(badge, request.pin)
            case acts.Scan(code):
                self._scan(code)
            case acts.Destroy():
                self._destroy(request, request.action)
            case _:
                self._go(request)
        until(str(act["do"]), lambda: bool(self._answers))
        answer: dict[str, Any] = {**self._answers[0].reply}
        self._settle()
        return answer

    def settle_picture(self) -> None:
        """Until the window has drawn what lies before the camera now; where it shows no picture there is nothing."""
        eye = self._bench().findChild(LivePicture)
        if eye is not None and eye.isVisible():
            until("the camera", lambda: eye.glimpse is not None and eye.glimpse.at >= self._shown_at)
        turn()

    # --- what hands do

    def _go(self, request: Request) -> None:
        """The way to the act, walked; without a way, the act itself."""
        bench = self._bench()
        way = way_to(request.action, self._standing(), Around())
        if way is None or self._window.front is not bench:
            self._window.parts.desk.send(request)
            return
        self._walk(way, bench)

    def _walk(self, way: tuple[Press | Write, ...], bench: BenchPage) -> None:
        for place, move in enumerate(way):
            self._make(move, bench)
            if place + 1 < len(way):
                self._pass(move.name if isinstance(move, Press) else "written")

    def _pass(self, name: str) -> None:
        self.settle_picture()
        self._on_way(name)

    def _make(self, move: Press | Write, bench: BenchPage) -> None:
        if isinstance(move, Write):
            self._write(move.words, bench)
        elif move.key:
            self._press(move.key)
        else:
            self._touch(move.name, bench)

    def _press(self, key: str) -> None:
        focus = self._focus()
        self._rest()
        if key in _KEYS:
            QTest.keyClick(focus, _KEYS[key])
        else:
            QTest.keyClicks(focus, key)

    def _touch(self, name: str, bench: BenchPage) -> None:
        widget = bench.findChild(QWidget, name)
        if widget is not None and widget.isVisible():
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            bench.presenter.touch(name)

    def _focus(self) -> QWidget:
        focused: QWidget | None = self._window.focusWidget()
        return self._window if focused is None else focused

    def _write(self, words: str, bench: BenchPage) -> None:
        """As an input method commits them: words of any language."""
        field = next(one for one in bench.findChildren(QLineEdit) if one.isVisible() and one.isEnabled())
        field.setFocus()
        commit = QInputMethodEvent()
        commit.setCommitString(words)
        QCoreApplication.sendEvent(field, commit)

    def _scan(self, code: str) -> None:
        focus = self._focus()
        QTest.keyClick(focus, Qt.Key.Key_F24)
        QTest.keyClicks(focus, code)
        QTest.keyClick(focus, Qt.Key.Key_Return)
        self._scanned = True

    def _rest(self) -> None:
        """After a scan a hand is not at once upon the keys: an Enter right behind it would belong to the scan."""
        if self._scanned:
            self._scanned = False
            QTest.keyClick(self._window, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier, SCANNER_GAP_MS)

    def _sign_in(self, badge: str, pin: str) -> None:
        if self._standing().state.operator is not None:
            self._window.header.person_asked.emit()
        turn()
        self._pass("sign-in")
        self._scan(f"{BADGE_PREFIX}{badge}")
        self._type_pin(pin)

    def _type_pin(self, pin: str) -> None:
        pads = self._window.page("signin").findChildren(PinPad)
        until("the PIN pad", lambda: any(pad.isVisible() and pad.isEnabled() for pad in pads))
        pad = next(pad for pad in pads if pad.isVisible())
        pad.setFocus()
        self._rest()
        QTest.keyClicks(pad, pin)
        self._pass("pin")
        QTest.keyClick(pad, Qt.Key.Key_Return)

    def _destroy(self, request: Request, action: acts.Destroy) -> None:
        """The page, the witness's badge and PIN, the proof."""
        bench = self._bench()
        way = way_to(action, self._standing(), Around()) or ()
        self._walk(way, bench)
        until("the witness", lambda: self._shows(bench, "take"))
        if action.details:
            self._say_for_certificate(action, bench)
        self._scan(f"{BADGE_PREFIX}{action.witness_badge}")
        self._write(request.pin, bench)
        self._pass("witness")
        self._press("Enter")
        until("the witness's answer", lambda: bool(self._answers))
        self._settle()
        if self._shows(bench, "prove"):
            self._answers.clear()  # that the witness is one was no answer to the act
            self._pass("proof")
            self._press("Space")

    def _say_for_certificate(self, action: acts.Destroy, bench: BenchPage) -> None:
        """Each detail on its page, then back to the witness."""
        self._press("F6")
        for name, text in action.details:
            self._touch(f"detail_{name}", bench)
            self._write(text, bench)
            self._pass(f"certificate_{name}")
            self._press("Enter")
        self._pass("certificate")
        self._press("Enter")

    @staticmethod
    def _shows(bench: BenchPage, control: str) -> bool:
        return bench.presenter.scene is not None and bench.presenter.scene.named(control) is not None

    # --- what the window does

    def _show(self, sight: Sight) -> None:
        self._shots += 1
        self._sight = sight
        self._camera.show(picture(sight, *CAMERA_SIZE, tick=self._shots))
        self._shown_at = time.monotonic()

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        self._answers.append(standing)

    def _standing(self) -> Standing:
        standing = self._window.parts.desk.standing
        if standing is None:
            raise TimedOut(say("The window never said where the bench stands."))
        return standing

    def _bench(self) -> BenchPage:
        page = self._window.page("bench")
        if not isinstance(page, BenchPage):
            raise TypeError("the bench is no bench")
        return page

    def _settle(self) -> None:
        until("the bench", lambda: not self._window.parts.desk.busy)
        turn()
