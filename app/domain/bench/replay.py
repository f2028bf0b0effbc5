"""A bench's log played again: the same actions with what they resolved to give the same state.

Nothing is looked up, so it does not matter what was imported since. Who acted is told by each entry, because a process
that ended signed its person out without a word; who that is was learnt when they signed in. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.access import Operator
from app.domain.rulebook import Rulebook

from .actions import Action
from .found import Found
from .reducer import reduce
from .state import Bench


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log; `operator` is the key of who acted, empty where nobody was signed in."""

    action: Action
    found: Found
    operator: str


def replay(entries: Iterable[Logged], rules: Rulebook) -> Bench:
    """Where the bench stands after these actions, from its first on. Raises `Refused` where the log does not fit."""
    people: dict[str, Operator] = {}
    state = Bench()
    for entry in entries:
        if entry.found.operator is not None:
            people[entry.found.operator.user_id] = entry.found.operator
        before = replace(state, operator=people.get(entry.operator), scale=entry.found.scale)
        state = reduce(before, entry.action, entry.found, rules).state
    return state
