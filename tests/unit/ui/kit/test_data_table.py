"""Rows as they were given, sorted by what they are, and an empty state in their place."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import Column, DataTable
from app.ui.kit.data_table import MOST_ROWS
from app.ui.theme import Type, look


@dataclass(frozen=True, slots=True)
class Stock:
    sku: str
    units: int


COLUMNS = [
    Column[Stock]("sku", lambda: "SKU", lambda row: row.sku, share=1),
    Column[Stock]("units", lambda: "Units", lambda row: str(row.units), lambda row: row.units, right=True),
]


@pytest.fixture
def table(qtbot):
    made = DataTable("stock", COLUMNS)
    made.empty.say("No units yet")
    made.call("Stock")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_rows([Stock("B", 9), Stock("A", 110), Stock("C", 12)])
    return made


def _column(table, number):
    model = table.model
    return [model.data(model.index(row, number)) for row in range(model.rowCount())]


def test_rows_stand_as_they_were_given(table):
    assert _column(table, 0) == ["B", "A", "C"]
    assert table.view.isVisible()


def test_numbers_are_sorted_as_numbers_and_stay_so(table):
    table.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert _column(table, 1) == ["110", "12", "9"]
    table.show_rows([Stock("X", 1), Stock("Y", 20)])
    assert _column(table, 1) == ["20", "1"]


def test_figures_stand_to_the_right(table):
    side = table.model.data(table.model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight
    assert table.model.headerData(1, Qt.Orientation.Horizontal) == "Units"


def test_without_rows_the_empty_state_stands_there(table):
    table.show_rows([])
    assert table.empty.isVisible()
    assert not table.view.isVisible()


def test_a_row_is_chosen_and_opened_by_keys(table, qtbot):
    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.view.setCurrentIndex(table.model.index(1, 0))
    assert chosen.args == [Stock("A", 110)]
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [Stock("A", 110)]


def test_there_is_an_end_to_the_rows(table):
    table.show_rows([Stock("S", n) for n in range(MOST_ROWS + 5)])
    assert table.model.rowCount() == MOST_ROWS


def test_headings_are_asked_for_again(table, qtbot):
    with qtbot.waitSignals([table.model.headerDataChanged, table.model.dataChanged]):
        table.model.retitle()


def test_a_cell_that_is_cut_is_whole_in_its_tooltip(table):
    table.show_rows([Stock("<b>", 1)])
    assert table.model.data(table.model.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "<span>&lt;b&gt;</span>"


def test_columns_are_as_wide_as_what_stands_in_them(table):
    header = table.view.horizontalHeader()
    narrow = header.sectionSize(1)
    table.show_rows([Stock("B", 10**12)])
    wide = header.sectionSize(1)
    assert wide > narrow
    assert header.sectionSize(0) + wide == header.viewport().width()
    table.show_rows([Stock("B", 1)])
    assert header.sectionSize(1) == narrow


def test_larger_text_has_wider_columns(table):
    table.show_rows([Stock("B", 10**12)])
    before = table.view.horizontalHeader().sectionSize(1)
    table.wear(Type.FIGURE, 60)
    table.model.retitle()
    assert table.view.horizontalHeader().sectionSize(1) > before


def test_what_was_written_unseen_is_measured_when_it_is_seen(table):
    before = table.view.horizontalHeader().sectionSize(1)
    table.hide()
    table.show_rows([Stock("B", 10**12)])
    assert table.view.horizontalHeader().sectionSize(1) == before
    table.show()
    assert table.view.horizontalHeader().sectionSize(1) > before


def test_smaller_letters_grow_with_all_text(table, qtbot):
    table.wear(Type.SECOND, 38)
    table.show_rows([Stock("B", 10**12)])
    header, before = table.view.horizontalHeader(), table.view.horizontalHeader().sectionSize(1)
    look.enlarge(1.5)
    try:
        qtbot.waitUntil(lambda: look.settled)
        assert table.view.font().pixelSize() > Type.SECOND.size
        assert header.sectionSize(1) > before
    finally:
        look.enlarge(1.0)
