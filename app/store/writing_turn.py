"""Writers within one program take turns at an SQLite file; each is woken as soon as the one before has ended.

SQLite itself has a second writer sleep for 1, 2, 5, 10, 15 ms and so on between two looks at the lock (its
`sqliteDefaultBusyCallback`): who met a transaction of two milliseconds came back up to twenty late, and the bench meets
those of its own printers and photos all day. Other programs at the file are waited for as before.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from app.errors import DatabaseLocked

if TYPE_CHECKING:
    from sqlite3 import Connection as _Connection
else:
    _Connection = object


class TurnTaking(_Connection):
    """Has the turn from the begin of a writing transaction to its end, however it ends: see `taking_turns`."""

    turn: Lock
    patience_s: float
    has_turn = False

    def begin_writing(self) -> None:
        """In any thread, as the library's connections are. Raises `DatabaseLocked` where the turn does not come."""
        if not self.turn.acquire(timeout=self.patience_s):
            raise DatabaseLocked("The database is locked.")
        self.has_turn = True
        try:
            self.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._pass_on()
            raise

    def commit(self) -> None:
        try:
            super().commit()
        except BaseException:
            super().rollback()  # on a full disk; SQLAlchemy holds one that failed for ended
            raise
        finally:
            self._pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._pass_on()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turn.release()


def taking_turns(connections: type[Any], patience_s: float) -> type[Any]:
    """The library's class of connections, made one whose writing transactions share a turn."""
    return type("TurnTakingConnection", (TurnTaking, connections), {"turn": Lock(), "patience_s": patience_s})
