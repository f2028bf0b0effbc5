"""Triggers by which the database itself keeps what must not be altered, and what must not be: ungraded stock on sale.

A migration that rebuilds one of these tables loses its triggers and must call `create_triggers` (for `units` and
`ledger` also `create_sale_triggers`) for it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

GUARDED = {
    "ledger": ("UPDATE", "DELETE"),
    "audit": ("UPDATE", "DELETE"),
    "photos": ("UPDATE OF id, sha256, size, shot, unit, at", "DELETE"),
    "evidence_deletions": ("UPDATE", "DELETE"),
    "certificates": ("UPDATE OF number, kind, unit, payload, at", "DELETE"),
    "claims": ("UPDATE", "DELETE"),
    "claim_units": ("UPDATE", "DELETE"),
    "claim_steps": ("UPDATE", "DELETE"),
    "redactions": ("UPDATE", "DELETE"),
    "photo_marks": ("UPDATE", "DELETE"),
    "bench_log": ("UPDATE", "DELETE"),
    "inspections": ("UPDATE", "DELETE"),
    "dispositions": ("UPDATE", "DELETE"),
    "reviews": ("UPDATE", "DELETE"),
}
"""Which changes each table refuses."""

_UNGRADED = "a unit is sellable only with the grade of its account"
_NAMELESS = "sellable stock is a unit that was graded"
_ONCE = "what was at Amazon is sellable only after a second inspection"
_NEW_UNIT = (
    "(NEW.account = 'sellable_a' AND NEW.grade <> 'A') OR (NEW.account = 'sellable_b' AND NEW.grade NOT IN ('A', 'B'))"
)
_SEEN_ONCE = (
    "NEW.account IN ('sellable_a', 'sellable_b') AND NEW.round < 2 "
    "AND REPLACE(CAST(NEW.flags AS TEXT), '\"fba\"', '') <> CAST(NEW.flags AS TEXT)"
)
ON_SALE = {
    "units_sellable_when_made": ("INSERT ON units", _NEW_UNIT, _UNGRADED),
    "units_sellable_when_changed": ("UPDATE OF account, grade ON units", _NEW_UNIT, _UNGRADED),
    "ledger_sellable": (
        "INSERT ON ledger", "NEW.account IN ('sellable_a', 'sellable_b') AND NEW.unit IS NULL", _NAMELESS
    ),
    "units_twice_inspected_when_made": ("INSERT ON units", _SEEN_ONCE, _ONCE),
    "units_twice_inspected_when_changed": ("UPDATE OF account, round ON units", _SEEN_ONCE, _ONCE),
}  # fmt: skip
"""By name: before which change, of which rows, what is said where it is refused."""

_SALE_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_sale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0]; END $$
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' only grows: a correction is a new row'; END $$
"""


def create_triggers(connection: Connection, tables: Iterable[str] = tuple(GUARDED)) -> None:
    """Create those of some tables that are there and have none."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for table in tables:
        for change in GUARDED[table]:
            _refuse(connection, table, change)


def create_sale_triggers(connection: Connection, names: Iterable[str] = tuple(ON_SALE)) -> None:
    """Nothing is sellable before its grade, and what was at Amazon not before its second, whoever writes it."""
    on_server = connection.dialect.name == "postgresql"
    if on_server:
        connection.exec_driver_sql(_SALE_FUNCTION)
    for name in names:
        change, rows, said = ON_SALE[name]
        if on_server:
            deed = f"FOR EACH ROW WHEN ({rows}) EXECUTE FUNCTION refuse_sale('{said}')"
        else:
            deed = f"WHEN {rows} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        statement = f"CREATE TRIGGER {name} BEFORE {change} {deed}"  # all of it from ON_SALE above
        connection.exec_driver_sql(statement)


def _refuse(connection: Connection, table: str, change: str) -> None:
    name = f"{table}_refuses_{change.split(maxsplit=1)[0].lower()}"
    if connection.dialect.name == "postgresql":
        deed = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        deed = f"BEGIN SELECT RAISE(ABORT, '{table} only grows: a correction is a new row'); END"
    statement = f"CREATE TRIGGER {name} BEFORE {change} ON {table} {deed}"  # all of it from GUARDED above
    connection.exec_driver_sql(statement)
