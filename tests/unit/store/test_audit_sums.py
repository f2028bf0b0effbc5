"""Sums and projections are recomputed, and what does not add up is named."""

import pytest
from sqlalchemy import text

from app.store.audit_sums import sum_problems
from app.store.migrations.triggers import ON_SALE
from tests.integration.evidence.day import Day


@pytest.fixture
def day(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    for grade in "ABS":
        day.inspect(grade)
    yield day
    day.engine.dispose()


def problems(day: Day, statement: str = "SELECT 1") -> list[str]:
    with day.engine.begin() as connection:
        for name in ON_SALE:  # whoever alters the sums has got past what refuses it
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(text(statement))
        return list(sum_problems(connection))


def test_what_adds_up_is_no_problem(day):
    assert problems(day) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE balances SET quantity = 5 WHERE account = 'sellable_a'", "in sellable_a differs from its ledger by 4"),
        ("DELETE FROM balances WHERE account = 'sellable_b'", "in sellable_b differs from its ledger by -1"),
        ("UPDATE units SET account = 'sellable_a' WHERE grade = 'S'", "do not fit the account"),
        ("UPDATE units SET grade = 'A' WHERE grade = 'S'", "but its newest inspection gave S and destroy"),
        ("UPDATE units SET route = 'restock' WHERE grade = 'B'", "shows grade B and route restock"),
        ("UPDATE outbox SET grade = 'B'", "does not fit its offer: grade B, offered as A"),
        ("UPDATE parcels SET units = 2", "says that 2 units came in it, but 3 are on record"),
        (
            "INSERT INTO unit_sales (id, unit, listing, channel, number, line, at) "  # noqa: ISC004
            "SELECT id, unit, listing, channel, 'O-1', 'L1', created_at FROM outbox",
            "Unit R-000001 is on record as sold 1 times, but left 0 times by its ledger.",
        ),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_named(day, statement, words):
    assert any(words in problem for problem in problems(day, statement))


def test_one_sided_entries_are_found(day):
    entry = (
        "INSERT INTO ledger (id, at, client, sku, account, quantity, reason, station) VALUES "
        "('0', '2026-01-01', 'ACME', 'SKU-1', 'sellable_a', 7, 'x', 's')"
    )
    found = problems(day, entry)
    assert "The ledger entries of SKU-1 (ACME) sum to 7 instead of 0." in found
