"""Claims joined to the station: what opens, counts, covers and packs them; and what is drawn on photos.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from app.paths import shipped
from app.services.station import Station

if TYPE_CHECKING:
    from app.services.claim_packs import ClaimPacking
    from app.services.marking import Marking
    from app.store.keys import StationKeys
    from app.store.unit_of_work import SqlStore


def claiming(station: Station, store: SqlStore, keys: StationKeys) -> Station:
    """The same station, which makes claims."""
    return replace(
        station,
        open_claims=cache(lambda: claim_packing(station, store, keys)),
        open_marking=lambda: marking(station, store),
    )


def marking(station: Station, store: SqlStore) -> Marking:
    """What keeps what people draw on photos."""
    from app.services.marking import Marking
    from app.store.marking import SqlMarkWork

    return Marking(open_work=lambda: SqlMarkWork(store), clock=station.clock)


def claim_packing(station: Station, store: SqlStore, keys: StationKeys) -> ClaimPacking:
    """What makes the station's claims and their packs. Raises `ConfigError` where the desks' data are broken."""
    from app.devices.redacting import Blackout
    from app.documents.claim_letter import PdfLetters
    from app.documents.evidence_packs import write_pack
    from app.documents.pack_readme import ReadMe
    from app.services.claim_packs import ClaimPacking
    from app.services.claims import Claims
    from app.store.claim_letter_file import load_letter
    from app.store.claims import SqlClaims, SqlClaimWork
    from app.store.library import load_desks

    settings = station.settings.station
    claims = Claims(
        reads=SqlClaims(store.reading),
        open_work=lambda: SqlClaimWork(store),
        desks=load_desks(shipped("resources")),
        redactor=Blackout(),
        photo_path=station.photo_path,
        clock=station.clock,
        language=settings.language,
    )
    return ClaimPacking(
        claims=claims,
        write=write_pack,
        readme=ReadMe(shipped("resources", "claims", "pack")),
        words=load_letter(shipped("resources")),
        letter_pdf=PdfLetters(shipped("labels"), settings.site),
        signer=keys,
        station={"id": keys.identity.id, "name": settings.name, "site": settings.site},
    )
