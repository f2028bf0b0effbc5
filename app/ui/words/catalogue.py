"""The catalogues of words: `resources/translations/{language}.po`, read as they are, without a build step.

Owns the languages that are whole. A catalogue is read once, when its language is first wanted, and kept compiled in
memory. Refuses no language: one without a catalogue says everything in English. Any thread.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.paths import shipped

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh_CN": "中文", "es": "Español"}
"""Each language by its own name."""


def path_of(language: str) -> Path:
    """Where the words of a language lie."""
    return shipped("resources", "translations", f"{language}.po")


def known(language: str) -> str:
    """The language itself where it is whole, else English."""
    return language if language in LANGUAGES else ENGLISH


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """What turns English into this language."""
    if known(language) == ENGLISH:
        return gettext.NullTranslations()
    with path_of(language).open("rb") as file:
        read = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
