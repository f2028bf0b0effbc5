"""`reduce`: one action on one state. Each action has one small function in its module; here they are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.access import MAY_INSPECT, Operator
from app.domain.identifiers import Kind, parse_badge, parse_command, parse_parcel_code, readings
from app.domain.rulebook import Rulebook
from app.saying import say

from . import actions as do
from .afterwards import checked_details, close_work, destroy, proven, record_of, review
from .checking import answer, back, photo, scan_serial, weigh, without_serial
from .closing import close_parcel
from .commands import acted
from .facts import SignedIn, SignedOut
from .filming import film_of
from .finishing import SECOND_INSPECTION, accept, choose_route, finish, regrade, with_fresh_lines
from .found import Found, UnitRecord, UnitState
from .hazards import danger
from .judging import proposal_of
from .labels import blank_label, label_of, print_anew, reprint, verify, void
from .offers import WHOSE, step_of, wants_serial
from .outcome import Outcome, then
from .own_codes import is_code_of
from .parking import inspect_again, is_resumable, park, resume
from .receiving import (
    NO_CODE,
    answer_again,
    answer_whose,
    parcel_without_code,
    scan_item,
    scan_parcel,
    withdraw_parcel,
)
from .refusal import Refused
from .state import Bench, Step, Unit


@dataclass(frozen=True, slots=True)
class _At:
    """What every handler is given beside its action."""

    state: Bench
    operator: Operator
    found: Found
    rules: Rulebook


UNIT_STEPS = frozenset({Step.CHECKLIST, Step.PHOTOS, Step.GRADE, Step.ROUTE})


def reduce(state: Bench, action: do.Action, found: Found, rules: Rulebook) -> Outcome:
    """The outcome of an action. Raises `Refused`, and then nothing has changed."""
    if isinstance(action, do.AskState):
        return Outcome(state)
    if isinstance(action, do.SignIn):
        return _sign_in(state, found)
    if state.operator is None:
        return _signed_out(state, action, found)
    if isinstance(action, do.SignOut):
        return Outcome(replace(state, operator=None, badge=""), (SignedOut(state.operator.user_id),))
    if isinstance(action, do.Scan) and (command := parse_command(action.code)) is not None:
        return reduce(state, acted(command, state, rules), found, rules)
    if isinstance(action, do.Scan) and (badge := parse_badge(action.code)) is not None:
        return Outcome(replace(state, badge=badge))  # a change of person begins; the bench stays where it stands
    if not _is_office_work(action) and state.operator.role not in MAY_INSPECT:
        raise Refused("not_permitted", "Inspecting is not among your rights.", "Ask an inspector to sign in.")
    operator = state.operator
    if not isinstance(action, do.Danger):  # only the very next act may mean the unit whose label was just scanned
        state = replace(state, shown="")
    return _HANDLERS[type(action)](_At(state, operator, found, rules), action)


def _is_office_work(action: do.Action) -> bool:
    """What needs no inspector: reviews have a check of their own, and other departments close the work they did."""
    return isinstance(action, do.Review) or (isinstance(action, do.CloseWork) and action.kind != SECOND_INSPECTION)


def _sign_in(state: Bench, found: Found) -> Outcome:
    if found.operator is None:
        raise Refused("unknown_person", "Badge and PIN do not fit together.", "Try again, or ask your supervisor.")
    return Outcome(replace(state, operator=found.operator, badge=""), (SignedIn(found.operator.user_id),))


def _signed_out(state: Bench, action: do.Action, found: Found) -> Outcome:
    if isinstance(action, do.Scan) and parse_command(action.code) is None:
        if not found.badge:
            raise Refused("unknown_badge", "Nobody has this badge.", "Scan your badge, then give your PIN.")
        return Outcome(replace(state, badge=found.badge))
    raise Refused("signed_out", "Nobody is signed in at this bench.", "Sign in with badge and PIN.")


def _scan(at: _At, action: do.Scan) -> Outcome:
    step = step_of(at.state, at.rules)
    if step is Step.VERIFY_LABEL and at.state.label is not None:
        return verify(at.state, at.state.label, action.code, at.found)
    if step is Step.LABEL:
        raise Refused("label_void", "The label is void.", "Accept, to print a new one.")
    if step in UNIT_STEPS and at.state.unit is not None:
        return _scan_with_unit(at.state, at.state.unit, action, at.found)
    # A unit that waits for its review, or a finished parcel, is left as it is by the next scan.
    state = replace(at.state, waits="", again=None)
    if state.parcel is not None:
        return _scan_in_parcel(state, action, at.found)
    return _scan_idle(state, at.found, at.rules)


def _scan_with_unit(state: Bench, unit: Unit, action: do.Scan, found: Found) -> Outcome:
    """With a unit open, a scan is its serial number where one is owed; the same codes again change nothing."""
    if _is_same_parcel(state, action.code, found) or (found.unit is not None and found.unit.lpn == unit.lpn):
        return Outcome(state)
    if wants_serial(unit):
        return scan_serial(state, unit, action.code, found)
    if is_code_of(unit.product, action.code) or action.code.strip() == unit.serial:  # the scanner read it twice
        return Outcome(state)
    raise Refused(
        "unit_open", say("{lpn} is still open.", lpn=unit.lpn), "Finish it, or park it, before the next scan."
    )


def _is_same_parcel(state: Bench, code: str, found: Found) -> bool:
    """Whether a code names the open parcel: its tracking number however written, its RMA or its order number."""
    parcel = state.parcel
    if parcel is None:
        return False
    numbers = {number.upper() for order in parcel.orders for number in (order.rma, order.number) if number}
    return found.tracking_key == parcel.key or code.upper() in numbers | {parcel.tracking.upper()}


def _scan_in_parcel(state: Bench, action: do.Scan, found: Found) -> Outcome:
    if state.whose:
        return answer_whose(state, (action.code,), found)
    if found.unit is not None and found.unit.state is UnitState.PARKED:
        return resume(state, found)
    awaited = {line.article for line in state.parcel.open_lines} if state.parcel is not None else set()
    is_awaited = any(candidate.product.article in awaited for candidate in found.products)
    if not is_awaited and not _is_piece_itself(state, found) and _is_same_parcel(state, action.code, found):
        return Outcome(state)  # the parcel's label again, even if somebody's article has the same number
    if found.unit is not None:
        lpn = found.unit.lpn
        raise Refused(
            "known_unit",
            say("This is {lpn}, on record already: no new piece.", lpn=lpn),
            "Scan the article's own code.",
        )
    if state.parcel is not None and not found.products and _is_parcel_label(action.code):
        raise Refused(
            "parcel_open",
            say("This is another parcel's label, and {tracking} is still open.", tracking=state.parcel.tracking),
            "Scan what is inside first. Is nothing more inside, say that pieces are missing.",
        )
    return scan_item(state, found)


def _is_piece_itself(state: Bench, found: Found) -> bool:
    """Whether a piece that came under Amazon's number is scanned by it: the number stands on the piece, on no box."""
    parcel = state.parcel
    return bool(found.fba and found.products and parcel and not parcel.units and parcel.amazon_lpn == found.fba.lpn)


