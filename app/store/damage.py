"""Photos that the looks through the evidence found damaged or missing, with whose evidence they are.

What was found lies in `spool/scrub.json` (`app.store.scrub`); a photo that was put back since is told as long as nobody
looked at it again, unless a unit is asked for: its photos are looked at there and then. Changes nothing. Any thread.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, bindparam, select

from app.services.safekeeping import Damaged
from app.store.audit_files import fault_again, photo_fault
from app.store.deletions import NOT_DELETED
from app.store.disk import photo_path
from app.store.engine import READING
from app.store.models import Parcel, Photo
from app.store.scrub import FILE, load

_WHOSE = (
    select(Photo.sha256, Photo.shot, Photo.at, Photo.unit, Parcel.tracking)
    .outerjoin(Parcel, Parcel.id == Photo.parcel_id)
    .where(Photo.sha256.in_(bindparam("photos", expanding=True)), Photo.station == bindparam("station"), NOT_DELETED)
    .order_by(Photo.at, Photo.id)
)


def damaged(engine: Engine, evidence: Path, spool: Path, station: str, unit: str = "") -> tuple[Damaged, ...]:
    """All that is known to be damaged, the oldest first; or a unit's, looked at once more. Raises `StoreError`."""
    known = load(spool / FILE).damaged
    if not known:
        return ()
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        rows = connection.execute(_WHOSE, {"photos": list(known), "station": station}).all()
    faults = {sha256: fault_again(why) for sha256, why in known.items()}
    found = []
    for row in rows:
        if unit and row.unit != unit:
            continue
        fault = photo_fault(photo_path(evidence, row.sha256)) if unit else faults[row.sha256]
        if fault is not None:
            found.append(Damaged(row.sha256, fault, row.shot, row.at, row.unit or "", row.tracking or ""))
    return tuple(found)
