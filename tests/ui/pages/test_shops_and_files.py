"""A supervisor by keys alone: what a shop refused is sent again, and a client's file is taken in."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from app.services.reporting import Period, report
from app.store import models
from app.ui.imports.taking import Phase
from app.ui.unit.view import UnitPage

RETURNS = "client,platform,order_id,sku,quantity\nACME,shopify,2001,SHOE-RED-42,1\nACME,shopify,2002,NOBODYS,1\n"


def press(window, *keys):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)


def go(qtbot, window, key, name):
    """A page by its key; a tab that is pressed by its key takes a tenth of a second."""
    press(window, key)
    qtbot.waitUntil(lambda: window.front is window.page(name))
    return window.page(name)


def become(house, **values):
    with house.store.unit_of_work() as work:
        work.connection.execute(update(models.Outbox).values(**values))
        work.commit()


@pytest.fixture
def refused(graded, room):
    """The shop has refused the only message there is; what is retried is written down."""
    become(graded, state="needs_human", problem="The shop refused it: E-7 no such SKU")
    retried: list[str] = []
    object.__setattr__(room.station, "retry_message", retried.append)
    return retried


def test_a_refused_message_is_read_and_sent_again(qtbot, refused, window, graded):
    page = go(qtbot, window, Qt.Key.Key_F3, "work")
    qtbot.waitUntil(lambda: page.lists.messages.model.rowCount() == 1)
    assert "E-7" in page.detail._told[0]._words.text()
    press(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.detail.outcome.state == "ok")
    assert refused == [str(graded.rows(models.Outbox)[0]["id"])]
    press(window, Qt.Key.Key_U)
    assert isinstance(window.front, UnitPage)


def test_a_clients_file_is_looked_at_and_taken_in(qtbot, window, graded, tmp_path):
    file = tmp_path / "returns.csv"
    file.write_text(RETURNS, encoding="utf-8")
    page = go(qtbot, window, Qt.Key.Key_F4, "imports")
    press(window, Qt.Key.Key_2)
    page.take_file(file)  # as the dialog hands it over
    qtbot.waitUntil(lambda: page.taking.phase is Phase.LOOKED)
    assert not [row for row in graded.rows(models.ReturnLine) if row["number"] == "2001"]
    press(window, Qt.Key.Key_Return, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.taking.phase is Phase.DONE)
    assert [row for row in graded.rows(models.ReturnLine) if row["number"] == "2001"]
    assert page.tables.refused.model.row(0).value == "NOBODYS"


def test_demand_b9_accuracy_and_lag_stand_on_the_first_page_and_in_the_report(qtbot, window, graded, room):
    made = datetime.now(UTC) - timedelta(minutes=2)
    become(graded, created_at=made)

    def says(words: str) -> bool:
        window.shops.look()  # again and again: one that began before may be under way
        chip = window.header._chips.get("shops")
        return chip is not None and chip.accessibleName() == words

    qtbot.waitUntil(lambda: says("Shops behind · 2 min"))
    become(graded, state="confirmed", created_at=made, confirmed_at=made + timedelta(milliseconds=600))
    qtbot.waitUntil(lambda: says("Shops 100 % · 0.6 s"))
    assert window.front is window.page("bench")
    columns, rows = report(room.station.reads, "sync", Period(since=made - timedelta(seconds=1)))
    (row,) = rows
    assert (row["accuracy"], row["lag_s"], row["waiting"]) == (Decimal(1), Decimal("0.6"), 0)
    assert set(row) == set(columns)
    page = go(qtbot, window, Qt.Key.Key_F3, "work")
    qtbot.waitUntil(lambda: page._looked is not None)
    assert page.figures.figures[0].accessibleName() == "Confirmed by the shops, 24 h: 100 % of 1 message"
