"""The words of the unit page: routes, labels, work, what happened to a unit and when.

Only words, in the language spoken now; what nobody has words for stands as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.disposition import Route
from app.domain.films import CUT, NOT_TAKEN
from app.ui.bench.names import ROUTES
from app.ui.words import _, ngettext


def plain(identifier: str) -> str:
    """An identifier as words, where there are no better ones."""
    return identifier.replace("_", " ").replace(":", ", ")


def shot_said(shot: str) -> str:
    """A shot that no checklist names."""
    own = {
        "destruction": _("Proof of destruction"),
        "destruction:start": _("Film, first second"),
        "destruction:end": _("Film, last second"),
        "film:unboxing": _("Film of the unboxing"),
        "film:destruction": _("Film of a destruction"),
        "parcel": _("The parcel"),
        "item": _("The whole piece"),
    }
    return own.get(shot) or plain(shot)


def film_note(note: str) -> str:
    """Why a film is on record that no act has taken."""
    return {
        CUT: _("A crash cut it off. What was filmed until then is whole."),
        NOT_TAKEN: _("It was filmed, but no act took it; it was put on record at the next start."),
    }.get(note, note)


def route_said(route: str) -> str:
    """Where a unit goes."""
    return _(ROUTES[Route(route)].words) if route in set(Route) else plain(route)


def label_said(state: str) -> tuple[str, str]:
    """What became of a print, with its tone."""
    return {
        "verified": (_("label checked"), "ok"),
        "printed": (_("label not checked yet"), "warn"),
        "void": (_("label void"), "bad"),
    }.get(state, (_("no label"), "neutral"))


def work_said(kind: str) -> str:
    """The work that a route asks for."""
    return {
        "refurbish": _("clean and repack"),
        "donate": _("donate"),
        "recycle": _("recycle"),
        "destroy": _("destroy before a witness"),
        "hand_over": _("hand over"),
        "second_inspection": _("second inspection"),
        "repair": _("repair"),
    }.get(kind, plain(kind))


def certificate_said(kind: str) -> str:
    """What a certificate says."""
    return {
        "destruction": _("Certificate of destruction"),
        "donation": _("Certificate of donation"),
        "recycling": _("Certificate of recycling"),
    }.get(kind, plain(kind))


def decision_said(decision: str) -> str:
    """A supervisor's word."""
    return {
        "approve": _("Approved"),
        "override": _("Another grade by review"),
        "send_back": _("Sent back to be inspected"),
    }.get(decision, plain(decision))


def happened(fact: Mapping[str, Any], named: Callable[[str], str] = shot_said) -> str:
    """What a fact of the chain says of a unit; empty for what only repeats or only moves stock. `named` names a shot
    as the unit's checklist does."""
    if fact.get("kind") == "photo":
        return _("Photo “{shot}” saved", shot=named(fact["shot"]))
    if fact.get("kind") == "photo_withdrawn":
        return _("Photo “{shot}” taken back", shot=named(fact["shot"]))
    say = _HAPPENED.get(str(fact.get("kind")))
    return say(fact) if say else ""


def _taken_up(fact: Mapping[str, Any]) -> str:
    return {
        "open": _("Scanned and taken up"),
        "reopened": _("Taken up for inspection {round}", round=fact.get("round", 2)),
        "withdrawn": _("Scan taken back"),
        "inspection_withdrawn": _("Inspection taken back"),
        "awaits_inspection": _("Waits for another inspection"),
        "closed": _("Closed for good"),
    }.get(fact["state"], "")


def _graded(fact: Mapping[str, Any]) -> str:
    words = _("Graded {grade}", grade=fact["grade"])
    if fact["proposed"] != fact["grade"]:
        words += " · " + _("proposed was {grade}", grade=fact["proposed"])
    return f"{words}: {fact['regrade_reason']}" if fact.get("regrade_reason") else words


def _labelled(fact: Mapping[str, Any]) -> str:
    state = fact.get("state", "printed")
    if state == "verified":
        return _("Label {code} checked", code=fact["code"])
    if state == "void":
        return _("Label {code} void: {reason}", code=fact["code"], reason=fact.get("reason") or "–")
    if fact.get("reprint_of"):
        return _("Label {code} printed again: {reason}", code=fact["code"], reason=fact.get("reason") or "–")
    return _("Label {code} printed", code=fact["code"])


def _worked(fact: Mapping[str, Any]) -> str:
    work, state = work_said(fact["work"]), fact["state"]
    if state == "open":
        return _("Work opened: {work}", work=work)
    if state == "cancelled":
        return _("Work no longer wanted: {work}", work=work)
    return _("Work done: {work}", work=work) + (f" · {fact['proof']}" if fact.get("proof") else "")


def _reviewed(fact: Mapping[str, Any]) -> str:
    said = decision_said(fact["decision"])
    return f"{said}: {fact['reason']}" if fact.get("reason") else said


def _reservation_ended(fact: Mapping[str, Any]) -> str:
    if fact["outcome"] == "taken":
        return _("Shipped in the exchange {number}", number=fact["number"])
    return _("No longer reserved for {number}", number=fact["number"])


def _claimed(fact: Mapping[str, Any]) -> str:
    number = fact["claim"]
    if fact["step"] == "dated":
        return _("Claim {number}: its days count", number=number)
    if fact["step"] == "packed":
        return _("Claim {number} packed", number=number)
    if fact["step"] == "filed":
        return _("Claim {number} filed at its desk", number=number) + (f": {fact['note']}" if fact.get("note") else "")
    return _("Claim {number} closed", number=number) + (f": {fact['note']}" if fact.get("note") else "")


def _covered(fact: Mapping[str, Any]) -> str:
    if fact["boxes"]:
        return _("Said what is covered on copies of a photo")
    return _("Said that nothing is covered on copies of a photo")


_HAPPENED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "unit": _taken_up,
    "grade": _graded,
    "label": _labelled,
    "park": lambda fact: _("Put aside") if fact["state"] == "parked" else _("Taken up again"),
    "work": _worked,
    "review": _reviewed,
    "reservation": lambda fact: _("Reserved for {number}", number=fact["number"]),
    "reservation_ended": _reservation_ended,
    "certificate": lambda fact: f"{certificate_said(fact['certificate'])} {fact['id']}",
    "serial": lambda fact: _("Serial number {serial}", serial=fact["serial"]),
    "destroyed": lambda _fact: _("Destroyed before a witness"),
    "claim": lambda fact: _("Claim {number} opened", number=fact["id"]),
    "claim_step": _claimed,
    "redaction": _covered,
    "photo_marks": lambda fact: _("Drawn on a photo") if fact["marks"] else _("What was drawn on a photo was removed"),
}


def damage_said(why: str) -> str:
    """What is wrong with a photo; `why` in the language spoken now."""
    return _("This photo {why}.", why=why)


def safe_said(n: int = 1) -> str:
    """What so many damaged photos leave unharmed."""
    return ngettext(
        "Its entry on record is safe: SHA-256, time, who took it. Other photos are not touched by it.",
        "Their entries on record are safe: SHA-256, time, who took them. Other photos are not touched by it.",
        n,
    )


def remedy_said(n: int = 1) -> str:
    """What to do about so many damaged photos."""
    return ngettext(
        "Put the file back from a backup: its name is its SHA-256. Then run: regrade evidence scrub --all. Until then"
        " no pack can be made with it.",
        "Put the files back from a backup: the name of each is its SHA-256. Then run: regrade evidence scrub --all."
        " Until then no pack can be made with them.",
        n,
    )
