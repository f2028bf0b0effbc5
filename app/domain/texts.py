"""Words for people, once per language; a language that is not there falls back to English.

Refuses a text without English. Frozen, so it may cross threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """One message in several languages, as pairs of language and wording."""

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not any(language == FALLBACK and words for language, words in self.entries):
            msg = "a text needs its English wording"
            raise ValueError(msg)

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Texts:
        """The same words, frozen, in a fixed order of languages."""
        return cls(tuple(sorted(words.items())))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this text is written in."""
        return tuple(language for language, _ in self.entries)

    def of_language(self, language: str) -> str:
        """The wording in this language, else in its parent (`zh_CN` → `zh`), else in English."""
        words = dict(self.entries)
        parent = language.partition("_")[0]
        return words.get(language) or words.get(parent) or words[FALLBACK]

    def filled(self, **values: Texts | str) -> Texts:
        """The same text with each `{name}` replaced, language by language; other braces stay."""
        return Texts(tuple((language, _filled(words, language, values)) for language, words in self.entries))

    def __str__(self) -> str:
        return self.of_language(FALLBACK)


def joined(texts: Iterable[Texts], languages: Iterable[str]) -> Texts | None:
    """Several texts as one list, with the separator of each language; None where there is nothing to join."""
    parts = tuple(texts)
    if not parts:
        return None
    return Texts(
        tuple(
            (language, _separator(language).join(dict.fromkeys(part.of_language(language) for part in parts)))
            for language in sorted({FALLBACK, *languages})
        )
    )


def _separator(language: str) -> str:
    return "；" if language.startswith("zh") else "; "


def _filled(words: str, language: str, values: Mapping[str, Texts | str]) -> str:
    # Plain replacement, not str.format: a wording or a product's name may hold braces of its own.
    for name, value in values.items():
        words = words.replace("{" + name + "}", value if isinstance(value, str) else value.of_language(language))
    return words
