"""The filter in a real window: scans never reach a field or a shortcut, typing always does, stalls change nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.config import ScannerSettings
from app.ui.scanner.burst import Heard, Manner
from app.ui.scanner.wedge import Wedge, manner_of

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Ears(QObject):
    """Keeps what was heard and which shortcut fired."""

    def __init__(self, wedge: Wedge) -> None:
        super().__init__()
        self.codes: list[str] = []
        self.heard: list[Heard] = []
        self.fired: list[str] = []
        self.broken = 0
        wedge.scanned.connect(self._on_scanned)
        wedge.heard.connect(self._on_heard)
        wedge.broke_off.connect(self._on_broke_off)

    @Slot(str)
    def _on_scanned(self, code: str) -> None:
        self.codes.append(code)

    @Slot(object)
    def _on_heard(self, heard: Heard) -> None:
        self.heard.append(heard)

    @Slot()
    def _on_broke_off(self) -> None:
        self.broken += 1

    @Slot()
    def on_fired(self) -> None:
        shortcut = self.sender()
        assert isinstance(shortcut, QShortcut)
        self.fired.append(shortcut.key().toString())


@dataclass
class Bench:
    window: QWidget
    field: QLineEdit
    button: QPushButton
    wedge: Wedge
    ears: Ears

    @property
    def handle(self) -> QWindow:
        return self.window.windowHandle()


@pytest.fixture
def bench(qtbot) -> Iterator[Bench]:
    window = QWidget()
    field, button = QLineEdit(), QPushButton("take")
    box = QVBoxLayout(window)
    box.addWidget(field)
    box.addWidget(button)
    wedge = Wedge(parent=window)
    ears = Ears(wedge)
    for key in ("P", "5", "Ctrl+]", "Ctrl+B", "Ctrl+F"):
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(ears.on_fired)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    field.setFocus()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    wedge.listen(application)
    yield Bench(window, field, button, wedge, ears)
    wedge.leave_off(application)


def code_of(sign: str) -> int:
    known = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1d": Qt.Key.Key_BracketRight, "\x02": Qt.Key.Key_B}
    return int(known.get(sign, ord(sign.upper())))


def events_of(sign: str, stamp: int) -> Iterator[QKeyEvent]:
    """A key as the window system sends it: stamped, and asked of the shortcuts first."""
    modifiers = CONTROL if sign in "\x1d\x02" else NONE
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if sign == "↑":
            event = QKeyEvent(kind, Qt.Key.Key_F24, NONE, "")
        else:
            event = QKeyEvent(kind, code_of(sign), modifiers, sign)
        event.setTimestamp(stamp)
        yield event


class Scanner:
    """Sends keys with stamps of its own clock."""

    def __init__(self, receiver: QObject) -> None:
        self.receiver = receiver
        self.now = 1000

    def send(self, text: str, *, gap: int = 7, queued: bool = False) -> None:
        for sign in text:
            self.now += gap
            for event in events_of(sign, self.now):
                if queued:
                    QCoreApplication.postEvent(self.receiver, event)
                else:
                    QCoreApplication.sendEvent(self.receiver, event)

    def rest(self) -> None:
        self.now += 500


def stall(milliseconds: int) -> None:
    """Hold the main thread up, as nothing in the window may: what comes meanwhile waits in its queue."""
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        pass


def test_a_scan_reaches_neither_field_nor_shortcut(bench):
    QTest.keyClicks(bench.field, "PPP5-5P")
    QTest.keyClick(bench.field, Qt.Key.Key_Return)
    assert bench.ears.codes == ["PPP5-5P"]
    assert bench.field.text() == ""
    assert bench.ears.fired == []
    assert bench.ears.heard[0].ended == "Enter"


def test_typing_reaches_the_field(bench, qtbot):
    QTest.keyClicks(bench.field, "two words", delay=60)
    qtbot.waitUntil(lambda: bench.field.text() == "two words")
    assert bench.ears.codes == []


@pytest.mark.parametrize("key", ["P", "5"])
def test_one_key_of_a_hand_still_is_a_shortcut(bench, qtbot, key):
    bench.button.setFocus()
    QTest.keyClick(bench.button, key)
    qtbot.waitUntil(lambda: bench.ears.fired == [key])


def test_one_key_of_a_hand_still_presses_a_button(bench, qtbot):
    bench.button.setFocus()
    with qtbot.waitSignal(bench.button.clicked):
        QTest.keyClick(bench.button, Qt.Key.Key_Space)


def test_a_shortcut_of_a_hand_fires_at_once(bench):
    QTest.keyClick(bench.field, Qt.Key.Key_F, CONTROL)
    assert bench.ears.fired == ["Ctrl+F"]


def test_a_sign_of_control_by_hand_still_is_a_shortcut(bench, qtbot):
    QTest.keyClick(bench.field, Qt.Key.Key_BracketRight, CONTROL)
    qtbot.waitUntil(lambda: bench.ears.fired == ["Ctrl+]"])


def test_gs_within_a_scan_is_no_shortcut(bench):
    Scanner(bench.handle).send("\x1d0104012345678901\x1d10P5\r")
    assert bench.ears.codes == ["\x1d0104012345678901\x1d10P5"]
    assert bench.ears.fired == []


def test_alt_and_digits_are_the_sign_they_stand_for(bench):
    scanner = Scanner(bench.handle)
    scanner.send("10AB")
    alt = Qt.KeyboardModifier.AltModifier
    for code, text in ((Qt.Key.Key_Alt, ""), (Qt.Key.Key_0, "0"), (Qt.Key.Key_2, "2"), (Qt.Key.Key_9, "9")):
        scanner.now += 5
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, alt, text)
            event.setTimestamp(scanner.now)
            QCoreApplication.sendEvent(bench.handle, event)
    scanner.send("21X\r")
    assert bench.ears.codes == ["10AB\x1d21X"]
    assert bench.field.text() == ""


def test_text_that_was_composed_goes_by(bench):
    event = QInputMethodEvent("ni", [])
    event.setCommitString("你好")
    QCoreApplication.sendEvent(bench.field, event)
    QTest.keyClick(bench.field, Qt.Key.Key_Dead_Acute)
    assert bench.field.text() == "你好"


def composed(field, preedit="", commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(field, event)


def test_a_scan_that_an_input_method_composed_is_heard_and_leaves_nothing_in_the_field(bench):
    bench.field.setText("note ")
    for end in range(1, 19):
        composed(bench.field, preedit="1Z999AA10123456784"[:end])
    composed(bench.field, commit="1Z999AA10123456784")
    assert bench.ears.codes == ["1Z999AA10123456784"]
    assert bench.field.text() == "note "
    assert bench.field.displayText() == "note ", "nothing is being composed any more"


def test_a_scan_that_comes_sign_by_sign_out_of_an_input_method_is_heard(bench):
    for sign in "4006381333931":
        composed(bench.field, commit=sign)
    QTest.keyClick(bench.field, Qt.Key.Key_Return)
    assert bench.ears.codes == ["4006381333931"]
    assert bench.field.text() == ""


def test_a_scan_of_keys_while_something_is_being_composed_is_heard(bench):
    composed(bench.field, preedit="ni")
    QTest.keyClicks(bench.field, "4006381333931")
    QTest.keyClick(bench.field, Qt.Key.Key_Return)
    assert bench.ears.codes == ["4006381333931"]
    composed(bench.field, commit="你")
    assert bench.field.text() == "你"


def test_single_signs_of_a_finger_come_to_the_field(bench, qtbot):
    composed(bench.field, commit="a")
    qtbot.waitUntil(lambda: bench.field.text() == "a")
    composed(bench.field, commit="b")
    QTest.keyClick(bench.field, Qt.Key.Key_Backspace)
    assert bench.field.text() == "a"
    assert bench.ears.codes == []


def test_a_key_that_is_held_down_repeats_in_its_field(bench, qtbot):
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a", repeat)
        QCoreApplication.sendEvent(bench.field, event)
    assert bench.field.text() == "aaa"


def test_keys_go_back_to_whatever_has_the_focus_then(bench, qtbot):
    Scanner(bench.handle).send("ab", gap=5)
    qtbot.waitUntil(lambda: bench.field.text() == "ab")


@pytest.mark.parametrize("prefix", ["F24", "none"])
@pytest.mark.parametrize("count", [2_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_thousands_of_scans_between_typing(bench, prefix, count):
    bench.wedge.set_manner(Manner(prefix=prefix))
    hand = scanner = Scanner(bench.handle)
    for number in range(count):
        scanner.rest()
        scanner.send(f"{'↑' if prefix == 'F24' else ''}R-{number:06d}P\r", gap=3 + number % 30)
        if number % 10 == 0:
            scanner.rest()
            hand.send("p5x", gap=90)
    scanner.rest()
    scanner.send("\r")
    assert bench.ears.codes == [f"R-{number:06d}P" for number in range(count)]
    assert bench.ears.broken == 0
    assert bench.ears.fired == []
    assert bench.field.text() == "p5x" * (count // 10)


@pytest.mark.parametrize("prefix", ["F24", "none"])
def test_scans_that_wait_behind_stalls_are_whole(bench, qtbot, prefix):
    """The window is held up for 400 ms in the middle of a scan; the rest and fifty more wait in the queue."""
    bench.wedge.set_manner(Manner(prefix=prefix))
    scanner = Scanner(bench.handle)
    begin = "↑" if prefix == "F24" else ""
    wanted = []
    for turn in range(4):
        codes = [f"1Z999AA1{turn:02d}{number:06d}" for number in range(50)]
        wanted += codes
        first, *others = codes
        scanner.send(begin + first[:9])
        scanner.send(first[9:] + "\r", queued=True)
        for code in others:
            scanner.rest()
            scanner.send(begin + code + "\r", queued=True)
        stall(400)
        qtbot.waitUntil(lambda: len(bench.ears.codes) == len(wanted))  # noqa: B023 - called within the turn
        scanner.rest()
    assert bench.ears.codes == wanted
    assert bench.field.text() == ""
    assert bench.ears.fired == []


def test_a_late_timer_does_not_split_a_scan(bench, qtbot):
    """The timer rings late, before the keys that wait behind it were heard: they are waited for."""
    scanner = Scanner(bench.handle)
    scanner.send("1Z999A")

    def come_late() -> None:
        stall(100)
        scanner.send("A10123\r", queued=True)

    QTimer.singleShot(0, come_late)
    qtbot.waitUntil(lambda: bench.ears.codes == ["1Z999AA10123"])
    assert bench.field.text() == ""


def test_a_scan_without_a_suffix_ends_by_a_pause(bench, qtbot):
    Scanner(bench.handle).send("1Z999AA10123")
    qtbot.waitUntil(lambda: bench.ears.codes == ["1Z999AA10123"])
    assert bench.ears.heard[0].ended == "pause"


def test_a_scan_that_breaks_off_is_told(bench, qtbot):
    bench.wedge.set_manner(Manner(prefix="F24"))
    scanner = Scanner(bench.handle)
    scanner.send("↑1Z9")
    scanner.now += 5000
    scanner.send("↑1Z999AA10123\r")
    assert (bench.ears.codes, bench.ears.broken) == (["1Z999AA10123"], 1)


def test_another_manner_gives_back_what_is_held(bench):
    QTest.keyClick(bench.field, Qt.Key.Key_A)
    bench.wedge.set_manner(Manner(prefix="STX"))
    assert bench.field.text() == "a"


def test_the_manner_of_the_settings():
    settings = ScannerSettings(prefix="STX", suffix="ETX", gap_ms=20, gs_substitute="~")
    assert manner_of(settings) == Manner("STX", "ETX", 20, "~")
    assert manner_of(ScannerSettings()) == Manner()


def test_a_window_that_is_gone_takes_its_keys_along(bench, qtbot):
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    QTest.keyClick(other, Qt.Key.Key_A)
    other.close()
    other.deleteLater()
    QCoreApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not bench.wedge._listening.waiting)
    assert bench.ears.codes == []


def test_half_a_code_is_none_where_another_program_takes_the_keyboard(bench, qtbot):
    QTest.keyClicks(bench.window, "1Z999AA10")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert (bench.ears.codes, bench.ears.broken) == ([], 1)
    QTest.keyClicks(bench.window, "R-000312")
    QTest.keyClick(bench.window, Qt.Key.Key_Return)
    assert bench.ears.codes == ["R-000312"]


def test_what_a_hand_typed_stays_where_another_program_takes_the_keyboard(bench, qtbot):
    bench.field.setFocus()
    QTest.keyClicks(bench.field, "ab")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert bench.field.text() == "ab"
    assert bench.ears.broken == 0
