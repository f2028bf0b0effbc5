"""What is offered nowhere, in two shops, or listed in vain, on both databases."""

import pytest
from sqlalchemy import insert, update

from app.domain.grading import Grade
from app.domain.stock import Article
from app.store import models
from app.store.mapping import new_key
from app.store.offered_where import OfferedWhere, offered_where
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield SellingFloor(store).open_parcel()
    store.close()


def seen(house):
    with house.store.reading() as connection:
        return offered_where(connection)


def test_nothing_is_said_where_all_fits(house):
    house.grade()
    assert seen(house) == OfferedWhere((), (), 0)


def test_what_does_not_fit_is_named(house):
    house.listed("SHOE-1", "ebay-us")
    house.listed("SHOE-1", "erp", target="x", books=True)
    house.listed("SHOE-2", "clearance", "B", target="x", outlet=True)
    house.grade(2, Grade.B)
    article = Article("ACME", "SHOE-2")
    in_vain = (("SHOE-1", "A", "ebay-us"), ("SHOE-2", "B", "clearance"))
    assert seen(house) == OfferedWhere(((article, "B"),), in_vain, 0)
    house.rule("outlet", grade="B")
    house.rule("marketplace", channel="ebay-us", keep=2)
    assert seen(house) == OfferedWhere(((article, "B"),), (), 0)


def test_units_that_an_older_version_put_on_several_shops_are_counted_while_they_are_on_sale(house):
    books, ebay = house.listed("SHOE-1", "erp", target="x", books=True), house.listed("SHOE-1", "ebay-us")
    unit = house.grade()
    house.grade()
    assert seen(house).twice == 0
    first = house.rows()[0]._asdict()
    with house.store.unit_of_work() as work:
        assert books in {row.listing for row in house.rows()}
        work.connection.execute(insert(models.Outbox), {**first, "id": new_key(), "listing": ebay, "sells": False})
        work.connection.execute(update(models.Outbox).values(sells=False))
        work.commit()
    assert seen(house).twice == 1
    house.take(unit)
    assert seen(house).twice == 0
