"""What may be put into a label's fields: which are asked for, what each may hold, and those computed from others.

Owns every refusal that names a field. A code is taken exactly as it is or not at all. A text keeps its letters; blanks
and line breaks become single blanks, and marks without a shape of their own (soft hyphens, joiners of no use) go. What
would make the print say something else than the record (control characters, overrides of the direction) is refused.
Pure; any thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from app.errors import UsageError
from app.labelling.template import Field, Template
from app.saying import say

JOINERS = "\u200c\u200d"
DIRECTION_MARKS = "\u200e\u200f\u061c"
_SHAPELESS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u180e\ufe0e\ufe0f"))
_HARMLESS = f"\t\r\n{JOINERS}{DIRECTION_MARKS}"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def refused(template: str, field: str, why: str, hint: str = "") -> UsageError:
    """The error for a field that cannot be printed as it is."""
    return UsageError(
        say("Label {template}, field {field}: {why}.", template=template, field=field, why=why),
        hint or "Nothing was printed. Correct the field, then try again.",
        "label_field",
    )


def filled(template: Template, data: Mapping[str, str]) -> dict[str, str]:
    """Every field of the template with its value, checked; empty where it was not given.

    Raises `UsageError` that names the field: one that is unknown, missing, too long, or holds what it may not.
    """
    for name in data:
        if template.field(name) is None:
            raise refused(template.name, _shown(name), say("this label has no such field"))
    values: dict[str, str] = {}
    for each in template.fields:
        if not each.computed:
            values[each.name] = _value(template, each, data.get(each.name, ""))
    for each in template.fields:
        if each.computed:
            values[each.name] = _computed(template, each, values, data)
    return values


def computed(field: Field, values: Mapping[str, str]) -> str:
    """What a computed field holds."""
    return field.joined_by.join(values[name] for name in field.made_of if values.get(name))


def _computed(template: Template, field: Field, values: Mapping[str, str], data: Mapping[str, str]) -> str:
    made = computed(field, values)
    if data.get(field.name, made) != made:
        raise refused(
            template.name,
            field.name,
            say("it is computed from {fields}, and would be {made}", fields=", ".join(field.made_of), made=made),
            "Nothing was printed. Leave it out, or give exactly that.",
        )
    return made


def _value(template: Template, field: Field, given: str) -> str:
    why = ""
    value = given
    if field.type == "text":
        value, why = _text(given)
    elif given:
        why = {"code": _code_fault, "number": _number_fault, "date": _date_fault}[field.type](given)
    if why:
        raise refused(template.name, field.name, why)
    if field.required and not value:
        raise refused(template.name, field.name, say("it is missing"))
    if len(value) > field.longest:
        raise refused(
            template.name,
            field.name,
            say("it has {length} characters; at most {longest} are possible", length=len(value), longest=field.longest),
        )
    if value and field.choices and value not in field.choices:
        raise refused(template.name, field.name, say("it is one of {choices}", choices=", ".join(field.choices)))
    return value


def _text(given: str) -> tuple[str, str]:
    """The text as it is drawn, and what is wrong with it."""
    value = unicodedata.normalize("NFC", given).translate(_SHAPELESS)
    for character in value:
        # Python takes separators such as U+001D for blanks, too: they are looked for before blanks are joined.
        if unicodedata.category(character)[0] == "C" and character not in _HARMLESS:
            return value, say("it holds {character}, which cannot be printed", character=named(character))
    drawn = " ".join(value.split())
    return (drawn if drawn.strip(_HARMLESS + " ") else ""), ""


def code_fault(field: Field, given: str) -> str:
    """Why this cannot be the code of a label, in words; empty for what can, and for whatever is no code."""
    if field.type != "code":
        return ""
    return _code_fault(given) or ("" if len(given) <= field.longest else say("it is too long"))


def _code_fault(given: str) -> str:
    for character in given:
        if not " " <= character <= "~":
            return say("it holds {character}, which a code on a label cannot have", character=named(character))
    return ""


def _number_fault(given: str) -> str:
    return "" if _NUMBER.fullmatch(given) else say("it is no number")


def _date_fault(given: str) -> str:
    try:
        if len(given) == len("2026-11-21"):
            date.fromisoformat(given)
            return ""
        at = datetime.fromisoformat(given)
    except ValueError:
        return say("it is no date in the form 2026-11-21 or 2026-11-21T14:05:00+01:00")
    return "" if at.tzinfo is not None else say("its time has no zone")


def as_read(field: Field, value: str) -> str:
    """A field's value as a person reads it: times to the minute, with the distance from UTC."""
    if field.type != "date" or "T" not in value.upper().replace(" ", "T"):
        return value
    at = datetime.fromisoformat(value)
    offset = f"{at:%z}"
    return f"{at:%Y-%m-%d %H:%M} UTC" + ("" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}")


def named(character: str) -> str:
    """A character as it can be told to a person, also where it cannot be seen."""
    code = f"U+{ord(character):04X}"
    return f"“{character}” ({code})" if character.isprintable() and not character.isspace() else code


def _shown(name: str) -> str:
    return "".join(each if each.isprintable() else "�" for each in name[:40])
