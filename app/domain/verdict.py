"""The three words of a verdict that grading, routes and review share: grade, route, reason.

They stand apart so that grading and disposition need not import one another; both hand them on under their own name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.texts import Texts


class Grade(StrEnum):
    """A as new, B works with a small flaw, C functional fault, S scrap."""

    A = "A"
    B = "B"
    C = "C"
    S = "S"

    @property
    def rank(self) -> int:
        """0 for the best; letters do not sort by worth in every language, so the order is said here."""
        return _ORDER.index(self)

    def is_better_than(self, other: Grade) -> bool:
        """Whether this grade stands above the other."""
        return self.rank < other.rank


_ORDER = (Grade.A, Grade.B, Grade.C, Grade.S)


def worst(grades: Iterable[Grade]) -> Grade:
    """The lowest of these grades; A where there is none."""
    return max(grades, key=lambda grade: grade.rank, default=Grade.A)


class Route(StrEnum):
    """Where a graded unit goes."""

    RESTOCK = "restock"
    OPEN_BOX = "open_box"
    REFURBISH = "refurbish"
    REPAIR = "repair"
    PARTS = "parts"
    EXCHANGE_POOL = "exchange_pool"
    RETURN_TO_FACTORY = "return_to_factory"
    BONDED_REPAIR = "bonded_repair"
    RETURN_TO_VENDOR = "return_to_vendor"
    DONATE = "donate"
    RECYCLE = "recycle"
    DESTROY = "destroy"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule decided as it did: a code for programs, words for people."""

    code: str
    text: Texts
