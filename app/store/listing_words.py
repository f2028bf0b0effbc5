"""How the words and forms of listings are written in YAML, and how they become the domain's.

Refuses, with file and line, what would leave a hole: a condition without a name, a side of the goods without a word, a
channel that takes used goods and has no room for a note. No state; any thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.domain.checklist import Dimension, Severity
from app.domain.listing_text import ChannelForm, ListingWords, Used, Wear, WearRule
from app.store.checklist_file import Id, Version, Words, Written, WrittenTexts
from app.store.yaml_file import YamlFile, read_yaml

Length = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Shot = Annotated[str, Field(pattern=r"^[a-z_]+(:(\*|[a-z_]+))?$")]


class WrittenWear(Written):
    wear: Wear
    severities: tuple[Severity, ...]
    at_least: Annotated[int, Field(strict=True, ge=1)] = 1


class WrittenSentences(Written):
    returned: WrittenTexts
    found: WrittenTexts
    clean: WrittenTexts


class WrittenForm(Written):
    used: Used
    why: WrittenTexts | None = None
    condition_field: Words | None = None
    conditions: dict[Wear, Words] = Field(default_factory=dict)
    note_field: Words | None = None
    longest_note: Length = 0
    longest_title: Length = 0
    bullets: Length = 0
    longest_bullet: Length = 0

    def form(self) -> ChannelForm:
        """As the domain has it."""
        return ChannelForm(
            self.used,
            self.why.texts() if self.why else None,
            self.condition_field or "",
            dict(self.conditions),
            self.note_field or "",
            self.longest_note,
            self.longest_title,
            self.bullets,
            self.longest_bullet,
        )


class WrittenListingWords(Written):
    id: Id
    version: Version
    wear: tuple[WrittenWear, ...]
    names: dict[Wear, WrittenTexts]
    sentences: WrittenSentences
    dimensions: dict[Dimension, WrittenTexts]
    photos: tuple[Shot, ...]
    never_photos: tuple[Shot, ...] = ()
    channels: dict[Id, WrittenForm]


def load_listing_words(resources: Path) -> ListingWords:
    """Reads and checks `policies/listing_text.yaml`; raises `ConfigError` for the first thing that is wrong."""
    return listing_words_in(read_yaml(resources / "policies" / "listing_text.yaml"))


def listing_words_in(file: YamlFile) -> ListingWords:
    """The words of this file."""
    written = file.read_as(WrittenListingWords)
    for wear in Wear:
        if wear not in written.names:
            raise file.error(("names",), f"the condition {wear.value} has no name")
    for dimension in Dimension:
        if dimension not in written.dimensions:
            raise file.error(("dimensions",), f"{dimension.value} has no word")
    for name, form in written.channels.items():
        if form.used is not Used.NO and not (form.note_field and form.longest_note and form.longest_title):
            raise file.error(("channels", name), f"{name} has no room for title and note")
        if form.conditions and set(form.conditions) != set(Wear):
            raise file.error(("channels", name, "conditions"), f"{name} lacks a condition")
    return ListingWords(
        written.version,
        tuple(WearRule(rule.wear, frozenset(rule.severities), rule.at_least) for rule in written.wear),
        {wear: text.texts() for wear, text in written.names.items()},
        written.sentences.returned.texts(),
        written.sentences.found.texts(),
        written.sentences.clean.texts(),
        {dimension: text.texts() for dimension, text in written.dimensions.items()},
        {name: form.form() for name, form in written.channels.items()},
        written.photos,
        written.never_photos,
    )
