"""Where clients want their units sold, taken in from a file on both databases: half-named places are refused."""

import pytest

from app.store.models import SellingRule
from tests.importing_house import PRODUCTS, House, fates

KIT = "client,sku,title,components\nACME,KIT,Set,A1:1;B2:2\n"
HEAD = "client,sku,grade,rank,place,channel,bundle,keep\n"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    house.take("products", KIT)
    yield house
    house.store.close()


def test_a_file_taken_in_twice_changes_nothing_and_a_new_place_forgets_the_old_ones_name(house):
    text = HEAD + "ACME,,B,1,marketplace,ebay-us,,\nACME,A1,A,2,bundle,,KIT,10\nACME,,a,3,exchange,,,2\n"
    assert fates(house.take("selling", text)) == (3, 0, 0, [])
    assert fates(house.take("selling", text)) == (0, 0, 3, [])
    assert fates(house.take("selling", "client,grade,place\nACME,B,outlet\n")) == (0, 1, 0, [])
    rows = house.rows(SellingRule, SellingRule.rank, SellingRule.place, SellingRule.channel, SellingRule.bundle,
                      SellingRule.keep)  # fmt: skip
    assert sorted(rows) == [(1, "outlet", "", "", None), (2, "bundle", "", "KIT", 10), (3, "exchange", "", "", 2)]


@pytest.mark.parametrize(("row", "column"), [
    ("ACME,,A,1,marketplace,,,", "channel"), ("ACME,,A,1,bundle,,,", "bundle"), ("ACME,,A,1,live,ebay-us,,", "channel"),
    ("ACME,,A,1,listing,,,3", "keep"), ("ACME,,C,1,live,,,", "grade"), ("ACME,,A,0,live,,,", "rank"),
    ("ACME,,A,1,shelf,,,", "place"), ("ACME,NONE,A,1,live,,,", "sku"), ("NOBODY,,A,1,live,,,", "client"),
    ("ACME,,A,1,bundle,,A1,", "bundle"), ("ACME,KIT,A,1,bundle,,KIT,", "bundle"),
])  # fmt: skip
def test_what_names_no_place_is_refused(house, row, column):
    assert fates(house.take("selling", HEAD + row + "\n")) == (0, 0, 0, [(1, column)])
    assert house.rows(SellingRule, SellingRule.rank) == []
