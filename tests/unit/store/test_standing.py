"""A unit stands elsewhere with another version, and gets the same home again as another allocation."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.domain.stock import Account
from app.store import models
from app.store.standing import allocated_anew, become, message
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield SellingFloor(store).open_parcel().for_kits()
    store.close()


def test_it_stands_there_and_is_allocated_anew(house):
    lpn = house.grade()
    with house.telling.transaction(house.clock.now()) as begun:
        fact = become(begun, lpn, Account.SOLD)
        assert (fact["kind"], fact["id"], fact["account"]) == ("stands", lpn, "sold")
        of = models.Allocation
        before = begun.connection.execute(select(of.__table__).where(of.unit == lpn)).one()
        key, facts = allocated_anew(begun, before)
        assert [fact["state"] for fact in facts] == ["ended", "began"]
        assert (facts[1]["place"], facts[1]["bundle"], facts[1]["id"]) == ("bundle", "KIT-1", key)
        listing = begun.connection.execute(select(models.Listing.id).where(models.Listing.sku == "KIT-1")).scalars()
        content = {"allocation": key, "listing": listing.first(), "channel": "x", "client": "ACME", "sku": "KIT-1",
                   "grade": "A", "unit": lpn, "op": "add", "quantity": 3}  # fmt: skip
        assert message(begun, content)["quantity"] == 3
    assert house.homes() == {lpn: ("bundle", "", "KIT-1")}
    assert house.told() == [("x", "KIT-1", "add", 3)]
