"""Parcels and announced lines end as they were counted, on both databases."""

from __future__ import annotations

import pytest

from app.domain.bench.facts import LineCounted, ParcelClosed, ParcelOpened, ParcelReopened, PhotoKept
from app.domain.returns import ParcelKind
from app.errors import Conflict
from app.store.mapping import new_key
from tests.records import open_parcel, photo, write


def test_a_parcel_without_a_code_uses_up_its_number_and_owes_a_photo(store):
    key = new_key()
    with store.unit_of_work() as work:
        assert work.records.next_number("parcel") == 1
    write(store, ParcelOpened(key, "P-000001", "P-000001", ParcelKind.NO_CODE, "brown box"))
    with store.unit_of_work() as work:
        assert work.records.next_number("parcel") == 2
        assert work.records.parcel(key).owes_photo
    write(store, PhotoKept("", key, 0, "parcel", photo()))
    with store.unit_of_work() as work:
        assert not work.records.parcel_by_code(["P-000001"]).owes_photo


def test_a_line_never_counts_more_than_was_announced(store):
    parcel = open_parcel(store)
    line = parcel.lines[0].line_id
    write(store, LineCounted(line, received=2, missing=1, reason="box was open"))
    with pytest.raises(Conflict):
        write(store, LineCounted(line, wrong=1))
    with pytest.raises(Conflict):
        write(store, LineCounted(line, missing=-2))
    with pytest.raises(Conflict):
        write(store, LineCounted(new_key(), received=1))


def test_a_closed_parcel_is_finished_until_more_comes(store):
    parcel = open_parcel(store)
    write(store, ParcelClosed(parcel.parcel_id, "short"))
    with store.unit_of_work() as work:
        assert work.records.parcel_by_code(["1Z1"]).finished
    write(store, ParcelReopened(parcel.parcel_id, "late_piece"))
    with store.unit_of_work() as work:
        again = work.records.parcel_by_code(["1Z1"])
        assert (again.finished, again.reopened, again.parcel_id) == (False, True, parcel.parcel_id)
