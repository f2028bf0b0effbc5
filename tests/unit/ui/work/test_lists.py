"""Three lists in one place; the row that is read stays chosen by its key, and its place is taken where it is gone."""

import pytest

from app.ui.work.lists import Lists
from app.ui.work.scene import DriftRow, MessageRow, Mode, ShopRow


def message(key):
    return MessageRow(key, "12:00", "shop", "S · A", f"R-{key}", "1 more", "waits", "", key)


@pytest.fixture
def told():
    return []


@pytest.fixture
def lists(qtbot, dressed, told):
    made = Lists()
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    made.row_chosen.connect(told.append)
    return made


def test_the_first_row_is_looked_at_and_stays_by_its_key(lists):
    lists.show_rows(Mode.WAITING, (message("b"), message("c")))
    assert lists.key == "b"
    lists.messages.view.selectRow(1)
    lists.show_rows(Mode.WAITING, (message("a"), message("b"), message("c")))
    assert (lists.key, lists.messages.view.currentIndex().row()) == ("c", 2)


def test_where_the_row_is_gone_the_next_has_its_place(lists, told):
    lists.show_rows(Mode.WAITING, (message("a"), message("b"), message("c")))
    lists.messages.view.selectRow(1)
    lists.show_rows(Mode.WAITING, (message("a"), message("c")))
    assert lists.key == "c"
    lists.show_rows(Mode.WAITING, ())
    assert (lists.key, told[-1]) == ("", "")


def test_the_same_rows_are_left_alone(lists, told):
    rows = (message("a"), message("b"))
    lists.show_rows(Mode.WAITING, rows)
    lists.messages.view.selectRow(1)
    before = list(told)
    lists.show_rows(Mode.WAITING, tuple(rows))
    assert told == before


def test_each_list_has_its_table(lists):
    lists.show_rows(Mode.SHOPS, (ShopRow("shop", "In step", "ok", "", "", "", "", ""),))
    assert lists.front is lists.shops
    lists.show_rows(Mode.DRIFT, (DriftRow("L", "shop", "S", "A", "1", "3", "+2", 2),))
    assert (lists.front, lists.key) == (lists.drifts, "L")


def test_pages_are_led_through_only_where_there_are_more(qtbot, lists):
    lists.show_page(0, 1, 20, more=False)
    assert not lists.on.isVisible()
    lists.show_page(1, 201, 20, more=True)
    assert lists.range.text() == "201 to 220"
    with qtbot.waitSignal(lists.on_asked):
        lists.on.click()
    with qtbot.waitSignal(lists.back_asked):
        lists.back.click()
    with qtbot.waitSignal(lists.row_opened):
        lists.show_rows(Mode.WAITING, (message("a"),))
        lists.messages.view.activated.emit(lists.messages.model.index(0, 0))
