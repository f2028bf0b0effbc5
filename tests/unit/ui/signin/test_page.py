"""Signing in, by keys, by touch and by scanner alone, over real records."""

from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.access import Role
from app.domain.bench import actions as do
from app.errors import StoreError
from app.services.people import give_pin
from app.ui.signin import page as page_module
from app.ui.words import language
from tests.unit.ui.signin.conftest import PIN, WRONG

OWN = "170538"


def touch(page, name: str) -> None:
    widget = page.findChild(QWidget, name)
    assert widget is not None, name
    assert widget.isVisible(), name
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def touch_pin(page, pad: str, pin: str) -> None:
    for digit in pin:
        touch(page, f"{pad}_{digit}")
    touch(page, f"{pad}_enter")


def operator(page) -> str:
    standing = page.parts.desk.standing
    return standing.state.operator.badge if standing is not None and standing.state.operator is not None else ""


def sign_in(qtbot, page, badge: str, pin: str = PIN) -> None:
    page.scanned(f"RGB:{badge}")
    with qtbot.waitSignal(page.parts.desk.stood):
        page.who.pad.pin_entered.emit(pin)


@pytest.fixture
def asked(qtbot, page, people):
    """The page, when it knows who is on record."""
    page.came_to_front()
    qtbot.waitUntil(lambda: not page.parts.waits.anybody and page._views.currentWidget() is page.who)
    return page


def test_by_keys_alone(qtbot, asked):
    qtbot.waitUntil(asked.who.field.hasFocus)
    qtbot.keyClicks(asked.who.field, "LN-07")
    qtbot.keyClick(asked.who.field, Qt.Key.Key_Return)
    assert asked.who.pad.hasFocus()
    qtbot.keyClicks(asked.who.pad, PIN)
    with qtbot.waitSignals([asked.page_asked, asked.sounded]):
        qtbot.keyClick(asked.who.pad, Qt.Key.Key_Return)
    assert operator(asked) == "LN-07"


def test_by_touch_alone_for_whoever_was_here_last(qtbot, asked):
    sign_in(qtbot, asked, "LN-07")
    with qtbot.waitSignal(asked.parts.desk.stood):
        asked.parts.desk.act(do.SignOut())
    asked.came_to_front()
    qtbot.waitUntil(lambda: asked.findChild(QWidget, "signin_last").isVisible())
    touch(asked, "signin_last")
    touch_pin(asked, "signin_pin", PIN)
    qtbot.waitUntil(lambda: operator(asked) == "LN-07")


def test_a_scan_is_a_badge_wherever_the_focus_is(asked):
    asked.who._languages.setFocus()
    asked.scanned("RGB:BK-3")
    assert asked.who.pad.hasFocus()
    asked.scanned("1Z999AA10123456784")
    assert asked.who.notice.words[0] == "This is no badge."


def test_a_wrong_pin_says_so_and_keeps_the_badge(qtbot, asked):
    sign_in(qtbot, asked, "LN-07", WRONG)
    assert asked.who.notice.words == ("Badge or PIN is wrong.", "Scan your badge again and type your PIN.")
    assert asked.who.pad.isEnabled()
    sign_in(qtbot, asked, "LN-07")
    assert operator(asked) == "LN-07"
    assert not asked.who.notice.isVisible()


def test_after_too_many_wrong_ones_the_wait_is_counted_down(qtbot, asked, monkeypatch):
    for _ in range(6):
        sign_in(qtbot, asked, "LN-07", WRONG)
    assert "Try again in" in asked.who.notice.words[1]
    assert not asked.who.pad.isEnabled()
    asked.scanned("RGB:BK-3")
    assert asked.who.pad.isEnabled()
    asked.scanned("RGB:LN-07")
    assert not asked.who.pad.isEnabled()
    later = monotonic() + 61
    monkeypatch.setattr(page_module, "monotonic", lambda: later)
    asked._count_down()
    assert asked.who.pad.isEnabled()
    assert not asked.who.notice.isVisible()


