"""Lines with when, what, who; bounded, and told what they will be while there are none."""

import pytest

from app.ui.unit.lists import MOST_LINES, ToldList
from app.ui.unit.pieces import Told


@pytest.fixture
def told(qtbot, dressed):
    made = ToldList("unit_history", "tag")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_lines_take_the_place_of_the_empty_state_and_give_it_back(told):
    told.empty.say("Nothing yet")
    told.show_lines([])
    assert told.empty.isVisible()
    told.show_lines([Told("12:00", "Graded A", "Ines"), Told("11:00", "<b>Scanned</b>", "Ines", "warn")])
    assert told.scrolled.isVisible()
    assert told._grid.rowCount() >= 2
    words = told._grid.itemAtPosition(1, 1).widget()
    assert (words.text(), words.property("tone")) == ("<b>Scanned</b>", "warn")  # as plain text
    told.show_lines([])
    assert told.empty.isVisible()


def test_a_long_list_is_cut(told):
    told.show_lines([Told(str(number), "x") for number in range(MOST_LINES + 50)])
    assert told._grid.count() == 3 * MOST_LINES
