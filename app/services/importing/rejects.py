"""The rejected rows of an import as a file to mend and import again: the file's own columns, and why.

Written beside its place and put there whole when the import has ended. One import, one thread.
"""

import contextlib
import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.errors import StoreError
from app.saying import say
from app.services.importing import OUR_REASON, Rejected
from app.services.spreadsheets import as_text


class Rejects:
    """Takes rejected rows; a header comes with the first of them."""

    def __init__(self, writer: Any) -> None:  # noqa: ANN401 - csv's writer has no name
        self._writer = writer
        self._begun = False

    def add(self, header: Sequence[str], row: Sequence[str], why: Rejected) -> None:
        """One row as it stood in the file, filled up to the header's width."""
        place = next((place for place, name in enumerate(header) if name == OUR_REASON), len(header))
        if not self._begun:
            self._writer.writerow([as_text(name) for name in (*header[:place], *header[place + 1 :], OUR_REASON)])
            self._begun = True
        cells = [*row, *[""] * (len(header) - len(row))]
        told = f"{why.field}: {why.reason}" if why.field else why.reason
        self._writer.writerow([as_text(str(cell)) for cell in (*cells[:place], *cells[place + 1 :], told)])


@contextlib.contextmanager
def rejects_in(target: Path) -> Iterator[Rejects]:
    """A file of rejected rows, whole when the block ends; empty where no row was rejected. Raises `StoreError`."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with _telling():
        file = draft.open("w", encoding="utf-8-sig", newline="")
    try:
        with file:
            yield Rejects(csv.writer(file))
        with _telling():
            draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = say("The file of rejected rows cannot be written: {reason}.", reason=error.strerror or "")
        raise StoreError(message, "Name another place for it.") from error
