"""What the window asks of every page, and which pages can show an article."""

import pytest

from app.ui.page import Page, ShowsArticles
from app.ui.stock.view import StockPage
from tests.room import Room


@pytest.mark.usefixtures("dressed")
def test_a_page_holds_its_parts_and_takes_whatever_the_window_tells_it(qtbot, house):
    room = Room(house)
    page, stock = Page(room.parts), StockPage(room.parts)
    for each in (page, stock):
        qtbot.addWidget(each)
    page.scanned("x")
    page.came_to_front()
    page.retranslate()
    assert page.parts is room.parts
    assert isinstance(stock, ShowsArticles)
    assert not isinstance(page, ShowsArticles)
    room.close()