def test_escape_asks_for_another_badge(qtbot, asked):
    asked.scanned("RGB:LN-07")
    qtbot.keyClick(asked.who.pad, Qt.Key.Key_Escape)
    assert asked.who.field.isVisible()
    asked.scanned("RGB:LN-07")
    touch(asked, "signin_badge_given")
    assert asked.who.field.isVisible()


def test_another_person_takes_the_bench(qtbot, asked):
    sign_in(qtbot, asked, "LN-07")
    asked.came_to_front()
    assert "Li Na is signed in" in asked.who._hint.text()
    assert not asked.findChild(QWidget, "signin_last").isVisible()
    sign_in(qtbot, asked, "BK-3")
    assert operator(asked) == "BK-3"


def test_whoever_is_signed_in_stays_or_leaves(qtbot, asked):
    sign_in(qtbot, asked, "LN-07")
    asked.came_to_front()
    with qtbot.waitSignal(asked.page_asked) as told:
        qtbot.keyClick(asked.who.field, Qt.Key.Key_Escape)
    assert told.args == ["bench"]
    with qtbot.waitSignal(asked.page_asked):
        touch(asked, "signin_stay")
    with qtbot.waitSignal(asked.parts.desk.stood):
        touch(asked, "signin_leave")
    assert operator(asked) == ""


