"""What keeps records and evidence safe, joined to the station: backups, and putting them back in place.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.paths import Profile
from app.services.safekeeping import Asked, BackedUp, Restored, Tell
from app.services.station import Station

if TYPE_CHECKING:
    from app.store.keys import StationKeys
    from app.store.unit_of_work import SqlStore

Note = Callable[[int, str, datetime], None]


def kept(station: Station, store: SqlStore, keys: StationKeys, note: Note) -> Station:
    """The same station, which can be backed up."""

    def back_up(out: Path, passphrase: str = "", tell: Tell = lambda _done, _of: None) -> BackedUp:
        from app.store import backup

        at = station.clock.now()
        return backup.back_up(store.engine, keys, station.profile, out, at, passphrase=passphrase, tell=tell, note=note)

    return replace(station, back_up=back_up)


def restored(place: Profile, asked: Asked, database: str | None) -> Restored:
    """A backup put in place as this profile; its records on a server where one is named."""
    from app.documents.pack_check import read_key
    from app.store.record_copy import untold
    from app.store.restore import Wanted, restore

    on_server = database if database and not database.startswith("sqlite") else ""
    wanted = Wanted(on_server, asked.passphrase, tuple(read_key(key) for key in asked.keys))
    return restore(asked.file, place.root, datetime.now(UTC), wanted, asked.tell or untold)
