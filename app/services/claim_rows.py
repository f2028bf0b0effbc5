"""Claims, their photos and what they lack, as commands and window are told of them. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.domain import claim_case
from app.domain.claim_case import ClaimPhoto, ClaimUnit
from app.domain.claim_texts import missing_texts, texts_of
from app.domain.claims import ClaimCase, ClaimDesk
from app.domain.redaction import must_be_decided
from app.services.looking import Record


def photos_of(units: Iterable[ClaimUnit]) -> tuple[ClaimPhoto, ...]:
    """Their photos, each once: those of a parcel belong to all that came in it."""
    return tuple({one.key: one for unit in units for one in unit.photos}.values())


def shots_of(unit: ClaimUnit) -> frozenset[str]:
    """What there is a picture of; a film is none."""
    return frozenset(photo.shot for photo in unit.photos if not photo.film)


def is_undecided(photo: ClaimPhoto) -> bool:
    """Whether a photo shows a label, or may, and nobody has said yet what is covered on it; a film never leaves."""
    return not photo.film and photo.decision is None and must_be_decided(photo.shot, of_parcel=photo.of_parcel)


def missing(cases: Sequence[ClaimCase], units: Sequence[ClaimUnit], language: str) -> dict[str, Any]:
    """Photos that the desk wants and a unit has none of, and texts that the records do not have."""
    wanted = claim_case.wanted_shots(cases)
    shots = {unit.lpn: claim_case.missing_of(wanted, shots_of(unit)) for unit in units}
    texts = missing_texts(claim_case.wanted_texts(cases), units, texts_of(units, language))
    return {
        "missing_shots": [{"unit": lpn, "shot": shot} for lpn, some in shots.items() for shot in some],
        "missing_texts": list(texts),
    }


def case_row(case: ClaimCase, language: str) -> Record:
    fault = case.fault.value if case.fault else ""
    return {"case": case.id, "text": case.text.of_language(language), "fault": fault}


def photo_row(photo: ClaimPhoto) -> Record:
    decision = photo.decision
    return {
        "id": photo.key,
        "shot": photo.shot,
        "sha256": photo.sha256,
        "at": photo.at,
        "covered": None if decision is None else len(decision.boxes),
        "decided_by": decision.by if decision else "",
        "must_be_decided": not photo.film and must_be_decided(photo.shot, of_parcel=photo.of_parcel),
        "film": photo.film,
    }


def files_row(desk: ClaimDesk) -> Record | None:
    files = desk.files
    return (
        None
        if files is None
        else {"pictures": files.pictures, "picture_kb": files.picture_kb, "checked": files.checked}
    )


def by_time(row: Record) -> tuple[Any, ...]:
    """Open before closed, what nobody counts first, then the least time; what the desk has comes last of the open."""
    due = row["due"]
    return (row["state"] != "open", row["clock"] in {"no_deadline", "filed"}, due is not None, due, row["number"])
