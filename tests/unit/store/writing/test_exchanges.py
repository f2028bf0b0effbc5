"""Reservations are rows that end with who ended them, and the chain tells both, on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.domain.bench.facts import Arranged, ExchangeEnded, ExchangeReserved
from app.store import models
from tests.records import INSPECTOR, NOW, finish, kinds, last_entry, open_parcel, open_unit, write


def test_a_reservation_begins_and_ends(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    assert kinds(write(store, ExchangeReserved("R-000001", "114-1", NOW + timedelta(hours=1)))) == ["reservation"]
    (fact,) = last_entry(store)["facts"]
    assert (fact["kind"], fact["unit"], fact["number"]) == ("reservation", "R-000001", "114-1")
    assert kinds(write(store, ExchangeEnded("R-000001", "released", "cancelled"))) == ["reservation"]
    (fact,) = last_entry(store)["facts"]
    assert (fact["kind"], fact["outcome"], fact["reason"]) == ("reservation_ended", "released", "cancelled")
    with store.reading() as connection:
        (row,) = connection.execute(select(models.ExchangeReservation)).all()
    assert (row.reserved_by, row.ended_by, row.outcome, row.ended_at) == (
        INSPECTOR.user_id, INSPECTOR.user_id, "released", NOW,
    )  # fmt: skip
    assert kinds(write(store, ExchangeEnded("R-000001", "released", "again"))) == []


def test_somebodys_word_is_in_the_chain(store):
    write(store, Arranged("R-000001", "sold", "live", "LIVE-1", ""))
    entry = last_entry(store)
    assert entry["subject"] == "R-000001"
    assert entry["facts"] == [
        {"kind": "arranged", "id": "R-000001", "what": "sold", "place": "live", "number": "LIVE-1", "reason": ""}
    ]
