"""Whose a marketplace's row is: never the first that fits."""

import pytest

from app.services.importing import Row
from app.store.keeping import UNKNOWN_SKU
from app.store.owners import with_owners
from tests.importing_house import House

PRODUCTS = (
    "client,sku,title,fnsku,asin\nACME,A1,Shoe,X001,B001\nACME,A2,Hat,X002,B002\nBETA,A1,Cup,X003,B003\n"
    "BETA,B9,Pot,X004,B002\n"
)


@pytest.fixture
def owned(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'house.db'}", tmp_path)
    house.take("products", PRODUCTS)

    def owned(**values):
        with house.store.reading() as connection:
            (row,) = with_owners(connection, [Row(1, values)])
        return (row.values["client"], row.values["sku"]) if isinstance(row, Row) else row

    yield owned
    house.store.close()


def test_the_one_client_that_has_the_article(owned):
    assert owned(sku="A2") == ("ACME", "A2")
    assert owned(sku="B9") == ("BETA", "B9")


def test_where_several_have_it_nobody_is_guessed(owned):
    turned = owned(sku="A1")
    assert turned.field == "client"
    assert "ACME, BETA" in turned.reason
    assert owned(sku="A1", client="BETA") == ("BETA", "A1")


def test_amazons_own_codes_help_where_the_sku_is_nobodys(owned):
    assert owned(sku="AMZN.GR.A2", fnsku="x002") == ("ACME", "A2")
    assert owned(sku="unknown", asin="B002").field == "client"
    assert owned(sku="unknown", asin="B002", client="BETA") == ("BETA", "B9")


def test_what_nobody_has_is_refused(owned):
    assert owned(sku="NOPE", fnsku="") is UNKNOWN_SKU
    assert owned(sku="A2", client="BETA") is UNKNOWN_SKU
    assert owned(sku="X002") is UNKNOWN_SKU, "a code in the column of SKUs is no SKU"
