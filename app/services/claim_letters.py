"""The letter that a claim's pack begins with: what is claimed, what the desk wants to read, the pictures by number.

One letter is said twice, as plain text and as a document with its pictures: both from the same words. Frozen, any
thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LetterPhoto:
    """A picture as the letter names it: `file` in the pack, its `shot` in words, the unit, when it was taken."""

    number: int
    file: str
    shot: str
    unit: str
    at: datetime
    covered: bool

    @property
    def taken(self) -> str:
        """When it was taken, to the minute, in UTC."""
        return f"{self.at:%Y-%m-%d %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, in the language of its desk.

    Attributes:
        about: the claim and its day
        cases: what the desk is asked to decide about
        told: each text that it wants by its name, in lines; none where nobody knows
        films: films that stay in the house, each in a line; with `no_films`, why
        notes: what holds for all of the pictures, and what is missing

    """

    language: str
    title: str
    about: str
    cases: tuple[str, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]
    pictures: str
    photos: tuple[LetterPhoto, ...]
    no_films: str = ""
    films: tuple[str, ...] = ()
    covered: str = ""
    notes: tuple[str, ...] = ()


class LetterWriter(Protocol):
    """Writes a letter as a document (PDF). Any thread.

    The same letter with the same pictures gives the same bytes. Raises `BenchError` where a font is missing.
    """

    def __call__(self, letter: Letter, pictures: Sequence[bytes]) -> bytes:
        """The document; `pictures` are the copies that leave, one for each of `letter.photos`."""


def text_of(letter: Letter) -> str:
    """The letter as plain text; what came from outside shows nothing that is no sign."""
    return "\n".join(_plain(line) for line in _lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield letter.title
    yield letter.about
    yield ""
    yield from (f"- {case}" for case in letter.cases)
    yield ""
    for name, lines in letter.told:
        yield f"{name}: {lines[0] if len(lines) == 1 else ''}".rstrip()
        yield from (f"    {line}" for line in lines if len(lines) > 1)
    yield ""
    yield letter.pictures
    for one in letter.photos:
        yield f"  {one.number}  {one.file}  {one.shot}  {one.unit}  {one.taken}{' *' if one.covered else ''}"
    yield ""
    if letter.films:
        yield letter.no_films
        yield from (f"  {film}" for film in letter.films)
        yield ""
    if letter.covered:
        yield f"* {letter.covered}"
    yield from letter.notes


def _plain(text: str) -> str:
    return "".join(each if each.isprintable() else "�" for each in text)
