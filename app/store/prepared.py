"""Statements compiled once and sent straight to the driver: what the bench writes at every act.

SQLAlchemy's Connection takes some 60 µs a statement, more than SQLite needs to carry it out, and a saved grade has
fifteen. Here a Core statement is compiled at its first use on each kind of database and then runs as text with
values; types convert as always, errors are translated as always. The rows come as named tuples. A prepared statement
may be used by any thread.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update, Uuid
from sqlalchemy.types import TypeEngine

from app.errors import DatabaseUnreachable
from app.store.engine import translated

Values = Mapping[str, Any]
Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
_Convert = Callable[[Any], Any]
_NUMERIC = 1700
"""PostgreSQL's number for its type `numeric`: what SQLAlchemy wants to be told of a column that holds Decimals."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one dialect takes it: its text, its values in order, and the places of those to be converted."""

    text: str
    positional: bool
    binds: tuple[str, ...]
    converts: tuple[tuple[int, _Convert], ...]
    defaults: Values
    results: tuple[tuple[int, _Convert], ...]
    row: Callable[[Iterable[Any]], tuple[Any, ...]]

    def values(self, given: Values) -> Any:
        whole = given if len(given) == len(self.binds) else {**self.defaults, **given}
        values = list(map(whole.__getitem__, self.binds))
        for place, convert in self.converts:
            values[place] = convert(values[place])
        return values if self.positional else dict(zip(self.binds, values, strict=True))

    def read(self, raw: Iterable[Any]) -> tuple[Any, ...]:
        """A row of the driver with its values as Python has them; most columns are texts and numbers already."""
        values = list(raw)
        for place, convert in self.results:
            values[place] = convert(values[place])
        return self.row(values)


class Prepared:
    """A statement with named values; an INSERT takes every column of its table, defaults included.

    `expanded`: an IN of as many values as its parameter holds is written out; they are given `in_order`.
    """

    def __init__(self, statement: Statement, *, expanded: bool = False) -> None:
        self._statement = statement
        self._expanded = expanded
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Values) -> int:
        """Carry it out; how many rows it touched."""
        cursor, _ = self._execute(connection, values)
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """Carry it out; the rows that it gives."""
        cursor, compiled = self._execute(connection, values)
        found = [compiled.read(raw) for raw in cursor.fetchall()]
        cursor.close()
        return found

    def first(self, connection: Connection, values: Values) -> Any:
        """The first row; None where there is none."""
        return next(iter(self.rows(connection, values)), None)

    def in_order(self, connection: Connection, given: Iterable[Any]) -> list[Any]:
        """The rows that it gives for values in the order in which they stand in it; those of its own it fills in."""
        compiled = self._made_for(connection.dialect)
        open_ = [name for name in compiled.binds if name not in compiled.defaults]
        return self.rows(connection, dict(zip(open_, given, strict=True)))

    def many(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Carry it out for each of these."""
        self._execute(connection, None, rows)

    def _execute(
        self, connection: Connection, values: Values | None, rows: Iterable[Values] = ()
    ) -> tuple[Any, _Compiled]:
        compiled = self._made_for(connection.dialect)
        if not connection.in_transaction():
            connection.begin()  # as the Connection itself does: the driver alone would commit at once
        cursor = connection.connection.cursor()
        try:
            if values is None:
                cursor.executemany(compiled.text, [compiled.values(row) for row in rows])
            else:
                cursor.execute(compiled.text, compiled.values(values))
        except Exception as error:
            if (ours := translated(error)) is None:
                raise
            if isinstance(ours, DatabaseUnreachable):
                connection.invalidate(error)
            raise ours from error
        return cursor, compiled

    def _made_for(self, dialect: Dialect) -> _Compiled:
        return self._compiled.get(dialect.name) or self._compile(dialect)

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement = self._statement
        columns = list(statement.table.columns) if isinstance(statement, Insert) else []
        written = [column for column in columns if column.computed is None]
        compiled = statement.compile(
            dialect=dialect,
            column_keys=[column.key for column in written] or None,
            compile_kwargs={"render_postcompile": self._expanded},
        )
        named = {name: bind for bind, name in compiled.bind_names.items()}
        all_named = compiled.params if self._expanded else named
        binds = tuple((compiled.positiontup if compiled.positional else None) or all_named)
        gives = list(_gives(statement))
        row: Any = _row_of(column.key for column in gives)
        made = _Compiled(
            text=compiled.string,
            positional=bool(compiled.positional),
            binds=binds,
            converts=_where_needed(_to_driver(named[name].type, dialect) if name in named else None for name in binds),
            defaults={
                **{name: bind.value for name, bind in named.items() if not bind.required},
                **_defaults(written),
            },
            results=_where_needed(_from_driver(column.type, dialect) for column in gives),
            row=row._make,
        )
        self._compiled[dialect.name] = made
        return made


def _where_needed(converts: Iterable[_Convert | None]) -> tuple[tuple[int, _Convert], ...]:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert is not None)


def _row_of(names: Iterable[str]) -> Any:
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - its columns are known only now


def _defaults(columns: Iterable[Any]) -> dict[str, Any]:
    """What an INSERT writes where nothing is given."""
    nothing: dict[str, Any] = {column.key: None for column in columns if column.nullable}
    having = ((column.key, column.default) for column in columns if column.default is not None)
    return nothing | {key: default.arg(None) if default.is_callable else default.arg for key, default in having}


def _gives(statement: Statement) -> Iterable[Any]:
    return statement.selected_columns if isinstance(statement, Select) else statement.exported_columns


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, Uuid) and not kind.as_uuid and dialect.name == "sqlite":
        return _dashed
    return kind.dialect_impl(dialect).result_processor(dialect, _NUMERIC if dialect.name == "postgresql" else None)


def _dashed(key: str | None) -> str | None:
    """A key as Python has it; by `uuid.UUID` it would take ten times as long, and a grade reads dozens."""
    return key and f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
