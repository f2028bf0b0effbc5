"""Words of the bench screen before a language is chosen: a scene holds them, the view says them.

A wording is a text from outside (a plain `str`, shown as it is), the `Texts` of a checklist or policy, money, or a
phrase of the window itself. `phrase` and `counted` mark what the catalogues of `app.ui.words` translate. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.money import Money
from app.domain.texts import Texts
from app.saying import Said

COMMA, CHINESE_COMMA = ", ", "、"
"""What stands between words that are counted up."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the window in English, with what stands at each `{name}`.

    Attributes:
        many: the wording for other counts than one; `count` then decides, and stands at `{n}`

    """

    words: str
    values: tuple[tuple[str, Wording], ...] = ()
    many: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """Several wordings as one, each once."""

    parts: tuple[Wording, ...]
    between: str = " · "


Wording = str | Texts | Phrase | Money | Listed


class Tongue(Protocol):
    """What says a wording: the language of the signed-in person."""

    @property
    def language(self) -> str:
        """As `Texts` name it: en, zh_CN, es."""

    def gettext(self, words: str) -> str:
        """The window's own words in this language."""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Likewise, by a count."""

    def money(self, money: Money) -> str:
        """An amount as this language writes it."""

    def translated(self, words: str) -> str:
        """What the bench said, in this language."""


def phrase(words: str, /, **values: Wording | int) -> Phrase:
    """Words of the window, to be translated."""
    return Phrase(words, _filled(values))


def counted(one: str, many: str, count: int, /, **values: Wording | int) -> Phrase:
    """Words of the window that depend on a count, which stands at `{n}`."""
    return Phrase(one, _filled(values), many, count)


def listed(parts: Iterable[Wording], between: str = " · ") -> Wording:
    """Several wordings beside each other; empty ones are left out, equal ones said once."""
    kept = tuple(dict.fromkeys(part for part in parts if part))
    if not kept:
        return ""
    return kept[0] if len(kept) == 1 else Listed(kept, between)


def said(wording: Wording, tongue: Tongue) -> str:
    """The wording in a language."""
    if isinstance(wording, Said):
        return tongue.translated(wording)
    if isinstance(wording, str):
        return wording
    if isinstance(wording, Texts):
        return wording.of_language(tongue.language)
    if isinstance(wording, Money):
        return tongue.money(wording)
    if isinstance(wording, Listed):
        between = CHINESE_COMMA if wording.between == COMMA and tongue.language.startswith("zh") else wording.between
        return between.join(dict.fromkeys(filter(None, (said(part, tongue) for part in wording.parts))))
    words = (
        tongue.ngettext(wording.words, wording.many, wording.count) if wording.many else tongue.gettext(wording.words)
    )
    values = {name: said(value, tongue) for name, value in wording.values}
    if wording.many:
        values["n"] = str(wording.count)
    return _put_in(words, values)


def _filled(values: dict[str, Wording | int]) -> tuple[tuple[str, Wording], ...]:
    return tuple((name, str(value) if isinstance(value, int) else value) for name, value in values.items())


def _put_in(words: str, values: dict[str, str]) -> str:
    # Each place once and from the template alone: a product's name may hold braces of its own.
    parts: list[str] = []
    while words:
        before, brace, rest = words.partition("{")
        name, closing, after = rest.partition("}")
        known = bool(brace and closing and name in values)
        parts.append(before + (values[name] if known else brace))
        words = after if known else rest
    return "".join(parts)


class English:
    """The source wording: tests and logs use it; the window has a tongue for each language."""

    language = "en"

    def gettext(self, words: str) -> str:
        """As written."""
        return words

    def ngettext(self, one: str, many: str, count: int) -> str:
        """One, or more."""
        return one if count == 1 else many

    def money(self, money: Money) -> str:
        """Amount and currency."""
        return str(money)

    def translated(self, words: str) -> str:
        """As it was said."""
        return words