def _is_parcel_label(code: str) -> bool:
    """Whether a code reads as a carrier's or our own parcel number, and as no article's."""
    kinds = {one.kind for one in readings(code)}
    return parse_parcel_code(code) is not None or (Kind.TRACKING in kinds and Kind.GTIN not in kinds)


def _scan_idle(state: Bench, found: Found, rules: Rulebook) -> Outcome:
    record = found.unit
    if record is None:
        return scan_parcel(state, found)
    if record.state is UnitState.PARKED or (found.draft is not None and is_resumable(record, found.draft)):
        return resume(state, found)
    if record.state is UnitState.AWAITS_INSPECTION:
        return inspect_again(state, record, found, rules)
    if record.state is UnitState.OPEN:
        return resume(state, found)
    if record.state is UnitState.FINISHED and not record.newest_code and (blank := blank_label(record)) is not None:
        return Outcome(replace(state, label=blank, last=blank), unit=record.lpn, shown=found.parcel)
    # Its history is shown, and `reprint` and `void_label` now mean its label.
    return Outcome(replace(state, last=label_of(record), shown=record.lpn), unit=record.lpn, shown=found.parcel)


def _answer(at: _At, action: do.GiveAnswer) -> Outcome:
    if at.state.again is not None:
        return answer_again(at.state, action.question, action.choices, at.found)
    if at.state.whose:
        if action.question != WHOSE:
            raise Refused(
                "other_question", "Whose item is it?", say("Answer “{whose}” with one of the clients.", whose=WHOSE)
            )
        return answer_whose(at.state, action.choices, at.found)
    return answer(at.state, _open_unit(at.state, at.rules), action, at.rules)


