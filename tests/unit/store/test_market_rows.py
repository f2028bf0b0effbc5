"""Rows that come again, later and with more in them find the record that they are about."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.market_rows import day
from app.store.models import FbaReturn
from tests.importing_house import House, fates

ORDERS = itertools.count(100)
PRODUCTS = "client,sku,title\nACME,A1,Shoe\nACME,B2,Hat\n"
HEADER = "return-date,order-id,sku,detailed-disposition,reason,license-plate-number\n"


@pytest.fixture
def house(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'house.db'}", tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def take(house, *rows):
    return fates(house.take("fba-returns", HEADER + "".join(row + "\n" for row in rows)))


def lpns(house):
    return sorted(lpn for (lpn,) in house.rows(FbaReturn, FbaReturn.lpn))


def test_a_file_again_changes_nothing_in_whatever_order(house):
    rows = [
        "2026-11-10,O-1,A1,SELLABLE,R,LPN1",
        "2026-11-10,O-1,A1,DAMAGED,R,LPN2",
        "2026-11-10,O-1,A1,,R,",
        "2026-11-10,O-1,A1,,R,",
    ]
    assert take(house, *rows) == (4, 0, 0, [])
    assert take(house, *rows) == (0, 0, 4, [])
    assert take(house, *reversed(rows)) == (0, 0, 4, [])
    assert take(house, rows[1], rows[3]) == (0, 0, 2, [])


def test_the_number_that_comes_later_finds_its_row(house):
    take(house, "2026-11-10,O-1,A1,,R,", "2026-11-10,O-1,A1,,R,")
    assert take(house, "2026-11-10,O-1,A1,,R,LPN1", "2026-11-10,O-1,A1,,R,LPN2") == (0, 2, 0, [])
    assert lpns(house) == ["LPN1", "LPN2"]
    assert take(house, "2026-11-10,O-1,A1,,R,", "2026-11-10,O-1,A1,,R,") == (0, 0, 2, [])
    assert lpns(house) == ["LPN1", "LPN2"]


def test_values_are_filled_in_and_never_emptied(house):
    take(house, "2026-11-10,O-1,A1,,R,LPN1")
    assert take(house, "2026-11-10,O-1,A1,DEFECTIVE,R,LPN1") == (0, 1, 0, [])
    assert take(house, "2026-11-10,O-1,A1,,,LPN1") == (0, 0, 1, [])
    assert house.rows(FbaReturn, FbaReturn.disposition, FbaReturn.reason) == [("DEFECTIVE", "R")]


def test_another_order_day_or_article_is_another_return(house):
    take(house, "2026-11-10,O-1,A1,,R,", "2026-11-11,O-1,A1,,R,", "2026-11-10,O-2,A1,,R,", "2026-11-10,O-1,B2,,R,")
    assert len(lpns(house)) == 4


def test_a_row_of_nobodys_is_rejected_and_spoils_no_other(house):
    assert take(house, "2026-11-10,O-1,NOPE,,R,", "2026-11-10,O-1,A1,,R,") == (1, 0, 0, [(1, "sku")])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["", "LPN1", "LPN2", "LPN3"]), min_size=1, max_size=6), st.randoms())
def test_any_file_twice_in_any_order_has_as_many_records_as_rows(house, numbers, chance):
    order = f"O-{next(ORDERS)}"
    rows = [f"2026-11-10,{order},A1,,R,{number}" for number in numbers]
    take(house, *rows)
    assert take(house, *chance.sample(rows, len(rows)))[:2] == (0, 0)
    found = house.rows(FbaReturn, FbaReturn.number, FbaReturn.lpn)
    assert sorted(lpn for number, lpn in found if number == order) == sorted(numbers)


def test_a_time_that_is_not_known_has_no_day():
    assert day(None) == ""
