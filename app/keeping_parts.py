"""What keeps records and evidence safe, joined to the station: backups, and putting them back in place, looks through
the evidence, and what of it may go.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import EvidenceSettings
from app.errors import DiskFull
from app.paths import Profile, shipped
from app.saying import say
from app.services.safekeeping import Asked, BackedUp, Damaged, Looked, Rest, Restored, RoomState, Tell
from app.services.station import Station

if TYPE_CHECKING:
    from app.services.retaining import Retaining
    from app.store.keys import StationKeys
    from app.store.reserve import Reserve
    from app.store.unit_of_work import SqlStore

Note = Callable[[int, str, datetime], None]


def kept(station: Station, store: SqlStore, keys: StationKeys, note: Note) -> Station:
    """The same station, which can be backed up."""

    def back_up(out: Path, passphrase: str = "", tell: Tell = lambda _done, _of: None) -> BackedUp:
        from app.store import backup

        at = station.clock.now()
        return backup.back_up(store.engine, keys, station.profile, out, at, passphrase=passphrase, tell=tell, note=note)

    def scrub(tell: Tell, rest: Rest = lambda _: True, /, *, afresh: bool = False) -> Looked:
        from app.store import scrub
        from app.store.disk import DiskEvidence

        place = station.profile
        evidence = DiskEvidence(place.evidence, place.spool)
        return scrub.scrub(
            store.engine, evidence, keys.identity.id, station.clock.now, afresh=afresh, rest=rest, tell=tell
        )

    def damaged(unit: str = "", /) -> tuple[Damaged, ...]:
        from app.store import damage

        return damage.damaged(store.engine, station.profile.evidence, station.profile.spool, keys.identity.id, unit)

    return replace(
        station,
        back_up=back_up,
        scrub=scrub,
        damaged=damaged,
        open_retention=lambda: retention(station, store, keys, note),
        room=_reserve(station.profile, station.settings.evidence).room,
    )


def _reserve(place: Profile, settings: EvidenceSettings) -> Reserve:
    from app.store.reserve import Reserve

    return Reserve(place.spool, settings.reserve_mb << 20)


def room_seen(place: Profile, settings: EvidenceSettings) -> str:
    """Whether there is room for new parcels. Raises `DiskFull`."""
    room = _reserve(place, settings).room()
    free = room.free / 2**30
    if room.state is RoomState.SPENT:
        raise DiskFull(
            say("Only {free:.2f} GiB are free: what is open can be ended, but no new parcel is begun.", free=free),
            "Make room on this disk; a backup elsewhere and `regrade evidence retention` show what may go.",
        )
    return f"{free:.1f} GiB for new parcels" + (", which is not much" if room.state is RoomState.LOW else "")


@contextmanager
def watched(station: Station) -> Iterator[None]:
    """The evidence looked through, little by little, as long as the block lasts; room on the disk is in reserve."""
    from app.background.scrub_lane import ScrubLane
    from app.store import scrub
    from app.store.disk import DiskEvidence

    settings, place = station.settings.evidence, station.profile
    looks = settings.scrub_days > 0 and settings.url == "disk"
    evidence = DiskEvidence(place.evidence, place.spool)
    lane = ScrubLane(
        lambda: looks and scrub.due(evidence, station.clock.now(), settings.scrub_days),
        lambda rest: station.scrub(lambda _done, _of: None, rest),
        settings.scrub_percent,
        _reserve(place, settings).hold,
    )
    lane.start()
    try:
        yield
    finally:
        lane.close()


def evidence_seen(place: Profile, settings: EvidenceSettings) -> str:
    """What the looks through the evidence found. Raises `StoreError`."""
    from app.store import scrub

    return scrub.standing(place.spool, datetime.now(UTC), settings.scrub_days)


def retention(station: Station, store: SqlStore, keys: StationKeys, note: Note) -> Retaining:
    """What of the station's evidence may be deleted, and who may say so."""
    from app.services.retaining import Retaining
    from app.store.disk import DiskEvidence
    from app.store.retention import SqlRetention
    from app.store.retention_file import load_retention

    policy = load_retention(shipped("resources"), station.profile.root)
    evidence = DiskEvidence(station.profile.evidence, station.profile.spool)
    return Retaining(
        SqlRetention(store.engine, evidence, keys.identity.id, policy, note), station.people, station.clock
    )


def restored(place: Profile, asked: Asked, database: str | None) -> Restored:
    """A backup put in place as this profile; its records on a server where one is named."""
    from app.documents.pack_check import read_key
    from app.store.record_copy import untold
    from app.store.restore import Wanted, restore

    on_server = database if database and not database.startswith("sqlite") else ""
    wanted = Wanted(on_server, asked.passphrase, tuple(read_key(key) for key in asked.keys))
    return restore(asked.file, place.root, datetime.now(UTC), wanted, asked.tell or untold)
