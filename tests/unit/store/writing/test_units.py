"""What is undone stays on record; what nobody announced is booked from outside, on both databases."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.bench.facts import (
    LineCounted,
    Moved,
    ParcelOpened,
    PhotoKept,
    PhotoWithdrawn,
    SerialRead,
    UnitOpened,
    UnitWithdrawn,
)
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Move
from app.store import models
from app.store.mapping import new_key
from tests.records import PRODUCT, RULES, TEA, balances, of_unit, open_parcel, open_unit, photo, write


def test_what_is_undone_stays_on_record(store):
    parcel = open_parcel(store)
    open_unit(store, parcel)
    write(store, PhotoKept("R-000001", "", 1, "front", photo()))
    assert write(store, PhotoWithdrawn("R-000001", 1, "front"))[0].more["state"] == "withdrawn"
    write(store, SerialRead("R-000001", "SN-1"))
    line = parcel.lines[0].line_id
    write(
        store,
        UnitWithdrawn("R-000001"),
        LineCounted(line, received=-1),
        Moved(Move(TEA, Account.PENDING, Account.EXPECTED, 1, "withdrawn", "R-000001")),
    )
    assert balances(store) == {"outside": -3, "expected": 3}
    with store.unit_of_work() as work:
        assert work.records.parcel(parcel.parcel_id) == parcel
        assert work.records.unit_by_serial("ACME", "SN-1") == ""
        assert work.records.next_number("lpn") == 2
    with store.reading() as connection:
        assert connection.execute(select(models.Photo.withdrawn)).scalars().all() == [True]


def test_an_unexpected_piece_is_booked_from_outside(store):
    key = new_key()
    write(store, ParcelOpened(key, "1Z9", "1Z9", ParcelKind.UNEXPECTED))
    write(
        store,
        UnitOpened("R-000001", PRODUCT, key, "", ("no_code",), RULES),
        Moved(Move(TEA, Account.OUTSIDE, Account.EXPECTED, 1, "unexpected", "R-000001")),
        Moved(Move(TEA, Account.EXPECTED, Account.PENDING, 1, "received", "R-000001")),
    )
    assert balances(store) == {"outside": -4, "expected": 3, "pending": 1}
    assert of_unit(store).account is Account.PENDING
    assert of_unit(store).line_id == ""
    with store.unit_of_work() as work:
        assert work.records.parcel(key).units == 1
