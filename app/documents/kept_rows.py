"""Rows that are slow to read, kept on disk while they are read first, so that a second reading need not parse again.

They lie in a file without a name, which is gone with its table whatever happens; what a cell was (number, date, without
a value) stays known. Where that file cannot be written the source is read again instead. One thread a table.
"""

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from app.services.importing.cells import Moment, Number, Unreadable

_KINDS: dict[str, Callable[..., str]] = {"n": Number, "d": Moment, "u": Unreadable}


class KeptRows:
    """The rows of a source; `read` begins at the first row each time."""

    def __init__(self, read: Callable[[], Iterator[list[str]]]) -> None:
        self._read = read
        self._kept: IO[str] | None = None

    def rows(self) -> Iterator[list[str]]:
        """From the first, each time: from the source until it was once read to its end."""
        if self._kept is None:
            yield from self._keeping()
        else:
            self._kept.seek(0)
            for line in self._kept:
                yield [cell if isinstance(cell, str) else _KINDS[cell[0]](*cell[1:]) for cell in json.loads(line)]

    def close(self) -> None:
        """The kept rows are gone."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _keeping(self) -> Iterator[list[str]]:
        file = _nameless()
        try:
            for row in self._read():
                file = _written(file, row)
                yield row
            self._kept, file = _flushed(file), None
        finally:
            _dropped(file)


def _nameless() -> IO[str] | None:
    with contextlib.suppress(OSError):
        return tempfile.TemporaryFile("w+", encoding="ascii", newline="\n")
    return None


def _written(file: IO[str] | None, row: list[str]) -> IO[str] | None:
    """The file with one more row; None where it will not take more."""
    if file is not None:
        try:
            file.write(json.dumps([_plain(cell) for cell in row]) + "\n")
        except OSError:
            _dropped(file)
            return None
    return file


def _flushed(file: IO[str] | None) -> IO[str] | None:
    if file is not None:
        try:
            file.flush()
        except OSError:
            _dropped(file)
            return None
    return file


def _dropped(file: IO[str] | None) -> None:
    if file is not None:
        with contextlib.suppress(OSError):  # it writes what it still holds, and cannot; it is closed all the same
            file.close()


def _plain(cell: str) -> Any:  # noqa: ANN401 - a text, or what it was and its text
    match cell:
        case Number():
            return ("n", str(cell))
        case Moment():
            return ("d", str(cell))
        case Unreadable():
            return ("u", str(cell), str(cell.reason))
    return cell
