"""The label of a finished unit: which one, what it says, and that only the newest print verifies."""

from __future__ import annotations

from dataclasses import replace

from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.identifiers import label_code
from app.saying import say

from .facts import LabelPrinted, LabelVerified, LabelVoided
from .found import Found, UnitRecord, UnitState
from .label_data import REPRINT, UNKNOWN_HAZARD, article_data, as_fields, graded_data
from .outcome import Outcome
from .refusal import Refused
from .state import Bench, Label, Product, Unit

PARK_TAG = "park"
QUARANTINE_TAG = "quarantine"
SCRAP_LABEL = "scrap"
HANDOVER_LABEL = "handover"
SHOP_LABEL = "sku"
UNIT_LABEL = "unit"
NEVER_VERIFY = frozenset({PARK_TAG, SCRAP_LABEL, HANDOVER_LABEL})
"""Tags that go with a unit and are no label of the unit: scanning them back proves nothing."""
ASKED_FOR = "print"
"""Why a label was printed that somebody asked for outside of the bench's way: it counts when the printer has it.
No reason of a person: the very same word typed at the bench is put on record in quotation marks."""
NOBODY_SAID = "—"
"""Stands on a tag for a name that is not on record."""
LONGEST_REASON = 500
LABELLED = frozenset({UnitState.FINISHED, UnitState.AWAITS_INSPECTION, UnitState.CLOSED})
_TEMPLATE = {
    Route.RESTOCK: SHOP_LABEL,
    Route.OPEN_BOX: SHOP_LABEL,
    Route.EXCHANGE_POOL: SHOP_LABEL,
    Route.QUARANTINE: QUARANTINE_TAG,
}


def label_for(
    lpn: str,
    product: Product,
    grade: Grade,
    route: Route,
    prints: int,
    *,
    held: bool = False,
    again: bool = False,
    hazard: str = "",
) -> Label:
    """The label that a graded unit gets.

    One that is held, or waits for another inspection (`again`), gets the plain unit label, never a shop label.
    """
    template = UNIT_LABEL if held or again else _TEMPLATE.get(route, UNIT_LABEL)
    sequence = prints + 1
    code = label_code(lpn, sequence)
    data = article_data(lpn, product, code) | graded_data(product, grade, route, held=held, again=again)
    if template == QUARANTINE_TAG:
        data["hazard"] = hazard or UNKNOWN_HAZARD
    return Label(lpn, template, code, sequence, as_fields(data), held=held)


def park_tag(unit: Unit, by: str) -> LabelPrinted:
    """The tag of a parked unit; it names the unit and never verifies a label. `by` is who parks it."""
    sequence = unit.prints + 1
    code = label_code(unit.lpn, sequence)
    data = article_data(unit.lpn, unit.product, code) | {"by": by}
    return LabelPrinted(unit.lpn, PARK_TAG, code, sequence, as_fields(data))


def printed(label: Label, *, reprint_of: str = "", reason: str = "") -> LabelPrinted:
    """The fact that a label is due to be printed."""
    return LabelPrinted(label.lpn, label.template, label.code, label.sequence, label.fields, reprint_of, reason)


def verify(state: Bench, label: Label, code: str, found: Found) -> Outcome:
    """A scan at `verify_label`: only this unit's newest print will do, and none that surely never came out."""
    newest = label.code if found.unit is None else found.unit.newest_code
    scanned = code.strip().upper()
    if scanned != newest and scanned == label.code:  # a review, or another bench, has replaced it: that voids it
        raise Refused(
            "label_outdated",
            say("{lpn} was decided otherwise, or labelled anew, since this label was printed.", lpn=label.lpn),
            say("Scan its newest label, {newest}; or void it, then accept, to print one here.", newest=newest)
            if newest
            else "Void the label, then accept, to print what it is now.",
        )
    if scanned != newest:
        raise Refused(
            "wrong_label",
            say("This is not the label just printed for {lpn}.", lpn=label.lpn),
            say(
                "Put the label {newest} on the unit and scan it. Is it spoilt, print it again.",
                newest=newest or label.code,
            ),
        )
    if found.unit is not None and found.unit.unprinted:  # typed off the screen: nothing is there that could bear it
        raise Refused(
            "label_not_printed",
            say("The label {code} did not come out of the printer: it cannot be on the unit.", code=newest),
            "Mend the printer, then print the label again.",
        )
    waits = label.lpn if (label.held if found.unit is None else found.unit.held) else ""
    return Outcome(replace(state, label=None, waits=waits), (LabelVerified(label.lpn, newest),))


def label_of(record: UnitRecord) -> Label | None:
    """The label that a finished unit carries now, if it carries one."""
    label = _label_now(record)
    if label is None or not record.newest_code:
        return None
    return replace(label, code=record.newest_code, template=record.template or label.template)


