"""The language spoken now, as the tongue that says a scene's wordings. Main thread."""

from __future__ import annotations

from app.domain.money import Money
from app.ui import words

from .wording import Wording, said


class Spoken:
    """Says everything in the language of `app.ui.words.language`."""

    @property
    def language(self) -> str:
        """Its code."""
        return words.language.code

    def gettext(self, template: str) -> str:
        """The window's words, their values not yet put in."""
        return words._(template)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Likewise; `{n}` stays for whoever fills in the values."""
        return words.ngettext(one, many, count, **{name: "{" + name + "}" for name in _names(one, many)})

    def money(self, money: Money) -> str:
        """An amount as the language writes it."""
        return words.money(money)

    def translated(self, template: str) -> str:
        """What the bench said."""
        return words.translated(template)


SPOKEN = Spoken()


def spoken(wording: Wording) -> str:
    """The wording in the language spoken now."""
    return said(wording, SPOKEN)


def _names(*templates: str) -> set[str]:
    return {part.partition("}")[0] for one in templates for part in one.split("{")[1:]} - {"n"}
