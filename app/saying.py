"""What the program says to a person, kept so that it can be said in another language.

A `Said` is the English sentence itself, as a text like any other, and knows the template and the values that it was
made of; whoever draws it looks the template up in the language of whoever reads (`app.ui.words.translated`). A text
without values needs none of this: it is its own template. Pure; frozen like every text; any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class Said(str):
    """An English sentence that remembers how it was made. It is compared, stored and sent as the text that it is."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Copied and stored it is plain text: what it was made of may be no matter of storage."""
        return str, (str(self),)


def sentence(words: str) -> Said:
    """Words that may be part of others: what has no values is its own template, whatever stands in it."""
    if isinstance(words, Said):
        return words
    said = Said(words)
    said.template, said.values = words, MappingProxyType({})
    return said


def say(template: str, /, **values: object) -> Said:
    """The sentence in which each `{name}` is replaced by its value, formatted as the template asks (`{at:%H:%M}`)."""
    said = Said(template.format(**values))
    said.template = template
    said.values = MappingProxyType(dict(values))
    return said