def blank_label(record: UnitRecord) -> Label | None:
    """What stands in for the label of a unit that has none that counts, until `accept` prints one."""
    label = _label_now(record)
    return None if label is None else replace(label, code="", sequence=record.prints, void=True)


def _label_now(record: UnitRecord) -> Label | None:
    """What a new print would say; a unit that waits for another inspection gets no shop label before its grade."""
    if record.grade is None or record.route is None or record.state not in LABELLED:
        return None
    return label_for(
        record.lpn,
        record.product,
        record.grade,
        record.route,
        record.prints,
        held=record.held,
        again=record.state is UnitState.AWAITS_INSPECTION,
        hazard=record.hazard,
    )


def reprint(state: Bench, reason: str, found: Found) -> Outcome:
    """The last label again, under a new code and marked as a reprint; the earlier print no longer verifies.

    It says what the records say now: after an approval the shop label takes the place of the plain one.
    """
    old, record = _last(state, found)
    reason = _reason(reason)
    if reason == ASKED_FOR:
        reason = f"“{reason}”"
    again = _anew(old, record)
    again = replace(again, fields=as_fields({**dict(again.fields), "mark": REPRINT}))
    return Outcome(
        replace(state, label=again, last=again, waits=""), (printed(again, reprint_of=old.code, reason=reason),)
    )


def void(state: Bench, reason: str, found: Found) -> Outcome:
    """The last label no longer counts; the bench stands at `label` until a new one is printed."""
    old, record = _last(state, found)
    if old.void:
        raise Refused(
            "already_void",
            say("The label {old_code} is void already.", old_code=old.code),
            "Accept, to print a new one.",
        )
    gone = replace(old, void=True)
    counts = record.newest_code == old.code  # else a review or another bench has done away with it already
    voided = (LabelVoided(old.lpn, old.code, _reason(reason)),) if counts else ()
    return Outcome(replace(state, label=gone, last=gone, waits=""), voided)


def asked_for(record: UnitRecord, kind: str) -> LabelPrinted:
    """A label of this kind for a unit as it stands, outside of its way over the bench; marked, where it had one.

    Raises `Refused` where the unit is none that carries such a label now.
    """
    if kind == PARK_TAG:
        if record.state is not UnitState.PARKED:
            raise Refused("not_parked", say("{lpn} is not parked.", lpn=record.lpn), "Ask for its unit label.")
        code = label_code(record.lpn, record.prints + 1)
        tag = article_data(record.lpn, record.product, code) | {"by": record.parked_by or NOBODY_SAID, "mark": REPRINT}
        return LabelPrinted(record.lpn, PARK_TAG, code, record.prints + 1, as_fields(tag))
    label = _label_now(record)
    if label is None:
        raise Refused("not_graded", say("{lpn} has no grade yet.", lpn=record.lpn), "Finish its inspection first.")
    if kind not in {UNIT_LABEL, label.template}:
        raise Refused(
            "other_label",
            say("{lpn} carries no label “{kind}” as it stands.", lpn=record.lpn, kind=kind[:60]),
            say("Its label is “{template}”.", template=label.template),
        )
    fields = as_fields({**dict(label.fields), "mark": REPRINT if record.newest_code else ""})
    return printed(replace(label, template=kind, fields=fields), reprint_of=record.newest_code, reason=ASKED_FOR)


def print_anew(state: Bench, label: Label, found: Found) -> Outcome:
    """`accept`: a label in place of one that is void or never came out; none for a unit no longer here to label."""
    record = _record(label, found)
    if record.state not in LABELLED or record.state is UnitState.CLOSED:
        return Outcome(replace(state, label=None, last=None))
    new = _anew(label, record)
    return Outcome(replace(state, label=new, last=new), (printed(new),))


def _last(state: Bench, found: Found) -> tuple[Label, UnitRecord]:
    label = state.label or state.last
    if label is None:
        raise Refused("no_label", "No label was printed here yet.", "Grade a unit first.")
    if state.unit is not None or state.again is not None:
        raise Refused(
            "unit_open", "Another piece is on the bench.", "Finish it or park it, then come back to the label."
        )
    record = _record(label, found)
    if state.label is None and record.newest_code not in {label.code, ""}:
        raise Refused(
            "newer_label",
            say("A newer label of {lpn} exists.", lpn=label.lpn),
            "Scan the unit's newest label first, or its LPN.",
        )
    return label, record


def _record(label: Label, found: Found) -> UnitRecord:
    if found.unit is None or found.unit.lpn != label.lpn:
        raise Refused("unknown_unit", say("{lpn} is not on record.", lpn=label.lpn), "Scan another unit's label.")
    return found.unit


def _anew(old: Label, record: UnitRecord) -> Label:
    label = _label_now(record)
    if label is None:
        raise Refused("not_graded", say("{lpn} is being inspected.", lpn=old.lpn), "Finish its inspection first.")
    return label


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed", "A reason is needed.", "Say why: torn, jam, wrong roll, unreadable.")
    return reason[:LONGEST_REASON]
