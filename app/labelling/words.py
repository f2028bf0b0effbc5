"""What an id is called on a label (`open_box` → `Open box`, `开箱品`), and what a wording says. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

from app.labelling.template import Part, Wording, Words

PLAIN = "en"


def word(words: Words, key: str, language: str) -> str:
    """What `key` is called in this language, else in English; an id without words is shown with blanks for `_`."""
    said = words.get(key, {})
    return said.get(language) or said.get(PLAIN) or key.replace("_", " ")


def spoken(wording: Wording, values: Mapping[str, str], words: Words, language: str) -> str:
    """The wording with its values in it; empty where it tells of fields and all of them are empty."""
    if wording.fields and not any(values.get(name) for name in wording.fields):
        return ""
    return "".join(_part(part, values, words, language) for part in wording.parts)


def _part(part: Part, values: Mapping[str, str], words: Words, language: str) -> str:
    match part.kind:
        case "field":
            return values.get(part.text, "")
        case "word":
            value = values.get(part.text, "")
            return word(words, value, language) if value else ""
        case "say":
            return word(words, part.text, language)
    return part.text
