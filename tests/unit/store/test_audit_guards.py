"""What no longer guards the records is named."""

import pytest
from sqlalchemy import text

from app.store.audit import digest_of
from app.store.audit_guards import guard_problems
from app.store.migrations.triggers import create_triggers
from tests.integration.evidence.day import Day
from tests.unguarded import drop_guards


@pytest.fixture
def day(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    for grade in "AS":
        day.inspect(grade)
    yield day
    day.engine.dispose()


def problems(day: Day, *statements: str) -> list[str]:
    with day.engine.begin() as connection:
        drop_guards(connection, "bench_log")
        for statement in statements:
            connection.execute(text(statement))
        create_triggers(connection, ["bench_log"])
        return list(guard_problems(connection))


def test_what_guards_is_no_problem(day):
    assert problems(day) == []


def test_a_trigger_that_is_gone_or_does_nothing_is_named(day):
    assert problems(day, "DROP TRIGGER audit_refuses_update") == [
        "The trigger that refuses UPDATE on audit is gone: its rows can be altered."
    ]
    for nothing in (
        "UPDATE ON audit BEGIN SELECT 1; END",
        "UPDATE ON audit WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END",
    ):
        found = problems(
            day, "DROP TRIGGER IF EXISTS audit_refuses_update", f"CREATE TRIGGER audit_refuses_update BEFORE {nothing}"
        )
        assert found == ["The trigger that refuses UPDATE on audit was altered: it no longer refuses."]


def test_an_index_that_is_gone_or_keeps_nothing_is_named(day):
    gone = ["The index uq_unit_sales_unit, by which the database keeps unit_sales from doubles, is gone."]
    assert problems(day, "DROP INDEX uq_unit_sales_unit") == gone
    for nothing in (
        "UNIQUE INDEX uq_unit_sales_unit ON unit_sales (unit) WHERE 0",
        "INDEX uq_unit_sales_unit ON unit_sales (unit)",
    ):
        assert problems(day, "DROP INDEX IF EXISTS uq_unit_sales_unit", f"CREATE {nothing}") == gone


def test_a_trigger_that_keeps_ungraded_stock_from_sale_is_missed(day):
    assert problems(day, "DROP TRIGGER ledger_sellable") == [
        "The trigger ledger_sellable is gone: ungraded stock can be put on sale."
    ]
    nothing = "BEFORE INSERT ON ledger WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END"
    assert problems(day, f"CREATE TRIGGER ledger_sellable {nothing}") == [
        "The trigger ledger_sellable was altered: ungraded stock can be put on sale."
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE counters SET value = 2 WHERE name = 'lpn'", "The counter lpn stands at 2, but 2 is on record"),
        ("DELETE FROM counters WHERE name = 'lpn'", "The counter lpn stands at 1, but 2 is on record"),
        (
            "UPDATE counters SET value = 1 WHERE name = 'certificate:destruction'",
            "certificate:destruction stands at 1, but 1 is on record",
        ),
        (
            "UPDATE parcels SET kind = 'no_code', tracking = 'RP-000007'",
            "The counter parcel stands at 1, but 7 is on record",
        ),
        ("DELETE FROM bench_log WHERE seq = 2", "has 6 entries, from 1 to 7, but 7 acts were taken"),
        ("DELETE FROM bench_log WHERE seq = 7", "has 6 entries, from 1 to 6, but 7 acts were taken"),
        ("DELETE FROM bench_log", "has 0 entries, from 0 to 0, but 7 acts were taken"),
        ("UPDATE bench_log SET seq = 8 WHERE seq = 7", "has 7 entries, from 1 to 8, but 7 acts were taken"),
        ("UPDATE bench_log SET seq = -2 WHERE seq = 1", "has 7 entries, from -2 to 7, but 7 acts were taken"),
    ],
)
def test_what_was_set_back_or_taken_out_is_named(day, statement, words):
    (found,) = problems(day, statement)
    assert words in found


def test_rules_that_were_changed_on_record_are_named(day):
    kept = "INSERT INTO rulebooks (kind, id, version, sha256, content, kept_at) VALUES"
    assert problems(day, f"{kept} ('routes', 'routes', 3, '{digest_of('[]')}', '[]', '2026-01-01')") == []
    assert problems(day, "UPDATE rulebooks SET content = '[1]'") == [
        "Version 3 of routes routes was changed: its content does not fit its digest."
    ]


def test_a_counter_that_is_ahead_is_no_problem(day):
    assert problems(day, "UPDATE counters SET value = value + 100") == []
