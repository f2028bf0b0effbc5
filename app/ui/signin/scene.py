"""What can be said of badges, PINs and waiting. No widgets, no clock, no chance of its own.

The rules of a PIN are the domain's (`pin_fault`); here they are only told one by one, while it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.access import PIN_MIN_DIGITS, Role
from app.domain.identifiers import Kind, identify, parse_badge
from app.saying import Said
from app.ui.words import _

BADGE_DIGITS = 5
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PinRule:
    """One rule of a PIN in words, and whether what was typed so far keeps it."""

    words: str
    kept: bool


def pin_rules(pin: str) -> tuple[PinRule, ...]:
    """The rules, while the PIN is typed."""
    return (
        PinRule(_("{n} digits or more", n=PIN_MIN_DIGITS), len(pin) >= PIN_MIN_DIGITS),
        PinRule(_("Not one digit over and over"), len(set(pin)) > 1),
    )


def badge_of(code: str) -> str | None:
    """The badge that a scan names; a command, or a code that is surely of a parcel or an article, is none."""
    if (badge := parse_badge(code)) is not None:
        return badge
    found = identify(code)
    if found.kind is Kind.COMMAND or (found.checked and found.kind in {Kind.TRACKING, Kind.LPN, Kind.GS1}):
        return None
    return code.strip() or None


def seconds_locked(error: Mapping[str, Any]) -> int:
    """How long the bench said to wait after too many wrong PINs; 0 where it said nothing of the kind."""
    if error.get("code") != "locked_out":
        return 0
    hint = error.get("hint", "")
    if isinstance(hint, Said) and isinstance(seconds := hint.values.get("seconds"), int):
        return seconds
    number = _NUMBER.search(hint)
    return int(number[0]) if number else 60


def made_badge(taken: Collection[str], chance: Callable[[int], int]) -> str:
    """A badge number that nobody has; `chance(n)` draws below n."""
    while (badge := f"{chance(10**BADGE_DIGITS - 10 ** (BADGE_DIGITS - 1)) + 10 ** (BADGE_DIGITS - 1)}") in taken:
        pass
    return badge


def caps_lock_on(text: str, *, shift: bool) -> bool | None:
    """What a typed letter says of Caps Lock; None for what is no letter with two cases."""
    if len(text) != 1 or text.upper() == text.lower():
        return None
    return text.isupper() != shift


def role_words(role: Role) -> str:
    """What a person is in the house."""
    return {
        Role.INSPECTOR: _("Inspector"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.MANAGER: _("Manager"),
        Role.CLIENT_SERVICE: _("Client service"),
    }[role]


def role_hint(role: Role) -> str:
    """What a role may do."""
    return {
        Role.INSPECTOR: _("Inspects and grades."),
        Role.SUPERVISOR: _("Inspects, reviews grades, looks after people and devices."),
        Role.MANAGER: _("Everything a supervisor does; reads the numbers."),
        Role.CLIENT_SERVICE: _("Speaks for the clients; does not inspect."),
    }[role]
