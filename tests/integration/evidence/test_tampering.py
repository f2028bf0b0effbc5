"""Somebody with all rights alters a whole day: rows, chain, files, checkpoints. Each alteration is found and named.

Another seed in each run, which the run prints. `make soak` plays a thousand.
"""

# ruff: noqa: S608 - the statements are made of our own names

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.store.audit import canonical, link_hash
from app.store.bench_log import log_digest
from app.store.checkpoints import FILE
from app.store.engine import sqlite_library
from app.store.migrations.triggers import ON_SALE, create_sale_triggers, create_triggers
from app.store.models import Base
from tests.integration.evidence.day import BEN, Day
from tests.integration.evidence.desk import after
from tests.integration.evidence.untold import UNTOLD, WHOLE, columns, is_told
from tests.unguarded import drop_guards

EARLIER = "earlier.db"
LOGGED = 19
"""Acts at the bench on that day, before what came after it."""
UNITS = ("A", "B", "C", "S", "A", "B")
COLUMNS = [(table, column) for table, column in columns() if is_told(table, column)]
TABLES = list(dict.fromkeys(table for table, _ in COLUMNS))
KEYS = {table.name: [column.name for column in table.primary_key] for table in Base.metadata.sorted_tables}
DELETED = [table for table in TABLES if table not in {"bench", "rulebooks"}]
"""A checklist that is gone is missed by whatever was judged by it, and the bench refuses to open."""
DOUBLED = [table for table in TABLES if len(KEYS[table]) == 1 and table not in {"return_orders", "counters"}]
"""An order without lines says nothing, nor does a counter by which nothing is numbered."""
SAYS = {"balances": "quantity <> 0"}
"""Rows that say something: a balance of none is as good as none."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT")
LETTERS = {"grade", "proposed_grade", "grade_before"}
FLAGS = {"withdrawn", "disabled", "held", "pin_given", "whole_order", "owes_photo"}
CHOSEN: dict[str, tuple[Any, ...]] = {
    "allocations.place": ("live", "outlet"),
    "outbox.state": ("confirmed",),
    "labels.state": ("printed", "verified", "void"),
    "units.state": ("open", "finished", "closed"),
    "work_orders.outcome": ("", "closed", "cancelled"),
    "units.flags": ('["opened"]',),
    "labels.fields": ('{"title":"Kettle"}',),
    "labels.lines": ('["Kettle","R-000009-9K"]',),
    "certificates.payload": ("{}",),
    "dispositions.net": ("99.00",),
    "counters.value": (1,),
    "claims.cases": ('["empty_parcel"]',),
    "claim_steps.copies": ('[{"photo":"x"}]',),
    "claim_steps.step": ("dated", "packed", "filed", "closed"),
    "photo_marks.marks": ("[]",),
    "redactions.boxes": ("[]",),
    "channel_writes.rows": ("[]",),
    "channel_writes.state": ("refused",),
    "exchange_reservations.outcome": ("released", "taken"),
    "parcels.state": ("open", "closed", "withdrawn"),
    "return_lines.notes": ('{"a":"b"}',),
    "units.grams": (1, 2),
}
"""Values that somebody would put in; elsewhere another row's, or a letter changed."""


