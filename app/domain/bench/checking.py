"""Checking the open unit: weight, serial number, answers, shots; and `back`, which undoes them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.checklist import Answer, answers_after, refusal_of
from app.domain.evidence import is_shot
from app.domain.identifiers import (
    Kind,
    parse_badge,
    parse_command,
    parse_label_code,
    parse_parcel_code,
    parse_unit_lpn,
    readings,
    serial_key,
)
from app.domain.returns import Parcel
from app.domain.rulebook import Rulebook
from app.domain.stock import Account, Move
from app.saying import say

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
    WorkOpened,
)
from .found import Found
from .gate import refuse_below_gate
from .judging import NO_SERIAL, PARCEL_SHOT, checklist_of, owed, question_of, weight_is_off
from .offers import wants_serial, wants_weight
from .outcome import Outcome
from .own_codes import is_code_of
from .receiving import withdraw_unit
from .refusal import Refused
from .state import Bench, Shot, Undo, Unit

WEIGHT_OFF = "weight_off"
SERIAL_MISMATCH = "serial_mismatch"
HEAVIEST_G = 2_000_000
LONGEST_SERIAL = 64
LONG_NUMBER = 18


def weigh(state: Bench, unit: Unit, grams: int) -> Outcome:
    """The scale's reading, before the first answer: a sealed box off its weight takes the full checklist."""
    if not 0 < grams <= HEAVIEST_G:
        raise Refused(
            "bad_weight",
            say("{grams} g is no weight of a parcel.", grams=grams),
            "Empty the scale, set it to zero, weigh again.",
        )
    if unit.answers:
        raise Refused("weighed_late", "The checklist has begun.", "Go back to the start to weigh it again.")
    weighed = _step(replace(unit, grams=grams), Undo("weigh", grams=unit.grams))
    return _flagged(state, weighed, WEIGHT_OFF, Weighed(unit.lpn, grams), on=weight_is_off(unit, grams))


def scan_serial(state: Bench, unit: Unit, code: str, found: Found) -> Outcome:
    """The serial number of the piece; one that is already in stock is refused with the unit that holds it."""
    serial = serial_key(code)
    if found.parcel is not None or found.products or _is_unmistakably_tracking(serial):
        raise Refused("no_serial", "This is another parcel's or article's label.", "Scan the serial number or IMEI.")
    if len(serial) > LONGEST_SERIAL or is_code_of(unit.product, serial) or _is_ours(serial):
        raise Refused(
            "no_serial", "This is another code, not the serial number of the piece.", "Scan the serial number or IMEI."
        )
    if found.serial_holder and found.serial_holder != unit.lpn:
        raise Refused(
            "serial_in_stock",
            say("This serial number is already in stock, as {serial_holder}.", serial_holder=found.serial_holder),
            say(
                "Compare both pieces. Scan the right number, or park this one and look at {serial_holder}.",
                serial_holder=found.serial_holder,
            ),
        )
    announced = _announced_serial(state.parcel, unit.line_id)
    other = bool(announced) and serial_key(announced) != serial
    read = _step(replace(unit, serial=serial), Undo("serial"))
    return _flagged(
        state, read, SERIAL_MISMATCH, SerialRead(unit.lpn, serial), on=other or SERIAL_MISMATCH in unit.flags
    )


def without_serial(state: Bench, unit: Unit) -> Outcome:
    """The serial number cannot be read: the full checklist, and a photo of the place where it should stand."""
    flags = (*unit.flags, NO_SERIAL)
    flagged = _step(replace(unit, flags=flags), Undo("serial"))
    return _with(state, flagged, [Flagged(unit.lpn, flags)])


def _is_ours(code: str) -> bool:
    """A code that we print ourselves: of a unit, a parcel, a badge, a command."""
    ours = (parse_label_code, parse_unit_lpn, parse_parcel_code, parse_badge, parse_command)
    return any(parse(code) is not None for parse in ours)


def _is_unmistakably_tracking(code: str) -> bool:
    """A carrier's number that vouches for itself: with letters in it, or longer than serial numbers of digits are."""
    return any(
        one.kind is Kind.TRACKING and one.checked and (not one.key.isdigit() or len(one.key) >= LONG_NUMBER)
        for one in readings(code)
    )


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
            say("“{question}” is not the question of the moment.", question=action.question[:60]),
            say("Answer “{question_id}”: {text}", question_id=question.id, text=question.text),
        )
    wrong = refusal_of(question, action.choices, action.note)
    if wrong is not None:
        raise Refused(
            "unknown_choice",
            wrong,
            say("Choose from: {choice_id}.", choice_id=", ".join(choice.id for choice in question.choices)),
        )
    given = Answer(question.id, action.choices, action.note)
    before = {one.question for one in unit.answers}
    answers = answers_after(checklist_of(unit, rules), unit.subject, unit.answers, given)
    facts = [
        Answered(unit.lpn, unit.round, one.question, one.choices, one.note, one.settled_by)
        for one in answers
        if one.question not in before
    ]
    return _with(state, _step(replace(unit, answers=answers), Undo("answer", question.id)), facts)


