"""The label of a finished unit: which one, what it says, and that only the newest print verifies."""

from __future__ import annotations

from dataclasses import replace

from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.identifiers import label_code

from .facts import LabelPrinted, LabelVerified, LabelVoided
from .found import Found, UnitRecord
from .outcome import Outcome
from .refusal import Refused
from .state import Bench, Label, Product, Unit

PARK_TAG = "park"
QUARANTINE_TAG = "quarantine"
LONGEST_REASON = 500
_TEMPLATE = {
    Route.RESTOCK: "sku",
    Route.OPEN_BOX: "sku",
    Route.EXCHANGE_POOL: "sku",
    Route.QUARANTINE: QUARANTINE_TAG,
    Route.DESTROY: "scrap",
    Route.RECYCLE: "scrap",
}


def label_for(lpn: str, product: Product, grade: Grade, route: Route, prints: int, *, held: bool) -> Label:
    """The label that a graded unit gets; a held one gets the plain unit label, never a shop label."""
    template = "unit" if held else _TEMPLATE.get(route, "unit")
    sequence = prints + 1
    code = label_code(lpn, sequence)
    where = "held for review" if held else route.value.replace("_", " ")
    lines = (product.title or product.article.sku, code, f"{grade.value} · {where}", product.article.client)
    return Label(lpn, template, code, sequence, lines, held=held)


def park_tag(unit: Unit) -> LabelPrinted:
    """The tag of a parked unit; it names the unit and never verifies a label."""
    sequence = unit.prints + 1
    code = label_code(unit.lpn, sequence)
    title = unit.product.title or unit.product.article.sku
    return LabelPrinted(unit.lpn, PARK_TAG, code, sequence, (title, code, "parked", unit.product.article.client))


def printed(label: Label, *, reprint_of: str = "", reason: str = "") -> LabelPrinted:
    """The fact that a label went to the printer."""
    return LabelPrinted(label.lpn, label.template, label.code, label.sequence, label.lines, reprint_of, reason)


def verify(state: Bench, label: Label, code: str, found: Found) -> Outcome:
    """A scan at `verify_label`: only this unit's newest print will do."""
    if code.strip().upper() != label.code:
        raise Refused(
            "wrong_label",
            f"This is not the label just printed for {label.lpn}.",
            f"Put the label {label.code} on the unit and scan it. Is it spoilt, print it again.",
        )
    now = label_of(found.unit) if found.unit is not None else None
    if now is not None and now.lines[2] != label.lines[2]:
        raise Refused(
            "label_outdated",
            f"{label.lpn} was decided otherwise since this label was printed.",
            "Void the label, then accept, to print what it is now.",
        )
    waits = label.lpn if label.held else ""
    return Outcome(replace(state, label=None, waits=waits), (LabelVerified(label.lpn, label.code),))


def label_of(record: UnitRecord) -> Label | None:
    """The label that a finished unit carries now, if it carries one."""
    if record.grade is None or record.route is None or not record.newest_code:
        return None
    label = label_for(record.lpn, record.product, record.grade, record.route, record.prints, held=record.held)
    return replace(label, code=record.newest_code, template=record.template or label.template)


def blank_label(record: UnitRecord) -> Label | None:
    """What stands in for the label of a unit that has none that counts, until `accept` prints one."""
    if record.grade is None or record.route is None:
        return None
    label = label_for(record.lpn, record.product, record.grade, record.route, record.prints, held=record.held)
    return replace(label, code="", sequence=record.prints, void=True)


def reprint(state: Bench, reason: str, found: Found) -> Outcome:
    """The last label again, under a new code and marked as a reprint; the earlier print no longer verifies.

    It says what the records say now: after an approval the shop label takes the place of the plain one.
    """
    old, record = _last(state, found)
    reason = _reason(reason)
    again = _anew(old, record)
    again = replace(again, lines=(*again.lines, "REPRINT"))
    return Outcome(
        replace(state, label=again, last=again, waits=""), (printed(again, reprint_of=old.code, reason=reason),)
    )


def void(state: Bench, reason: str, found: Found) -> Outcome:
    """The last label no longer counts; the bench stands at `label` until a new one is printed."""
    old, _ = _last(state, found)
    if old.void:
        raise Refused("already_void", f"The label {old.code} is void already.", "Accept, to print a new one.")
    gone = replace(old, void=True)
    voided = LabelVoided(old.lpn, old.code, _reason(reason))
    return Outcome(replace(state, label=gone, last=gone, waits=""), (voided,))


def print_anew(state: Bench, label: Label, found: Found) -> Outcome:
    """`accept` at `label`: a new label in place of the void one."""
    new = _anew(label, _record(label, found))
    return Outcome(replace(state, label=new, last=new), (printed(new),))


def _last(state: Bench, found: Found) -> tuple[Label, UnitRecord]:
    label = state.label or state.last
    if label is None:
        raise Refused("no_label", "No label was printed here yet.", "Grade a unit first.")
    if state.unit is not None or state.again is not None:
        raise Refused(
            "unit_open", "Another piece is on the bench.", "Finish it or park it, then come back to the label."
        )
    return label, _record(label, found)


def _record(label: Label, found: Found) -> UnitRecord:
    if found.unit is None or found.unit.lpn != label.lpn:
        raise Refused("unknown_unit", f"{label.lpn} is not on record.", "Scan another unit's label.")
    if found.unit.newest_code not in {label.code, ""}:
        raise Refused(
            "newer_label",
            f"A newer label of {label.lpn} exists.",
            "Use the newest one, or reprint it where it was made.",
        )
    return found.unit


def _anew(old: Label, record: UnitRecord) -> Label:
    if record.grade is None or record.route is None:
        raise Refused("not_graded", f"{old.lpn} has no grade.", "Finish its inspection first.")
    return label_for(record.lpn, record.product, record.grade, record.route, record.prints, held=record.held)


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed", "A reason is needed.", "Say why: torn, jam, wrong roll, unreadable.")
    return reason[:LONGEST_REASON]
