"""The checklist: which question comes next, which answers fit, what they find, which photos they owe.

Pure: a checklist is data (see `resources/checklists/`); every function takes it with the goods and the answers so far.
Refuses nothing by exception: `refusal_of` says in words what is wrong with an answer. Frozen throughout, any thread.

A question is asked at most once, in the order of the checklist, where its condition holds; so every inspection ends.
No answer is ever assumed: the only one not given by hand is one that a choice settles in its own wording (a factory
seal), and a flag on the goods (weight off, wrong item, ...) takes even that away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.subject import Subject, plain_category
from app.domain.texts import Texts
from app.saying import say

__all__ = [
    "ALWAYS",
    "Answer",
    "Checklist",
    "Choice",
    "Condition",
    "Dimension",
    "Finding",
    "FindingRule",
    "FlagRule",
    "Question",
    "Severity",
    "ShotRule",
    "Subject",
    "accessory_ids",
    "answers_after",
    "choose",
    "findings",
    "next_question",
    "owed_shots",
    "refusal_of",
    "stopped",
]

LONGEST_NOTE = 2000
SAFE_DEFAULT = "safe_default"
# These two stand beside a product's own accessories: a list of accessories is never complete.
MAIN_PART, SOMETHING_ELSE = "main_part", "something_else"


class Dimension(StrEnum):
    """The four sides of goods that are found, photographed and stored apart."""

    PACKAGING = "packaging"
    APPEARANCE = "appearance"
    FUNCTION = "function"
    ACCESSORIES = "accessories"


class Severity(StrEnum):
    """What kind of thing was found; the grading rules turn it into a grade."""

    COSMETIC = "cosmetic"
    PACKAGING = "packaging"
    MISSING_PART = "missing_part"
    DOUBT = "doubt"
    WORN = "worn"
    HYGIENE = "hygiene"
    FUNCTIONAL = "functional"
    DATA = "data"
    IDENTITY = "identity"
    WASTE = "waste"
    EXPIRED = "expired"
    RECALLED = "recalled"
    PROHIBITED = "prohibited"
    DANGEROUS = "dangerous"


@dataclass(frozen=True, slots=True)
class Condition:
    """When something applies; everything that is said must hold, and nothing said means always.

    Attributes:
        answered: each question named must hold one of its choices; no choices means: answered with none.
        goods: any of these traits, flags or category words must fit.
        not_goods: none of these may fit.
        unsettled: the seal does not speak for the goods: opened, or sealed but flagged.

    """

    answered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    goods: tuple[str, ...] = ()
    not_goods: tuple[str, ...] = ()
    unsettled: bool = False


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class FindingRule:
    """What a choice, or a flag, lays down as found."""

    code: str
    severity: Severity
    text: Texts
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer.

    Attributes:
        shots: photos that this choice owes.
        settles: question and choice pairs that it answers by its own wording.
        stop: ends the checklist here.

    """

    id: str
    text: Texts
    hint: Texts | None = None
    finding: FindingRule | None = None
    shots: tuple[str, ...] = ()
    settles: tuple[tuple[str, str], ...] = ()
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its choices best first.

    Attributes:
        for_sealed: the same question in the words that fit a sealed box.
        accessories: the choices are the product's own accessories, where it has any listed.
        unnamed: what it finds where several may be named and none was, though something must be: an answer before it
            said so. Of goods with components it is one of those, for nobody said that it is less.

    """

    id: str
    dimension: Dimension
    text: Texts
    hint: Texts | None
    choices: tuple[Choice, ...]
    multiple: bool = False
    first_check: bool = False
    when: Condition = ALWAYS
    for_sealed: Question | None = None
    accessories: FindingRule | None = None
    unnamed: FindingRule | None = None


@dataclass(frozen=True, slots=True)
class ShotRule:
    """One named photo: what to take, how to hold it; without a condition only a choice that asks for it owes it."""

    id: str
    text: Texts
    when: Condition | None = None
    hint: Texts | None = None


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What a flag lays down as found, apart from taking the seal's word away."""

    flag: str
    dimension: Dimension
    finding: FindingRule


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version of the questions for some categories of goods."""

    id: str
    version: int
    title: Texts
    categories: tuple[str, ...]
    questions: tuple[Question, ...]
    shots: tuple[ShotRule, ...] = ()
    flags: tuple[FlagRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; `settled_by` names the question whose choice settled this one."""

    question: str
    choices: tuple[str, ...]
    note: str = ""
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, with the question and choices that say so (a flag's finding has no question).

    Attributes:
        shots: photos that show it, as its choice owes them.

    """

    code: str
    dimension: Dimension
    severity: Severity
    question: str
    choices: tuple[str, ...]
    text: Texts = field(compare=False)
    shots: tuple[str, ...] = field(default=(), compare=False)


def next_question(checklist: Checklist, subject: Subject, answers: Sequence[Answer]) -> Question | None:
    """The question to ask now, worded for these goods; None when the checklist is done or stopped."""
    if stopped(checklist, answers):
        return None
    given = {answer.question: answer for answer in answers}
    settled = _is_settled(checklist, subject, given)
    for question in checklist.questions:
        if question.id not in given and _holds(question.when, subject, given, settled=settled):
            return _worded(question, subject, settled=settled)
    return None


def refusal_of(question: Question, choices: Sequence[str], note: str) -> str | None:
    """Why this answer cannot be taken, in words; None where it can."""
    known = [choice.id for choice in question.choices]
    unknown = [choice for choice in choices if choice not in known]
    if unknown:
        return say(
            "“{unknown}” is no answer to “{text}”. Choose from: {known}.",
            unknown=unknown[0][:40],
            text=question.text,
            known=", ".join(known),
        )
    if len(set(choices)) != len(choices):
        return say("The same answer stands twice for “{text}”. Name each one once.", text=question.text)
    if not question.multiple and not choices:
        return say("“{text}” needs an answer. Choose one of: {known}.", text=question.text, known=", ".join(known))
    if not question.multiple and len(choices) > 1:
        return say("“{text}” takes one answer. Choose one of: {known}.", text=question.text, known=", ".join(known))
    if len(note) > LONGEST_NOTE:
        return say(
            "The note has {count} characters; {longest_note} is the most. Shorten it.",
            count=len(note),
            longest_note=LONGEST_NOTE,
        )
    return None


def answers_after(checklist: Checklist, subject: Subject, answers: Sequence[Answer], new: Answer) -> tuple[Answer, ...]:
    """The answers with the new one and what it settles; an earlier answer to the same question gives way."""
    kept = tuple(a for a in answers if new.question not in (a.question, a.settled_by))
    if subject.flags:
        return (*kept, new)
    taken = {answer.question for answer in kept}
    settled = (
        Answer(question, (choice,), settled_by=new.question)
        for chosen in _chosen(checklist, new)
        for question, choice in chosen.settles
        if question not in taken
    )
    return (*kept, new, *settled)


def owed_shots(checklist: Checklist, subject: Subject, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The photos owed by the answers so far, each once; after a stop only those of the answer that stopped it."""
    if stopped(checklist, answers):
        chosen = (c for answer in answers for c in _chosen(checklist, answer) if c.stop)
        return tuple(dict.fromkeys(shot for choice in chosen for shot in choice.shots))
    given = {answer.question: answer for answer in answers}
    settled = _is_settled(checklist, subject, given)
    ruled = [
        rule.id
        for rule in checklist.shots
        if rule.when is not None and _holds(rule.when, subject, given, settled=settled)
    ]
    asked = [shot for answer in answers for choice in _chosen(checklist, answer) for shot in choice.shots]
    return tuple(dict.fromkeys((*ruled, *asked)))


def findings(checklist: Checklist, subject: Subject, answers: Sequence[Answer]) -> tuple[Finding, ...]:
    """Everything found: by flags first, then by the answers in their order."""
    given = {answer.question: answer for answer in answers}
    settled = _is_settled(checklist, subject, given)
    flagged = [
        Finding(rule.finding.code, rule.dimension, rule.finding.severity, "", (), rule.finding.text)
        for rule in checklist.flags
        if rule.flag in subject.flags and _holds(rule.finding.when, subject, given, settled=settled)
    ]
    answered = [
        Finding(rule.code, question.dimension, rule.severity, question.id, chosen, rule.text, shots)
        for answer in answers
        if (question := _question(checklist, answer.question)) is not None
        for rule, chosen, shots in _found(question, subject, answer)
        if _holds(rule.when, subject, given, settled=settled)
    ]
    return (*flagged, *answered)


def _found(
    question: Question, subject: Subject, answer: Answer
) -> Iterator[tuple[FindingRule, tuple[str, ...], tuple[str, ...]]]:
    """What an answer lays down as found, each with the choice that says so and the photos that show it."""
    if question.unnamed is not None and not answer.choices:
        yield _of_kit(question.unnamed) if subject.components else question.unnamed, (), ()
    for choice in _choices_for(question, subject):
        if choice.id in answer.choices and choice.finding is not None:
            yield choice.finding, (choice.id,), choice.shots


def stopped(checklist: Checklist, answers: Sequence[Answer]) -> bool:
    """Whether a dangerous, prohibited, expired or recalled answer has ended the checklist."""
    return any(choice.stop for answer in answers for choice in _chosen(checklist, answer))


def choose(checklists: Sequence[Checklist], category: str) -> Checklist:
    """The checklist whose names or synonyms hold this category, without case; else the safe default."""
    wanted = plain_category(category)
    for checklist in checklists:
        if wanted and wanted in {plain_category(name) for name in (checklist.id, *checklist.categories)}:
            return checklist
    return next(checklist for checklist in checklists if checklist.id == SAFE_DEFAULT)


def _question(checklist: Checklist, question: str) -> Question | None:
    return next((q for q in checklist.questions if q.id == question), None)


def _chosen(checklist: Checklist, answer: Answer) -> Iterator[Choice]:
    question = _question(checklist, answer.question)
    if question is not None:
        yield from (choice for choice in question.choices if choice.id in answer.choices)


def _is_settled(checklist: Checklist, subject: Subject, given: dict[str, Answer]) -> bool:
    """Whether a seal speaks for the goods: a settling choice stands and nothing is flagged."""
    if subject.flags:
        return False
    return any(choice.settles for answer in given.values() for choice in _chosen(checklist, answer))


def _holds(condition: Condition, subject: Subject, given: dict[str, Answer], *, settled: bool) -> bool:
    if condition.unsettled and settled:
        return False
    for question, wanted in condition.answered:
        answer = given.get(question)
        if answer is None or not (set(answer.choices) & set(wanted) or answer.choices == wanted):
            return False
    if condition.goods and not subject.is_any_of(condition.goods):
        return False
    return not subject.is_any_of(condition.not_goods)


def _worded(question: Question, subject: Subject, *, settled: bool) -> Question:
    if settled and question.for_sealed is not None:
        return question.for_sealed
    choices = _choices_for(question, subject)
    return question if choices is question.choices else replace(question, choices=choices)


def _choices_for(question: Question, subject: Subject) -> tuple[Choice, ...]:
    """The question's choices; those of an accessories question are the product's own, where it lists any."""
    rule = question.accessories
    named = accessory_ids((*subject.components, *subject.accessories)) if rule is not None else ()
    parts = set(subject.components)  # without one of these a kit is no kit: more than an accessory is missing
    if rule is None or not named:
        return question.choices
    kept = tuple(choice for choice in question.choices if choice.id in (MAIN_PART, SOMETHING_ELSE))
    shots = question.choices[0].shots
    own = tuple(
        Choice(
            id=identifier,
            text=Texts.of({"en": name}),
            finding=_missing(rule, name, of_kit=name in parts),
            shots=shots,
        )
        for identifier, name in named
    )
    return (*own, *kept)


def _missing(rule: FindingRule, name: str, *, of_kit: bool) -> FindingRule:
    found = replace(rule, text=rule.text.filled(accessory=name))
    return _of_kit(found) if of_kit else found


def _of_kit(found: FindingRule) -> FindingRule:
    return replace(found, code="component_missing", severity=Severity.FUNCTIONAL)


def accessory_ids(accessories: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Plain English ids: `USB cable` → `usb_cable`; one that gives no such word is numbered, a blank one left out."""
    ids: dict[str, str] = {}
    for number, name in enumerate((name for name in accessories if name.strip()), start=1):
        plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40] if name.isascii() else ""
        identifier = plain if plain[:1].isalpha() else f"accessory_{number}"
        while identifier in ids or identifier in (MAIN_PART, SOMETHING_ELSE):
            identifier = f"{identifier}_{number}"
        ids[identifier] = name
    return tuple(ids.items())
