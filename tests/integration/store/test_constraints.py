"""The database itself keeps the rules, whatever program writes to it: each is tried to be broken, on both databases.

A row that fits goes in; the same row that breaks one rule does not. What is tried is read from the models, so that a
rule without its trial is a fault here.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    insert,
)

from app.errors import Conflict
from app.store.models import Base
from app.store.models.base import Exact, Json, UtcTime
from app.store.unit_of_work import open_store
from tests.records import NOW, STATION

NUMBERS = itertools.count(1)
HERE = {"place": "listing", "channel": "", "bundle": ""}
FITTING: dict[str, dict[str, Any]] = {
    "allocations": HERE,
    "claim_steps": {"step": "filed"},
    "exchange_reservations": {"outcome": "", "ended_at": None},
    "selling_rules": HERE,
    "outbox": {"op": "add", "state": "pending", "sells": True},
    "inspections": {"grade": "A"},
    "channel_writes": {"state": "sent"},
    "return_lines": {"quantity": 9},
}
BROKEN: dict[str, dict[str, Any]] = {
    "ck_allocations_bundle_is_named": {"place": "bundle"},
    "ck_allocations_marketplace_is_named": {"channel": "ebay-us"},
    "ck_allocations_place_is_known": {"place": "shelf"},
    "ck_claim_steps_step_is_known": {"step": "lost"},
    "ck_exchange_reservations_ended_with_outcome": {"outcome": "taken"},
    "ck_exchange_reservations_outcome_is_known": {"outcome": "lost", "ended_at": NOW},
    "ck_selling_rules_bundle_is_named": {"bundle": "SET-1"},
    "ck_selling_rules_keep_from_0": {"keep": -1},
    "ck_selling_rules_marketplace_is_named": {"place": "marketplace"},
    "ck_selling_rules_place_is_known": {"place": "shelf"},
    "ck_selling_rules_rank_from_1": {"rank": 0},
    "ck_balances_never_below_0": {"quantity": -1, "account": "pending"},
    "ck_channel_writes_accepted_before_confirmed": {"state": "confirmed", "accepted_at": None},
    "ck_channel_writes_changes_something": {"delta": 0},
    "ck_counters_from_1": {"value": 0},
    "ck_fba_shipments_quantity_from_1": {"quantity": 0},
    "ck_inspections_grade_is_a_letter": {"grade": "D"},
    "ck_ledger_moves_something": {"quantity": 0},
    "ck_outbox_op_is_known": {"op": "set"},
    "ck_outbox_quantity_from_1": {"quantity": 0},
    "ck_photos_of_a_unit_or_parcel": {"unit": None, "parcel_id": None},
    "ck_return_lines_counts": {"received": -1},
    "ck_return_lines_no_more_than_announced": {"quantity": 2, "received": 1, "missing": 1, "wrong": 1},
    "ck_sales_quantity_from_1": {"quantity": 0},
    "ck_units_round_from_1": {"round": 0},
}
ALLOWED: dict[str, dict[str, Any]] = {
    "ck_allocations_bundle_is_named": {"place": "bundle", "bundle": "SET-1"},
    "ck_allocations_marketplace_is_named": {"place": "marketplace", "channel": "ebay-us"},
    "ck_exchange_reservations_ended_with_outcome": {"outcome": "taken", "ended_at": NOW},
    "ck_balances_never_below_0": {"quantity": -1, "account": "outside"},
    "ck_channel_writes_accepted_before_confirmed": {"state": "confirmed", "accepted_at": NOW},
}
"""What the same rule lets pass."""
ENDED: dict[str, dict[str, Any]] = {
    "allocations": {"ended_at": NOW},
    "work_orders": {"closed_at": NOW},
    "exchange_reservations": {"outcome": "released", "ended_at": NOW},
    "unit_sales": {"cancelled_at": NOW},
    "answers": {"withdrawn": True},
    "channel_writes": {"state": "refused"},
}
"""Of what there may be one at a time, and what ends it."""


def fitting(table: Table) -> dict[str, Any]:
    """A row that no rule forbids, unlike any other."""
    number = next(NUMBERS)
    row = {column.name: _value(column, number) for column in table.columns if column.computed is None}
    return row | FITTING.get(table.name, {})


def _value(column: Column[Any], number: int) -> Any:
    if column.nullable and not (column.table.name == "photos" and column.name == "unit"):
        return None
    match column.type:
        case Uuid():
            return f"0192f0c1-0000-7000-8000-{number:012d}"
        case Boolean():
            return False
        case UtcTime():
            return NOW
        case Exact():
            return Decimal(1)
        case Json():
            return {"n": number}
        case Integer():
            return number if column.primary_key else 1
        case Text():
            return f"{column.name} {number}"
    raise AssertionError(f"{column} is of a kind that has no trial")


@pytest.fixture
def connection(database_url):
    """References are not looked at: it is the row's own rules that are tried."""
    store = open_store(database_url, STATION)
    with store.engine.connect() as opened:
        if opened.dialect.name == "sqlite":
            raw = opened.connection.dbapi_connection
            assert raw is not None
            raw.cursor().execute("PRAGMA foreign_keys=OFF")
        with opened.begin() as all_of_it:
            if opened.dialect.name == "postgresql":
                opened.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield opened
            all_of_it.rollback()
    store.close()


