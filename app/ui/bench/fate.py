"""What became of the newest unit, in words for the footer and a tone for the ear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.bench.actions import Action, CloseParcel, CloseWork, Danger, Destroy, Park, Scan
from app.domain.bench.state import Label
from app.services.inspecting import Standing
from app.ui.certificate_words import DETAILS
from app.ui.sounds import family_of

from .names import went, went_to, where_of
from .wording import Wording, counted, listed, phrase

NAMED = 2
"""As many have room in the footer."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Words, and the tone that says the same."""

    words: Wording
    tone: str
    good: bool = True


def fate(before: Standing, now: Standing, action: Action | None) -> Fate | None:
    """What an answer brought to its end; None where it brought nothing to an end."""
    was, now_label = before.state.label, now.state.label
    if was is not None and now_label is None and now.state.last == was and isinstance(action, Scan):
        return Fate(last_words(was), "done")
    if now_label is not None and was is None and before.state.unit is not None:
        return Fate("", _family(now_label))
    if now_label is not None and now_label != was and isinstance(action, Danger):
        return Fate("", _family(now_label))
    parcel = before.state.parcel
    if isinstance(action, CloseParcel) and parcel is not None:
        return _closed(parcel.tracking, action)
    return _put_away(before, now, action)


def _put_away(before: Standing, now: Standing, action: Action | None) -> Fate | None:
    """What left the bench otherwise, and what the hands have to do with it."""
    if isinstance(action, Park):
        lpn = before.state.unit.lpn if before.state.unit else before.state.label.lpn if before.state.label else ""
        words = phrase("{unit} is parked", unit=lpn)
        if before.state.unit is not None:
            words = phrase("{unit} is parked: put its tag on it", unit=lpn)
        return Fate(words, "taken") if lpn else None
    paper = next((fact for fact in now.reply["facts"] if fact["kind"] == "certificate"), None)
    number = str(paper["id"]) if paper is not None else ""
    if isinstance(action, CloseWork):
        closed = phrase("Work on {unit} is closed", unit=action.unit)
        if action.kind == "refurbish":
            closed = phrase("{unit} is done: scan it for its second inspection", unit=action.unit)
        if paper is None:
            return Fate(closed, "done")
        closed = phrase("Work on {unit} is closed · certificate {number}", unit=action.unit, number=number)
        return _certified(closed, paper)
    if isinstance(action, Destroy) and paper is not None:
        return _certified(phrase("{unit} is destroyed · certificate {number}", unit=action.unit, number=number), paper)
    return None


def _certified(done: Wording, paper: Mapping[str, Any]) -> Fate:
    """With what is looked for on the certificate that came of it, and nobody said."""
    missing = [DETAILS[name] for name in paper.get("not_recorded", ()) if name in DETAILS]
    lacks: Wording = phrase("not recorded: {what}", what=listed(missing, ", ")) if missing else ""
    if len(missing) > NAMED:
        lacks = counted("{n} detail not recorded", "{n} details not recorded", len(missing))
    return Fate(listed((done, lacks)), "done", good=not missing)


def _closed(tracking: str, action: CloseParcel) -> Fate:
    """Whether something is missing of it must be seen: it cannot be undone by a step back."""
    missing = sum(one.quantity for one in action.missing)
    if action.empty:
        return Fate(phrase("Parcel {tracking} is closed as empty", tracking=tracking), "done", good=False)
    if missing:
        words = counted(
            "Parcel {tracking} is closed, {n} piece is missing",
            "Parcel {tracking} is closed, {n} pieces are missing",
            missing,
            tracking=tracking,
        )
        return Fate(words, "done", good=False)
    return Fate(phrase("Parcel {tracking} is closed", tracking=tracking), "done")


def _family(label: Label) -> str:
    """The tone of the bin that the unit goes into."""
    route = went_to(label)
    return family_of(route) if route is not None else "hold" if label.held else "taken"


def last_words(label: Label) -> Wording:
    """“Last: R-000311 · A · restocked, label checked”."""
    grade, where = label.says("grade"), where_of(label)
    return phrase("Last: {unit}, label checked", unit=listed((label.lpn, grade, went(where) if where else "")))
