"""Rows that came in files before the chain told of such: there can only become fewer of them.

They have version 0, and the next file that changes one makes it a told one. How many there are at most each file tells
that somebody gives (`counted`), so that a row which is put in behind the program's back can not pass for one of them.
Reads within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select

from app.store.audit_imported import IMPORT, TABLES
from app.store.audit_recorded import Fact
from app.store.models import table

OF_BEFORE = "of_before"
"""The field of the fact."""


def counted(connection: Connection) -> dict[str, int]:
    """How many there are, by the kind of their file."""
    found = {}
    for kind, (_, model) in TABLES.items():
        of = table(model)
        found[kind] = connection.execute(select(func.count()).select_from(of).where(of.c.version < 1)).scalar_one()
    return found


def take(least: dict[str, int], fact: Fact) -> None:
    """Take in what a fact tells of them. Raises `AttributeError`, `TypeError` or `ValueError` for a damaged one."""
    if fact.get("kind") == IMPORT:
        for kind, count in fact.get(OF_BEFORE, {}).items():
            least[kind] = min(least.get(kind, int(count)), int(count))


def untold_problems(connection: Connection, least: Mapping[str, int]) -> Iterator[str]:
    """Where there are more than there were."""
    for kind, count in counted(connection).items() if least else ():
        if kind in least and count > least[kind]:
            yield (
                f"{TABLES[kind][0]}: {count} are in the records that the audit chain tells nothing of, and there were "
                f"no more than {least[kind]} when it began to."
            )
