"""Return lines on both databases: what they are known by, and what is booked for them."""

import json

import pytest

from app.store.models import Audit, ReturnLine, ReturnOrder
from tests.importing_house import PRODUCTS, House, fates


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_returns_book_what_they_announce_and_twice_changes_nothing(house):
    lines = ("ACME,amazon,O-1,,1Z5R89390357567127,A1,2,,SIZE", "ACME,amazon,O-1,,1Z5R89390357567127,B2,,,SIZE")
    assert fates(house.returns(*lines)) == (2, 0, 0, [])
    assert fates(house.returns(*lines)) == (0, 0, 2, [])
    assert (house.expected("A1"), house.expected("B2")) == (2, 1)
    entries = [(each["sku"], each["account"], each["quantity"]) for each in house.reads.ledger()]
    assert sorted(entries) == [
        ("A1", "expected", 2),
        ("A1", "outside", -2),
        ("B2", "expected", 1),
        ("B2", "outside", -1),
    ]
    assert house.rows(ReturnOrder, ReturnOrder.number, ReturnOrder.tracking_key) == [("O-1", "1Z5R89390357567127")]
    assert house.rows(Audit, Audit.seq, Audit.kind) == [(1, "import"), (2, "announced")]
    assert [seq for seq, _, _ in house.noted] == [1, 2]


def test_a_changed_quantity_books_its_difference_only(house):
    house.returns("ACME,amazon,O-1,,T1,A1,2,,")
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,5,,")) == (0, 1, 0, [])
    assert house.expected() == 5
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,1,,")) == (0, 1, 0, [])
    assert house.expected() == 1
    assert [each["quantity"] for each in house.reads.ledger() if each["account"] == "expected"] == [2, 3, -4]


def test_it_never_goes_below_what_was_counted(house):
    house.returns("ACME,amazon,O-1,,T1,A1,3,,")
    house.count_received(2)
    done = house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    assert fates(done) == (0, 0, 0, [(1, "quantity")])
    assert "2 pieces" in done.rejected[0].reason
    assert fates(house.returns("ACME,amazon,O-1,,T2,A1,3,,")) == (0, 0, 0, [(1, "tracking")])
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,2,,")) == (0, 1, 0, [])


def test_equal_lines_are_known_by_their_place_and_serials_by_themselves(house):
    lines = ("ACME,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,SN-1,",
             "ACME,amazon,O-1,,T1,A1,1,SN-1,")  # fmt: skip
    assert fates(house.returns(*lines)) == (3, 0, 1, [])
    assert fates(house.returns(*lines)) == (0, 0, 4, [])
    assert fates(house.returns(lines[2], lines[0])) == (0, 0, 2, [])
    assert house.expected() == 3


def test_a_tracking_number_that_comes_later_moves_the_line(house):
    house.returns("ACME,amazon,O-1,R-9,,A1,1,,")
    assert fates(house.returns("ACME,amazon,O-1,R-9,1Z 5R8 939 03 5756 7127,A1,1,,")) == (0, 1, 0, [])
    assert fates(house.returns("ACME,amazon,O-1,R-9,1Z5R89390357567127,A1,1,,")) == (0, 0, 1, [])
    assert fates(house.returns("ACME,amazon,O-1,R-9,,A1,1,,")) == (0, 0, 1, [])
    orders = house.rows(ReturnOrder, ReturnOrder.tracking_key, ReturnOrder.parcel_key)
    assert orders == [("1Z5R89390357567127", "1Z5R89390357567127")]


def test_an_unknown_sku_rejects_the_row_and_nothing_else(house):
    done = house.returns("ACME,amazon,O-1,,T1,ZZ,1,,", "OTHER,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,,")
    assert fates(done) == (1, 0, 0, [(1, "sku"), (2, "sku")])
    assert done.rejected[0].value == "ZZ"


def test_the_chain_tells_by_how_much_each_line_was_announced(house):
    house.returns("ACME,amazon,O-1,,T1,A1,2,,", "ACME,amazon,O-2,,T2,A1,3,,")
    house.returns("ACME,amazon,O-1,,T1,A1,3,,", "ACME,amazon,O-2,,T2,A1,2,,")  # of the article as many as before
    told = [
        {fact["id"]: fact["announced"] for fact in json.loads(payload)["facts"] if fact["kind"] == "announced_line"}
        for _, payload in house.rows(Audit, Audit.seq, Audit.payload)[1:]
    ]
    one, other = (str(line) for (line,) in sorted(house.rows(ReturnLine, ReturnLine.id)))
    assert told == [{one: 2, other: 3}, {one: 1, other: -1}]
