"""A cell looks as the sheet of tables says: words at their side, an edge below, the ground of what is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.ui.kit import Column, DataTable
from app.ui.theme import Type, current

WIDE, HIGH = 300, 200
COLUMNS = [
    Column[str]("name", lambda: "Name", lambda row: row, share=1),
    Column[str]("count", lambda: "Count", lambda _row: "7", right=True),
]


@pytest.fixture
def table(qtbot):
    made = DataTable("things", COLUMNS)
    qtbot.addWidget(made)
    made.resize(WIDE, HIGH)
    made.show()
    made.show_rows(["Ink", "", "Ink"])
    return made


def _row(table, number):
    """The picture of a row."""
    cells = [table.view.visualRect(table.model.index(number, column)) for column in range(2)]
    return table.view.viewport().grab(cells[0].united(cells[1])).toImage()


def _inked(picture):
    """The columns of it in which there is anything but ground, its edge left out."""
    ground = picture.pixelColor(2, 2)
    rows = range(picture.height() - 1)
    return [x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in rows)]


def test_words_stand_to_the_left_and_figures_to_the_right(table):
    inked = _inked(_row(table, 0))
    assert 11 <= inked[0] <= 14
    assert WIDE - 16 <= inked[-1] <= WIDE - 11


def test_there_is_an_edge_below_each(table):
    picture = _row(table, 1)
    assert picture.pixelColor(50, picture.height() - 1) == QColor(current().line)
    assert picture.pixelColor(50, picture.height() - 2) != QColor(current().line)


def test_the_chosen_row_has_its_own_ground(table):
    table.view.selectRow(2)
    assert _row(table, 2).pixelColor(2, 2) == QColor(current().accent_weak)
    assert _row(table, 0).pixelColor(2, 2) != QColor(current().accent_weak)


def test_what_is_pointed_at_has_its_own_ground(table, qtbot):
    qtbot.mouseMove(table.view.viewport(), table.view.visualRect(table.model.index(1, 0)).center())
    qtbot.waitUntil(lambda: _row(table, 1).pixelColor(2, 2) == QColor(current().hover))


def test_what_is_too_long_ends_within_its_cell(table):
    table.show_rows(["A name that is much longer than its column could ever be, whatever is written there"])
    assert table.view.visualRect(table.model.index(0, 0)).right() - 11 >= max(
        x for x in _inked(_row(table, 0)) if x < table.view.visualRect(table.model.index(0, 1)).left()
    )


def test_other_letters_are_smaller_and_their_rows_as_high_as_asked(table):
    before = _inked(_row(table, 0))
    table.wear(Type.CAPTION, 30)
    table.show_rows(["Ink"])
    assert _row(table, 0).height() == 30
    assert _inked(_row(table, 0))[: len(before)] != before


def _lines(picture: QImage) -> int:
    """How many lines of words stand in it."""
    ground = picture.pixelColor(2, 2)
    inked = [any(picture.pixelColor(x, y) != ground for x in range(11, 150)) for y in range(1, picture.height() - 1)]
    return sum(now and not before for before, now in zip([False, *inked], inked, strict=False))


def test_where_text_wraps_it_stands_on_two_lines(table):
    table.wrap()
    table.show_rows(["One reason and what to do about it then"])
    assert _lines(_row(table, 0)) == 2
    assert table.view.horizontalHeader().isVisible()
    assert table.model.headerData(1, Qt.Orientation.Horizontal) == "Count"


def test_what_is_too_long_for_its_line_stands_on_two(table):
    long = "Hiking boot brown with a spare pair of laces, waterproof 44"
    table.show_rows(["Ink", long])
    assert (_lines(_row(table, 0)), _lines(_row(table, 1))) == (1, 2)
