"""The search of the header on real records."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import StoreError
from app.ui.search import Search
from tests.lane import UPS_3


@pytest.fixture
def search(qtbot, graded, room):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    made = Search(room.parts)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch()
    made.retranslate()
    window.show()
    yield made
    window.close()


def rows(search):
    return [row.hit.key for row in search.hits.rows] if search.hits else []


def test_hits_come_while_typing_pauses_and_lie_below_the_field(qtbot, search):
    qtbot.keyClicks(search.field, "running")
    qtbot.waitUntil(lambda: rows(search) == ["SHOE-RED-42"])
    assert search.hits.isVisible()
    assert search.hits.y() >= search.field.height()
    with qtbot.waitSignal(search.article_asked) as told:
        search.hits.rows[0].click()
    assert told.args == ["SHOE-RED-42"]
    assert search.field.text() == ""
    assert not search.hits.isVisible()


def test_enter_opens_the_first_even_before_its_answer(qtbot, search):
    search.field.setText("R-000002")
    with qtbot.waitSignal(search.unit_asked) as told:
        qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert told.args == ["R-000002"]


def test_an_announced_order_has_no_page_but_is_told(qtbot, search):
    search.field.setText(UPS_3)
    with qtbot.waitSignal(search.told) as told:
        qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert told.args[0].startswith("Temu PO-211 · announced, not here yet")


def test_nothing_found_is_said_and_esc_takes_it_away(qtbot, search):
    qtbot.keyClicks(search.field, "nobody")
    qtbot.waitUntil(lambda: search.hits is not None and search.hits.isVisible())
    assert search.hits.nothing.text() == "Nothing is known by this."
    qtbot.keyClick(search.field, Qt.Key.Key_Escape)
    assert not search.hits.isVisible()


def test_hits_go_with_the_field_when_nobody_is_signed_in(qtbot, search):
    qtbot.keyClicks(search.field, "running")
    qtbot.waitUntil(lambda: rows(search) == ["SHOE-RED-42"])
    search.hide()
    assert not search.hits.isVisible()


def test_down_leads_into_the_list_and_up_back(qtbot, search):
    qtbot.keyClicks(search.field, "R-0000")
    qtbot.waitUntil(lambda: rows(search) == ["R-000001", "R-000002"])
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert search.hits.rows[0].hasFocus()
    qtbot.keyClick(search.hits.rows[0], Qt.Key.Key_Up)
    assert search.field.hasFocus()


@pytest.mark.expects_warning
def test_records_that_are_away_are_said_to_be(qtbot, search, monkeypatch):
    def away(*_given):
        raise StoreError("The records are away.", "Wait.")

    monkeypatch.setattr(search._parts.station.reads, "search", away)
    qtbot.keyClicks(search.field, "shoe")
    qtbot.waitUntil(lambda: search.hits is not None and search.hits.isVisible())
    assert search.hits.nothing.text() == "The records cannot be asked now."


def test_what_was_asked_before_somebody_left_is_shown_to_nobody_after(qtbot, search, room):
    """The header's search is hidden with whoever signs out; their answer may still be on its way."""
    search.field.setText("running")
    search.field.searched.emit("running")
    search.hide()
    search.field.searched.emit("running")
    opened: list[str] = []
    search.article_asked.connect(opened.append)
    done: list[bool] = []
    room.parts.read(lambda: True, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert opened == []
    assert search.hits is None or not search.hits.isVisible()


def test_hits_are_said_anew_in_another_language(qtbot, search):
    qtbot.keyClicks(search.field, "running")
    qtbot.waitUntil(lambda: rows(search) == ["SHOE-RED-42"])
    before = search.hits.rows
    search.retranslate()
    qtbot.waitUntil(lambda: bool(search.hits.rows) and search.hits.rows != before)
    assert search.hits.isVisible()
