"""The stock page is loaded when it is asked for."""

import pytest

from app.ui import stock
from app.ui.stock.view import StockPage


def test_the_page_is_loaded_when_it_is_asked_for():
    assert stock.StockPage is StockPage


def test_what_is_not_there_is_named():
    with pytest.raises(AttributeError, match="Pantry"):
        stock.Pantry  # noqa: B018 (asking is the act)
