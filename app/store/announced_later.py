"""Settles return lines that were announced after their parcel came: its pieces without a line are the ones awaited.

Such a piece was booked from outside when it was scanned, and its announcement booked it once more: it takes the line,
and the announced piece goes back outside, so that a unit counts once. Pieces that are still open at a bench are left
to it: the bench settles them when they are finished. A serial number finds its own piece first; a piece with another
number than the announced one is flagged. Each piece has an audit entry with its facts, as the bench would tell them.
Within the caller's transaction, one thread.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.domain.bench.checking import SERIAL_MISMATCH
from app.domain.bench.facts import Flagged, LineCounted, UnitAnnounced
from app.domain.bench.found import UnitState
from app.domain.bench.receiving import ANNOUNCED_LATER
from app.domain.identifiers import serial_key
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Article, Move
from app.store.keeping import Told, Transaction
from app.store.keys import StationIdentity
from app.store.models import Parcel, ReturnLine, ReturnOrder, Unit, table
from app.store.reading import REUSED
from app.store.sought import AT_ONCE, Sought
from app.store.writing import parcels, units
from app.store.writing.batch import Batch

Record = Mapping[str, Any]
INSPECTED = (UnitState.FINISHED.value, UnitState.AWAITS_INSPECTION.value, UnitState.CLOSED.value)
_CAME = Sought(
    select(Parcel.id, Parcel.key, Parcel.kind, Parcel.description)
    .where(Parcel.state != "withdrawn")
    .order_by(Parcel.id.desc())
    .with_for_update(),
    table(Parcel).c.key,
)


def settle(transaction: Transaction, keys: Collection[str]) -> None:
    """Settle the open lines of these parcels' keys; what is to be booked and audited of it goes to the transaction."""
    connection, wanted = transaction.connection, sorted(keys)
    station = StationIdentity(transaction.station, "")
    for first in range(0, len(wanted), AT_ONCE):
        for line, piece in _pairs(connection, wanted[first : first + AT_ONCE]):
            transaction.told.append(_write(Batch(connection, station, transaction.at, None), line, piece))


def _pairs(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[Record, Record]]:
    """Line and piece of each that came before its announcement."""
    came = _parcels(connection, keys)
    if not came:
        return
    pieces = _pieces(connection, [parcel["id"] for parcel in came if parcel["kind"] == ParcelKind.UNEXPECTED.value])
    awaited = [(line, _parcel_of(line, came)) for line in _lines(connection, {parcel["key"] for parcel in came})]
    left = {line["id"]: line["open"] for line, _ in awaited}
    for likeness in ("same number", "no number", "other number"):
        for line, parcel in awaited:
            fitting = [one for one in pieces if _is_of(one, line, parcel) and _likeness(one, line) == likeness]
            for piece in fitting[: left[line["id"]]]:
                pieces.remove(piece)
                left[line["id"]] -= 1
                yield line, piece


def _is_of(piece: Record, line: Record, parcel: str) -> bool:
    return (piece["parcel_id"], piece["client"], piece["sku"]) == (parcel, line["client"], line["sku"])


def _likeness(piece: Record, line: Record) -> str:
    """How the serial number of a piece is to the announced one."""
    if not (piece["serial"] and line["serial"]):
        return "no number"
    return "same number" if piece["serial"] == serial_key(line["serial"]) else "other number"


def _parcels(connection: Connection, keys: Sequence[str]) -> list[dict[str, Any]]:
    """What came under these keys, newest first; a bench that is just closing one is waited for."""
    return list(_CAME.rows(connection, ((key,) for key in keys)))


def _lines(connection: Connection, keys: Collection[str]) -> list[dict[str, Any]]:
    left = ReturnLine.quantity - ReturnLine.received - ReturnLine.missing - ReturnLine.wrong
    named = (ReturnLine.id, ReturnLine.client, ReturnLine.sku, ReturnLine.serial, ReturnLine.order_id)
    statement = (
        select(*named, ReturnOrder.parcel_key, left.label("open"))
        .join(ReturnOrder, ReturnOrder.id == ReturnLine.order_id)
        .where(ReturnOrder.parcel_key.in_(sorted(keys)), left > 0)
        .order_by(ReturnLine.id)
    )
    return _rows(connection.execute(statement).mappings())


def _pieces(connection: Connection, parcel_ids: Sequence[str]) -> list[dict[str, Any]]:
    statement = (
        select(Unit.lpn, Unit.parcel_id, Unit.client, Unit.sku, Unit.serial, Unit.flags)
        .where(Unit.parcel_id.in_(parcel_ids), Unit.line_id.is_(None), Unit.state.in_(INSPECTED))
        .order_by(Unit.lpn)
        .with_for_update()
    )
    return _rows(connection.execute(statement).mappings())


def _parcel_of(line: Record, came: Iterable[Record]) -> str:
    """The parcel of an order: the newest; one whose number was used again has only what was announced after it."""
    for parcel in came:
        if parcel["key"] == line["parcel_key"] and (parcel["description"] != REUSED or line["order_id"] > parcel["id"]):
            return str(parcel["id"])
    return ""


def _write(batch: Batch, line: Record, piece: Record) -> Told:
    lpn = piece["lpn"]
    article = Article(line["client"], line["sku"])
    parcels.line_counted(batch, LineCounted(line["id"], received=1, reason=ANNOUNCED_LATER))
    units.announced(batch, UnitAnnounced(lpn, line["id"]))
    if _likeness(piece, line) == "other number" and SERIAL_MISMATCH not in piece["flags"]:
        units.flagged(batch, Flagged(lpn, (*piece["flags"], SERIAL_MISMATCH)))
    # Not as a fact of the bench: the piece stays where its grade has put it, only its announcement is taken back.
    batch.moves.append(Move(article, Account.EXPECTED, Account.OUTSIDE, 1, ANNOUNCED_LATER, lpn))
    batch.flush()
    return Told(ANNOUNCED_LATER, batch.told, batch.moves, lpn)


def _rows(found: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    return [dict(row) for row in found]
