"""The steps lead to what the models declare, on both databases; the newer, the older and the doubled start are held."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, insert, inspect, select, table, text

from app.errors import ProfileTooNew
from app.store import migrations
from app.store.audit_guards import guard_problems
from app.store.engine import open_engine
from app.store.mapping import new_key
from app.store.models import Base


def shape(connection: Connection) -> dict[str, object]:
    """Tables with their columns, keys, indexes and checks, as the database itself tells."""
    asked = inspect(connection)
    return {
        table: (
            {column["name"]: (str(column["type"]), column["nullable"]) for column in asked.get_columns(table)},
            asked.get_pk_constraint(table)["constrained_columns"],
            sorted((key["name"] or "", tuple(key["constrained_columns"])) for key in asked.get_foreign_keys(table)),
            sorted((index["name"] or "", tuple(index["column_names"])) for index in asked.get_indexes(table)),
            sorted(
                (unique["name"] or "", tuple(unique["column_names"])) for unique in asked.get_unique_constraints(table)
            ),
            sorted(check["name"] or "" for check in asked.get_check_constraints(table)),
        )
        for table in sorted(asked.get_table_names())
    }


def triggers(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return sorted(connection.execute(text(asked)).scalars())


def test_the_steps_lead_to_what_the_models_declare(bare_database_url, tmp_path):
    engine = open_engine(bare_database_url)
    with engine.begin() as connection:
        migrations.run_steps(connection, migrations.REVISIONS[-1])
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        by_steps = shape(connection), triggers(connection)
        assert list(guard_problems(connection)) == [], "what guards the records is known by how either way writes it"
        for table in reversed(Base.metadata.sorted_tables):
            table.drop(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    migrations.bring_up(engine)
    with engine.begin() as connection:
        assert (shape(connection), triggers(connection)) == by_steps
    engine.dispose()


def test_a_database_between_two_steps_gets_the_rest(bare_database_url):
    engine = open_engine(bare_database_url)
    with engine.begin() as connection:
        migrations.run_steps(connection, migrations.REVISIONS[0])
    migrations.bring_up(engine)
    with engine.begin() as connection:
        assert set(Base.metadata.tables) < set(inspect(connection).get_table_names())
        assert len(triggers(connection)) == 33
    engine.dispose()


def test_people_of_an_older_version_keep_what_they_have_and_get_what_is_new(bare_database_url):
    engine = open_engine(bare_database_url)
    person = {"id": new_key(), "badge": "B-1", "name": "Ann", "role": "inspector", "pin_hash": "x", "disabled": False,
              "failures": 2, "locked_until": None, "created_at": datetime(2026, 1, 2, tzinfo=UTC)}  # fmt: skip
    users = Base.metadata.tables["users"]
    with engine.begin() as connection:
        migrations.run_steps(connection, "0002")
        as_it_was = table("users", *(column(name, users.c[name].type) for name in person))
        connection.execute(insert(as_it_was), person)
    migrations.bring_up(engine)
    with engine.begin() as connection:
        (kept,) = connection.execute(select(users)).mappings()
    assert {name: kept[name] for name in person} == person
    assert (kept["language"], kept["last_seen_at"]) == ("", None)
    engine.dispose()


def test_every_step_is_named_in_order():
    steps = ScriptDirectory(str(migrations.HERE)).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == migrations.REVISIONS


def test_records_of_a_newer_version_are_refused_and_stay_as_they_are(tmp_path):
    file = tmp_path / "regrade.db"
    engine = open_engine(f"sqlite:///{file}")
    migrations.bring_up(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = file.read_bytes()
    newer = open_engine(f"sqlite:///{file}")
    with pytest.raises(ProfileTooNew, match="newer version"):
        migrations.bring_up(newer)
    newer.dispose()
    assert file.read_bytes() == before


def test_four_programs_that_start_at_once_make_one_set_of_tables(bare_database_url):
    def start(_: int) -> None:
        engine = open_engine(bare_database_url)
        migrations.bring_up(engine)
        engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    engine = open_engine(bare_database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            migrations.REVISIONS[-1]
        ]
    engine.dispose()


def test_an_empty_database_walks_no_steps(bare_database_url, monkeypatch):
    """The steps take ten times as long as the tables themselves; how long either takes is a benchmark's."""
    monkeypatch.setattr(migrations, "run_steps", lambda *_: pytest.fail("a new database walked the steps"))
    engine = open_engine(bare_database_url)
    migrations.bring_up(engine)
    with engine.begin() as connection:
        assert set(Base.metadata.tables) < set(inspect(connection).get_table_names())
    engine.dispose()