class Tamperer:
    """All rights on a copy of a day, and no key."""

    def __init__(self, day: Day, seed: int) -> None:
        self.day, self.chance = day, random.Random(seed)

    def sql(self, statement: str, **values: Any) -> Any:
        with self.day.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            return connection.execute(text(statement), values)

    def rows(self, statement: str) -> list[Any]:
        with self.day.engine.begin() as connection:
            return list(connection.execute(text(statement)).mappings())

    def change(self, table: str, column: str) -> str:
        """One value of one row becomes another that the database takes."""
        rows = self.rows(f"SELECT rowid AS place, {column} AS value FROM {table} WHERE {SAYS.get(table, 'TRUE')}")
        row = self.chance.choice(rows)
        new = self._other(table, column, row["value"], [other["value"] for other in rows])
        self._without_foreign_keys(
            f"UPDATE {table} SET {column} = :new WHERE rowid = :place", new=new, place=row["place"]
        )
        return f"{table}.{column}: {row['value']!r} -> {new!r}"

    def delete(self, table: str) -> str:
        row = self.chance.choice(self.rows(f"SELECT rowid AS place FROM {table} WHERE {SAYS.get(table, 'TRUE')}"))
        self._without_foreign_keys(f"DELETE FROM {table} WHERE rowid = :place", place=row["place"])
        return f"a row of {table} deleted"

    def double(self, table: str) -> str:
        row = dict(self.chance.choice(self.rows(f"SELECT * FROM {table}")))
        key = KEYS[table][0]
        row[key] = "0" * 31 + "7" if key == "id" else f"{row[key]}7"
        names = ", ".join(row)
        self._without_foreign_keys(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in row)})",
            **row,
        )
        return f"a row of {table} doubled"

    def _without_foreign_keys(self, statement: str, **values: Any) -> None:
        with self.day.engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA ignore_check_constraints=ON")
            raw.execute(statement, values)
            raw.execute("PRAGMA ignore_check_constraints=OFF")
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()

    def _other(self, table: str, column: str, value: Any, values: list[Any]) -> Any:
        if chosen := CHOSEN.get(f"{table}.{column}"):
            return self.chance.choice([one for one in chosen if one != value])
        if column in LETTERS:
            return self.chance.choice([letter for letter in "ABCS" if letter != value])
        if isinstance(value, int):
            return 1 - value if column in FLAGS else value + self.chance.choice((-3, -2, 2, 3))
        elsewhere = [other for other in values if other != value and other is not None]
        if elsewhere and column != "number" and self.chance.random() < 0.5:
            return self.chance.choice(elsewhere)
        if TIME.match(str(value)):  # not its T: whatever stands there, it is the same time
            return re.sub(r"\.\d", ".9", value)
        if value in (None, ""):
            return "2026-03-04T09:00:00.000000+00:00" if column.endswith("_at") else "0" * 31 + "7"
        if column == "reasons":
            return '[{"code":"other"}]'
        place = self.chance.randrange(len(value))
        return value[:place] + ("7" if value[place] != "7" else "8") + value[place + 1 :]

    def drop_triggers(self) -> None:
        with self.day.engine.begin() as connection:
            drop_guards(connection)
            for name in ON_SALE:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")

    # The chain itself, by somebody who can compute hashes.

    def cut_tail(self) -> str:
        last = self.chance.randrange(3, len(UNITS) + 1)
        self.sql("DELETE FROM audit WHERE seq >= :last", last=last)
        return f"chain cut at {last}"

    def remove_entry(self) -> str:
        seq = self.chance.randrange(1, len(UNITS) + 2)
        self.sql("DELETE FROM audit WHERE seq = :seq", seq=seq)
        return f"entry {seq} removed"

    def swap_entries(self) -> str:
        return self._swapped("audit")

    def rewrite_history(self) -> str:
        """A grade is changed in its row and in the chain, and every hash after it is computed anew."""
        inspection = self.chance.choice(self.rows("SELECT unit, grade FROM inspections"))
        new = self.chance.choice([letter for letter in "ABCS" if letter != inspection["grade"]])
        for table in ("inspections", "units", "allocations", "outbox"):
            column = "lpn" if table == "units" else "unit"
            self._without_foreign_keys(
                f"UPDATE {table} SET grade = :new WHERE {column} = :unit", new=new, unit=inspection["unit"]
            )
        with self.day.engine.begin() as connection:
            entries = connection.execute(text("SELECT * FROM audit ORDER BY seq")).mappings().all()
            before = entries[0]["prev_hash"]
            for entry in entries:
                payload = json.loads(entry["payload"])
                for fact in payload["facts"]:
                    if fact.get("unit") == inspection["unit"] and "grade" in fact:
                        fact["grade"] = new
                before = self._forged(connection, entry, canonical(payload), before)
        return "history rewritten from a grade on"

    def _forged(self, connection: Any, entry: Any, payload: str, before: str) -> str:
        at = datetime.fromisoformat(entry["at"])
        parts = {name: entry[name] for name in ("station", "seq", "actor", "kind")}
        digest = link_hash(**parts, at=at, payload=payload, prev=before)
        change = {"payload": payload, "before": before, "digest": digest, "seq": entry["seq"]}
        connection.execute(
            text("UPDATE audit SET payload = :payload, prev_hash = :before, hash = :digest WHERE seq = :seq"), change
        )
        return digest

    def insert_entry(self) -> str:
        """An entry at the chain's end, whole and rightly hashed, by somebody who has everything but the key."""
        with self.day.store.engine.execution_options(audit_signer=None).begin() as connection:
            self.day.append(connection, "Accept", [])
            if self.chance.random() < 0.5:  # and another's signature
                connection.execute(
                    text("UPDATE audit SET sig = (SELECT sig FROM audit WHERE seq = 2) WHERE sig IS NULL")
                )
        return "an entry put at the end"

    def take_signatures_away(self) -> str:
        first = self.chance.randrange(1, len(UNITS))
        self.sql("UPDATE audit SET sig = NULL WHERE seq >= :first", first=first)
        return f"signatures taken away from {first} on"

    def roll_back(self) -> str:
        """The database of earlier that day, beside all that was signed since."""
        self.day.engine.dispose()
        for name in ("regrade.db-wal", "regrade.db-shm"):
            (self.day.folder / name).unlink(missing_ok=True)
        shutil.copy(self.day.folder / EARLIER, self.day.folder / "regrade.db")
        self.drop_triggers()
        return "rolled back"

    # The bench's log, by somebody who can compute digests.

    def rewrite_log(self) -> str:
        """An act was another's, and every digest after it is computed anew."""
        first = self.chance.randrange(1, LOGGED)
        rows = self.rows("SELECT * FROM bench_log ORDER BY seq")
        before = ""
        for row in rows:
            operator = BEN.user_id.replace("-", "") if row["seq"] == first else row["operator"]
            by = str(UUID(operator)) if operator else None
            before = log_digest(before, row["seq"], datetime.fromisoformat(row["at"]), by, row["action"], row["found"])
            change = {"operator": operator, "digest": before, "seq": row["seq"]}
            self.sql("UPDATE bench_log SET operator = :operator, digest = :digest WHERE seq = :seq", **change)
        return f"the log rewritten from {first} on"

    def forget_log(self) -> str:
        last = self.chance.randrange(1, LOGGED)
        self.sql("UPDATE bench_log SET digest = '' WHERE seq <= :last", last=last)
        return f"digests taken away up to {last}"

    def swap_log(self) -> str:
        return self._swapped("bench_log")

    def _swapped(self, table: str) -> str:
        for old, new in ((3, 1003), (4, 3), (1003, 4)):
            self.sql(f"UPDATE {table} SET seq = :new WHERE seq = :old", old=old, new=new)
        return f"entries 3 and 4 of {table} swapped"

    # Files.

    def photo_file(self) -> Path:
        return self.chance.choice(sorted(path for path in self.day.evidence.evidence.rglob("*") if path.is_file()))

    def flip_photo(self) -> str:
        path = self.photo_file()
        data = bytearray(path.read_bytes())
        data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        path.write_bytes(data)
        return f"a bit of {path.name} flipped"

    def cut_photo(self) -> str:
        path = self.photo_file()
        os.truncate(path, self.chance.randrange(path.stat().st_size))
        return f"{path.name} cut"

    def remove_photo(self) -> str:
        path = self.photo_file()
        path.unlink()
        return f"{path.name} removed"

    def swap_photos(self) -> str:
        one, other = self.photo_file(), self.photo_file()
        while one == other:
            other = self.photo_file()
        both = one.read_bytes(), other.read_bytes()
        other.write_bytes(both[0])
        one.write_bytes(both[1])
        return "two photos swapped"

    def foreign_file(self) -> str:
        folder = self.day.evidence.evidence
        name = self.chance.choice([f"{'ab' * 32}", "note.txt", "Thumbs.db"])
        place = self.chance.choice([folder, folder / name[:2] if name.startswith("ab") else self.photo_file().parent])
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(b"x")
        return f"{name} put into the evidence"

    def link_photo(self) -> str:
        path = self.photo_file()
        moved = self.day.folder / path.name
        path.rename(moved)
        path.symlink_to(moved)
        return f"{path.name} replaced by a link"

    # Checkpoints and keys.

    def alter_checkpoint(self) -> str:
        path = self.day.keys.folder / FILE
        lines = path.read_text().splitlines()
        place = self.chance.choice([number for number, line in enumerate(lines) if line])
        said = json.loads(lines[place])
        said[self.chance.choice(["seq", "hash", "at"])] = self.chance.choice([77, "1" * 64])
        lines[place] = canonical(said)
        path.write_text("\n".join(lines) + "\n")
        return f"checkpoint in line {place} altered"

    def remove_checkpoints(self) -> str:
        (self.day.keys.folder / FILE).unlink()
        return "checkpoints removed"

    def another_key(self) -> str:
        for name in ("station.key.pem", "station.pub.pem"):
            (self.day.keys.folder / name).unlink()
        self.day.keys = type(self.day)(self.day.folder / "second", f"sqlite:///{self.day.folder / 'x.db'}").keys
        shutil.copytree(self.day.keys.folder, self.day.folder / "keys", dirs_exist_ok=True)
        return "another key put in"


