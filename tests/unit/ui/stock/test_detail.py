"""What lies behind a number is shown for the number that is chosen now, and for no other."""

import pytest

from app.domain.stock import Article
from app.ui.stock.detail import MOST_MESSAGES, Detail
from app.ui.stock.scene import Behind, EntryRow, Line

LINE = Line(Article("ACME", "B"), "Bag", {"held": 1, "sold": 7, "expected": 2, "missing": 1}, 1, ("A",))
ROW = EntryRow("12:00", "graded A", "+1", "R-000001", "1", 1)


@pytest.fixture
def detail(qtbot, dressed):
    made = Detail()
    qtbot.addWidget(made)
    made.resize(372, 640)
    made.retranslate()
    made.show()
    return made


def test_at_first_it_says_what_will_be_here(detail):
    assert detail.empty.isVisible()
    assert "entries behind it" in detail.empty.accessibleName()


def test_an_article_that_is_sold_nowhere_says_so_and_its_accounts_can_be_chosen(qtbot, detail):
    detail.show_line(LINE, "missing")
    assert detail.nowhere.state == "warn"
    assert detail.accounts.key == "missing"  # among the three that fit
    with qtbot.waitSignal(detail.account_chosen) as told:
        detail.accounts.chosen.emit("held")
    assert told.args == [LINE, "held"]


@pytest.mark.parametrize("account", LINE.counts)
def test_every_account_is_beside_the_chosen_one_or_a_key_further(detail, account):
    detail.show_line(LINE, account)
    keys, at = list(detail.accounts._parts), list(LINE.counts).index(account)
    assert len(keys) == 3
    assert set(list(LINE.counts)[max(0, at - 1) : at + 2]) <= set(keys)
    words = [part.accessibleName() for part in detail.accounts._parts.values()]
    assert words[0].startswith("‹") is (keys[0] != "held")
    assert words[-1].endswith("›") is (keys[-1] != "missing")


def test_entries_open_their_unit_and_messages_are_bounded(qtbot, detail):
    detail.show_line(LINE, "sold")
    detail.show_behind(Behind(LINE, "sold", (ROW,), tuple((f"m{n}", "ok") for n in range(30))))
    assert detail.entries.model.rowCount() == 1
    assert detail.messages.column.count() == MOST_MESSAGES + 1
    with qtbot.waitSignal(detail.unit_asked) as told:
        detail.entries.row_opened.emit(ROW)
    assert told.args == ["R-000001"]


def test_an_answer_that_comes_too_late_is_dropped(detail):
    other = Line(Article("ACME", "A"), "Ape", {"sold": 2}, 0)
    detail.show_line(LINE, "sold")
    detail.show_behind(Behind(other, "sold", (ROW,)))
    assert detail.entries.model.rowCount() == 0


def test_in_another_language_the_same_stands_there(detail):
    detail.show_line(LINE, "sold")
    detail.show_behind(Behind(LINE, "sold", (ROW,)))
    detail.retranslate()
    assert detail.title.text() == "Bag"
    assert detail.entries.model.rowCount() == 1
    detail.show_nothing()
    assert detail.empty.isVisible()
