"""What vouches for the records, joined to the station: evidence packs, their check, and the verification of the chain.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import claim_parts
from app.config import AuditSettings
from app.domain.films import Bounds, Ends, film_format
from app.paths import Profile, shipped
from app.ports import Clock
from app.services.station import Station, Verification

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from app.domain.photo_marks import Mark
    from app.services.filming import Filming, Films, Press, Shelf
    from app.services.packing import PackChecked, Packing
    from app.store.disk import DiskEvidence
    from app.store.held_acts import HeldActsOnDisk
    from app.store.keys import StationKeys
    from app.store.unit_of_work import SqlStore


class OffBench:
    """The checkpoints of a station, those off the bench with them; they go there in a lane of their own."""

    def __init__(self, settings: AuditSettings) -> None:
        self._folder = settings.checkpoints
        self._close: Callable[[], None] = lambda: None

    def note_of(self, keys: StationKeys) -> Callable[[int, str, datetime], None]:
        """What is told of the chain's end after each commit."""
        from app.store.checkpoints import Checkpoints

        if not self._folder:
            return Checkpoints(keys).note
        from app.background.checkpoint_lane import CheckpointLane
        from app.store.off_bench import OffBench as Elsewhere

        lane = CheckpointLane()
        elsewhere = Elsewhere(Path(self._folder), keys.identity.id, lane)
        self._close = lambda: lane.close(elsewhere.write)
        return Checkpoints(keys, elsewhere.note).note

    def close(self) -> None:
        """Give what waits a moment to arrive."""
        self._close()


def vouched(station: Station, store: SqlStore, keys: StationKeys) -> Station:
    """The same station, which makes evidence packs and claims, and can change its key."""
    settings, clock = station.settings.audit, station.clock
    vouching = replace(
        station,
        open_packing=cache(lambda: packing(station, store, keys)),
        filming=filming(station),
        new_key=lambda reason: new_key(store, keys, settings, reason, clock.now()),
    )
    return claim_parts.claiming(vouching, store, keys)


def bench_evidence(place: Profile, store: SqlStore, clock: Clock) -> tuple[DiskEvidence, Films, HeldActsOnDisk]:
    """The evidence of the bench, tidied: what a crash left is put on record or aside. What reads films goes with it,
    and what is held for the records: its photos are evidence already."""
    from app.devices.printers import is_running
    from app.services.filming import Films, Left, put_on_record
    from app.store.audit_files import named_photos
    from app.store.disk import DiskEvidence
    from app.store.film_shelf import FilmShelf
    from app.store.held_acts import HeldActsOnDisk
    from app.store.sweep import sweep

    evidence, held = DiskEvidence(place.evidence, place.spool), HeldActsOnDisk(place.held)
    named = partial(named_photos, store.engine)
    shelf = FilmShelf(evidence, "")
    pieces = shelf.left_behind(is_running, lambda sha256: bool(named({sha256})))
    left = (Left(one.of, one.film, one.note, partial(shelf.forget, one.named_by)) for one in pieces)
    put_on_record(left, store, clock)
    sweep(evidence, named, clock.now(), held.photos)
    films = Films(_film_ends, lambda file: evidence.keep_film(file, _film_measures), evidence.keep_encoded)
    return evidence, films, held


def _film_measures(path: Path, size: int) -> tuple[str, int, int]:
    from app.devices.film_reading import FilmReader

    return FilmReader().measures(path, size)


def _film_ends(path: Path) -> Ends | None:
    """Most proofs are photos: what reads films is loaded for films alone."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        if not film_format(file.read(64)):
            return None
    from app.devices.film_reading import FilmReader

    return FilmReader().ends(path)


def filming(station: Station) -> Filming:
    """What films the bench; what it needs is loaded in the lane that films."""
    from app.services.filming import Filming

    settings, place = station.settings.film, station.profile
    bounds = Bounds(settings.fps, settings.most_minutes * 60.0, settings.most_mb * 1024 * 1024)

    def open_press() -> Press:
        from app.devices.film_press import FilmPress

        return FilmPress(bounds.budget)

    def open_shelf() -> Shelf:
        from app.devices.printers import this_process
        from app.store.disk import DiskEvidence
        from app.store.film_shelf import FilmShelf

        return FilmShelf(DiskEvidence(place.evidence, place.spool), this_process())

    return Filming(open_press, open_shelf, bounds, settings.unboxing)


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
        marked_copy=_marked_copy,
    )


def _marked_copy(picture: Path, sha256: str, marks: Sequence[Mark], band: str) -> bytes:
    """Few packs hold photos that were drawn on: what draws copies is loaded for those alone."""
    from app.devices.marked_copy import MarkedCopies
    from app.labelling.fonts import face_for

    def face(words: str, size: int) -> FreeTypeFont | None:
        found = face_for(words, bold=True)
        return found.at(size, shaped=False) if found is not None else None

    return MarkedCopies(face)(picture, sha256, marks, band)


def check_pack(place: Profile, file: Path, keys: Sequence[Path]) -> PackChecked:
    """What checking a pack finds: trusts the profile's own key, where there is one, and these. Makes no profile."""
    from app.documents.pack_check import check_pack, public_key, read_key
    from app.store.keys import trusted_pems

    own = [public_key(pem) for pem in trusted_pems(place.keys)]
    return check_pack(file, frozenset([*own, *(read_key(one) for one in keys)]))


def verified(
    place: Profile, store: SqlStore, keys: StationKeys, settings: AuditSettings, codes: Sequence[str] = ()
) -> Verification:
    """The whole chain against everything that it vouches for, and against short codes of its checkpoints."""
    from app.store.audit_verify import verify
    from app.store.disk import DiskEvidence

    elsewhere = Path(settings.checkpoints) if settings.checkpoints else None
    evidence = DiskEvidence(place.evidence, place.spool)
    found = verify(store.engine, evidence, keys, elsewhere=elsewhere, codes=codes)
    return Verification(found.entries, found.photos, found.ok, found.head, tuple(found.problems))


def new_key(store: SqlStore, keys: StationKeys, settings: AuditSettings, reason: str, at: datetime) -> str:
    """Change the station's key; the SHA-256 of the new one, as whoever checks packs compares it."""
    from app.documents.pack_check import fingerprint, public_key
    from app.store.key_change import change_key

    changed = change_key(store.engine, keys, reason, at, keep=settings.key)
    return fingerprint(public_key(changed.public_pem))
