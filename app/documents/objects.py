"""Reads JSON as a table: a list of objects, one object a line, or an answer of a marketplace that holds such a list.

An object within a record gives columns with dots (`refund_amount.currency`); the first list of objects within a record
(an order's lines) gives a row for each, beside what the record says itself; a list of texts is joined by `;`. Records
are decoded one by one. Numbers stay known as numbers, with their digits as written. What is no such JSON, a doubled
name in one object included, is refused with a `UserError`. One thread a table.
"""

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from app.documents.delimited import BIGGEST_CELL
from app.documents.encodings import encoding_of
from app.documents.lending import text_of
from app.documents.refusals import MOST_COLUMNS, refusal, too_wide
from app.saying import say
from app.services.importing.cells import Number

PIECE = 256 * 1024
DEEPEST = 8
WRAPPERS = ("data",)
"""Under what name a marketplace's answer has its content."""
_SPACES = " \t\r\n"
_BIGGEST_RECORD = 2 * BIGGEST_CELL
HINT = "It must be a list of objects, or one object a line."


class _Doubled(ValueError):
    """A name stands twice in one object."""


class ObjectTable:
    """The columns are all names that any record has; a record that lacks one has an empty cell there."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path
        self.encoding = encoding_of(file, path)
        header: dict[str, None] = {}
        for record in self._flat():
            header.update(dict.fromkeys(record))
            if len(header) > MOST_COLUMNS:
                raise too_wide(path)
        self.header = tuple(header)

    def rows(self) -> Iterator[list[str]]:
        """From the first."""
        for record in self._flat():
            yield [record.get(name, "") for name in self.header]

    def _flat(self) -> Iterator[dict[str, str]]:
        try:
            for record in self._records():
                if not isinstance(record, dict):
                    raise refusal(self._path, say("has something else than objects in its list"), HINT)
                yield from _flattened(record)
        except _Doubled as error:
            raise refusal(
                self._path, say("has the name “{name}” twice in one object", name=str(error)[:60]), HINT
            ) from error
        except (ValueError, RecursionError) as error:
            raise refusal(self._path, say("is broken JSON"), HINT) from error

    def _records(self) -> Iterator[Any]:
        scan = _Scan(text_of(self._file, self.encoding))
        return scan.elements() if scan.peek() == "[" else self._lines_or_answer(scan)

    def _lines_or_answer(self, scan: "_Scan") -> Iterator[Any]:
        first = scan.value()
        if scan.peek():
            yield first
            while scan.peek():
                yield scan.value()
        elif (listed := _listed(first)) is not None:
            yield from listed
        else:
            yield first


class _Scan:
    """Decodes value after value, holding no more text than the one at hand needs."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._held = ""
        self._at = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_no_constant
        )

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _SPACES:
                    return self._held[self._at]
                self._at += 1
            if not self._more():
                return ""

    def value(self) -> Any:  # noqa: ANN401 - JSON is anything
        """The next value. Raises `ValueError`."""
        self.peek()
        piece = PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except _Doubled:
                raise
            except ValueError:
                # Broken, or not all of it is here yet; doubling what is read keeps this linear.
                if len(self._held) - self._at > _BIGGEST_RECORD or not self._more(piece):
                    raise
                piece *= 2
                continue
            if end == len(self._held) and self._more():  # a number may go on
                continue
            self._at = end
            return value

    def elements(self) -> Iterator[Any]:
        """The elements of the list that begins here; nothing may follow it."""
        self._at += 1
        if self.peek() == "]":
            self._at += 1
        else:
            while True:
                yield self.value()
                mark = self.peek()
                self._at += 1
                if mark == "]":
                    break
                if mark != ",":
                    message = "a list goes on with a comma or ends"
                    raise ValueError(message)
        if self.peek():
            message = "something follows the list"
            raise ValueError(message)

    def _more(self, size: int = PIECE) -> bool:
        read = self._text.read(size)
        self._held = self._held[self._at :] + read
        self._at = 0
        return bool(read)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Doubled(next(name for name in names if names.count(name) > 1))
    return found


def _no_constant(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _listed(answer: object) -> list[Any] | None:
    """The list of records that a marketplace's answer holds; None where it is a record itself."""
    held: Any = answer
    for name in WRAPPERS:
        if isinstance(held, dict) and isinstance(held.get(name), (dict, list)):
            held = held[name]
    if isinstance(held, list):
        return held
    if held is answer:
        return None
    lists = [value for value in held.values() if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else None


def _flattened(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """One row, or one for each object of its first list of objects."""
    flat: dict[str, str] = {}
    lines: tuple[str, list[Any]] | None = None
    for name, value in _leaves(record, "", 0):
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value) and lines is None:
            lines = name, value
        else:
            flat[name] = _text(value)
    if lines is None:
        yield flat
        return
    for line in lines[1]:
        inner = {name: _text(value) for name, value in _leaves(line, f"{lines[0]}.", 0)}
        yield flat | inner


def _leaves(record: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        message = "objects within objects within objects"
        raise ValueError(message)
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.", depth + 1)
        else:
            yield before + name, value


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return ";".join(value)
    return json.dumps(value, ensure_ascii=False)
