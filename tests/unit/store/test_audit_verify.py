"""Each damage of the chain becomes a sentence and never an exception."""

import base64
import json
import shutil

import pytest
from sqlalchemy import text

from app.store import audit_verify
from app.store.audit import GENESIS, canonical
from app.store.checkpoints import FILE
from app.store.migrations.triggers import ON_SALE, create_sale_triggers, create_triggers
from tests.integration.evidence.day import Day
from tests.unguarded import drop_guards


@pytest.fixture
def day(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    day.inspect("A")
    yield day
    day.engine.dispose()


def altered(day: Day, statement: str) -> tuple[str, ...]:
    with day.engine.begin() as connection:
        drop_guards(connection)
        for name in ON_SALE:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(text(statement))
        create_triggers(connection)
        create_sale_triggers(connection)
    return day.verify().problems


def test_the_figures_are_told(day):
    found = day.verify()
    assert (found.entries, found.photos, found.ok, found.problems) == (7, 1, True, ())
    assert len(found.head) == len(GENESIS)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 2", "was changed: its hash does not fit its content"),
        ("UPDATE audit SET prev_hash = 'x' WHERE seq = 2", "does not continue the entry before it"),
        ("DELETE FROM audit WHERE seq = 1", "follows entry 0: what stood between them is missing"),
        ("DELETE FROM audit WHERE seq = 7", "its end was cut off, or the database was rolled back"),
        ("UPDATE audit SET payload = '[' WHERE seq = 2", "cannot be read: its content is damaged"),
        ('UPDATE audit SET payload = \'{"facts":[7,{"kind":[]}]}\' WHERE seq = 2', "cannot be read"),
        ("UPDATE audit SET at = 'never' WHERE seq = 2", "hold a value that cannot be read"),
        (
            "UPDATE audit SET subject = 'R-000009' WHERE seq = 7",
            "is found under R-000009, which is not what it is about",
        ),
        ("UPDATE audit SET subject = '' WHERE seq = 7", "is found under nothing, which is not what it is about"),
        ("UPDATE ledger SET at = 'never'", "hold a value that cannot be read"),
        ("UPDATE audit SET hash = 'x' WHERE seq = 7", "is not the one that was signed on"),
    ],
)
def test_each_damage_is_named(day, statement, words):
    assert any(words in problem for problem in altered(day, statement))


def test_checkpoints_taken_away_are_missed_before_and_after_more_work(day):
    (day.keys.folder / FILE).unlink()
    day.reopen(day.folder, str(day.engine.url))
    assert any("no valid checkpoint" in problem for problem in day.verify().problems)
    day.units.append("the one of before")
    day.inspect("B")
    assert any("first checkpoints" in problem for problem in day.verify().problems)


def test_keys_taken_away_leave_a_chain_that_nobody_can_check(day):
    before = day.station
    shutil.rmtree(day.keys.folder)
    day.reopen(day.folder, str(day.engine.url))
    (problem,) = day.verify().problems
    assert f"The chain of station {before} (7 entries) cannot be compared" in problem


def test_endless_problems_are_cut(day, monkeypatch):
    monkeypatch.setattr(audit_verify, "MOST_NAMED", 3)
    found = altered(day, "UPDATE ledger SET client = 'x'")
    assert len(found) == 4
    assert found[-1].startswith("There are more than these 3 problems")


def test_a_chain_of_before_is_whole_and_signed_from_then_on(tmp_path):
    """Entries of an older version carry no signature; once one does, none may follow that does not."""
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    with day.engine.begin() as connection:
        create = [f"DROP TRIGGER audit_refuses_{deed}" for deed in ("update", "delete")]
        for statement in (*create, "UPDATE audit SET sig = NULL"):
            connection.exec_driver_sql(statement)
        create_triggers(connection, ["audit"])
    old = [point for point in (day.keys.folder / FILE).read_bytes().split(b"\n") if point]
    (day.keys.folder / FILE).write_bytes(b"\n".join(_as_before(day, line) for line in old) + b"\n")
    assert day.verify().problems == ()
    day.inspect("A")
    assert day.verify().problems == ()
    with day.engine.execution_options(audit_signer=None).begin() as connection:
        day.append(connection, "Accept", [])
    (problem,) = day.verify().problems
    assert "is not signed" in problem
    day.engine.dispose()


def _as_before(day, line):
    """A checkpoint as the version before signatures wrote it."""
    said = {name: value for name, value in json.loads(line).items() if name not in ("sig", "signed")}
    signature = base64.b64encode(day.keys.sign(canonical(said).encode())).decode()
    return canonical(said | {"sig": signature}).encode()
