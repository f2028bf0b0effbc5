"""What a film at the bench is evidence of."""

from __future__ import annotations

from app.domain.films import KINDS, FilmOf, is_film
from app.saying import say

from .actions import KeepFilm
from .facts import FilmKept
from .found import Found
from .refusal import Refused
from .state import Bench


def film_of(state: Bench, action: KeepFilm, found: Found) -> FilmKept:
    """The fact that a film is kept: of what is named, else of the open unit, else of the open parcel."""
    if found.proof is None or not is_film(found.proof.photo.format):
        raise Refused("no_film", "This file is no film.", "MKV, MP4, MOV, WebM and AVI are taken.")
    if action.kind not in KINDS:
        known = ", ".join(KINDS)
        raise Refused(
            "unknown_film",
            say("There are no films of “{kind}”.", kind=action.kind[:40]),
            say("Known: {known}.", known=known),
        )
    if found.proof.known:
        raise Refused("old_picture", "This film is on record already.", "Choose another one.")
    lpn, parcel_id = _meant(state, action, found)
    return FilmKept(found.proof.photo, FilmOf(action.kind).shot, lpn, parcel_id)


def _meant(state: Bench, action: KeepFilm, found: Found) -> tuple[str, str]:
    if action.unit:
        if found.unit is None:
            raise Refused(
                "unknown_unit", "No unit is known under this LPN.", "Scan its tag, or look it up under Stock."
            )
        return found.unit.lpn, ""
    if action.parcel_id:
        if found.parcel is None or not found.parcel.parcel_id:
            raise Refused("unknown_parcel", "This parcel is not on record.", "Scan the parcel, then film it.")
        return "", found.parcel.parcel_id
    if state.unit is not None:
        return state.unit.lpn, ""
    if state.parcel is not None and state.parcel.parcel_id:
        return "", state.parcel.parcel_id
    raise Refused("nothing_open", "Nothing is open at this bench that a film could be of.", "Scan the parcel first.")