def _photo(at: _At, action: do.TakePhoto) -> Outcome:
    if step_of(at.state, at.rules) not in UNIT_STEPS | {Step.ITEM}:
        raise Refused(
            "no_unit", "No unit is open that the photo could belong to.", "Scan the parcel and its item first."
        )
    return photo(at.state, action, at.found, at.rules)


def _weigh(at: _At, action: do.Weigh) -> Outcome:
    return weigh(at.state, _open_unit(at.state, at.rules), action.grams)


def _accept(at: _At, _: do.Accept) -> Outcome:
    step = step_of(at.state, at.rules)
    never_came = step is Step.VERIFY_LABEL and at.found.unit is not None and at.found.unit.unprinted
    if at.state.label is not None and (step is Step.LABEL or never_came):
        return print_anew(at.state, at.state.label, at.found)
    if step is Step.REVIEW:
        return Outcome(replace(at.state, waits=""))
    return accept(at.state, _open_unit(at.state, at.rules), at.found, at.rules)


def _regrade(at: _At, action: do.Regrade) -> Outcome:
    return regrade(at.state, _open_unit(at.state, at.rules), action.grade, action.reason, at.rules)


def _route(at: _At, action: do.ChooseRoute) -> Outcome:
    unit = _open_unit(at.state, at.rules)
    return choose_route(at.state, unit, action.to, action.reason, at.rules, derogation=action.derogation)


def _back(at: _At, _: do.Back) -> Outcome:
    step = step_of(at.state, at.rules)
    if step in {Step.LABEL, Step.VERIFY_LABEL, Step.REVIEW}:
        raise Refused("grade_saved", "The grade is saved.", "A supervisor can change it by a review, with a reason.")
    if step is Step.PARCEL:
        return Outcome(replace(at.state, again=None))
    if at.state.whose:
        return Outcome(replace(at.state, whose=(), whose_flags=()))
    if at.state.unit is not None:
        return back(at.state, at.state.unit, at.found)
    return withdraw_parcel(at.state, at.found)


def _park(at: _At, _: do.Park) -> Outcome:
    return park(at.state)


def _resume(at: _At, action: do.Resume) -> Outcome:
    record = record_of(action.unit, at.found)
    if record.state is UnitState.AWAITS_INSPECTION:
        return inspect_again(at.state, record, at.found, at.rules)
    return resume(at.state, at.found)


def _close_parcel(at: _At, action: do.CloseParcel) -> Outcome:
    _nothing_pending(at.state)
    return close_parcel(at.state, action, at.found)


def _no_code(at: _At, action: do.NoCode) -> Outcome:
    step = step_of(at.state, at.rules)
    if action.of == "parcel" and step is Step.IDLE:
        return parcel_without_code(at.state, action.description.strip(), at.found)
    if action.of == "item" and step is Step.ITEM:
        if not (action.sku.strip() or action.description.strip()):
            raise Refused(
                "what_is_it", "Nobody could find this item again.", "Give its SKU, or describe it in a few words."
            )
        return scan_item(at.state, at.found, (NO_CODE,))
    if action.of == "item" and at.state.unit is not None and step is Step.CHECKLIST and wants_serial(at.state.unit):
        return without_serial(at.state, at.state.unit)
    if action.of not in {"parcel", "item"}:
        raise Refused("unknown_choice", "What has no code?", "Say parcel or item.")
    first = (
        say("Finish or park {lpn} first.", lpn=at.state.unit.lpn)
        if at.state.unit is not None
        else "Scan a parcel first."
    )
    hint = first if action.of == "item" else "Finish or close what is open first."
    raise Refused("not_now", say("No {of} without a code is awaited at this step.", of=action.of), hint)


