"""Who may do what at a bench: roles, their permissions, and how long wrong PINs lock a person out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.saying import say

PIN_MIN_DIGITS = 6
FREE_FAILURES = 5
FIRST_LOCK = timedelta(seconds=60)
LONGEST_LOCK = timedelta(minutes=15)


class Role(StrEnum):
    """What a person is in the house."""

    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CLIENT_SERVICE = "client_service"


MAY_INSPECT = frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.MANAGER})
LANGUAGES = ("en", "zh_CN", "es", "de")
"""What a person can ask to be spoken to in."""

MAY_REVIEW = frozenset({Role.SUPERVISOR, Role.MANAGER})
MAY_ARRANGE_SALES = frozenset({Role.CLIENT_SERVICE, Role.SUPERVISOR, Role.MANAGER})
"""Who reserves units for exchanges, and says where a unit is sold."""

MAY_CLAIM = frozenset({Role.CLIENT_SERVICE, Role.SUPERVISOR, Role.MANAGER})
"""Who opens claims, says what is covered on photos that leave the house, packs and closes."""

MAY_DELETE_EVIDENCE = frozenset({Role.MANAGER})
MAY_MANAGE_PEOPLE = frozenset({Role.SUPERVISOR, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Operator:
    """The person signed in at a bench, or who witnesses a destruction; `language` is their own, empty the station's."""

    user_id: str
    badge: str
    name: str
    role: Role
    language: str = ""


def lock_after(failures: int) -> timedelta:
    """How long a person is locked out after so many wrong PINs in a row: 60 s from the fifth, doubled to 15 min.

    The ceiling keeps a lock from becoming a way to shut somebody out for good (NIST SP 800-63B section 5.2.2).
    """
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(FIRST_LOCK * (1 << min(failures - FREE_FAILURES, 10)), LONGEST_LOCK)


def pin_fault(pin: str) -> str | None:
    """What is wrong with a PIN that somebody chooses, or None."""
    if not (pin.isascii() and pin.isdigit()):
        return say("a PIN is made of digits only")
    if len(pin) < PIN_MIN_DIGITS:
        return say("a PIN has {pin_min_digits} digits or more", pin_min_digits=PIN_MIN_DIGITS)
    if len(pin) > 32:
        return say("a PIN has 32 digits at most")
    if len(set(pin)) == 1:
        return say("a PIN of one repeated digit is too easy to guess")
    return None
