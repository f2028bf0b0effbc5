"""Reads on both databases: every account, in order, streamed."""

import pytest

from app.domain.stock import SHOWN
from tests.importing_house import FILE, PRODUCTS, House


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_a_line_an_article_with_every_account(house):
    house.returns("ACME,amazon,O-1,,T1,A1,2,,")
    first, second = house.reads.stock()
    assert first == {"client": "ACME", "sku": "A1"} | {account.value: 0 for account in SHOWN} | {"expected": 2}
    assert (second["sku"], second["expected"]) == ("B2", 0)
    assert list(house.reads.stock("ZZ")) == []


def test_the_ledger_streams_in_the_order_of_time(house):
    house.returns(*(f"ACME,amazon,O-{n},,,{sku},1,," for n in range(3) for sku in ("A1", "B2")))
    house.returns(*(f"ACME,amazon,P-{n},,,A1,1,," for n in range(3)))
    entries = list(house.reads.ledger())
    assert [entry["id"] for entry in entries] == sorted(entry["id"] for entry in entries)
    assert sum(entry["quantity"] for entry in entries) == 0
    assert entries[0]["at"].tzinfo is not None
    assert list(house.reads.ledger("R-000001")) == []


def test_an_import_at_work_holds_no_reader_up(house):
    with house.imports.importing("returns", FILE):
        assert len(list(house.reads.stock())) == 2


def test_what_is_not_there(house):
    assert house.reads.unit("R-000001") is None
    assert list(house.reads.outbox()) == list(house.reads.outbox("x")) == list(house.reads.certificates()) == []


def test_every_client_is_named_once(house):
    assert house.reads.clients() == tuple(sorted({line["client"] for line in house.reads.stock()})) != ()
