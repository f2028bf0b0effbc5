"""Reference pictures: the column `photo` of a file of products names a picture that lies with the file.

Kept is a copy, known by its content, so a file taken in twice changes nothing. A picture that is not there, or is none,
costs no product: the row comes in without it, keeps the picture that it had, and the report says so. Only what lies in
the file's own folder is ever opened. One import, one thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from app.errors import UserError
from app.saying import say, sentence
from app.services.importing.job import Rejected, Row, rejected

PHOTO = "photo"
LONGEST_NAME = 200


class References(Protocol):
    """The reference pictures of articles, on this station."""

    def keep(self, source: Path) -> str:
        """Durable when it returns; the name that it has from now on.

        Raises `UserError` for what is no picture, `StoreError` where the disk fails.
        """

    def path(self, name: str) -> Path | None:
        """Where a kept one lies; None for one that is not here, and for what is no such name."""


def not_looked_at(rows: Sequence[Row]) -> tuple[list[Row], list[Rejected]]:
    """The rows without their pictures, for a rehearsal: nothing is copied, and each article keeps the one it has."""
    return [
        replace(row, values={column: value for column, value in row.values.items() if column != PHOTO}) for row in rows
    ], []


@dataclass(slots=True)
class Pictures:
    """The pictures that one file names; each is looked at once, however many rows name it."""

    folder: Path
    references: References
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def settle(self, rows: Sequence[Row]) -> tuple[list[Row], list[Rejected]]:
        """The rows with kept pictures in place of names, and what could not be had."""
        settled: list[Row] = []
        missed: list[Rejected] = []
        for row in rows:
            given = row.values.get(PHOTO)
            if not given:
                settled.append(row)
                continue
            name, why = self._known.get(given) or self._known.setdefault(given, self._kept(given))
            others = {column: value for column, value in row.values.items() if column != PHOTO}
            settled.append(replace(row, values=others | ({PHOTO: name} if name else {})))
            if why:
                missed.append(rejected(row.number, PHOTO, given, why))
        return settled, missed

    def _kept(self, given: str) -> tuple[str, str]:
        """The name of the kept picture, or why there is none."""
        if self.references.path(given) is not None:  # exported from here
            return given, ""
        source = beside(self.folder, given)
        if source is None:
            return "", say("the product came in without its picture: write the name of a file that lies with this one")
        try:
            return self.references.keep(source), ""
        except UserError as unusable:
            why, hint = sentence(unusable.message), sentence(unusable.hint)
            return "", say("the product came in without its picture: {why} {hint}", why=why, hint=hint)


def beside(folder: Path, given: str) -> Path | None:
    """The file of that name in this folder or below it; None for anything that could lead elsewhere."""
    parts = PurePosixPath(given).parts
    if len(given) > LONGEST_NAME or not given.isprintable() or "\\" in given or ":" in given:
        return None
    if not parts or parts[0] == "/" or ".." in parts:
        return None
    try:
        home = folder.resolve()
        found = home.joinpath(*parts).resolve()
    except (OSError, RuntimeError):  # a ring of links
        return None
    return found if found.is_relative_to(home) else None
