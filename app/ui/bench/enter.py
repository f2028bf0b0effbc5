"""What happens with Enter, in words: worked out by the bench's own rules from what it would do, never said by heart.

The act is tried on the state as it stands, which changes nothing; its facts are put into words, in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.bench import actions as do
from app.domain.bench.facts import (
    Fact,
    Graded,
    LabelPrinted,
    Moved,
    Offered,
    ParcelClosed,
    WorkOpened,
)
from app.domain.bench.found import Found
from app.domain.bench.outcome import Outcome
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench
from app.domain.rulebook import Rulebook

from .names import STANDS, WORKS
from .wording import Wording, counted, phrase


def tried(state: Bench, rules: Rulebook, action: do.Action) -> Outcome | None:
    """What the bench would make of an act, were nothing else to happen; None where it would refuse it."""
    try:
        return reduce(state, action, Found(), rules)
    except Refused:
        return None


def told(state: Bench, outcome: Outcome) -> tuple[Wording, ...]:
    """What an outcome does, line by line; what only the books need to know is left out."""
    if not outcome.facts:
        return (phrase("The grade is taken; then the route is chosen"),)
    lines = [words for fact in outcome.facts if (words := _line(fact, state))]
    if any(isinstance(fact, LabelPrinted) for fact in outcome.facts):
        lines.append(phrase("Then: put the label on the unit and scan it"))
    return tuple(dict.fromkeys(lines))


def _line(fact: Fact, state: Bench) -> Wording | None:
    say = _SAY.get(type(fact))
    return say(fact, state) if say is not None else None


def _graded(fact: Graded, state: Bench) -> Wording:
    photos = len(state.unit.shots) if state.unit else 0
    if not photos:
        return phrase("Grade {grade} and the answers are saved together", grade=fact.grade.value)
    return counted(
        "Grade {grade}, the answers and {n} photo are saved together",
        "Grade {grade}, the answers and {n} photos are saved together",
        photos,
        grade=fact.grade.value,
    )


def _moved(fact: Moved, _: Bench) -> Wording | None:
    return STANDS.get(fact.move.target)


def _offered(fact: Offered, _: Bench) -> Wording:
    return phrase("The shop that sells grade {grade} is told at once", grade=fact.grade.value)


def _work(fact: WorkOpened, _: Bench) -> Wording:
    return WORKS.get(fact.kind, fact.kind)


def _printed(fact: LabelPrinted, _: Bench) -> Wording:
    return phrase("Label {code} prints", code=fact.code)


def _closed(fact: ParcelClosed, _: Bench) -> Wording:
    return {
        "complete": phrase("The parcel is complete and closed"),
        "short": phrase("The parcel is closed as short"),
        "empty": phrase("The parcel is closed as empty"),
    }.get(fact.outcome, phrase("The parcel is closed"))


_SAY: dict[type[Fact], Callable[[Any, Bench], Wording | None]] = {
    Graded: _graded,
    Moved: _moved,
    Offered: _offered,
    WorkOpened: _work,
    LabelPrinted: _printed,
    ParcelClosed: _closed,
}
