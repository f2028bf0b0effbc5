"""Somebody with all rights alters a whole day: rows, chain, files, checkpoints. Each alteration is found and named.

Another seed in each run, which the run prints. `make soak` plays a thousand.
"""

# ruff: noqa: S608 - the statements are made of our own names

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.store.audit import canonical, link_hash
from app.store.checkpoints import FILE
from app.store.engine import sqlite_library
from app.store.migrations.triggers import GUARDED, ON_SALE, create_sale_triggers, create_triggers
from tests.integration.evidence.day import Day

EARLIER = "earlier.db"
UNITS = ("A", "B", "C", "S", "A", "B")
COLUMNS = {
    "ledger": ("at", "client", "sku", "unit", "account", "quantity", "reason", "station"),
    "photos": ("sha256", "shot", "unit", "size", "operator", "at", "overrule", "withdrawn"),
    "inspections": (
        "grade",
        "proposed_grade",
        "unit",
        "round",
        "operator",
        "regrade_reason",
        "checklist_version",
        "reasons",
        "revision",
    ),
    "answers": ("choices", "question", "note", "operator", "withdrawn"),
    "dispositions": ("route", "account", "held", "net", "currency", "options", "inspection"),
    "certificates": ("number", "kind", "unit", "operator", "payload"),
    "labels": ("code", "sequence", "fields", "lines", "state", "void_reason", "unit"),
    "allocations": ("unit", "grade", "client", "sku", "began_at", "ended_at", "place"),
    "outbox": (
        "quantity", "unit", "op", "grade", "channel", "listing", "client", "sku", "state", "confirmed_at", "allocation",
    ),
    "users": ("role", "name", "disabled", "pin_hash", "badge", "created_at"),
    "balances": ("quantity",),
    "units": (
        "grade", "route", "account", "serial", "client", "sku", "state", "held", "work", "flags", "line_id", "round",
        "product", "parcel_id", "opened_at",
    ),
    "work_orders": ("unit", "kind", "opened_at", "opened_by", "closed_at", "closed_by", "outcome", "proof", "photo"),
    "reviews": ("decision", "grade", "grade_before", "reason", "operator", "unit"),
    "parcels": ("tracking", "key", "kind", "description", "opened_at"),
    "return_lines": ("quantity", "received", "missing", "wrong"),
    "drafts": ("unit", "draft"),
    "counters": ("value",),
    "bench_log": ("seq",),
    "audit": ("at", "actor", "kind", "payload", "prev_hash", "hash", "subject", "sig"),
}  # fmt: skip
DELETED = (
    "ledger", "photos", "inspections", "certificates", "audit", "answers", "outbox", "labels", "units", "users",
    "return_lines", "drafts", "work_orders", "dispositions", "reviews", "allocations", "parcels", "counters",
    "bench_log",
)  # fmt: skip
DOUBLED = ("ledger", "photos", "outbox", "work_orders")
LETTERS = {"grade", "proposed_grade", "grade_before"}
FLAGS = {"withdrawn", "disabled", "held"}
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
        rows = self.rows(f"SELECT rowid AS place, {column} AS value FROM {table}")
        row = self.chance.choice(rows)
        new = self._other(table, column, row["value"], [other["value"] for other in rows])
        self._without_foreign_keys(
            f"UPDATE {table} SET {column} = :new WHERE rowid = :place", new=new, place=row["place"]
        )
        return f"{table}.{column}: {row['value']!r} -> {new!r}"

    def delete(self, table: str) -> str:
        row = self.chance.choice(self.rows(f"SELECT rowid AS place FROM {table}"))
        self._without_foreign_keys(f"DELETE FROM {table} WHERE rowid = :place", place=row["place"])
        return f"a row of {table} deleted"

    def double(self, table: str) -> str:
        row = dict(self.chance.choice(self.rows(f"SELECT * FROM {table}")))
        row["id"] = "0" * 31 + "7"
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
        if column == "at" or (column.endswith("_at") and value):
            return re.sub(r"\.\d", ".9", value)
        if value in (None, ""):
            return "2026-03-04T09:00:00.000000+00:00" if column.endswith("_at") else "0" * 31 + "7"
        if column == "reasons":
            return '[{"code":"other"}]'
        place = self.chance.randrange(len(value))
        return value[:place] + ("7" if value[place] != "7" else "8") + value[place + 1 :]

    def drop_triggers(self) -> None:
        with self.day.engine.begin() as connection:
            for table, changes in GUARDED.items():
                for change in changes:
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_refuses_{change.split()[0].lower()}")
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
        self.sql("UPDATE audit SET seq = seq + 1000 WHERE seq = 3")
        self.sql("UPDATE audit SET seq = 3 WHERE seq = 4")
        self.sql("UPDATE audit SET seq = 4 WHERE seq = 1003")
        return "entries 3 and 4 swapped"

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


def deeds() -> list[tuple[str, Callable[[Tamperer], str]]]:
    """Every column of every table, and every other way."""
    columns = [
        (f"{table}.{column}", lambda t, table=table, column=column: t.change(table, column))
        for table, names in COLUMNS.items()
        for column in names
    ]
    deleted = [(f"{table} deleted", lambda t, table=table: t.delete(table)) for table in DELETED]
    doubled = [(f"{table} doubled", lambda t, table=table: t.double(table)) for table in DOUBLED]
    others = (
        Tamperer.cut_tail, Tamperer.remove_entry, Tamperer.swap_entries, Tamperer.rewrite_history, Tamperer.flip_photo,
        Tamperer.cut_photo, Tamperer.remove_photo, Tamperer.swap_photos, Tamperer.foreign_file, Tamperer.link_photo,
        Tamperer.insert_entry, Tamperer.take_signatures_away, Tamperer.roll_back,
        Tamperer.alter_checkpoint, Tamperer.remove_checkpoints, Tamperer.another_key,
    )  # fmt: skip
    return columns + deleted + doubled + [(deed.__name__, deed) for deed in others]


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
    assert day.verify().problems == ()
    with day.engine.begin() as connection:
        for index in ("uq_allocations_standing", "uq_work_orders_open", "uq_labels_code"):
            connection.exec_driver_sql(f"DROP INDEX {index}")
    day.engine.dispose()
    return folder


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
        problems = day.verify().problems
    day.engine.dispose()
    shutil.rmtree(folder)
    return said, problems


@pytest.mark.parametrize(("name", "deed"), deeds(), ids=[name for name, _ in deeds()])
def test_each_alteration_is_found(whole, tmp_path, name, deed, seed):
    said, problems = tampered(whole, tmp_path / "copy", deed, seed)
    assert problems, f"seed {seed}: {said} was not found"
    assert all(problem.endswith((".", "signature of this station.")) for problem in problems)


def test_an_untouched_copy_is_whole(whole, tmp_path):
    day = copied(whole, tmp_path / "copy")
    assert day.verify().problems == ()
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
    chance = random.Random(seed)
    all_deeds = deeds()
    missed = []
    for number in range(1000):
        name, deed = chance.choice(all_deeds)
        said, problems = tampered(whole, tmp_path / f"copy{number}", deed, chance.randrange(10**9))
        if not problems:
            missed.append(f"{name}: {said}")
    assert missed == [], f"seed {seed}"
