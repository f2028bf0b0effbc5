"""People are added and changed by whoever may, by touch and by keys, over real records."""

import pytest
from PySide6.QtCore import Qt

from app.domain.access import Role
from tests.unit.ui.settings.conftest import PIN, sign_in, touch

OTHER = "802461"


@pytest.fixture
def section(qtbot, page):
    page.open("people")
    found = page.section("people")
    qtbot.waitUntil(lambda: len(found._people) == 2)
    return found


def person(station, badge):
    return next(one for one in station.reads.people() if one.operator.badge == badge)


def choose(section, badge):
    rows = [one.operator.badge for one in section.table.model._rows]
    section.table.view.selectRow(rows.index(badge))
    assert section.card.badge == badge


def test_a_person_is_shut_out_only_when_it_was_asked_twice(qtbot, page, section, station):
    choose(section, "BK-3")
    touch(page, "person_out")
    touch(page, "person_out_not")
    touch(page, "person_out")
    touch(page, "person_out_sure")
    qtbot.waitUntil(lambda: person(station, "BK-3").disabled)
    qtbot.waitUntil(section.card._in.isVisible)
    assert "may no longer sign in" in page.notice.words[0]
    touch(page, "person_in")
    qtbot.waitUntil(lambda: not person(station, "BK-3").disabled)


def test_role_and_language_are_changed(qtbot, page, section, station):
    choose(section, "BK-3")
    touch(page, "person_role_supervisor")
    qtbot.waitUntil(lambda: person(station, "BK-3").operator.role is Role.SUPERVISOR)
    touch(page, "person_language_zh_CN")
    qtbot.waitUntil(lambda: person(station, "BK-3").operator.language == "zh_CN")


def test_keys_lead_to_a_person_and_back(qtbot, page, section):
    choose(section, "BK-3")
    section.table.view.setFocus()
    qtbot.keyClick(section.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(section.card._pin.hasFocus)
    qtbot.keyClick(section.card._pin, Qt.Key.Key_Return)
    qtbot.keyClicks(section.card._new_pin.pad, "12")
    qtbot.keyClick(section.card._new_pin.pad, Qt.Key.Key_Escape)
    qtbot.waitUntil(section.card._pin.hasFocus)
    assert not section.card.keep_pin()
    qtbot.keyClick(section.card._pin, Qt.Key.Key_Escape)
    qtbot.waitUntil(section.table.view.hasFocus)
    touch(page, "people_add")
    qtbot.waitUntil(section.form.name.hasFocus)
    qtbot.keyClick(section.form.name, Qt.Key.Key_Escape)
    qtbot.waitUntil(section._add.hasFocus)
    assert section.form.isHidden()


def test_a_new_pin_is_typed_twice(qtbot, page, section, station):
    choose(section, "BK-3")
    touch(page, "person_pin")
    for _ in range(2):
        qtbot.keyClicks(section.card._new_pin.pad, OTHER)
        qtbot.keyClick(section.card._new_pin.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "new PIN" in page.notice.words[0])
    with station.people() as work:
        kept = work.people.by_badge("BK-3")
    assert kept is not None
    assert station.pins.fits(kept.pin_hash, OTHER)
    touch(page, "person_pin")
    touch(page, "person_pin_not")
    assert section.card._views.currentIndex() == 0


def test_nobody_shuts_out_themselves(section):
    choose(section, "MO-01")
    assert section.card._out.isHidden()
    assert not section.card._roles[0].isEnabled()


def test_a_person_is_added_by_keys(qtbot, page, section, station):
    section._add.click()
    form = section.form
    qtbot.keyClicks(form.name, "Ana")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    page.scanned("RGB:4711")
    qtbot.keyClick(form.badge, Qt.Key.Key_Return)
    for _ in range(2):
        qtbot.keyClicks(form.new_pin.pad, OTHER)
        qtbot.keyClick(form.new_pin.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(station.reads.people()) == 3)
    assert person(station, "4711").operator.name == "Ana"
    qtbot.waitUntil(lambda: len(section._people) == 3)
    assert form.name.text() == ""


def test_a_badge_that_is_taken_is_refused_in_words(qtbot, page, section):
    section._add.click()
    section.form.name.setText("Ana")
    section.form.badge.setText("BK-3")
    section.form.new_pin.pin_chosen.emit(PIN)
    qtbot.waitUntil(lambda: "belongs to somebody already" in page.notice.words[0])
    assert section.form.name.text() == "Ana"
    touch(page, "new_person_back")
    assert section._pane.currentWidget() is section._nobody


def test_an_inspector_reads_only(qtbot, page, parts, section):
    sign_in(qtbot, parts, "BK-3")
    page.came_to_front()
    assert section._add.isHidden()
    section.table.view.selectRow(0)
    section._on_row_chosen(section._people[0])
    assert section._pane.currentWidget() is section._nobody


def test_leaving_the_section_forgets_who_was_shown(section, page):
    choose(section, "BK-3")
    page.open("about")
    assert section.card.person is None
