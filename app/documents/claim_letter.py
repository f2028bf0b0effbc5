"""The letter of a claim as a PDF: what is claimed, what the desk wants to read, and every picture with its number.

Shows the copies that leave the house and nothing else: what is covered on them is covered here. Pure but for the fonts
and the sizes of paper that it reads; any thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from app.documents import paper
from app.documents.paper import ALARM, QUIET, Sheet, plain
from app.documents.wording import Wordings, read_wordings
from app.services.claim_letters import Letter, LetterPhoto

ACROSS = 2
GAP = 6 * mm
HIGHEST = 66 * mm


class PdfLetters:
    """Implements `app.services.claim_letters.LetterWriter`; the folder says which paper a country takes."""

    def __init__(self, folder: Path, site: str = "") -> None:
        self._folder = folder
        self._site = site

    @cached_property
    def _wordings(self) -> Wordings:
        return read_wordings(self._folder)

    def __call__(self, letter: Letter, pictures: Sequence[bytes]) -> bytes:
        """The document."""
        words = self._wordings.of(letter.language, self._site)
        sheet = Sheet(
            title=f"{letter.title} {letter.about}",
            head=f"{letter.title}  ·  {letter.about}",
            foot=letter.about,
            page=lambda number, pages: words("page", page=str(number), pages=str(pages)),
            language=letter.language,
            paper=self._wordings.paper("", self._site),
        )
        return paper.print_on(sheet, [*_said(letter, sheet.width), *_shown(letter, pictures, sheet.width)])


def _said(letter: Letter, width: float) -> Iterator[Flowable]:
    yield plain(letter.title, 17, bold=True)
    yield Spacer(0, 4)
    yield plain(letter.about, 10.5, colour=QUIET)
    yield Spacer(0, 8)
    for case in letter.cases:
        yield plain(case, 11.5, bold=True)
        yield Spacer(0, 2)
    yield Spacer(0, 6)
    if letter.told:
        pairs = [(name, plain("\n".join(lines) or "–", 9.4)) for name, lines in letter.told]
        yield paper.fields(pairs, width, beside=1)


def _shown(letter: Letter, pictures: Sequence[bytes], width: float) -> Iterator[Flowable]:
    yield Spacer(0, 4)
    yield paper.section(letter.pictures, width)
    yield Spacer(0, 5)
    each = (width - GAP * (ACROSS - 1)) / ACROSS
    cells = [_picture(one, picture, each) for one, picture in zip(letter.photos, pictures, strict=True)]
    for first in range(0, len(cells), ACROSS):
        row = cells[first : first + ACROSS]
        row += [[plain("")]] * (ACROSS - len(row))
        yield KeepTogether([paper.columns(row, [each + GAP] * (ACROSS - 1) + [each], gap=GAP), Spacer(0, 6)])
    if letter.films:
        yield plain(letter.no_films, 8.8, bold=True)
        yield from (plain(film, 8.2, colour=QUIET) for film in letter.films)
        yield Spacer(0, 5)
    if letter.covered:
        yield plain(f"* {letter.covered}", 8.6)
    for note in letter.notes:
        yield plain(note, 8.6, colour=ALARM if note == letter.notes[-1] and len(letter.notes) > 1 else QUIET)


def _picture(one: LetterPhoto, picture: bytes, width: float) -> list[Flowable]:
    about = "  ·  ".join(part for part in (one.unit, one.taken, one.file) if part)
    return [
        paper.still(picture, width - GAP, HIGHEST),
        Spacer(0, 2),
        plain(f"{one.number}  {one.shot}{' *' if one.covered else ''}", 9.2, bold=True),
        plain(about, 7.4, colour=QUIET),
    ]
