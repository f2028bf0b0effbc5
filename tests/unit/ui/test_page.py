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
    page.came_to_front()
    page.retranslate()
    assert page.parts is room.parts
    assert isinstance(stock, ShowsArticles)
    assert not isinstance(page, ShowsArticles)
    with qtbot.waitSignal(page.told) as told, qtbot.waitSignal(page.sounded) as sounded:
        page.scanned("1Z999AA10123456784" * 9)
    telling, tone = told.args
    assert telling().startswith("1Z999AA10123456784")
    assert "bench: F1" in telling()
    assert len(telling()) < 120
    assert (tone, sounded.args) == ("warn", ["refused"])
    room.close()
