"""What each thing is called that a person may say on a certificate, and how it is written. Only words, asked anew."""

from __future__ import annotations

from app.domain.certificates import TREATMENTS
from app.ui.words import _, listed


def detail_said(name: str) -> str:
    """What a detail is called, in the language spoken now; an unknown one by its own name."""
    return {
        "reason": _("Reason"),
        "method": _("Method"),
        "equipment": _("Equipment"),
        "process": _("Agreed written process"),
        "treatment": _("Treatment"),
        "waste_code": _("Waste code"),
        "sic_code": _("Industry code"),
        "container": _("Container"),
        "seal": _("Seal number"),
        "recipient": _("Recipient"),
        "recipient_registration": _("Recipient's registration"),
        "carrier": _("Carrier of the waste"),
        "carrier_registration": _("Carrier's registration"),
        "downstream": _("Next facility"),
        "sanitisation": _("How its data were erased"),
        "customs_code": _("Customs code"),
        "customs_reference": _("Customs reference"),
        "third_party": _("Third-party witness"),
        "derogation": _("Derogation"),
        "justification": _("Justification of the derogation"),
        "weight_g": _("Weight in grams"),
        "issuer": _("Issuer"),
        "address": _("Address"),
    }.get(name, name)


def detail_hint(name: str) -> str:
    """How it is written, or an example; empty where anything may stand there."""
    return {
        "reason": _("Else its grade and what was found"),
        "method": _("as in crushed, shredded"),
        "equipment": _("as in press 7"),
        "process": _("Number or name of the procedure"),
        "waste_code": _("as in 20 01 36, with * where hazardous"),
        "sic_code": _("as in 38.32"),
        "container": _("as in 2 pallets, drum 14"),
        "customs_code": _("as in 6109.10"),
        "customs_reference": _("as in CBP 7553, its number"),
        "third_party": _("Name and firm of who is no party"),
        "weight_g": _("whole grams"),
    }.get(name, "")


def treatment_said(treatment: str) -> str:
    """What becomes of discarded goods."""
    return dict(
        zip(
            TREATMENTS,
            (_("reuse"), _("remanufacturing"), _("recycling"), _("other recovery"), _("disposal")),
            strict=True,
        )
    ).get(treatment, treatment)


def lacks_said(names: tuple[str, ...]) -> str:
    """What a certificate says nothing of; empty where it lacks nothing."""
    return _("not recorded: {what}", what=listed([detail_said(name) for name in names])) if names else ""