Deed = tuple[str, Callable[[Tamperer], str]]


def deeds() -> list[Deed]:
    """Every column that tells something, every table, and every other way."""
    changed: list[Deed] = [
        (f"{table}.{column}", partial(Tamperer.change, table=table, column=column)) for table, column in COLUMNS
    ]
    deleted: list[Deed] = [(f"{table} deleted", partial(Tamperer.delete, table=table)) for table in DELETED]
    doubled: list[Deed] = [(f"{table} doubled", partial(Tamperer.double, table=table)) for table in DOUBLED]
    others = (
        Tamperer.cut_tail, Tamperer.remove_entry, Tamperer.swap_entries, Tamperer.rewrite_history, Tamperer.flip_photo,
        Tamperer.cut_photo, Tamperer.remove_photo, Tamperer.swap_photos, Tamperer.foreign_file, Tamperer.link_photo,
        Tamperer.insert_entry, Tamperer.take_signatures_away, Tamperer.roll_back, Tamperer.rewrite_log,
        Tamperer.forget_log, Tamperer.swap_log,
        Tamperer.alter_checkpoint, Tamperer.remove_checkpoints, Tamperer.another_key,
    )  # fmt: skip
    return changed + deleted + doubled + [(deed.__name__, deed) for deed in others]


INDEXES = (
    "uq_allocations_standing", "uq_work_orders_open", "uq_labels_code", "uq_exchange_reservations_unit",
    "uq_unit_sales_unit", "uq_channel_writes_open", "uq_answers_standing",
)  # fmt: skip
"""Without them somebody with all rights meets nothing that refuses, but what the verifier finds."""
TRIED_AT_ONCE = 60
"""Another sample in each run; `make soak` tries all of them."""


