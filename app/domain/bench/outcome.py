"""What an action led to: the next state, the facts to write, and what the answer shows beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.returns import Parcel

from .facts import Fact
from .state import Bench


@dataclass(frozen=True, slots=True)
class Outcome:
    """The next state of the bench and what has to be written for it.

    Attributes:
        shown: a parcel to show although none is open (the history of a finished one)
        unit: a unit to name although none is open

    """

    state: Bench
    facts: tuple[Fact, ...] = ()
    shown: Parcel | None = None
    unit: str = ""


def then(first: Outcome, second: Outcome) -> Outcome:
    """Two outcomes in a row as one."""
    return replace(second, facts=first.facts + second.facts)
