"""The table hides what is not in use, never is wider than its place, sums what it shows, and says what was chosen."""

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QRect, Qt

from app.domain.stock import SHOWN, Article
from app.ui.kit.painting import width_of
from app.ui.stock.scene import Line, Stock
from app.ui.stock.table import StockTable
from app.ui.theme import Type, look
from app.ui.words import language

LINES = (
    Line(Article("ACME", "B"), "Bag", {"held": 1, "sold": 7}, 1),
    Line(Article("ACME", "A"), "Ape", {"sold": 2}, 0),
)
STOCK = Stock(("held", "sold"), LINES, ("ACME",))


@pytest.fixture
def table(qtbot, dressed):
    made = StockTable()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.retranslate()
    made.show_stock(STOCK, LINES)
    made.show()
    return made


def headings(table):
    model, view = table.table.model, table.table.view
    shown = [place for place in range(model.columnCount()) if not view.isColumnHidden(place)]
    return [model.headerData(place, Qt.Orientation.Horizontal) for place in shown]


def test_only_columns_in_use_are_shown_and_summed(table):
    assert headings(table) == ["Client", "SKU", "Article", "In house", "Held", "Sold"]
    assert table.totals.accessibleName() == "Total: In house 1, Held 1, Sold 9"


def test_the_sums_are_painted_though_python_gave_up_the_header_that_it_knew(table):
    """As happens when Qt's own parts are met by other roads; an error within a paint takes the program down."""
    shiboken6.invalidate(table.table.view.horizontalHeader())
    with_sums = table.totals.grab().toImage()
    table.totals.show_totals(table._keys, {})
    assert table.totals.grab().toImage() != with_sums


def test_the_number_that_is_chosen_is_told_with_its_line(qtbot, table):
    view, model = table.table.view, table.table.model
    sold = next(place for place in range(model.columnCount()) if table._keys[place] == "sold")
    with qtbot.waitSignal(table.number_chosen) as told:
        view.setCurrentIndex(model.index(0, sold))
    assert told.args == [LINES[0], "sold"]
    with qtbot.waitSignal(table.number_chosen) as told:
        view.setCurrentIndex(model.index(1, 0))  # its name: the account with most of it is meant
    assert told.args == [LINES[1], "sold"]


def test_what_was_chosen_stays_chosen_when_it_is_read_again(table):
    table.table.view.setCurrentIndex(table.table.model.index(1, 0))
    table.show_stock(STOCK, tuple(reversed(LINES)))
    index = table.table.view.currentIndex()
    assert table.table.model.row(index.row()).article == LINES[1].article


def test_a_column_sorts_by_its_number(table):
    table.table.view.sortByColumn(table._keys.index("sold"), Qt.SortOrder.AscendingOrder)
    assert [table.table.model.row(place).article.sku for place in (0, 1)] == ["A", "B"]


def test_the_arrow_of_what_is_sorted_by_covers_no_heading(table):
    header, place = table.table.view.horizontalHeader(), table._keys.index("sold")
    words = QRect(header.sectionViewportPosition(place), 10, header.sectionSize(place), header.height() - 12)
    before = header.grab(words).toImage()
    table.table.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert header.grab(words).toImage() == before
    above = QRect(words.left(), 0, words.width(), 10)
    arrow = header.grab(above).toImage()
    table.table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert header.grab(above).toImage() != arrow


def test_a_clients_name_stands_whole_or_not_at_all(table):
    client = "ACME Outdoor and Sons"
    lines = [replace(line, article=Article(client, line.article.sku)) for line in LINES]
    table.show_stock(Stock(STOCK.accounts, tuple(lines), (client,)), lines)
    seen = set()
    for width in range(400, 900, 25):
        table.resize(width, 400)
        table._fit()
        seen.add("Client" in headings(table))
        assert "Client" not in headings(table) or table.table.view.columnWidth(0) > width_of(client, Type.BODY)
    assert seen == {True, False}


EVERYWHERE = {one.value: place + 1 for place, one in enumerate(SHOWN)}
MANY = (Line(Article("ACME Outdoor", "BOOT-BRN-44"), "Hiking boot brown 44", EVERYWHERE, 9), *LINES)


@pytest.mark.parametrize("accounts", [2, 9, 18])
@pytest.mark.parametrize("tongue", ["en", "zh_CN", "es"])
def test_however_many_accounts_there_are_nothing_is_beside_the_window(qtbot, table, accounts, tongue):
    language.speak(tongue)
    table.resize(902, 400)
    table.retranslate()
    table.show_stock(Stock(tuple(EVERYWHERE)[:accounts], MANY, ("ACME",)), MANY)
    view = table.table.view
    qtbot.waitUntil(lambda: view.horizontalHeader().length() == view.viewport().width())
    assert view.columnWidth(1) >= view.fontMetrics().horizontalAdvance("BOOT-BRN-44")
    assert view.columnWidth(2) >= 118


def test_what_has_no_column_of_its_own_is_summed_told_and_can_be_chosen(qtbot, table):
    table.show_stock(Stock(tuple(EVERYWHERE), MANY, ("ACME",)), MANY)
    model, others = table.table.model, table._keys.index("others")
    assert headings(table)[-1] == "Elsewhere"
    summed = table._shared.summed
    assert {"donated", "recycled"} <= set(summed)
    assert "quarantine" not in summed
    index = model.index(0, others)
    assert int(model.data(index)) == sum(EVERYWHERE[one] for one in summed)
    assert "Donated 13" in model.data(index, Qt.ItemDataRole.ToolTipRole)
    title = model.headerData(others, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Donated" in title
    assert "Elsewhere" in table.totals.accessibleName()
    assert "Donated" not in table.totals.accessibleName()
    with qtbot.waitSignal(table.number_chosen) as told:
        table.table.view.setCurrentIndex(index)
    assert told.args == [MANY[0], max(summed, key=EVERYWHERE.__getitem__)]


def test_a_name_has_the_room_that_it_needs_and_more_where_text_grows(qtbot, table):
    longest = "SKU-" + "W" * 9
    lines = (*(Line(Article("ACME", f"{n:03d}"), "Bag", {"held": 1}, 1) for n in range(90)),)
    table.show_stock(Stock(("held",), lines, ("ACME",)), lines)
    header = table.table.view.horizontalHeader()
    before = header.sectionSize(1)
    lines = (*lines, Line(Article("ACME", longest), "Bag", {"held": 1}, 1))
    table.show_stock(Stock(("held",), lines, ("ACME",)), lines)
    wide = header.sectionSize(1)
    assert wide >= table.table.view.fontMetrics().horizontalAdvance(longest) > before
    look.enlarge(1.5)
    qtbot.waitUntil(lambda: look.settled)
    assert header.sectionSize(1) > wide