def _danger(at: _At, action: do.Danger) -> Outcome:
    return danger(at.state, action.kind, at.found, at.rules)


def _reprint(at: _At, action: do.Reprint) -> Outcome:
    return reprint(at.state, action.reason, at.found)


def _void(at: _At, action: do.VoidLabel) -> Outcome:
    return void(at.state, action.reason, at.found)


def _close_work(at: _At, action: do.CloseWork) -> Outcome:
    if action.kind == SECOND_INSPECTION:
        return inspect_again(at.state, record_of(action.unit, at.found), at.found, at.rules)
    _, facts = close_work(action, at.operator, at.found, at.rules)
    return Outcome(at.state, facts)


def _review(at: _At, action: do.Review) -> Outcome:
    return review(at.state, at.operator, action, at.found, at.rules)


def _film(at: _At, action: do.KeepFilm) -> Outcome:
    return Outcome(at.state, (film_of(at.state, action, at.found),))


def _destroy(at: _At, action: do.Destroy) -> Outcome:
    """On the bench the route `destroy` is taken and carried out in one; later it is the record that says so."""
    unit = at.state.unit
    if unit is None or unit.lpn != action.unit:
        record, facts = destroy(at.operator, action, at.found, at.rules)
        return Outcome(_without_label(at.state, record), facts)
    proposal = proposal_of(unit, at.rules)
    route = unit.route[0] if unit.route else proposal.best.route
    if step_of(at.state, at.rules) not in {Step.GRADE, Step.ROUTE} or route != "destroy" or proposal.held:
        raise Refused(
            "not_for_destruction",
            say("{lpn} is not on the route destroy.", lpn=unit.lpn),
            "Finish its checklist first.",
        )
    if at.found.witness is None or at.found.witness.user_id == at.operator.user_id:
        raise Refused("other_witness", "The witness must be another person.", "Ask a colleague for badge and PIN.")
    details = checked_details(action.details, unit.route[1] if unit.route else "", at.rules)
    shown = proven(unit.lpn, tuple(filter(None, (unit.lpn, unit.serial))), at.found, details)
    finished = finish(with_fresh_lines(at.state, at.found), unit, proposal, labelled=False)
    return then(finished, Outcome(finished.state, shown))


def _without_label(state: Bench, record: UnitRecord) -> Bench:
    label = None if state.label is not None and state.label.lpn == record.lpn else state.label
    return replace(state, label=label)


def _open_unit(state: Bench, rules: Rulebook) -> Unit:
    if state.unit is None or step_of(state, rules) not in UNIT_STEPS:
        raise Refused("no_unit", "No unit is open.", "Scan what the bench asks for.")
    return state.unit


def _nothing_pending(state: Bench) -> None:
    if state.label is not None:
        raise Refused(
            "label_pending", say("The label of {lpn} is not verified.", lpn=state.label.lpn), "Scan it first."
        )


_Handler = Callable[[_At, Any], Outcome]

_HANDLERS: dict[type[do.Action], _Handler] = {
    do.Scan: _scan,
    do.GiveAnswer: _answer,
    do.TakePhoto: _photo,
    do.Weigh: _weigh,
    do.Accept: _accept,
    do.Regrade: _regrade,
    do.ChooseRoute: _route,
    do.Back: _back,
    do.Park: _park,
    do.Resume: _resume,
    do.CloseParcel: _close_parcel,
    do.NoCode: _no_code,
    do.Danger: _danger,
    do.Reprint: _reprint,
    do.VoidLabel: _void,
    do.CloseWork: _close_work,
    do.Review: _review,
    do.KeepFilm: _film,
    do.Destroy: _destroy,
}
