"""Damaged photos on the work page, as data: a line each, and what is safe and what to do about the one looked at.

In the language spoken now. No widget.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.services.safekeeping import Damaged
from app.ui.unit.said import damage_said, remedy_said, safe_said, shot_said
from app.ui.words import _, moment, translated

from .scene import Detail, Looked, Told


@dataclass(frozen=True, slots=True)
class DamageRow:
    """A line of the damaged photos."""

    key: str
    whose: str
    shot: str
    taken: str
    why: str
    order: str = ""


def damage_rows(looked: Looked, words: str) -> tuple[DamageRow, ...]:
    """A line a photo, of these words."""
    text = words.casefold()
    return tuple(
        DamageRow(
            key_of(one), _whose(one), shot_said(one.shot), moment(one.at, looked.at), translated(one.why),
            one.at.isoformat(),
        )
        for one in looked.damaged
        if text in f"{one.unit} {one.parcel} {one.sha256}".casefold()
    )  # fmt: skip


def damage_detail(looked: Looked, key: str) -> Detail | None:
    """One photo: what is damaged, what is safe, what to do."""
    one = next((one for one in looked.damaged if key_of(one) == key), None)
    if one is None:
        return None
    return Detail(
        _whose(one),
        shot_said(one.shot),
        _("damaged"),
        "bad",
        (
            Told(_("What happened"), damage_said(translated(one.why)), "bad"),
            Told(_("What is safe"), safe_said()),
            Told(_("What to do"), remedy_said()),
        ),
        ((_("Taken"), moment(one.at, looked.at)), (_("SHA-256"), one.sha256)),
        unit=one.unit,
    )


def key_of(one: Damaged) -> str:
    """What tells a line from the others: a picture may be on record twice."""
    return f"{one.sha256} {one.unit} {one.shot}"


def _whose(one: Damaged) -> str:
    return one.unit or one.parcel
