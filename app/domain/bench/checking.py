"""Checking the open unit: weight, serial number, answers, shots; and `back`, which undoes them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.checklist import Answer, answers_after, refusal_of
from app.domain.evidence import is_shot
from app.domain.returns import Parcel, ParcelKind
from app.domain.rulebook import Rulebook
from app.domain.stock import Account, Move

from .actions import GiveAnswer, TakePhoto
from .facts import (
    Answered,
    AnswerWithdrawn,
    Fact,
    Flagged,
    InspectionWithdrawn,
    Moved,
    PhotoKept,
    PhotoWithdrawn,
    SerialRead,
    Weighed,
)
from .found import Found
from .judging import PARCEL_SHOT, checklist_of, question_of, weight_is_off
from .offers import wants_serial, wants_weight
from .outcome import Outcome
from .receiving import withdraw_unit
from .refusal import Refused
from .state import Bench, Shot, Unit

WEIGHT_OFF = "weight_off"
SERIAL_MISMATCH = "serial_mismatch"
HEAVIEST_G = 2_000_000
LONGEST_SERIAL = 64


def weigh(state: Bench, unit: Unit, grams: int) -> Outcome:
    """The scale's reading, before the first answer: a sealed box off its weight takes the full checklist."""
    if not 0 < grams <= HEAVIEST_G:
        raise Refused(
            "bad_weight", f"{grams} g is no weight of a parcel.", "Empty the scale, set it to zero, weigh again."
        )
    if unit.answers:
        raise Refused("weighed_late", "The checklist has begun.", "Go back to the start to weigh it again.")
    flags = tuple(flag for flag in unit.flags if flag != WEIGHT_OFF)
    if weight_is_off(unit, grams):
        flags = (*flags, WEIGHT_OFF)
    facts: list[Fact] = [Weighed(unit.lpn, grams)]
    if flags != unit.flags:
        facts.append(Flagged(unit.lpn, flags))
    return _with(state, _step(replace(unit, grams=grams, flags=flags), "weigh"), facts)


def scan_serial(state: Bench, unit: Unit, code: str, found: Found) -> Outcome:
    """The serial number of the piece; one that is already in stock is refused with the unit that holds it."""
    serial = code.strip()
    if len(serial) > LONGEST_SERIAL or serial.upper() in {text.upper() for text in unit.product.codes}:
        raise Refused(
            "no_serial", "This is the article's code, not its serial number.", "Scan the serial number or IMEI."
        )
    if found.serial_holder and found.serial_holder != unit.lpn:
        raise Refused(
            "serial_in_stock",
            f"This serial number is already in stock, as {found.serial_holder}.",
            f"Compare both pieces. Scan the right number, or park this one and look at {found.serial_holder}.",
        )
    facts: list[Fact] = [SerialRead(unit.lpn, serial)]
    flags = unit.flags
    announced = _announced_serial(state.parcel, unit.line_id)
    if announced and announced.upper() != serial.upper() and SERIAL_MISMATCH not in flags:
        flags = (*flags, SERIAL_MISMATCH)
        facts.append(Flagged(unit.lpn, flags))
    return _with(state, _step(replace(unit, serial=serial, flags=flags), "serial"), facts)


def _announced_serial(parcel: Parcel | None, line_id: str) -> str:
    lines = parcel.lines if parcel else ()
    return next((line.serial for line in lines if line.line_id == line_id), "")


def answer(state: Bench, unit: Unit, action: GiveAnswer, rules: Rulebook) -> Outcome:
    """An answer to the question of the moment, with whatever its choice settles."""
    if wants_weight(state, unit):
        raise Refused("weigh_first", "The scale is asked before the first question.", "Put the piece on the scale.")
    if wants_serial(unit):
        raise Refused("serial_first", "This article is tracked by serial number.", "Scan its serial number first.")
    question = question_of(unit, rules)
    if question is None:
        raise Refused(
            "no_question", "All questions are answered.", "Take the photos owed, or go back to change an answer."
        )
    if action.question != question.id:
        raise Refused(
            "other_question",
            f"“{action.question[:60]}” is not the question of the moment.",
            f"Answer “{question.id}”: {question.text}",
        )
    wrong = refusal_of(question, action.choices, action.note)
    if wrong is not None:
        raise Refused("unknown_choice", wrong, f"Choose from: {', '.join(choice.id for choice in question.choices)}.")
    given = Answer(question.id, action.choices, action.note)
    before = {one.question for one in unit.answers}
    answers = answers_after(checklist_of(unit, rules), unit.subject, unit.answers, given)
    facts = [
        Answered(unit.lpn, unit.round, one.question, one.choices, one.note, one.settled_by)
        for one in answers
        if one.question not in before
    ]
    return _with(state, _step(replace(unit, answers=answers), f"answer:{question.id}"), facts)


