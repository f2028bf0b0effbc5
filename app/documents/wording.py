"""What certificates are worded with: `labels/certificates.yml`, checked; and which language and paper a site takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.errors import ConfigError
from app.saying import say

FILE = "certificates.yml"
LANGUAGES = ("en", "zh_CN", "es", "de")
Said = Annotated[str, Field(min_length=1, max_length=600)]


class _Texts(BaseModel):
    """All four, always: nobody is handed a certificate in two languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    en: Said
    zh_CN: Said  # noqa: N815 - the name of the language as everywhere else
    es: Said
    de: Said


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    languages: dict[str, list[str]]
    letter: list[str]
    words: dict[str, _Texts]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. Raises `KeyError` for a word that there is not."""

    language: str
    words: dict[str, str]

    def __call__(self, key: str, **values: str) -> str:
        """What a word is; `{name}` in it is replaced by its value, whatever that holds."""
        text = self.words[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def named(self, key: str) -> str:
        """What an id is called, else the id itself, with blanks."""
        return self.words.get(key, key.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of all languages, and what a country takes."""

    written: _Written

    def of(self, language: str, site: str) -> Wording:
        """Those of a language; where none is said, of the country of the site."""
        country = site.partition("-")[0]
        spoken = next((one for one, places in self.written.languages.items() if country in places), "en")
        chosen = language if language in LANGUAGES else spoken
        return Wording(chosen, {key: getattr(texts, chosen) for key, texts in self.written.words.items()})

    def paper(self, paper: str, site: str) -> str:
        """`A4` or `Letter`."""
        return paper or ("Letter" if site.partition("-")[0] in self.written.letter else "A4")


def read_wordings(folder: Path) -> Wordings:
    """The words that ship with the program. Raises `ConfigError` where one of them is missing."""
    path = folder / FILE
    try:
        return Wordings(_Written.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ConfigError(
            say("{file} cannot be used: {why}.", file=FILE, why=str(error).splitlines()[0][:200]),
            "Put back the file that came with the program.",
        ) from error
