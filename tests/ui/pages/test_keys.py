"""Whoever works by keys alone: the page in front keeps them, whatever happens behind it, and each act has one."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.unit.view import UnitPage
from app.ui.window.station import PAGES
from app.ui.words import language
from app.ui.work.view import WorkPage


@pytest.fixture
def unit(qtbot, window):
    """The page of a graded unit, come to from the work page."""
    window.go("work")
    window._on_unit_asked("R-000001")
    page = window.page("unit")
    assert isinstance(page, UnitPage)
    qtbot.waitUntil(lambda: page.shown is not None and bool(page.gallery._tiles) and window.front is page)
    return page


def keyed(window) -> Any:
    """Where a key goes now."""
    return window.focusWidget()


def test_another_language_leaves_the_keys_to_the_page_in_front(qtbot, window, unit):
    unit.gallery._tiles[0].click()
    assert unit.gallery.viewer.hasFocus()
    window._on_person_asked()  # every page has been open once, and a photo lies large on one of them
    for name in PAGES:
        window.header._tabs[name].setFocus()  # as whoever touches it, or presses its key
        window.go(name)
        for code in ("es", "en"):
            language.speak(code)
            qtbot.waitUntil(lambda: not window._unsaid)
            front = window.page(name)
            assert keyed(window) is front or front.isAncestorOf(keyed(window)), (name, code, keyed(window))


def test_the_lists_of_the_work_page_are_changed_by_keys_after_another_language(qtbot, window, unit):
    unit.gallery._tiles[0].click()
    window.go("work")
    page = window.page("work")
    assert isinstance(page, WorkPage)
    for key, mode in (("2", "held"), ("3", "waiting"), ("4", "confirmed"), ("1", "shops")):
        language.speak("es" if language.code == "en" else "en")
        qtbot.waitUntil(lambda: not window._unsaid and not page._reading)
        QTest.keyClicks(keyed(window), key)
        assert page._mode.value == mode


def test_a_unit_is_dealt_with_by_digits_and_leads_back_to_where_one_came_from(qtbot, window, unit):
    shown = [act for act in unit.head._acts if act.isVisible()]
    assert [act.key for act in shown] == [str(place + 1) for place in range(len(shown))]
    assert len(shown) > 1
    QTest.keyClicks(keyed(window), "2")
    assert unit.panel.isVisible()
    assert unit.panel.form.title == shown[1].words
    QTest.keyClicks(keyed(window), "1")  # within the field it is a letter
    assert unit.panel.words.text() == "1"
    QTest.keyClick(keyed(window), Qt.Key.Key_Escape)
    assert not unit.panel.isVisible()
    QTest.keyClick(keyed(window), Qt.Key.Key_Escape)
    assert window.front is window.page("work")


def test_the_search_is_come_to_by_its_key_and_gives_the_keys_back(qtbot, window):
    window.go("bench")
    here = keyed(window)
    QTest.keyClick(here, Qt.Key.Key_F7)
    field = window.search.field
    assert field.hasFocus()
    QTest.keyClicks(field, "R-000001")
    qtbot.waitUntil(lambda: window.search.hits is not None and window.search.hits.isVisible())
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert keyed(window) is here
    QTest.keyClick(here, Qt.Key.Key_F7)
    QTest.keyClicks(field, "R-000001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.front is window.page("unit"))


def test_what_is_typed_into_the_search_is_no_key_of_the_bench_until_somebody_scans(qtbot, window):
    window.go("bench")
    field = window.search.field
    QTest.keyClick(keyed(window), Qt.Key.Key_F7)
    with qtbot.waitSignal(window.parts.desk.stood):
        window.parts.desk.ask()  # whatever draws the bench anew
    qtbot.waitUntil(lambda: window.page("bench").is_whole)
    assert field.hasFocus()
    window.take_scan("9400111899223197428490")
    assert window.page("bench").hasFocus()


def test_tab_comes_to_the_settings_in_the_order_in_which_they_are_seen(qtbot, window):
    window.go("settings")
    seen = []
    for _ in range(4):
        seen.append(keyed(window).objectName())
        QTest.keyClick(keyed(window), Qt.Key.Key_Tab)
    assert seen[0] == "settings_open_station"
    assert [name.partition("_")[0] for name in seen[1:]] == ["own", "theme", "text"]
