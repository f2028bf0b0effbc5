"""Numbers without gaps or doubles: one locked row a counter; the number of a transaction that failed is given again.

A row holds the next number. A sequence of the database would leave gaps, and "the highest plus one" gives doubles.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, bindparam, case, select
from sqlalchemy.dialects import postgresql, sqlite

from app.store.models import Counter, table
from app.store.prepared import Prepared

LPN = "lpn"
PARCEL = "parcel"
CLAIM = "claim"

_COUNTERS = table(Counter)
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
_NEXT = Prepared(select(_COUNTERS.c.value).where(_COUNTERS.c.name == bindparam("of_name")).with_for_update())


def _using_up(dialect: Any) -> Prepared:
    statement = dialect.insert(_COUNTERS)
    given = statement.excluded.value
    higher = case((given > _COUNTERS.c.value, given), else_=_COUNTERS.c.value)
    return Prepared(statement.on_conflict_do_update(index_elements=["name"], set_={"value": higher}))


def _taking(dialect: Any) -> Prepared:
    statement = dialect.insert(_COUNTERS).on_conflict_do_update(
        index_elements=["name"], set_={"value": _COUNTERS.c.value + 1}
    )
    return Prepared(statement.returning(_COUNTERS.c.value))


_USE_UP = {name: _using_up(dialect) for name, dialect in _DIALECTS.items()}
_TAKE = {name: _taking(dialect) for name, dialect in _DIALECTS.items()}


def next_number(connection: Connection, counter: str) -> int:
    """The number that comes next, locked until the end of the transaction, not used up."""
    use_up_to(connection, counter, 0)  # the row must be there to be locked
    return int(_NEXT.rows(connection, {"of_name": counter})[0][0])


def use_up_to(connection: Connection, counter: str, number: int) -> None:
    """The next number is above this one."""
    _USE_UP[connection.dialect.name].run(connection, {"name": counter, "value": number + 1})


def take(connection: Connection, counter: str) -> int:
    """The next number, used up."""
    return int(_TAKE[connection.dialect.name].rows(connection, {"name": counter, "value": 2})[0][0]) - 1


def number_in(code: str) -> int:
    """The running number in a code of ours: 312 in `R-000312`; 0 where there is none."""
    found = re.search(r"\d+", code)
    return int(found.group()) if found else 0
