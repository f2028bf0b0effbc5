"""Whether the questions of a checklist fit together: what a person who writes one is told before it reaches a bench.

Owns the rules beyond the shape of the file: ids that stand once, references that lead somewhere, choices that can be
reached, the four first checks and the four dimensions. Pure functions over the domain's checklist.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.checklist import Checklist, Choice, Condition, Dimension, Question
from app.domain.subject import FLAGS

_FIRST = "sealed"
_LAST_WORD = "prohibited_goods"  # never settled: nobody sees through a seal
_FIRST_CHECKS = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit, with its place in the file."""

    place: tuple[str | int, ...]
    message: str
    hint: str = ""


def faults_of(checklist: Checklist) -> Iterator[Fault]:
    """Everything that does not fit, in the order of the file."""
    yield from _twice((("questions", i), question.id) for i, question in enumerate(checklist.questions))
    yield from _opening(checklist)
    yield from _owed(checklist)
    yield from _shots(checklist)
    yield from _flags(checklist)
    for index, question in enumerate(checklist.questions):
        yield from _question(checklist, index, question)


def _opening(checklist: Checklist) -> Iterator[Fault]:
    """Begins with the seal; the next always asked is the one about danger."""
    first = checklist.questions[0]
    if first.id != _FIRST or first.when != Condition():
        yield Fault(("questions", 0), f"the first question must be {_FIRST}, asked always", "Put it on top.")
    danger = next((q for q in checklist.questions if q.id == _LAST_WORD), None)
    if danger is None or not danger.first_check or danger.when != Condition():
        yield Fault(("questions",), f"{_LAST_WORD} must be there, a first check and asked always")
    elif not any(choice.stop for choice in danger.choices):
        yield Fault(("questions",), f"no choice of {_LAST_WORD} stops the checklist")


def _owed(checklist: Checklist) -> Iterator[Fault]:
    count = sum(question.first_check for question in checklist.questions)
    if count < _FIRST_CHECKS:
        yield Fault(
            ("questions",),
            f"{count} first checks where {_FIRST_CHECKS} are owed",
            "Mark with first_check: packaging, parts, signs of use, prohibited goods.",
        )
    for dimension in Dimension:
        if not any(question.dimension is dimension for question in checklist.questions):
            yield Fault(("questions",), f"no question asks about {dimension.value}")


def _shots(checklist: Checklist) -> Iterator[Fault]:
    asked = {shot for question in checklist.questions for choice in question.choices for shot in choice.shots}
    for shot in checklist.shots:
        if shot.when is not None:
            yield from _condition(shot.when, list(checklist.questions), ("shots", shot.id))
        elif shot.id not in asked:
            yield Fault(("shots", shot.id), f"the shot {shot.id} is never owed", "Give it a `when`, or take it out.")


def _flags(checklist: Checklist) -> Iterator[Fault]:
    for index, rule in enumerate(checklist.flags):
        if rule.flag not in FLAGS:
            yield Fault(("flags", index, "flag"), f"{rule.flag} is no flag", f"Choose from: {', '.join(FLAGS)}.")
        yield from _condition(rule.finding.when, list(checklist.questions), ("flags", index, "finding", "when"))


def _question(checklist: Checklist, index: int, question: Question) -> Iterator[Fault]:
    place = ("questions", index)
    yield from _twice(((*place, "choices", i), choice.id) for i, choice in enumerate(question.choices))
    # Only what stands above has been answered when this question's turn comes.
    yield from _condition(question.when, checklist.questions[:index], (*place, "when"))
    best = question.choices[0]
    if not question.multiple and (best.stop or (best.finding and best.finding.when == Condition())):
        yield Fault((*place, "choices", 0), f"the first choice of {question.id} finds something", "Put the best first.")
    if question.accessories and not question.multiple:
        yield Fault((*place, "accessories"), f"{question.id} lists accessories, so several must be allowed")
    if question.unnamed and not question.multiple:
        yield Fault((*place, "unnamed"), f"{question.id} must be answered, so there is no answer without a name")
    known = {shot.id for shot in checklist.shots}
    for number, choice in enumerate(question.choices):
        here = (*place, "choices", number)
        for shot in choice.shots:
            if shot not in known:
                yield Fault((*here, "shots"), f"{question.id}.{choice.id} owes a shot {shot} that is not under shots")
        if choice.finding:
            upto = checklist.questions[: index + 1]
            yield from _condition(choice.finding.when, upto, (*here, "finding", "when"))
        yield from _settles(checklist, index, choice, here)


def _settles(checklist: Checklist, index: int, choice: Choice, place: tuple[str | int, ...]) -> Iterator[Fault]:
    later = {question.id: question for question in checklist.questions[index + 1 :]}
    for name, wanted in choice.settles:
        here = (*place, "settles", name)
        question = later.get(name)
        chosen = next((c for c in question.choices if c.id == wanted), None) if question else None
        if question is None or chosen is None:
            yield Fault(here, f"{choice.id} settles {name}: {wanted}, which no question below offers")
        elif name == _LAST_WORD or not question.first_check:
            yield Fault(here, f"{choice.id} may not settle {name}", "Only first checks may be settled, never danger.")
        elif chosen.finding or chosen.stop:
            yield Fault(here, f"{choice.id} settles {name} with a choice that finds something")


def _condition(when: Condition, above: Iterable[Question], place: tuple[str | int, ...]) -> Iterator[Fault]:
    """Faults of a condition: questions and choices that are not there, or that nobody can have chosen."""
    questions = {question.id: question for question in above}
    for name, wanted in when.answered:
        here = (*place, "answered", name)
        if name not in questions:
            yield Fault(here, f"no question {name} stands above", "Move it up, or mend the name.")
            continue
        choices = {choice.id: choice for choice in questions[name].choices}
        for identifier in wanted:
            if identifier not in choices:
                yield Fault(here, f"{name} has no choice {identifier}", f"Choose from: {', '.join(choices)}.")
            elif choices[identifier].stop:
                yield Fault(here, f"{name}: {identifier} stops the checklist, so nothing after it is reached")
        if not wanted and not questions[name].multiple:
            yield Fault(here, f"{name} can never be answered with nothing", "Name the choices.")
    both = set(when.goods) & set(when.not_goods)
    if when.goods and set(when.goods) <= both:
        yield Fault(place, f"the same goods are asked for and shut out: {', '.join(sorted(both))}")


def _twice(entries: Iterable[tuple[tuple[str | int, ...], str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, identifier in entries:
        if identifier in seen:
            yield Fault(place, f"the id {identifier} stands twice", "Give one of them another name.")
        seen.add(identifier)
