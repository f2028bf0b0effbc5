"""The stock page: how much of each article stands where, and the entries behind every number.

said     its words: accounts, reasons, what became of messages
scene    what it shows, as data
table    the table: model, filter, totals below
detail   what lies behind the chosen number
view     the page

The page is loaded when it is first asked for: others take the words alone, and the window is up before it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .view import StockPage as StockPage


def __getattr__(name: str) -> object:
    if name != "StockPage":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    page: object = getattr(import_module(f"{__name__}.view"), name)
    globals()[name] = page
    return page
