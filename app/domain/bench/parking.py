"""Park and resume: a unit is put aside with a tag and taken up again, at any bench on the same records."""

from __future__ import annotations

from dataclasses import replace

from app.domain.rulebook import Rulebook
from app.domain.stock import Account, Move
from app.saying import say

from .facts import Fact, Flagged, Moved, UnitParked, UnitReopened, UnitResumed, WorkClosed
from .found import Found, UnitRecord, UnitState
from .labels import label_of, park_tag
from .outcome import Outcome
from .refusal import Refused
from .state import FBA, Bench, ParkedDraft, Unit

INSPECTABLE_AGAIN = frozenset({UnitState.AWAITS_INSPECTION})


def park(state: Bench) -> Outcome:
    """Put the open unit aside, whatever step it is at; its draft is kept whole."""
    if state.unit is not None:
        tag = park_tag(state.unit, state.operator.name if state.operator is not None else "")
        draft = ParkedDraft(state.parcel, unit=replace(state.unit, prints=tag.sequence))
        return _put_aside(replace(state, unit=None), (tag, UnitParked(state.unit.lpn, draft)))
    if state.label is not None:
        draft = ParkedDraft(state.parcel, label=state.label)
        return _put_aside(replace(state, label=None, last=None), (UnitParked(state.label.lpn, draft),))
    raise Refused("no_unit", "No unit is open that could be parked.", "Scan a parcel and an item.")


def _put_aside(state: Bench, facts: tuple[Fact, ...]) -> Outcome:
    """The parcel stays open only where more of it is awaited; its parked unit brings it back."""
    parcel = state.parcel
    if parcel is not None and not parcel.open_lines:
        state = replace(state, parcel=None)
    return Outcome(state, facts)


def resume(state: Bench, found: Found) -> Outcome:
    """Take up what an LPN or a tag names: a parked draft, or a unit whose second inspection is due."""
    record = found.unit
    if record is None:
        raise Refused("unknown_unit", "No unit is known under this LPN.", "Scan its tag, or look it up under Stock.")
    if state.unit is not None and state.unit.lpn == record.lpn:
        return Outcome(state)
    _free(state, record)
    if found.draft is not None and is_resumable(record, found.draft):
        return _take_up(state, record, found.draft, found)
    raise _not_resumable(record)


def is_resumable(record: UnitRecord, draft: ParkedDraft) -> bool:
    """A parked inspection; or a finished unit put aside with the very label that still waits to be verified."""
    if draft.unit is not None:
        return record.state is UnitState.PARKED
    waits = draft.label is not None and draft.label.code == record.newest_code
    return waits and record.state is UnitState.FINISHED


def _free(state: Bench, record: UnitRecord) -> None:
    if state.unit is not None or state.label is not None or state.again is not None:
        raise Refused("unit_open", "Another unit is on the bench.", "Finish it or park it first.")
    if state.parcel is not None and state.parcel.parcel_id != record.parcel_id:
        raise Refused("parcel_open", "Another parcel is open.", "Finish or close it first.")


def _take_up(state: Bench, record: UnitRecord, draft: ParkedDraft, found: Found) -> Outcome:
    parcel = draft.parcel
    if parcel is not None and found.parcel is not None:
        parcel = replace(found.parcel, owes_photo=parcel.owes_photo, reopened=parcel.reopened)
    if parcel is not None and draft.unit is None and not parcel.open_lines:
        parcel = None  # only the label is left to be verified
    taken = label_of(record) if draft.label is not None else None
    unit = draft.unit
    if unit is not None:  # its tag may have been printed anew meanwhile, and no code comes twice
        unit = replace(unit, prints=max(unit.prints, record.prints))
    state = replace(state, parcel=parcel, unit=unit, label=taken, last=taken or state.last)
    return Outcome(replace(state, waits="", whose=()), (UnitResumed(record.lpn),))


def _not_resumable(record: UnitRecord) -> Refused:
    if record.state is UnitState.OPEN:
        where = say(" at {bench}", bench=record.bench) if record.bench else ""
        return Refused(
            "open_elsewhere",
            say("{lpn} is being inspected{where}.", lpn=record.lpn, where=where),
            "Park it there first.",
        )
    return Refused(
        "not_parked", say("{lpn} is not parked.", lpn=record.lpn), "Scan a parcel, or look the unit up under Stock."
    )


def inspect_again(state: Bench, record: UnitRecord, found: Found, rules: Rulebook) -> Outcome:
    """The second inspection of a unit: nothing of it is sellable until its grade."""
    _free(state, record)
    if state.parcel is not None:
        raise Refused("parcel_open", "A parcel is open.", "Finish or close it first.")
    if record.state not in INSPECTABLE_AGAIN:
        raise Refused(
            "no_inspection_due", say("No second inspection of {lpn} is due.", lpn=record.lpn), "Close its work first."
        )
    ref = rules.current(record.product.category) if not found.products else found.products[0].rules
    unit = Unit(
        lpn=record.lpn,
        product=found.products[0].product if found.products else record.product,
        parcel_id=record.parcel_id,
        line_id=record.line_id,
        rules=ref,
        flags=tuple(flag for flag in record.flags if flag in {"serial_mismatch", FBA}),
        serial=record.serial,
        round=record.round + 1,
        was=record.account,
        prints=record.prints,
    )
    article = record.product.article
    taken_up = (WorkClosed(record.lpn, "second_inspection", "taken up"),) if record.work else ()
    # What the first inspection was flagged for no longer counts; the record is told so.
    flagged = (Flagged(record.lpn, unit.flags),) if set(unit.flags) != set(record.flags) else ()
    facts = (
        *taken_up,
        *flagged,
        UnitReopened(record.lpn, unit.round, record.account, ref),
        Moved(Move(article, record.account, Account.PENDING, 1, "second_inspection", record.lpn)),
    )
    return Outcome(replace(state, unit=unit, waits=""), facts)
