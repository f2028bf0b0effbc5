"""What the commands print: JSON on standard output for programs, tables and words for people.

With `--json` nothing but results reaches standard output: one object, or one object a line. Text from outside is never
taken for markup, and what cannot be seen is shown as `�`. Writes row by row. One thread.
"""

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TextIO

ROWS_A_TABLE = 500
WIDE = 200


class Output:
    """Prints results; `json` says for whom."""

    def __init__(self, *, as_json: bool, stream: TextIO | None = None) -> None:
        self.as_json = as_json
        self._stream = stream or sys.stdout

    def one(self, result: Mapping[str, object]) -> None:
        """One result."""
        if self.as_json:
            self._write(to_json(result))
        else:
            for line in _sheet(result):
                self._write(line)

    def rows(self, rows: Iterable[Mapping[str, object]], columns: Sequence[str], nothing: str) -> None:
        """Many results, as they come; `nothing` is said to a person where there are none."""
        if self.as_json:
            for row in rows:
                self._write(to_json(row))
            return
        found = iter(rows)
        while some := list(itertools.islice(found, ROWS_A_TABLE)):
            self._table(some, columns)
            nothing = ""
        if nothing:
            self._write(nothing)

    def flush(self) -> None:
        """What was printed is there for whoever waits for it."""
        self._stream.flush()

    def words(self, text: str) -> None:
        """A line for people; programs do not get it."""
        if not self.as_json:
            self._write(seen(text))

    def _write(self, line: str) -> None:
        self._stream.write(line + "\n")

    def _table(self, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
        from rich.box import SIMPLE
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE, pad_edge=False)
        for column in columns:
            numbers = isinstance(rows[0].get(column), int | Decimal)
            table.add_column(column.replace("_", " "), justify="right" if numbers else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(shown(row.get(column))) for column in columns))
        Console(file=self._stream, width=None if self._stream.isatty() else WIDE).print(table)


def to_json(result: object) -> str:
    """One line of JSON: times as ISO 8601 with their offset, money as decimal strings."""
    return json.dumps(result, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def shown(value: object) -> str:
    """A value as a person reads it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case StrEnum() | str():
            return seen(value)
        case Mapping():
            return ", ".join(f"{name} {shown(each)}" for name, each in value.items() if each not in (None, "", [], ()))
        case list() | tuple():
            return ", ".join(map(shown, value))
    return str(value)


def seen(text: str) -> str:
    """The text with whatever cannot be seen (and could steer a terminal) shown as `�`."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "�" for each in text)


def _sheet(result: Mapping[str, object]) -> Iterator[str]:
    """One object for a person: a line a field, a list a line an entry."""
    for name, value in result.items():
        label = name.replace("_", " ")
        if isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
            yield f"{label}:"
            yield from (f"  - {shown(each)}" for each in value)
        else:
            yield f"{label}: {shown(value)}".rstrip()
