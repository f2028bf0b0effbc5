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


def test_lines_that_are_there_already_only_say_something_else(dressed, qtbot):
    made = ToldList("unit_history", "clock-counter-clockwise")
    qtbot.addWidget(made)
    made.show_lines((Told("21:00", "Graded S", "Ana"), Told("20:59", "Scanned", "Ana", "warn")))
    kept = made._made[0]
    made.show_lines((Told("21:00", "Calificada S", "Ana", "bad"),))
    assert made._made == [kept]
    assert (kept[1].text(), kept[1].property("tone")) == ("Calificada S", "bad")
    made.show_lines((Told("21:00", "A"), Told("20:59", "B"), Told("20:58", "C")))
    assert [what.text() for _, what, _ in made._made] == ["A", "B", "C"]
