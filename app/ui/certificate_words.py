"""What each thing is called that a person may say on a certificate, and how it is written. Only words, asked anew."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.certificates import TREATMENTS
from app.ui.bench.wording import Phrase, phrase
from app.ui.words import _, listed, translated

DETAILS: Mapping[str, Phrase] = {
    "reason": phrase("Reason"),
    "method": phrase("Method"),
    "equipment": phrase("Equipment"),
    "process": phrase("Agreed written process"),
    "treatment": phrase("Treatment"),
    "waste_code": phrase("Waste code"),
    "sic_code": phrase("Industry code"),
    "container": phrase("Container"),
    "seal": phrase("Seal number"),
    "recipient": phrase("Recipient"),
    "recipient_registration": phrase("Recipient's registration"),
    "carrier": phrase("Carrier of the waste"),
    "carrier_registration": phrase("Carrier's registration"),
    "downstream": phrase("Next facility"),
    "sanitisation": phrase("How its data were erased"),
    "customs_code": phrase("Customs code"),
    "customs_reference": phrase("Customs reference"),
    "third_party": phrase("Third-party witness"),
    "derogation": phrase("Derogation"),
    "justification": phrase("Justification of the derogation"),
    "weight_g": phrase("Weight in grams"),
    "issuer": phrase("Issuer"),
    "address": phrase("Address"),
}
"""What each detail is called, and what else is looked for on a certificate."""

HINTS: Mapping[str, Phrase] = {
    "reason": phrase("Else its grade and what was found"),
    "method": phrase("as in crushed, shredded"),
    "equipment": phrase("as in press 7"),
    "process": phrase("Number or name of the procedure"),
    "waste_code": phrase("as in 20 01 36, with * where hazardous"),
    "sic_code": phrase("as in 38.32"),
    "container": phrase("as in 2 pallets, drum 14"),
    "customs_code": phrase("as in 6109.10"),
    "customs_reference": phrase("as in CBP 7553, its number"),
    "third_party": phrase("Name and firm of who is no party"),
    "weight_g": phrase("whole grams"),
}
"""How it is written, or an example; nothing where anything may stand there."""

TREATED: Mapping[str, Phrase] = dict(
    zip(
        TREATMENTS,
        (phrase("reuse"), phrase("remanufacturing"), phrase("recycling"), phrase("other recovery"), phrase("disposal")),
        strict=True,
    )
)
"""What becomes of discarded goods."""


def detail_said(name: str) -> str:
    """What a detail is called, in the language spoken now; an unknown one by its own name."""
    return _(DETAILS[name].words) if name in DETAILS else name


def detail_hint(name: str) -> str:
    """How it is written, or an example; empty where anything may stand there."""
    return _(HINTS[name].words) if name in HINTS else ""


def treatment_said(treatment: str) -> str:
    """What becomes of discarded goods."""
    return _(TREATED[treatment].words) if treatment in TREATED else treatment


def fault_said(name: str, fault: str) -> str:
    """Why a text cannot stand there (`app.domain.certificates.detail_fault`), with the detail's own words."""
    return translated(fault).replace(name, detail_said(name))


def lacks_said(names: tuple[str, ...]) -> str:
    """What a certificate says nothing of; empty where it lacks nothing."""
    return _("not recorded: {what}", what=listed([detail_said(name) for name in names])) if names else ""
