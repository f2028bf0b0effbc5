"""Pages of messages: each row once, in its order, by unit, article and channel, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.services.syncing.in_step import Asked, Wanted
from app.store import message_pages, models
from app.store.message_pages import message_page
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    made = ShopFloor(store, "shopify", articles=3).open_parcel()
    for number in (1, 2, 3, 1, 2):
        made.grade(number)
    yield made
    store.close()


def become(house, *states):
    with house.telling.working() as connection:
        for row, state in zip(house.rows(), states, strict=True):
            at = house.clock.now() if state == "confirmed" else None
            new = {"state": state, "confirmed_at": at}
            connection.execute(update(models.Outbox).where(models.Outbox.id == row.id).values(**new))


def pages(house, asked):
    found = []
    while True:
        with house.store.reading() as connection:
            page = message_page(connection, asked)
        found.append([row["unit"][-1] for row in page.rows])
        if not page.after:
            return found
        asked = replace(asked, after=page.after)


def test_open_messages_come_oldest_first_a_page_at_a_time(house):
    become(house, "pending", "needs_human", "unknown", "sent", "needs_human")
    assert pages(house, Asked(Wanted.WAITING, limit=2)) == [["1", "3"], ["4"]]
    assert pages(house, Asked(Wanted.HELD)) == [["2", "5"]]


def test_confirmed_ones_come_newest_first(house):
    become(house, "confirmed", "confirmed", "pending", "confirmed", "confirmed")
    assert pages(house, Asked(Wanted.CONFIRMED, limit=2)) == [["5", "4"], ["2", "1"]]


@pytest.mark.parametrize("state", ["confirmed", "pending"])
@pytest.mark.parametrize(
    ("words", "units"), [("shoe-1", "14"), ("SHOE", "12345"), ("r-000003", "3"), ("SHOE-9", ""), ("%", "")]
)
def test_they_are_found_by_unit_and_by_how_a_sku_begins(house, state, words, units):
    become(house, *[state] * 5)
    wanted = Wanted.CONFIRMED if state == "confirmed" else Wanted.WAITING
    (found,) = pages(house, Asked(wanted, words=words))
    assert sorted(found) == list(units)


def test_of_one_channel_so_many_are_looked_through_a_page_and_none_is_lost(house, monkeypatch):
    become(house, *["confirmed"] * 5)
    monkeypatch.setattr(message_pages, "LOOKED_THROUGH", 2)
    found = pages(house, Asked(Wanted.CONFIRMED, channel="shopify-us"))
    assert "".join(unit for page in found for unit in page) == "54321"
    assert [unit for page in pages(house, Asked(Wanted.CONFIRMED, channel="other")) for unit in page] == []
    assert pages(house, Asked(Wanted.WAITING, channel="other")) == [[]]
    become(house, *["pending"] * 5)
    (found,) = pages(house, Asked(Wanted.WAITING, words="shopify"))
    assert len(found) == 5
