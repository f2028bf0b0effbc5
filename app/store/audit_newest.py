"""Of many facts about one record the newest, in bounded memory: kept in a database of its own while it is looked for.

A bench's clock may be wrong, so what is newest is told by a version that grows with each change, not by a time; and the
chains of the stations are read one after the other, so the newest may well come first. The database is a nameless one
of SQLite, which lies in memory while it is small, then in a temporary file, and is gone when it is closed. One thread.
"""

import json
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from app.store.audit import canonical
from app.store.engine import sqlite_library

AT_ONCE = 2000

_TABLE = """
CREATE TABLE newest (kind TEXT, id TEXT, version INTEGER, item TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID
"""
_TAKE = """
INSERT INTO newest VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, item = excluded.item
WHERE excluded.version >= version
"""


class Newest:
    """Takes facts in any order and gives back the newest of each record; closed by its `with` block."""

    def __init__(self) -> None:
        self._database = sqlite_library().connect("", isolation_level=None)
        self._waiting: list[tuple[str, str, int, str]] = []

    def __enter__(self) -> Self:
        # Nothing here outlives the process, so nothing is synced or kept for a rollback.
        for statement in ("PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF", _TABLE):
            self._database.execute(statement)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def take(self, kind: str, version: int, item: dict[str, Any]) -> None:
        """Take in how a record stood at this version."""
        self._waiting.append((kind, item["id"], version, canonical(item)))
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def items(self, kind: str) -> Iterator[dict[str, Any]]:
        """How each record of this kind was told to stand last."""
        self._write()
        for (item,) in self._database.execute("SELECT item FROM newest WHERE kind = ?", (kind,)):
            yield json.loads(item)

    def holds(self, kind: str, key: str) -> bool:
        """Whether any fact speaks of this record."""
        self._write()
        return (
            self._database.execute("SELECT 1 FROM newest WHERE kind = ? AND id = ?", (kind, key)).fetchone() is not None
        )

    def _write(self) -> None:
        if not self._waiting:
            return
        self._database.execute("BEGIN")
        self._database.executemany(_TAKE, self._waiting)
        self._database.execute("COMMIT")
        self._waiting.clear()
