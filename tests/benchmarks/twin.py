"""The bare counterpart of a saved action: the rows that it wrote, written once more by plain SQLite.

The bench works on one database; a twin of it begins as a copy. What each transaction of the bench writes is recorded
statement by statement as it reaches the driver, then written to the twin by the driver alone in one transaction, with
the same pragmas. So the twin gets the very same rows with the very same keys, and in the end both hold the same:
`agree` compares them, or the counterpart would prove nothing.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.store.engine import sqlite_library

Statement = tuple[str, list[Sequence[Any]]]


@dataclass(slots=True)
class Recorder:
    """Hears what an engine's connections send to SQLite; `take` hands over what was written since the last time.

    Attributes:
        reads: how often something was asked
        met: every statement so far, with values that it came with

    """

    heard: list[tuple[str, Any, bool]] = field(default_factory=list)
    reads: int = 0
    met: dict[str, Any] = field(default_factory=dict)

    def listen(self, engine: Engine) -> None:
        """From the next connection on; those that are there are let go of. It hears what passes by SQLAlchemy, too."""
        library = sqlite_library()
        cursor_kind = _heard_kind(library.Cursor, self)
        engine.dispose()

        def connect(_dialect: Any, _record: Any, place: list[Any], options: dict[str, Any]) -> Any:
            kind = options["factory"]
            heard = type(
                "HeardConnection", (kind,), {"cursor": lambda connection: kind.cursor(connection, cursor_kind)}
            )
            return library.connect(*place, **{**options, "factory": heard})

        event.listen(engine, "do_connect", connect)

    def hear(self, sql: str, given: Any, many: bool) -> None:
        self.met[sql] = given[0] if many and given else given
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.heard.append((sql, given, many))
        elif sql.startswith("SELECT"):
            self.reads += 1

    def take(self) -> list[Statement]:
        """Equal statements in a row become one with many rows."""
        written = [(sql, list(given) if many else [given]) for sql, given, many in self.heard]
        self.heard.clear()
        grouped = itertools.groupby(written, key=lambda one: one[0])
        return [(sql, [row for _, rows in group for row in rows]) for sql, group in grouped]


def _heard_kind(base: Any, recorder: Recorder) -> Any:
    """A cursor of the driver that tells the recorder what it is given."""

    def execute(cursor: Any, sql: str, given: Any = ()) -> Any:
        recorder.hear(sql, given, False)
        return base.execute(cursor, sql, given)

    def executemany(cursor: Any, sql: str, given: Any) -> Any:
        recorder.hear(sql, given, True)
        return base.executemany(cursor, sql, given)

    return type("HeardCursor", (base,), {"execute": execute, "executemany": executemany})


class Twin:
    """The copy of a database, written by the driver alone."""

    def __init__(self, original: Path, place: Path) -> None:
        self._original = original
        self.path = place
        shutil.copyfile(original, place)
        self._connection = sqlite_library().connect(str(place), isolation_level=None, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        self._cursor = self._connection.cursor()

    def write(self, statements: Sequence[Statement]) -> None:
        """All of them, durable when this returns."""
        cursor = self._cursor
        cursor.execute("BEGIN IMMEDIATE")
        for sql, rows in statements:
            if "RETURNING" in sql:  # executemany takes none that answers
                for row in rows:
                    cursor.execute(sql, row).fetchall()
            else:
                cursor.executemany(sql, rows)
        cursor.execute("COMMIT")

    def agree(self) -> dict[str, int]:
        """Rows of every table that differ between the two, without those that do not."""
        connection = self._connection
        connection.execute("ATTACH DATABASE ? AS original", (str(self._original),))
        tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        differ = {table: self._difference(table) for table in tables}
        connection.execute("DETACH DATABASE original")
        return {table: rows for table, rows in differ.items() if rows}

    def _difference(self, table: str) -> int:
        count = 0
        for one, other in (("main", "original"), ("original", "main")):
            asked = f"SELECT count(*) FROM (SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table})"  # noqa: S608
            count += int(self._connection.execute(asked).fetchone()[0])
        return count

    def close(self) -> None:
        self._connection.close()
