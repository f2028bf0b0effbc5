"""The database itself keeps what only grows, on both databases."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import text, update

from app.domain.bench.actions import SignIn
from app.domain.bench.facts import PhotoKept, Reviewed, SignedIn
from app.domain.bench.found import Found
from app.domain.grading import Grade
from app.errors import Conflict
from app.ports import LogEntry
from app.store.models import Unit, table
from tests.records import INSPECTOR, NOW, finish, open_parcel, open_unit, photo, write

CHANGES = (
    "UPDATE ledger SET quantity = 9",
    "DELETE FROM ledger",
    "UPDATE audit SET payload = '{}'",
    "DELETE FROM audit",
    "UPDATE photos SET sha256 = 'x'",
    "DELETE FROM photos",
    "UPDATE bench_log SET found = '{}'",
    "DELETE FROM bench_log",
    "UPDATE inspections SET grade = 'A'",
    "DELETE FROM inspections",
    "UPDATE dispositions SET route = 'restock'",
    "DELETE FROM dispositions",
    "UPDATE reviews SET decision = 'approve'",
    "DELETE FROM reviews",
)


def test_the_database_refuses_to_alter_what_only_grows(store):
    open_unit(store, open_parcel(store))
    write(store, PhotoKept("R-000001", "", 1, "front", photo()), SignedIn(INSPECTOR.user_id), *finish())
    write(store, Reviewed("R-000001", "approve", Grade.A, Grade.A, ""))
    with store.unit_of_work() as work:
        work.records.log(LogEntry(NOW, INSPECTOR, SignIn("17"), Found()))
        work.commit()
    for change in CHANGES:
        of = re.split(" FROM |UPDATE ", change)[1].split()[0]
        with pytest.raises(Conflict, match=f"{of} only grows"), store.engine.begin() as connection:
            connection.execute(text(change))


UNGRADED = (
    "UPDATE units SET account = 'sellable_a'",
    "UPDATE units SET account = 'sellable_b'",
    "UPDATE units SET account = 'sellable_a', grade = 'B'",
    "UPDATE units SET account = 'sellable_b', grade = 'C'",
)


@pytest.mark.parametrize("change", UNGRADED)
def test_the_database_refuses_to_put_an_ungraded_unit_on_sale(store, change):
    open_unit(store, open_parcel(store))
    with pytest.raises(Conflict, match="only with the grade"), store.engine.begin() as connection:
        connection.execute(text(change))


def test_a_graded_unit_is_sold_as_what_it_is_and_its_grade_is_not_taken_from_under_it(store):
    open_unit(store, open_parcel(store))
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE units SET account = 'sellable_b', grade = 'A'"))  # as open box
        connection.execute(text("UPDATE units SET account = 'sellable_a'"))
    with pytest.raises(Conflict, match="only with the grade"), store.engine.begin() as connection:
        connection.execute(text("UPDATE units SET grade = ''"))


@pytest.mark.parametrize("flags", [["fba"], ["no_label", "fba"]])
def test_what_was_at_amazon_is_put_on_sale_only_after_a_second_inspection(store, flags):
    open_unit(store, open_parcel(store))
    with store.engine.begin() as connection:
        connection.execute(update(table(Unit)).values(flags=flags, grade="A"))
    for account in ("sellable_a", "sellable_b"):
        with pytest.raises(Conflict, match="second inspection"), store.engine.begin() as connection:
            connection.execute(update(table(Unit)).values(account=account))
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE units SET account = 'sellable_a', round = 2"))
    with pytest.raises(Conflict, match="second inspection"), store.engine.begin() as connection:
        connection.execute(text("UPDATE units SET round = 1"))


def test_the_ledger_takes_no_sellable_stock_without_its_unit(store):
    open_unit(store, open_parcel(store))
    entry = (
        "INSERT INTO ledger (id, at, client, sku, unit, account, quantity, reason, station) "
        "SELECT :id, at, client, sku, NULL, 'sellable_a', 1, 'x', station FROM ledger LIMIT 1"
    )
    with pytest.raises(Conflict, match="sellable stock"), store.engine.begin() as connection:
        connection.execute(text(entry), {"id": UUID(int=7).hex})


def test_a_photo_can_be_withdrawn(store):
    open_unit(store, open_parcel(store))
    write(store, PhotoKept("R-000001", "", 1, "front", photo()))
    with store.engine.begin() as connection:
        assert connection.execute(text("UPDATE photos SET withdrawn = (1 = 1)")).rowcount == 1
