"""What the house says to a person: an English sentence that can still be said in another language.

    say("No unit {lpn} is on record.", lpn=lpn)

Owns the tie between a sentence and its template: `Said` is its English text, and may stand wherever a `str` may (in
an error, in JSON, in the log); the window translates the template and fills in the values again. A value may itself
be `Said`, or `Texts` of a checklist. Refuses nothing: a placeholder without its value stays in the text as it stands.
Frozen and pure: may cross threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self, SupportsIndex

__all__ = ["Said", "fill", "say"]


class Said(str):
    """An English text that knows how it was made."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        made = super().__new__(cls, fill(template, values))
        object.__setattr__(made, "template", template)
        object.__setattr__(made, "values", MappingProxyType(dict(values)))
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"what was said stays said: {name}")

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return Said, (self.template, dict(self.values))


def say(template: str, **values: object) -> Said:
    """The sentence in English, ready to be said otherwise. The template is a literal, or nobody can translate it."""
    return Said(template, values)


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with its values; one without a value, and braces that are no placeholder, stay as they stand."""
    try:
        return template.format_map(_Lenient(values))
    except (ValueError, IndexError, AttributeError, KeyError, TypeError):
        return template


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
