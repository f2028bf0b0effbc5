"""The work page on real records: by keys alone, kept while it looks again, and nobody retries who may not."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import insert, update

from app.domain.claim_case import Outcome
from app.domain.outbox import cannot_tell
from app.errors import StoreError, UserError
from app.services.claims import Wish
from app.services.safekeeping import Damaged
from app.store import models
from app.store.mapping import new_key
from app.ui.work.scene import Looked, Mode
from app.ui.work.view import WorkPage
from tests.lane import BROKEN, to_grade, took

PROBLEM = str(cannot_tell("tiktok-us"))


@pytest.fixture
def retried() -> list[str]:
    return []


@pytest.fixture
def page(qtbot, graded, room, retried):
    made = WorkPage(replace(room.parts, station=replace(room.station, retry_message=retried.append)))
    room.show(qtbot, made)
    qtbot.waitUntil(lambda: made._looked is not None)
    return made


def become(house, **values):
    with house.store.unit_of_work() as work:
        work.connection.execute(update(models.Outbox).values(**values))
        work.commit()


def copies(house, count):
    """More messages of other units of the same listing, as the first is."""
    row = house.rows(models.Outbox)[0]
    with house.store.unit_of_work() as work:
        allocation = house.rows(models.Allocation)[0]
        for _ in range(count):
            ended = allocation | {"id": new_key(), "ended_at": allocation["began_at"]}
            work.connection.execute(insert(models.Allocation), ended)
            work.connection.execute(insert(models.Outbox), row | {"id": new_key(), "allocation": ended["id"]})
        work.commit()


def units(page):
    model = page.lists.messages.model
    return [model.row(place).unit for place in range(model.rowCount())]


def press(qtbot, page, key):
    focused = page.lists.front.view
    QTest.keyClick(focused, key)
    qtbot.waitUntil(lambda: not page._reading)


def test_the_shops_are_listed_first_where_nothing_waits_for_a_person(qtbot, page):
    assert page.lists.shops.model.row(0).key == "tiktok-us"
    assert page.detail.title.text() == "tiktok-us"
    assert page.figures.figures[1].accessibleName().startswith("Lag")


def test_what_a_person_must_decide_stands_first_with_what_to_do(qtbot, graded, room, page):
    become(graded, state="needs_human", problem=PROBLEM)
    other = WorkPage(page.parts)
    room.sign_in(qtbot)
    room.show(qtbot, other)
    qtbot.waitUntil(lambda: units(other) == ["R-000001"])
    assert other._mode is Mode.HELD
    told = " ".join(paragraph._words.text() for paragraph in other.detail._told)
    assert "never answered" in told
    assert "nothing is sent by itself" in told
    assert "Then retry." in told


def test_a_supervisor_retries_by_a_key_and_hears_what_came_of_it(qtbot, graded, room, page, retried):
    become(graded, state="needs_human", problem=PROBLEM)
    room.sign_in(qtbot)
    press(qtbot, page, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    press(qtbot, page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.detail.outcome.state == "ok")
    assert retried == [page.lists.key]


def test_an_inspector_is_told_why_not(qtbot, graded, page, retried):
    become(graded, state="needs_human", problem=PROBLEM)
    press(qtbot, page, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    assert not page.detail.retry.isVisible()
    assert "Only a supervisor" in page.detail.why_not.text()
    press(qtbot, page, Qt.Key.Key_R)
    assert retried == []


def test_what_the_records_refuse_is_said_beside_it(qtbot, graded, room, page):
    become(graded, state="needs_human", problem=PROBLEM)
    room.sign_in(qtbot)

    def refuse(_message):
        raise UserError("No message waits.", "Nothing was changed.")

    page.parts = replace(page.parts, station=replace(page.parts.station, retry_message=refuse))
    page.open(Mode.HELD)
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    page.detail.retry.click()
    qtbot.waitUntil(lambda: page.detail.outcome.words == ("No message waits.", "Nothing was changed."))


def test_the_line_that_is_read_stays_while_the_list_is_read_anew(qtbot, graded, page):
    press(qtbot, page, Qt.Key.Key_3)
    copies(graded, 3)
    page.refresh.click()
    qtbot.waitUntil(lambda: len(units(page)) == 4)
    page.lists.messages.view.selectRow(2)
    key = page.lists.key
    copies(graded, 1)
    page._on_time_to_look()
    qtbot.waitUntil(lambda: len(units(page)) == 5)
    assert page.lists.key == key
    become(graded, state="confirmed", confirmed_at=graded.clock.now())
    page._on_time_to_look()
    qtbot.waitUntil(lambda: units(page) == [])
    assert page.detail.shown is None
    assert page.lists.messages.empty.accessibleName().startswith("Nothing waits")


def test_older_pages_are_reached_by_keys_and_left_again(qtbot, graded, page, monkeypatch):
    monkeypatch.setattr("app.ui.work.view.PAGE", 2)
    copies(graded, 4)
    press(qtbot, page, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: len(units(page)) == 2)
    assert page.lists.range.text() == "1 to 2"
    for shown in ("3 to 4", "5 to 5"):
        press(qtbot, page, Qt.Key.Key_O)
        qtbot.waitUntil(lambda shown=shown: page.lists.range.text() == shown)
    assert not page.lists.on.isEnabled()
    press(qtbot, page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.lists.range.text() == "3 to 4")


def test_words_and_shop_filter_and_a_scan_filters_by_its_unit(qtbot, graded, page):
    press(qtbot, page, Qt.Key.Key_3)
    page.words.setText("bottle")
    qtbot.waitUntil(lambda: units(page) == [])
    assert page.lists.messages.empty.accessibleName().startswith("Nothing fits")
    page.scanned("r-000001")
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    with qtbot.waitSignal(page.unit_asked) as told:
        press(qtbot, page, Qt.Key.Key_U)
    assert told.args == ["R-000001"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape])
def test_keys_lead_from_the_filter_back_to_the_list(qtbot, graded, page, key):
    press(qtbot, page, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    page.words.setFocus()
    QTest.keyClick(page.words, key)
    qtbot.waitUntil(page.lists.front.view.hasFocus)


def test_letters_typed_into_a_field_are_its_own(qtbot, page):
    press(qtbot, page, Qt.Key.Key_3)
    page.words.setFocus()
    QTest.keyClicks(page.words, "r2")
    assert page.words.text() == "r2"
    assert page._mode is Mode.WAITING


def test_enter_on_a_shop_lists_what_it_is_told(qtbot, page):
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: units(page) == ["R-000001"])
    assert page.shops.currentData() == "tiktok-us"


@pytest.mark.expects_warning
def test_what_stands_there_stays_where_nothing_can_be_read(qtbot, page, monkeypatch):
    def away(*_):
        raise StoreError("The records are away.", "Wait.")

    monkeypatch.setattr(page.parts.station.reads, "shop_standings", away)
    with qtbot.waitSignal(page.told) as told:
        page.refresh.click()
    assert told.args[1] == "bad"
    assert page.lists.shops.model.rowCount() == 1


def test_another_language_says_everything_anew(qtbot, page):
    page.retranslate()
    assert page.modes.accessibleName() == "What is listed"


def test_damaged_photos_are_listed_while_there_are_any_and_open_their_unit(qtbot, graded, room):
    found = [Damaged("a" * 64, "is missing on disk", "item", datetime(2026, 3, 6, tzinfo=UTC), unit="R-000001")]
    station = replace(room.station, damaged=lambda _unit="", /: tuple(found))
    page = WorkPage(replace(room.parts, station=station))
    room.show(qtbot, page)
    qtbot.waitUntil(lambda: page._looked is not None)
    assert page.modes._parts["damaged"].accessibleName() == "Damaged photos 1"
    press(qtbot, page, Qt.Key.Key_7)
    assert page.lists.damaged.model.row(0).whose == "R-000001"
    assert "from a backup" in page.detail._told[2]._words.text()
    with qtbot.waitSignal(page.unit_asked) as told:
        press(qtbot, page, Qt.Key.Key_U)
    assert told.args == ["R-000001"]
    found.clear()
    page.open(Mode.SHOPS)
    qtbot.waitUntil(lambda: "damaged" not in page.modes._parts)


def test_the_first_look_waits_for_no_claims_and_only_their_list_reads_them(qtbot, house, room):
    lane, ready = house.signed_in(), threading.Event()
    asked: list[Looked | None] = []
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="accept")
    room.sign_in(qtbot)
    by = room.parts.desk.standing.state.operator
    packing = room.station.open_claims()
    number = packing.claims.open(Wish("R-000001", "tiktok_appeal"), by)

    def open_claims():
        asked.append(work._looked)  # what was shown by then
        ready.wait()
        return packing

    work = WorkPage(replace(room.parts, station=replace(room.station, open_claims=open_claims)))
    try:
        room.show(qtbot, work)
        qtbot.waitUntil(lambda: bool(asked))
        assert asked[0] is not None
        assert work.lists.shops.empty.accessibleName().startswith("No shop is set up")
    finally:
        ready.set()
    qtbot.waitUntil(lambda: work.modes._parts["claims"].accessibleName() == "Claims 1")
    looked = work._looked
    assert looked is not None
    assert looked.claims is not None
    assert (looked.claims.claims, looked.claims_at) == ((), None)  # counted only
    work._on_time_to_look()
    qtbot.waitUntil(lambda: not work._reading)
    assert len(asked) == 1
    press(qtbot, work, Qt.Key.Key_6)
    qtbot.waitUntil(lambda: work.lists.key == number)
    assert len(asked) == 2


def test_open_claims_stand_by_their_time_with_what_they_lack_and_lead_to_their_unit(qtbot, house, room):
    lane = house.signed_in()
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="accept")
    room.sign_in(qtbot)
    by = room.parts.desk.standing.state.operator
    claims = room.station.open_claims().claims
    number = claims.open(Wish("R-000001", "tiktok_appeal", since=house.clock.now() - timedelta(days=3)), by)
    page = WorkPage(room.parts)
    room.show(qtbot, page)
    qtbot.waitUntil(lambda: page._looked is not None)
    press(qtbot, page, Qt.Key.Key_6)
    qtbot.waitUntil(lambda: page.lists.key == number)
    row = page.lists.claims.model.row(0)
    assert (row.desk, row.units, row.packs) == ("TikTok Shop appeal", "R-000001", "not packed")
    assert row.left in {"4 days left", "3 days left"}
    assert "Parcel's shipping label" in row.lacks
    assert page.detail.title.text() == number
    assert "while the goods are in the house" in page.detail._told[1]._words.text()
    assert "Claims 1" in page.modes._parts["claims"].accessibleName()
    with qtbot.waitSignal(page.claims_asked) as told:
        press(qtbot, page, Qt.Key.Key_U)
    assert told.args == ["R-000001"]
    claims.close(number, Outcome.WITHDRAWN, by)
    page.refresh.click()
    qtbot.waitUntil(lambda: page.lists.key == "")
    assert page.lists.claims.empty.isVisible()