def photo(state: Bench, action: TakePhoto, found: Found, rules: Rulebook) -> Outcome:
    """A durable picture becomes evidence of the open unit, or of the open parcel before its first item.

    A shot that is owed is taken whatever its name: a client may have asked for it in words of its own.
    """
    asked = state.unit is not None and action.shot in owed(state, state.unit, rules)
    if found.photo is None or not (asked or is_shot(action.shot)):
        raise Refused(
            "unknown_shot",
            say("“{shot}” names no shot.", shot=action.shot[:60]),
            "Name it as the bench asks for it: front, defect:screen.",
        )
    below = refuse_below_gate(state, action, found, rules)
    unit, parcel = state.unit, state.parcel
    if unit is not None:
        kept = PhotoKept(unit.lpn, unit.parcel_id, unit.round, action.shot, found.photo, action.overrule, below)
        shot = Shot(action.shot, found.photo, action.overrule)
        of_parcel = action.shot == PARCEL_SHOT and parcel is not None and parcel.owes_photo
        if of_parcel:
            state = _owing(state, owes=False)
        step = Undo("photo", action.shot, owed=of_parcel)
        return _with(state, _step(replace(unit, shots=(*unit.shots, shot)), step), [kept])
    if parcel is not None:
        kept = PhotoKept("", parcel.parcel_id, 1, action.shot, found.photo, action.overrule, below)
        owes = parcel.owes_photo and action.shot != PARCEL_SHOT
        return Outcome(replace(state, parcel=replace(parcel, owes_photo=owes)), (kept,))
    raise Refused("no_unit", "No unit is open that the photo could belong to.", "Scan the parcel and its item first.")


def back(state: Bench, unit: Unit, found: Found) -> Outcome:
    """Undo the newest step of the open unit; at its beginning, its scan."""
    if not unit.trail:
        return _withdraw_inspection(state, unit) if unit.was is not None else withdraw_unit(state, unit, found)
    newest = unit.trail[-1]
    return _UNDO[newest.kind](state, replace(unit, trail=unit.trail[:-1]), newest)


def _undo_answer(state: Bench, unit: Unit, step: Undo) -> Outcome:
    gone = [one for one in unit.answers if step.name in {one.question, one.settled_by}]
    kept = tuple(one for one in unit.answers if one not in gone)
    facts = [AnswerWithdrawn(unit.lpn, unit.round, one.question) for one in gone]
    return _with(state, replace(unit, answers=kept), facts)


def _undo_photo(state: Bench, unit: Unit, step: Undo) -> Outcome:
    if step.owed:
        state = _owing(state, owes=True)
    return _with(state, replace(unit, shots=unit.shots[:-1]), [PhotoWithdrawn(unit.lpn, unit.round, step.name)])


def _undo_serial(state: Bench, unit: Unit, _: Undo) -> Outcome:
    without = replace(unit, serial="", flags=tuple(flag for flag in unit.flags if flag != NO_SERIAL))
    undone = _flagged(state, without, SERIAL_MISMATCH, SerialRead(unit.lpn, ""), on=False)
    if NO_SERIAL not in unit.flags:
        return undone
    return replace(undone, facts=(*undone.facts, Flagged(unit.lpn, without.flags)))


def _undo_weight(state: Bench, unit: Unit, step: Undo) -> Outcome:
    off = step.grams is not None and weight_is_off(unit, step.grams)
    return _flagged(state, replace(unit, grams=step.grams), WEIGHT_OFF, Weighed(unit.lpn, step.grams), on=off)


def _undo_decision(state: Bench, unit: Unit, step: Undo) -> Outcome:
    before = replace(unit, regrade=step.regrade, regrade_taken=step.regrade_taken, route=step.route)
    return _with(state, before, [])


_UNDO: dict[str, Callable[[Bench, Unit, Undo], Outcome]] = {
    "answer": _undo_answer,
    "photo": _undo_photo,
    "serial": _undo_serial,
    "weigh": _undo_weight,
    "regrade": _undo_decision,
    "route": _undo_decision,
    "accept": _undo_decision,
}


def _owing(state: Bench, *, owes: bool) -> Bench:
    return state if state.parcel is None else replace(state, parcel=replace(state.parcel, owes_photo=owes))


def _flagged(state: Bench, unit: Unit, flag: str, read: Fact, *, on: bool) -> Outcome:
    """A reading with the flag that follows from it, or no longer does."""
    flags = tuple(one for one in unit.flags if one != flag) + ((flag,) if on else ())
    facts: list[Fact] = [read]
    if set(flags) != set(unit.flags):
        facts.append(Flagged(unit.lpn, flags))
    return _with(state, replace(unit, flags=flags), facts)


def _withdraw_inspection(state: Bench, unit: Unit) -> Outcome:
    """The second inspection was begun by mistake: the unit goes back to where it stood."""
    was = unit.was or Account.HELD
    returned = Moved(Move(unit.product.article, Account.PENDING, was, 1, "undone", unit.lpn))
    due_again = WorkOpened(unit.lpn, "second_inspection")
    return Outcome(replace(state, unit=None), (InspectionWithdrawn(unit.lpn, unit.round), returned, due_again))


def _step(unit: Unit, taken: Undo) -> Unit:
    return replace(unit, trail=(*unit.trail, taken))


def _with(state: Bench, unit: Unit, facts: Sequence[Fact]) -> Outcome:
    return Outcome(replace(state, unit=unit), tuple(facts))
