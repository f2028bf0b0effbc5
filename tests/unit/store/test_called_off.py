"""What was called off is awaited no more, and is awaited again where it is announced again. On both databases."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from sqlalchemy import update

from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, import_file, pulled
from app.store.audit_sums import sum_problems
from app.store.audit_verify import verify
from app.store.called_off import alike, call_off
from app.store.disk import DiskEvidence
from app.store.keeping import Transaction
from app.store.keys import open_keys
from app.store.models import Audit, Ledger, ReturnLine, table
from tests.importing_house import PRODUCTS, RETURNS, STATION, FixedClock, House

LINE = "ACME,amazon,O-1,{},T1,A1,{},{},"
KNOWN_BY = ("ACME", "amazon", "O-1", "", "A1", "")


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def off(house, *known_by, stand=0):
    with house.store.engine.begin() as connection:
        begun = Transaction(connection, STATION, FixedClock().now())
        pieces = call_off(begun, known_by or (KNOWN_BY,), Counter(dict.fromkeys(known_by or (KNOWN_BY,), stand)))
        begun.end()
    return pieces


def lines(house):
    of = ReturnLine
    return house.rows(of, of.position, of.quantity, of.received, of.called_off)


def sound(house):
    with house.store.reading() as connection:
        assert list(sum_problems(connection)) == []
    keys = open_keys(house.folder / "keys", "bench-01")
    found = verify(house.store.engine, DiskEvidence(house.folder / "evidence", house.folder / "spool"), keys)
    return [problem for problem in found.problems if "checkpoint" not in problem] == []


def test_the_expectation_ends_by_a_counter_entry_and_the_chain_tells_it(house):
    house.returns(LINE.format("", 3, ""))
    assert off(house) == 3
    assert (house.expected(), lines(house)) == (0, [(1, 0, 0, 3)])
    entries = house.rows(Ledger, Ledger.account, Ledger.quantity, Ledger.reason)
    assert ("expected", -3, "called_off") in entries
    told = [json.loads(text) for kind, text in house.rows(Audit, Audit.kind, Audit.payload) if kind == "called_off"]
    assert [fact["announced"] for fact in told[0]["facts"] if fact["kind"] == "announced_line"] == [-3]
    assert sound(house)
    assert off(house) == 0
    assert lines(house) == [(1, 0, 0, 3)]


def test_what_came_stays_as_it_was_counted(house):
    house.returns(LINE.format("", 3, ""))
    with house.store.engine.begin() as connection:
        connection.execute(update(table(ReturnLine)).values(received=1))
    assert off(house) == 2
    assert lines(house) == [(1, 1, 1, 2)]


def pulled_again(house, row):
    path = house.folder / "shop.csv"
    path.write_text(RETURNS + row + "\n", "utf-8")
    return import_file(house.imports, DelimitedTables(), pulled(KINDS["returns"]), path)


def test_told_again_by_its_shop_it_is_awaited_again(house):
    house.returns(LINE.format("", 2, ""))
    off(house)
    assert pulled_again(house, LINE.format("", 2, "")).updated == 1
    assert (house.expected(), lines(house)) == (2, [(1, 2, 0, 0)])
    assert sound(house)


def test_a_file_taken_in_twice_changes_nothing(house):
    house.returns(LINE.format("", 2, ""))
    off(house)
    assert house.returns(LINE.format("", 2, "")).unchanged == 1
    assert (house.expected(), lines(house)) == (0, [(1, 0, 0, 2)])
    assert sound(house)


def test_of_what_came_in_part_a_file_taken_in_twice_announces_no_more(house):
    house.returns(LINE.format("", 3, ""))
    with house.store.engine.begin() as connection:
        connection.execute(update(table(ReturnLine)).values(received=1))
    off(house)
    assert house.returns(LINE.format("", 3, "")).unchanged == 1
    assert lines(house) == [(1, 1, 1, 2)]


def test_a_file_that_says_something_new_announces_it_anew(house):
    house.returns(LINE.format("", 2, ""))
    off(house)
    assert house.returns(LINE.format("", 3, "")).updated == 1
    assert (house.expected(), lines(house)) == (3, [(1, 3, 0, 0)])


def test_of_alike_lines_those_that_stand_are_the_first(house):
    house.returns(*[LINE.format("", 1, "")] * 3)
    assert off(house, stand=2) == 1
    assert lines(house) == [(1, 1, 0, 0), (2, 1, 0, 0), (3, 0, 0, 1)]
    assert house.expected() == 2


def test_another_return_of_the_same_order_stands(house):
    house.returns(LINE.format("R1", 1, ""), LINE.format("R2", 1, ""))
    assert off(house, (*KNOWN_BY[:3], "R1", "A1", "")) == 1
    assert house.expected() == 1
    assert off(house, (*KNOWN_BY[:3], "R9", "A1", "")) == 0


def test_lines_with_serial_numbers_are_called_off_one_by_one(house):
    house.returns(*(LINE.format("", 1, serial) for serial in ("SN-1", "SN-2", "")))
    with house.store.engine.begin() as connection:
        begun = Transaction(connection, STATION, FixedClock().now())
        named = {serial: (*KNOWN_BY[:5], serial) for serial in ("SN-1", "SN-2")}
        assert call_off(begun, [named["SN-1"]], Counter({named["SN-2"]: 1, KNOWN_BY: 1})) == 1
        begun.end()
    assert house.rows(ReturnLine, ReturnLine.serial, ReturnLine.quantity) == [("", 1), ("SN-1", 0), ("SN-2", 1)]
    assert sound(house)


def test_without_a_serial_number_none_of_alike_lines_is_meant_while_one_stands(house):
    house.returns(*(LINE.format("", 1, serial) for serial in ("SN-1", "SN-2")))
    assert off(house, stand=1) == 0
    assert off(house) == 2


def test_what_it_is_known_by_is_what_the_import_reads():
    columns = {"client": " ACME", "platform": "amazon", "order_id": "O-1 ", "sku": "A1"}
    assert alike(columns) == KNOWN_BY
    assert alike(columns | {"serial": " sn-1"}) == (*KNOWN_BY[:5], "SN-1")