@pytest.fixture
def seed() -> int:
    """Of the run's own seed."""
    return random.randrange(10**6)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A day that is verified, on which altered rows collide with fewer others."""
    folder = tmp_path_factory.mktemp("day")
    day = Day(folder, f"sqlite:///{folder / 'regrade.db'}")
    for grade in UNITS:
        if grade == "S":
            day.engine.dispose()
            shutil.copy(folder / "regrade.db", folder / EARLIER)
        day.inspect(grade)
    after(day)
    assert day.verify().problems == ()
    with day.engine.begin() as connection:
        for index in INDEXES:
            connection.exec_driver_sql(f"DROP INDEX {index}")
    day.engine.dispose()
    return folder


def is_of_index(problem: str) -> bool:
    """Whether it is told of one that the copy has not, whatever was altered."""
    return any(problem.startswith(f"The index {name}, ") for name in INDEXES)


def copied(whole: Path, folder: Path) -> Day:
    shutil.copytree(whole, folder)
    day = Day.__new__(Day)
    day.reopen(folder, f"sqlite:///{folder / 'regrade.db'}")
    return day


def tampered(whole: Path, folder: Path, deed: Callable[[Tamperer], str], seed: int) -> tuple[str, tuple[str, ...]]:
    day = copied(whole, folder)
    problems: tuple[str, ...]
    try:
        tamperer = Tamperer(day, seed)
        tamperer.drop_triggers()
        said = deed(tamperer)
        with day.engine.begin() as connection:
            create_triggers(connection)  # and nobody has seen anything
            create_sale_triggers(connection)
    except sqlite_library().IntegrityError as refused:
        said, problems = str(refused), ("The database itself refused it.",)
    else:
        problems = tuple(one for one in day.verify().problems if not is_of_index(one))
    day.engine.dispose()
    shutil.rmtree(folder)
    return said, problems


def missed(whole: Path, folder: Path, tried: Iterable[Deed], seed: int) -> str:
    """What nobody found, one a line."""
    chance, found = random.Random(seed), []
    for number, (name, deed) in enumerate(tried):
        said, problems = tampered(whole, folder / f"copy{number}", deed, chance.randrange(10**9))
        if not problems:
            found.append(f"{name}: {said}")
        assert all(problem.endswith((".", "signature of this station.")) for problem in problems)
    return "\n".join(found)


def test_alterations_are_found(whole: Path, tmp_path: Path, seed: int) -> None:
    tried = random.Random(seed).sample(deeds(), TRIED_AT_ONCE)
    assert missed(whole, tmp_path, tried, seed) == "", f"seed {seed}"


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_each_alteration_is_found(whole: Path, tmp_path: Path, seed: int) -> None:
    assert missed(whole, tmp_path, deeds(), seed) == "", f"seed {seed}"


def test_there_is_something_to_alter_in_every_table(whole: Path, tmp_path: Path) -> None:
    """Else an alteration of it would be tried on nothing; the copy is not altered."""
    day = copied(whole, tmp_path / "copy")
    tamperer = Tamperer(day, 0)
    assert [table for table in TABLES if not tamperer.rows(f"SELECT 1 FROM {table}")] == []
    day.engine.dispose()


def test_a_column_is_named_once_and_there() -> None:
    """One that is not named is altered; so is a new one, until somebody says why not."""
    there = set(columns())
    for table, untold in UNTOLD.items():
        assert all(untold.values()), table
        assert WHOLE in untold or all((table, column) in there for column in untold), table
        assert any(table == known for known, _ in there), table


def test_an_untouched_copy_is_whole(whole, tmp_path):
    day = copied(whole, tmp_path / "copy")
    assert [one for one in day.verify().problems if not is_of_index(one)] == []
    day.engine.dispose()


def test_a_database_rolled_back_is_found(tmp_path):
    """An older, whole copy of the database beside newer checkpoints."""
    database = tmp_path / "regrade.db"
    day = Day(tmp_path, f"sqlite:///{database}")
    day.inspect("B")
    day.engine.dispose()
    shutil.copy(database, tmp_path / "old.db")
    day.inspect("B")
    assert day.verify().problems == ()
    day.engine.dispose()
    for name in ("regrade.db-wal", "regrade.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "old.db", database)
    problems = day.verify().problems
    assert any("rolled back" in problem for problem in problems)
    day.engine.dispose()


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_alterations_are_found(whole, tmp_path, seed):
    chance, all_deeds = random.Random(seed), deeds()
    thousand = (chance.choice(all_deeds) for _ in range(1000))
    assert missed(whole, tmp_path, thousand, seed) == "", f"seed {seed}"
