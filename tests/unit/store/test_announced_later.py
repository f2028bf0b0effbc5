"""A parcel that comes before its announcement: its pieces are those announced, counted once, on both databases."""

import json

import pytest
from sqlalchemy import select, update

from app.domain.bench.facts import Moved, ParcelClosed, ParcelOpened, SerialRead, UnitOpened
from app.domain.bench.state import Product
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Article, Move
from app.store.announced_later import settle
from app.store.audit_sums import sum_problems
from app.store.audit_verify import verify
from app.store.disk import DiskEvidence
from app.store.keeping import Transaction
from app.store.keys import open_keys
from app.store.mapping import new_key
from app.store.models import Audit, Parcel, ReturnLine, Unit, table
from tests.importing_house import PRODUCTS, STATION, FixedClock, House, fates
from tests.records import INSPECTOR, RULES, finish

A1 = Article("ACME", "A1")
LINE = "ACME,amazon,O-1,,T1,A1,{},{},"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def write(house, *facts):
    with house.store.unit_of_work() as work:
        work.records.write(facts, at=FixedClock().now(), operator=INSPECTOR)
        work.commit()


def parcel_came(house, *serials, kind=ParcelKind.UNEXPECTED, finished=True):
    """A parcel under T1 with a piece for each of these serial numbers, graded unless the test says otherwise."""
    parcel = new_key()
    write(house, ParcelOpened(parcel, "T1", "T1", kind))
    for number, serial in enumerate(serials, 1):
        lpn = f"R-{number:06d}"
        write(
            house,
            UnitOpened(lpn, Product(A1, "Shoe"), parcel, "", (), RULES),
            Moved(Move(A1, Account.OUTSIDE, Account.EXPECTED, 1, "unexpected", lpn)),
            Moved(Move(A1, Account.EXPECTED, Account.PENDING, 1, "received", lpn)),
            *([SerialRead(lpn, serial)] if serial else []),
        )
        if finished:
            graded, moved, _offered, label = finish(lpn)
            write(house, graded, Moved(Move(A1, Account.PENDING, Account.SELLABLE_A, 1, moved.move.reason, lpn)), label)
    write(house, ParcelClosed(parcel, "complete"))
    return parcel


def counts(house):
    return house.rows(ReturnLine, ReturnLine.serial, ReturnLine.quantity, ReturnLine.received)


def settled(house):
    return [lpn for lpn, line in house.rows(Unit, Unit.lpn, Unit.line_id) if line]


def stock(house):
    (line,) = house.reads.stock("A1")
    with house.store.reading() as connection:
        assert list(sum_problems(connection)) == []
    return {account: line[account] for account in ("expected", "sellable_a", "missing") if line[account]}


def test_a_piece_that_came_before_its_announcement_counts_once(house):
    parcel_came(house, "")
    assert fates(house.returns(LINE.format(1, ""))) == (1, 0, 0, [])
    assert stock(house) == {"sellable_a": 1}
    assert counts(house) == [("", 1, 1)]
    assert settled(house) == ["R-000001"]
    assert house.rows(Parcel, Parcel.state) == [("closed",)]
    told = house.rows(Audit, Audit.kind, Audit.payload)
    (entry,) = [json.loads(text) for kind, text in told if kind == "announced_later"]
    assert [fact["kind"] for fact in entry["facts"] if fact["kind"] != "stands"] == ["line", "unit", "ledger", "ledger"]
    assert {fact["reason"] for fact in entry["facts"] if fact["kind"] == "ledger"} == {"announced_later"}
    assert house.noted[-1][0] == len(house.rows(Audit, Audit.seq))
    keys = open_keys(house.folder / "keys", "bench-01")
    found = verify(house.store.engine, DiskEvidence(house.folder / "evidence", house.folder / "spool"), keys)
    assert [problem for problem in found.problems if "checkpoint" not in problem] == []


def test_the_same_file_again_changes_nothing(house):
    parcel_came(house, "")
    house.returns(LINE.format(1, ""))
    before = [house.rows(model, *model.__table__.columns) for model in (Audit, Unit, ReturnLine)]
    assert fates(house.returns(LINE.format(1, ""))) == (0, 0, 1, [])
    assert [house.rows(model, *model.__table__.columns) for model in (Audit, Unit, ReturnLine)] == before


@pytest.mark.parametrize(
    ("pieces", "quantity", "received", "left"),
    [(1, 3, 1, {"expected": 2, "sellable_a": 1}), (3, 2, 2, {"sellable_a": 3}), (2, 2, 2, {"sellable_a": 2})],
)
def test_never_more_than_came_nor_more_than_was_announced(house, pieces, quantity, received, left):
    parcel_came(house, *[""] * pieces)
    house.returns(LINE.format(quantity, ""))
    assert counts(house) == [("", quantity, received)]
    assert stock(house) == left
    assert settled(house) == [f"R-{number:06d}" for number in range(1, received + 1)]


def test_more_announced_later_settles_what_is_left(house):
    parcel_came(house, "", "")
    house.returns(LINE.format(1, ""))
    assert fates(house.returns(LINE.format(2, ""))) == (0, 1, 0, [])
    assert counts(house) == [("", 2, 2)]
    assert stock(house) == {"sellable_a": 2}


def test_a_serial_number_finds_its_own_piece_and_another_one_is_flagged(house):
    parcel_came(house, "SN-9", "SN-2")
    house.returns(LINE.format(1, "SN-1"), LINE.format(1, "sn-2"))
    serial_of = dict(house.rows(ReturnLine, ReturnLine.id, ReturnLine.serial))
    told = [(lpn, serial_of[line], flags) for lpn, line, flags in house.rows(Unit, Unit.lpn, Unit.line_id, Unit.flags)]
    assert told == [("R-000001", "SN-1", ["serial_mismatch"]), ("R-000002", "sn-2", [])]
    assert stock(house) == {"sellable_a": 2}


def test_what_is_still_open_at_a_bench_is_left_to_it(house):
    parcel_came(house, "", finished=False)
    house.returns(LINE.format(1, ""))
    assert (settled(house), counts(house)) == ([], [("", 1, 0)])


def test_another_article_or_number_settles_nothing(house):
    parcel_came(house, "")
    house.returns("ACME,amazon,O-1,,T1,B2,1,,", "ACME,amazon,O-2,,T2,A1,1,,")
    assert settled(house) == []
    assert stock(house) == {"expected": 1, "sellable_a": 1}


def test_a_number_used_again_settles_only_what_was_announced_after_it(house):
    house.returns(LINE.format(1, ""))
    parcel = parcel_came(house, "")
    with house.store.engine.begin() as connection:
        connection.execute(update(table(Parcel)).where(Parcel.id == parcel).values(description="tracking_reused"))
    house.returns(LINE.format(2, ""))
    assert settled(house) == []
    house.returns("ACME,amazon,O-2,,T1,A1,1,,")
    assert settled(house) == ["R-000001"]


def test_nothing_on_record_writes_nothing(house):
    with house.store.engine.begin() as connection:
        transaction = Transaction(connection, STATION, FixedClock().now())
        settle(transaction, {"T1", "T2"})
        assert (transaction.told, transaction.end()) == ([], None)
        assert connection.execute(select(Audit.kind)).scalars().all() == ["import"]