def test_a_letter_in_capitals_tells_of_caps_lock(qtbot, asked):
    qtbot.waitUntil(asked.who.field.hasFocus)
    qtbot.keyClicks(asked.who.field, "ln")
    assert not asked.who._caps.isVisible()
    qtbot.keyClick(asked.who.field, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert asked.who._caps.isVisible()


def test_another_language_is_spoken_at_once(qtbot, asked):
    touch(asked, "signin_language_es")
    assert language.code == "es"
    asked.retranslate()
    assert asked.who._languages.key == "es"


def test_nobody_on_record_the_first_person_by_keys(qtbot, page, station):
    qtbot.waitUntil(page.first.name.hasFocus)
    assert not page.first._start.isEnabled()
    qtbot.keyClicks(page.first.name, "Li Na")
    qtbot.keyClick(page.first.name, Qt.Key.Key_Return)
    qtbot.keyClicks(page.first.badge, "LN-07")
    qtbot.keyClick(page.first.badge, Qt.Key.Key_Return)
    for _ in range(2):
        qtbot.keyClicks(page.first.new_pin.pad, PIN)
        qtbot.keyClick(page.first.new_pin.pad, Qt.Key.Key_Return)
    assert page.first._start.hasFocus()
    with qtbot.waitSignal(page.page_asked):
        qtbot.keyClick(page.first._start, Qt.Key.Key_Return)
    assert operator(page) == "LN-07"
    (person,) = station.reads.people()
    assert (person.operator.name, person.operator.role, person.operator.language) == ("Li Na", Role.SUPERVISOR, "en")


def test_the_first_person_by_touch_with_a_badge_that_is_made(qtbot, page, station):
    qtbot.waitUntil(page.first.name.isVisible)
    page.first.name.setText("Ana")  # by the keyboard on the screen
    touch(page, "first_badge_make")
    touch(page, "first_role_manager")
    for _ in range(2):
        touch_pin(page, "first_pin_pad", PIN)
    touch(page, "first_start")
    qtbot.waitUntil(lambda: operator(page) != "")
    (person,) = station.reads.people()
    assert person.operator.role is Role.MANAGER
    assert len(person.operator.badge) == 5


def test_the_first_person_scans_their_badge(qtbot, page):
    qtbot.waitUntil(page.first.name.isVisible)
    page.scanned("RG:ACCEPT")
    assert page.first.notice.words[0] == "This is no badge."
    page.scanned("RGB:4711")
    assert page.first.badge.text() == "4711"


def fill_in(page, badge: str = "LN-07") -> None:
    page.first.name.setText("Li Na")
    page.first.badge.setText(badge)
    for _ in range(2):
        page.first.new_pin.pad.pin_entered.emit(PIN)


def test_a_name_that_cannot_be_taken_is_refused_in_words(qtbot, page):
    fill_in(page)
    page.first.name.setText("Li\u0007Na")
    page.first._start.click()
    qtbot.waitUntil(lambda: page.first.notice.words[0] == "This name cannot be taken.")
    assert page.first.name.isEnabled()


def test_nobody_becomes_the_first_where_somebody_is(qtbot, page, station):
    qtbot.waitUntil(page.first.name.isVisible)
    station.add_user("MO-01", "Maria", Role.MANAGER, PIN)
    fill_in(page)
    page.first._start.click()
    qtbot.waitUntil(lambda: "on record here already" in page.first.notice.words[0])
    assert len(station.reads.people()) == 1


@pytest.mark.parametrize("fails", [False, True])
def test_an_empty_station_can_take_the_demo_catalogue(qtbot, parts, station, fails):
    loaded: list[int] = []
    told: list[tuple[str, str]] = []

    def load() -> None:
        loaded.append(1)
        if fails:
            raise StoreError("The disk is full.", "Free some space.")

    object.__setattr__(station, "load_demo", load)
    page = page_module.SignInPage(parts)
    qtbot.addWidget(page)
    page.told.connect(lambda words, tone: told.append((words, tone)))
    page.show()
    page.came_to_front()
    qtbot.waitUntil(page.first.name.isVisible)
    fill_in(page)
    touch(page, "first_demo")
    page.first._start.click()
    qtbot.waitUntil(lambda: operator(page) == "LN-07")
    assert loaded == [1]
    assert bool(told) is fails


def test_nobody_comes_in_by_the_answer_to_somebody_elses_question(qtbot, asked):
    """What was scanned before is answered while the PIN of the next person is on its way; that PIN is wrong."""
    sign_in(qtbot, asked, "LN-07")
    asked.came_to_front()
    shown: list[str] = []
    asked.page_asked.connect(shown.append)
    desk = asked.parts.desk
    desk.ask()
    asked.scanned("RGB:BK-3")
    asked.who.pad.pin_entered.emit(WRONG)
    qtbot.waitUntil(lambda: not desk.busy)
    assert asked.who.notice.words[0] == "Badge or PIN is wrong."
    assert shown == []
    assert operator(asked) == "LN-07"


def test_whoever_has_a_pin_of_a_colleagues_chooses_their_own_in_place(qtbot, asked):
    station = asked.parts.station
    li = next(one.operator for one in station.reads.people() if one.operator.badge == "LN-07")
    give_pin(station.people, station.pins, station.clock, "BK-3", WRONG, li)
    sign_in(qtbot, asked, "BK-3", WRONG)
    assert operator(asked) == ""
    pad = asked.who.own_pin.pad
    assert pad.isVisible()
    assert not asked.who.notice.isVisible()
    qtbot.waitUntil(pad.hasFocus)
    for _ in range(2):  # the one they have is no choice
        qtbot.keyClicks(pad, WRONG)
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.who.notice.words[0] == "This is the PIN you have already.")
    for _ in range(2):
        touch_pin(asked, "signin_own_pin_pad", OWN)
    qtbot.waitUntil(lambda: operator(asked) == "BK-3")
    assert not pad.isVisible()
    with qtbot.waitSignal(asked.parts.desk.stood):
        asked.parts.desk.act(do.SignOut())
    sign_in(qtbot, asked, "BK-3", OWN)
    assert operator(asked) == "BK-3"


def test_another_badge_forgets_that_a_pin_was_to_be_chosen(qtbot, asked):
    station = asked.parts.station
    li = next(one.operator for one in station.reads.people() if one.operator.badge == "LN-07")
    give_pin(station.people, station.pins, station.clock, "BK-3", WRONG, li)
    sign_in(qtbot, asked, "BK-3", WRONG)
    asked.scanned("RGB:LN-07")
    assert asked.who.pad.isVisible()
    asked.who.pin_chosen.emit(OWN)
    assert not asked.parts.desk.busy
    sign_in(qtbot, asked, "LN-07")
    assert operator(asked) == "LN-07"


def test_a_refusal_is_said_anew_in_another_language(qtbot, asked):
    sign_in(qtbot, asked, "LN-07", WRONG)
    said = asked.who.notice.words
    language.speak("es")
    asked.retranslate()
    assert asked.who.notice.isVisible()
    assert asked.who.notice.words[0] not in said
