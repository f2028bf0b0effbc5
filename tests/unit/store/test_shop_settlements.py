"""What became of a return is counted, and what a shop was told of it stands under one key. On both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.domain.channel import Announced, Counted
from app.store.models import ReturnLine, table
from app.store.shop_inbox import SqlShopInbox
from app.store.shop_settlements import SqlSettlements
from app.store.telling import Telling
from tests.importing_house import PRODUCTS, STATION, FixedClock, House
from tests.shops import NOON


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_pieces_are_counted_and_those_that_are_still_awaited(house):
    kept = SqlSettlements(Telling(house.store.engine, STATION))
    house.returns("ACME,amazon,O-1,R-1,T1,A1,3,,", "ACME,amazon,O-1,R-2,T1,A1,1,,")
    with house.store.engine.begin() as connection:
        one = update(table(ReturnLine)).where(table(ReturnLine).c.rma == "R-1")
        connection.execute(one.values(received=1, wrong=1))
    found = kept.outcome("ACME", "amazon", "shop", "R-1")
    assert found is not None
    assert (found.named, found.pieces, found.awaited, found.unfinished) == ("R-1", (Counted("A1", 1, 1),), 1, 0)
    assert kept.outcome("ACME", "amazon", "shop", "R-9") is None
    assert kept.outcome("ACME", "amazon", "shop", "") is None
    assert kept.outcome("ALFA", "amazon", "shop", "R-1") is None


def test_a_shops_own_number_is_the_one_that_it_gave(house):
    telling = Telling(house.store.engine, STATION)
    house.returns("ACME,amazon,O-1,R-1,T1,A1,1,,")
    columns = {"order_id": "O-1", "rma": "R-1", "return_id": "gid://shopify/Return/1"}
    SqlShopInbox(telling).returns("shop", [Announced("x", columns)], NOON)
    found = SqlSettlements(telling).outcome("ACME", "amazon", "shop", "R-1")
    assert found is not None
    assert found.named == "gid://shopify/Return/1"


def test_what_is_told_stands_under_one_key(house):
    kept = SqlSettlements(Telling(house.store.engine, STATION))
    first = kept.intend("shop", "R-1", NOON)
    assert kept.intend("shop", "R-1", FixedClock().now()) == first
    assert first.told_at is None
    kept.told("shop", "R-1", NOON)
    assert kept.intend("shop", "R-1", FixedClock().now()).told_at == NOON
    assert kept.intend("shop", "R-2", NOON).key != first.key