def photo(state: Bench, action: TakePhoto, found: Found) -> Outcome:
    """A durable picture becomes evidence of the open unit, or of the open parcel before its first item."""
    if found.photo is None or not is_shot(action.shot):
        raise Refused(
            "unknown_shot",
            f"“{action.shot[:60]}” names no shot.",
            "Name it as the bench asks for it: front, defect:screen.",
        )
    unit, parcel = state.unit, state.parcel
    if unit is not None:
        kept = PhotoKept(unit.lpn, unit.parcel_id, unit.round, action.shot, found.photo, action.overrule)
        shot = Shot(action.shot, found.photo, action.overrule)
        if action.shot == PARCEL_SHOT:
            state = _owing(state, owes=False)
        return _with(state, _step(replace(unit, shots=(*unit.shots, shot)), f"photo:{action.shot}"), [kept])
    if parcel is not None:
        kept = PhotoKept("", parcel.parcel_id, 1, action.shot, found.photo, action.overrule)
        owes = parcel.owes_photo and action.shot != PARCEL_SHOT
        return Outcome(replace(state, parcel=replace(parcel, owes_photo=owes)), (kept,))
    raise Refused("no_unit", "No unit is open that the photo could belong to.", "Scan the parcel and its item first.")


def back(state: Bench, unit: Unit) -> Outcome:
    """Undo the newest step of the open unit; at its beginning, its scan."""
    if not unit.trail:
        return _withdraw_inspection(state, unit) if unit.was is not None else withdraw_unit(state, unit)
    trail, newest = unit.trail[:-1], unit.trail[-1]
    kind, _, name = newest.partition(":")
    unit = replace(unit, trail=trail)
    if kind == "answer":
        gone = [one for one in unit.answers if name in (one.question, one.settled_by)]
        kept = tuple(one for one in unit.answers if one not in gone)
        facts = [AnswerWithdrawn(unit.lpn, unit.round, one.question) for one in gone]
        return _with(state, replace(unit, answers=kept), facts)
    if kind == "photo":
        if name == PARCEL_SHOT:
            state = _owing(state, owes=state.parcel is not None and state.parcel.kind is ParcelKind.NO_CODE)
        return _with(state, replace(unit, shots=unit.shots[:-1]), [PhotoWithdrawn(unit.lpn, unit.round, name)])
    if kind == "serial":
        return _unflag(state, replace(unit, serial=""), SERIAL_MISMATCH, SerialRead(unit.lpn, ""))
    if kind == "weigh":
        return _unflag(state, replace(unit, grams=None), WEIGHT_OFF, Weighed(unit.lpn, None))
    if kind == "accept":
        return _with(state, replace(unit, regrade_taken=False), [])
    if kind == "regrade":
        return _with(state, replace(unit, regrade=None, route=None), [])
    return _with(state, replace(unit, route=None), [])


def _owing(state: Bench, *, owes: bool) -> Bench:
    return state if state.parcel is None else replace(state, parcel=replace(state.parcel, owes_photo=owes))


def _unflag(state: Bench, unit: Unit, flag: str, undone: Fact) -> Outcome:
    flags = tuple(one for one in unit.flags if one != flag)
    facts: list[Fact] = [undone]
    if flags != unit.flags:
        facts.append(Flagged(unit.lpn, flags))
    return _with(state, replace(unit, flags=flags), facts)


def _withdraw_inspection(state: Bench, unit: Unit) -> Outcome:
    """The second inspection was begun by mistake: the unit goes back to where it stood."""
    was = unit.was or Account.HELD
    returned = Moved(Move(unit.product.article, Account.PENDING, was, 1, "undone", unit.lpn))
    return Outcome(replace(state, unit=None), (InspectionWithdrawn(unit.lpn, unit.round), returned))


def _step(unit: Unit, taken: str) -> Unit:
    return replace(unit, trail=(*unit.trail, taken))


def _with(state: Bench, unit: Unit, facts: Sequence[Fact]) -> Outcome:
    return Outcome(replace(state, unit=unit), tuple(facts))
