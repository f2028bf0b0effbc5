"""How the words of a claim's letter are written in YAML (`resources/claims/letter`).

Refuses, with file and line, a text that desks ask for and the letter has no name for, or the other way round. No state.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field

from app.domain.claim_texts import KNOWN_TEXTS, LetterWords
from app.store.checklist_file import Id, ShotId, Version, Written, WrittenTexts
from app.store.yaml_file import read_yaml


class WrittenLetter(Written):
    id: Id
    version: Version
    claim: WrittenTexts
    seller: WrittenTexts
    items: WrittenTexts
    photos: WrittenTexts
    covered: WrittenTexts
    kept: WrittenTexts
    missing: WrittenTexts
    films: WrittenTexts
    languages: dict[Id, Literal["en", "zh_CN", "es", "de"]] = Field(default_factory=dict)
    texts: dict[Id, WrittenTexts]
    shots: dict[ShotId, WrittenTexts]


def load_letter(resources: Path) -> LetterWords:
    """The words of the letters. Raises `ConfigError`."""
    file = read_yaml(resources / "claims" / "letter" / "words.yaml")
    written = file.read_as(WrittenLetter)
    if odd := sorted(written.texts.keys() ^ KNOWN_TEXTS):
        raise file.error(("texts",), f"{', '.join(odd)}: a text of the desks has one name here, and no other has")
    return LetterWords(
        claim=written.claim.texts(),
        seller=written.seller.texts(),
        items=written.items.texts(),
        photos=written.photos.texts(),
        covered=written.covered.texts(),
        kept=written.kept.texts(),
        missing=written.missing.texts(),
        films=written.films.texts(),
        languages=written.languages,
        texts={name: text.texts() for name, text in written.texts.items()},
        shots={shot: text.texts() for shot, text in written.shots.items()},
    )
