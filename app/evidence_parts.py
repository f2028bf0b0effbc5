"""What vouches for the records, joined to the station: evidence packs, their check, and the verification of the chain.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.paths import Profile, shipped
from app.services.station import Station, Verification

if TYPE_CHECKING:
    from app.services.packing import PackChecked, Packing
    from app.store.keys import StationKeys
    from app.store.unit_of_work import SqlStore


def packing(station: Station, store: SqlStore, keys: StationKeys) -> Packing:
    """What makes the station's evidence packs."""
    from app.documents.evidence_packs import write_pack
    from app.documents.pack_readme import ReadMe
    from app.services.packing import Packing
    from app.store.packing import SqlPacks

    settings = station.settings.station
    return Packing(
        reads=SqlPacks(store.reading, keys.identity.id),
        write=write_pack,
        readme=ReadMe(shipped("resources", "pack")),
        signer=keys,
        photo_path=station.photo_path,
        clock=station.clock,
        station={"id": keys.identity.id, "name": settings.name, "site": settings.site},
        language=settings.language,
        certificate_pdf=station.certificate_pdf,
    )


def check_pack(place: Profile, file: Path, keys: Sequence[Path]) -> PackChecked:
    """What checking a pack finds: trusts the profile's own key, where there is one, and these. Makes no profile."""
    from app.documents.pack_check import check_pack, public_key, read_key
    from app.store.keys import trusted_pems

    own = [public_key(pem) for pem in trusted_pems(place.keys)]
    return check_pack(file, frozenset([*own, *(read_key(one) for one in keys)]))


def verified(place: Profile, store: SqlStore, keys: StationKeys) -> Verification:
    """The whole chain against everything that it vouches for."""
    from app.store.audit_verify import verify
    from app.store.disk import DiskEvidence

    found = verify(store.engine, DiskEvidence(place.evidence, place.spool), keys)
    return Verification(found.entries, found.photos, found.ok, found.head, tuple(found.problems))
