"""Rows sought by many keys at once, as an import asks for those of a thousand lines; each statement compiled once.

SQLAlchemy writes an IN anew whenever it is carried out, value by value, and makes two objects of each row that it
finds: half of what a file cost that changes nothing. Here a statement takes a set number of keys, and where there are
fewer, the last one stands in for the missing. May be used by any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, bindparam, tuple_

from app.store.prepared import Prepared

SIZES = (1, 50, 500)
"""Keys that one statement asks for; most at once are the last."""
AT_ONCE = SIZES[-1]


class Sought:
    """The rows of a statement whose columns `by` together have one of many values: texts and whole numbers.

    Raises `TypeError` for columns of another type, whose values would have to be converted.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]], *by: ColumnElement[Any]) -> None:
        for column in by:
            if not isinstance(column.type, Text | Integer):
                message = f"rows are sought by texts and whole numbers, not by {column}"
                raise TypeError(message)
        self._portions = {size: Prepared(_asking(statement, by, size), expanded=True) for size in SIZES}

    def rows(self, connection: Connection, keys: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
        """Portion by portion, each in the statement's order; a key may be given twice."""
        wanted = sorted(set(keys))
        for first in range(0, len(wanted), AT_ONCE):
            some = wanted[first : first + AT_ONCE]
            size = next(size for size in SIZES if size >= len(some))
            some += [some[-1]] * (size - len(some))
            for row in self._portions[size].in_order(connection, [part for key in some for part in key]):
                yield row._asdict()


def _asking(
    statement: Select[*tuple[Any, ...]], by: Sequence[ColumnElement[Any]], size: int
) -> Select[*tuple[Any, ...]]:
    if len(by) == 1:
        return statement.where(by[0].in_(bindparam("keys", [""] * size, expanding=True)))
    return statement.where(tuple_(*by).in_(bindparam("keys", [("",) * len(by)] * size, expanding=True)))
