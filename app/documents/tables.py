"""Opens files as tables, each by what it is: text with separators, a workbook, or JSON.

What a file is shows in its bytes, not in its name: people rename. Whatever is not a table is refused with a
`UserError`, at the latest when the reading comes to the fault; whoever books what it reads reads all of it first. A
table can be read more than once, from its first row each time. Judges no cell. One thread a table.
"""

import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import IO, Protocol

from app.documents.delimited import BIGGEST_CELL, DelimitedTable
from app.documents.encodings import encoding_of
from app.documents.refusals import refusal
from app.errors import UsageError
from app.saying import say

__all__ = ["BIGGEST_CELL", "DelimitedTables", "Table"]

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_OTHERS = {
    b"%PDF": say("is a PDF"),
    b"\x89PNG": say("is a picture"),
    b"\xff\xd8\xff": say("is a picture"),
    b"GIF8": say("is a picture"),
    b"\x1f\x8b": say("is a packed file"),
    b"7z\xbc\xaf": say("is a packed file"),
    b"Rar!": say("is a packed file"),
    b"SQLi": say("is a database"),
}
EXPORT_AGAIN = "Save the sheet as XLSX or as CSV (UTF-8)."
_SEEN = 4096


class Table(Protocol):
    """A header and the rows under it."""

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names."""

    def rows(self) -> Iterator[list[str]]:
        """From the first row, each time."""


class DelimitedTables:
    """The `TableReader` for CSV, TSV, XLSX and JSON."""

    def open(self, path: Path) -> AbstractContextManager[Table]:
        """A table, closed when the block ends. Raises `UserError`, and `UsageError` where it cannot be opened."""
        return _open(path)


@contextmanager
def _open(path: Path) -> Iterator[Table]:
    with _opened(path) as file, ExitStack() as ends:
        yield _table(file, path, ends)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(
            say("The file {path} cannot be opened: {error_strerror}.", path=path, error_strerror=error.strerror),
            "Check its name and your right to read it.",
        ) from error


def _table(file: IO[bytes], path: Path, ends: ExitStack) -> Table:
    start = file.read(8)
    file.seek(0)
    if start.startswith(_OLD_WORKBOOK):
        raise refusal(path, say("is a workbook of the old kind (XLS), or one with a password"), EXPORT_AGAIN)
    if start.startswith(_ZIP):
        return _workbook(file, path, ends)
    for mark, what in _OTHERS.items():
        if start.startswith(mark):
            raise refusal(path, what, EXPORT_AGAIN)
    if _looks_like_json(file, path):
        from app.documents.objects import ObjectTable  # noqa: PLC0415 - most files are none

        return ObjectTable(file, path)
    return DelimitedTable(file, path)


def _workbook(file: IO[bytes], path: Path, ends: ExitStack) -> Table:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refusal(path, say("is a broken workbook or archive"), EXPORT_AGAIN) from error
    if "[Content_Types].xml" not in names:
        raise refusal(path, say("is an archive and no workbook"), "Unpack it first, then import what is in it.")
    file.seek(0)
    from app.documents.workbooks import WorkbookTable  # noqa: PLC0415 - a tenth of a second, and not always needed

    table = WorkbookTable(file, path)
    ends.callback(table.close)
    return table


def _looks_like_json(file: IO[bytes], path: Path) -> bool:
    """No column's name begins with a brace or a bracket."""
    encoding = encoding_of(file, path)
    start = file.read(_SEEN).decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    file.seek(0)
    return start.startswith(("{", "["))
