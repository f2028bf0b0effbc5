"""The text of an open-box unit: written from its findings, shown whole, and copied."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication

from app.domain.listing_text import ListingText, Wear
from app.errors import UserError
from app.ui.unit.listing_pane import ListingPane
from tests.room import read_at_once


class Parts:
    """A station with two shops; its lane answers at once. eBay takes none of it."""

    def __init__(self, *kinds):
        self.asked = []
        channels = [SimpleNamespace(kind=kind, credentials={}) for kind in kinds]
        settings = SimpleNamespace(channel=channels, station=SimpleNamespace(language="en"))
        self.station = SimpleNamespace(settings=settings, open_listing_writer=lambda: self)

    def describe(self, record, kind, language):
        self.asked.append((record["lpn"], kind, language))
        if kind == "ebay":
            raise UserError("eBay takes no used goods.", "Choose another channel.", "no_used_goods")
        return ListingText(language, Wear.GOOD, "used_good", "Phone X5", "A scratch.", ("One", "Two"), ("en",))

    read = staticmethod(read_at_once)


OPEN_BOX = {"lpn": "R-000001", "account": "sellable_b"}


@pytest.fixture
def pane(dressed, qtbot):
    def made(*kinds):
        one = ListingPane(cast("Any", Parts(*kinds)))
        qtbot.addWidget(one)
        one.retranslate()
        return one

    return made


def test_only_what_is_on_sale_as_open_box_has_a_text(pane):
    one = pane("shopify")
    one.show_unit({"lpn": "R-000001", "account": "sellable_a"})
    assert not one.offered
    assert one._parts.asked == []
    assert not one.copy.isEnabled()


def test_it_is_shown_whole_and_copied(pane):
    one = pane("amazon", "shopify", "amazon")
    one.show_unit(OPEN_BOX)
    assert one.offered
    assert one._parts.asked == [("R-000001", "amazon", "en")]
    assert one.text.text() == "Phone X5\nused_good\nOne\nTwo\nA scratch."
    one.copy.click()
    assert QGuiApplication.clipboard().text() == one.text.text()


def test_a_shop_that_takes_no_used_goods_says_so_and_nothing_is_copied(pane):
    one = pane("shopify", "ebay")
    one.show_unit(OPEN_BOX)
    one.kinds.chosen.emit("ebay")
    one.kinds.show_choices([("shopify", "Shopify"), ("ebay", "eBay")], "ebay")
    one._write("ebay")
    assert one.text.text() == ""
    assert not one.copy.isEnabled()
    assert "no used goods" in one.notice.words[0]
