"""Choices as cards for a glove, in one column or two."""

import pytest
from PySide6.QtCore import Qt

from app.ui.bench.acts import Close
from app.ui.bench.choice_list import GAP, LEAST, ChoiceList
from app.ui.bench.pieces import Control
from app.ui.kit import ChoiceCard


def _choices(count, **more):
    return tuple(Control(f"choice_{n}", f"Choice {n}", Close(), str(n + 1), **more) for n in range(count))


@pytest.fixture
def view(dressed, qtbot):
    made = ChoiceList()
    qtbot.addWidget(made)
    made.resize(560, 330)
    made.show()
    return made


def _shown(view):
    return [card for card in view.findChildren(ChoiceCard) if card.isVisible()]


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 1), (4, 1), (5, 2), (6, 2), (9, 2)])
def test_one_column_while_they_fit_else_two_and_each_is_for_a_glove(view, count, columns):
    view.draw(_choices(count), multiple=False)
    cards = _shown(view)
    assert len(cards) == count
    assert len({card.x() for card in cards}) == min(columns, count)
    assert all(card.height() >= LEAST for card in cards)


def test_below_what_is_to_be_done_they_are_no_higher_than_they_are_and_say_what_they_mean(view):
    view.draw(_choices(1, hint="Weight, seal"), multiple=False, low=True)
    (card,) = _shown(view)
    assert (card.y(), view.maximumHeight()) == (GAP, GAP + card.height())
    assert "Weight, seal" in card.accessibleName()
    view.draw(_choices(2), multiple=False)
    assert view.maximumHeight() > 1_000_000


def test_a_long_list_scrolls_and_begins_at_its_top(view):
    view.draw(_choices(20), multiple=False)
    assert view.verticalScrollBar().maximum() > 0
    view.verticalScrollBar().setValue(100)
    view.draw(_choices(20), multiple=False)
    assert view.verticalScrollBar().value() == 0


def test_a_touch_says_which(view, qtbot):
    view.draw(_choices(3), multiple=False)
    with qtbot.waitSignal(view.touched) as touched:
        qtbot.mouseClick(_shown(view)[1], Qt.MouseButton.LeftButton)
    assert touched.args == ["choice_1"]


def test_cards_are_told_anew_not_made_anew(view):
    view.draw(_choices(4), multiple=False)
    before = _shown(view)
    view.draw(_choices(2, hint="Another question"), multiple=True)
    assert _shown(view) == before[:2]
    assert before[0].accessibleName().startswith("Choice 0. Another question")
    assert before[0].isCheckable()


def test_marked_choices_are_ticked(view):
    view.draw((Control("a", "A", Close(), "1", chosen=True), Control("b", "B", Close(), "2")), multiple=True)
    assert [card.isChecked() for card in _shown(view)] == [True, False]


def test_places_do_not_move_from_question_to_question(view):
    view.draw(_choices(2), multiple=False)
    before = [card.geometry() for card in _shown(view)]
    view.draw(_choices(4), multiple=False)
    assert [card.geometry() for card in _shown(view)][:2] == before
