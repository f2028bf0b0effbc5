"""The database itself keeps what only grows, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.domain.bench.facts import PhotoKept, SignedIn
from app.errors import Conflict
from tests.records import INSPECTOR, open_parcel, open_unit, photo, write

CHANGES = (
    "UPDATE ledger SET quantity = 9",
    "DELETE FROM ledger",
    "UPDATE audit SET payload = '{}'",
    "DELETE FROM audit",
    "UPDATE photos SET sha256 = 'x'",
    "DELETE FROM photos",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_alter_what_only_grows(store, change):
    open_unit(store, open_parcel(store))
    write(store, PhotoKept("R-000001", "", 1, "front", photo()), SignedIn(INSPECTOR.user_id))
    with pytest.raises(Conflict, match="only grows"), store.engine.begin() as connection:
        connection.execute(text(change))


def test_a_photo_can_be_withdrawn(store):
    open_unit(store, open_parcel(store))
    write(store, PhotoKept("R-000001", "", 1, "front", photo()))
    with store.engine.begin() as connection:
        assert connection.execute(text("UPDATE photos SET withdrawn = (1 = 1)")).rowcount == 1