def goes_in(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Whether the database takes it; what it took stays until the test ends."""
    tried = connection.begin_nested()
    try:
        connection.execute(insert(table), row)
    except Conflict:
        tried.rollback()
        return False
    tried.commit()
    return True


def checks() -> dict[str, Table]:
    return {
        str(rule.name): table
        for table in Base.metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }


def uniques() -> dict[str, tuple[Table, list[str]]]:
    """By name, with the columns that may not be equal twice: keys, constraints, and the indexes of what stands now."""
    found: dict[str, tuple[Table, list[str]]] = {}
    for table in Base.metadata.tables.values():
        found[f"pk_{table.name}"] = table, [column.name for column in table.primary_key]
        for rule in table.constraints:
            if isinstance(rule, UniqueConstraint):
                found[str(rule.name)] = table, [column.name for column in rule.columns]
        for index in table.indexes:
            if index.unique:
                found[str(index.name)] = table, [column.name for column in index.columns]
    return found


def test_every_rule_on_a_row_has_its_trial():
    assert sorted(BROKEN) == sorted(checks())


def test_no_row_breaks_a_rule(connection):
    for name, table in checks().items():
        assert goes_in(connection, table, fitting(table)), f"{name}: a row that fits was refused"
        assert not goes_in(connection, table, fitting(table) | BROKEN[name]), f"{name} lets {BROKEN[name]} pass"
        if name in ALLOWED:
            assert goes_in(connection, table, fitting(table) | ALLOWED[name]), f"{name} refuses {ALLOWED[name]}"


def test_nothing_is_there_twice(connection):
    for name, (table, columns) in uniques().items():
        first, second = fitting(table), fitting(table)
        assert goes_in(connection, table, first), f"{name}: a row that fits was refused"
        same = second | {column: first[column] for column in columns}
        assert not goes_in(connection, table, same), f"{name} takes {columns} twice"
        assert goes_in(connection, table, second), f"{name}: another row was refused"


def test_what_has_ended_leaves_room_for_the_next(connection):
    for name, ended in ENDED.items():
        table = Base.metadata.tables[name]
        first, second = fitting(table), fitting(table)
        same = {column: first[column] for column in ("unit", "listing", "round", "question") if column in first}
        assert goes_in(connection, table, first | ended)
        assert goes_in(connection, table, second | same), f"{name}: what ended stands in the way"
        assert not goes_in(connection, table, fitting(table) | same), f"{name}: two stand at once"
