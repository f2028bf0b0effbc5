"""The stock page on real records: read in the lane, filtered, opened, kept while it is read again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import StoreError
from app.services.looking import HitKind
from app.ui.stock.view import StockPage, _known_of
from tests.lane import SHOE, UPS, UPS_3


@pytest.fixture
def page(qtbot, graded, room):
    made = StockPage(room.parts)
    room.show(qtbot, made)
    qtbot.waitUntil(lambda: made.table.table.model.rowCount() > 0)
    return made


def skus(page):
    model = page.table.table.model
    return [model.row(place).article.sku for place in range(model.rowCount())]


def test_every_article_that_ever_moved_is_there_and_the_first_is_opened(qtbot, page):
    assert skus(page) == ["BOTTLE-750", "SHOE-RED-42", "EAR-PRO"]
    qtbot.waitUntil(lambda: page.detail.entries.model.rowCount() > 0)
    assert page.detail.title.text() == "Steel bottle"


def test_words_and_client_filter_together(qtbot, page):
    page.words.setText("shoe")
    qtbot.waitUntil(lambda: skus(page) == ["SHOE-RED-42"])
    page.clients.setCurrentIndex(page.clients.findData("NOVA"))
    assert skus(page) == []
    assert page.table.table.empty.accessibleName().startswith("Nothing fits")
    page.words.clear()
    qtbot.waitUntil(lambda: skus(page) == ["EAR-PRO"])


def test_what_is_sold_nowhere_can_be_looked_at_alone(qtbot, page, graded):
    graded.take("listings", "client,sku,grade,channel,target\nACME,BOTTLE-750,B,x,y\n")
    assert not page.nowhere.isVisible()  # the sealed shoe has its listing, nothing else can be sold
    page._stock = replace(page._stock, lines=tuple(map(_nowhere, page._stock.lines)))
    page._filter()
    assert page.nowhere.isVisible()
    page.nowhere.click()
    assert skus(page) == ["SHOE-RED-42"]


def _nowhere(line):
    return replace(line, unlisted=("A",)) if line.article.sku == "SHOE-RED-42" else line


@pytest.mark.parametrize("code", ["R-000001", "r-000002"])
def test_a_scanned_unit_is_opened(qtbot, page, code):
    with qtbot.waitSignal(page.unit_asked) as told:
        page.scanned(code)
    assert told.args == [code.upper()]


def test_a_scanned_parcel_of_one_unit_opens_the_unit(qtbot, page):
    with qtbot.waitSignal(page.unit_asked) as told:
        page.scanned(UPS)
    assert told.args == ["R-000001"]


def test_of_a_parcel_that_is_not_here_yet_it_is_said_so(qtbot, page):
    with qtbot.waitSignal(page.told) as told:
        page.scanned(UPS_3)
    assert told.args[0]() == f"{UPS_3} is announced, and not here yet."


@pytest.mark.parametrize(("units", "said"), [(0, "no unit"), (3, "several units")])
def test_of_a_parcel_that_names_no_single_unit_it_is_said_why(units, said):
    assert said in _known_of(UPS, HitKind.PARCEL, units)


def test_a_scanned_article_is_filtered_by(qtbot, page):
    page.scanned(SHOE)
    qtbot.waitUntil(lambda: skus(page) == ["SHOE-RED-42"])


def test_a_code_that_nobody_knows_is_refused_in_words(qtbot, page):
    with qtbot.waitSignal(page.told) as told:
        page.scanned("NOBODY-KNOWS-THIS")
    assert "NOBODY-KNOWS-THIS" in told.args[0]()
    assert told.args[1] == "warn"


@pytest.mark.expects_warning
def test_what_stands_there_stays_where_nothing_can_be_read(qtbot, page, monkeypatch):
    def away():
        raise StoreError("The records are away.", "Wait.")

    monkeypatch.setattr(page.parts.station.reads, "stock", away)
    with qtbot.waitSignal(page.told) as told:
        page.refresh.click()
    assert told.args[1] == "bad"
    assert len(skus(page)) == 3


def test_no_stock_says_how_it_comes(qtbot, room, monkeypatch):
    monkeypatch.setattr(room.station.reads, "stock", lambda: iter(()))
    empty = StockPage(room.parts)
    room.show(qtbot, empty)
    qtbot.waitUntil(lambda: empty.table.table.empty.accessibleName().startswith("No stock yet"))
    assert not empty.table.totals.isVisible()


def test_by_keys_alone_from_the_filter_to_a_unit_and_back(qtbot, page):
    view, entries = page.table.table.view, page.detail.entries
    page.words.setFocus()
    page.words.setText("shoe")
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    assert skus(page) == ["SHOE-RED-42"]
    qtbot.waitUntil(view.hasFocus)
    qtbot.waitUntil(lambda: page.detail._behind is not None and page.detail._behind.line.article.sku == "SHOE-RED-42")
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(entries.view.hasFocus)
    place = next(n for n in range(entries.model.rowCount()) if entries.model.row(n).unit)
    entries.view.setCurrentIndex(entries.model.index(place, 0))
    with qtbot.waitSignal(page.unit_asked) as told:
        QTest.keyClick(entries.view, Qt.Key.Key_Return)
    assert told.args == ["R-000001"]
    QTest.keyClick(entries.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.words.hasFocus)
    QTest.keyClick(page.words, Qt.Key.Key_Escape)
    assert page.words.text() == ""
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Slash)
    qtbot.waitUntil(page.words.hasFocus)
