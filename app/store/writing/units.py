"""Units from their scan to the last photo: what was read, answered and seen, with who did it."""

from __future__ import annotations

from sqlalchemy import bindparam, false, select, true, update

from app.domain.bench.facts import (
    Answered,
    AnswerWithdrawn,
    Flagged,
    InspectionWithdrawn,
    PhotoKept,
    PhotoWithdrawn,
    SerialRead,
    UnitAnnounced,
    UnitOpened,
    UnitReopened,
    UnitWithdrawn,
    Weighed,
)
from app.domain.bench.found import UnitState
from app.domain.evidence import StoredPhoto
from app.domain.stock import Account
from app.store import counters
from app.store.audit import digest_of
from app.store.mapping import new_key, to_text
from app.store.models import Answer, Parcel, Photo, Unit, table
from app.store.prepared import Prepared

from .batch import Batch

_ANSWERS = table(Answer)
_PHOTOS = table(Photo)
_PARCELS = table(Parcel)
_COUNT_UNIT = Prepared(
    update(_PARCELS).where(_PARCELS.c.id == bindparam("parcel")).values(units=_PARCELS.c.units + bindparam("more"))
)
_PARCEL_OF = Prepared(select(Unit.parcel_id).where(Unit.lpn == bindparam("of_lpn")))
_WITHDRAW_ANSWER = Prepared(
    update(_ANSWERS)
    .where(
        _ANSWERS.c.unit == bindparam("of_lpn"),
        _ANSWERS.c.round == bindparam("of_round"),
        _ANSWERS.c.question == bindparam("of_question"),
        _ANSWERS.c.withdrawn == false(),
    )
    .values(withdrawn=true())
    .returning(_ANSWERS.c.id)
)
_WITHDRAW_PHOTO = Prepared(
    update(_PHOTOS)
    .where(
        _PHOTOS.c.unit == bindparam("of_lpn"),
        _PHOTOS.c.round == bindparam("of_round"),
        _PHOTOS.c.shot == bindparam("of_shot"),
        _PHOTOS.c.withdrawn == false(),
    )
    .values(withdrawn=true())
    .returning(_PHOTOS.c.id)
)


def opened(batch: Batch, fact: UnitOpened) -> None:
    article = fact.product.article
    counters.use_up_to(batch.connection, counters.LPN, counters.number_in(fact.lpn))
    product = to_text(fact.product)
    row = {
        "lpn": fact.lpn,
        "client": article.client,
        "sku": article.sku,
        "product": product,
        "parcel_id": fact.parcel_id,
        "line_id": fact.line_id or None,
        "state": UnitState.OPEN.value,
        "account": Account.EXPECTED.value,
        "round": 1,
        "rules": to_text(fact.rules),
        "flags": list(fact.flags),
        "amazon_lpn": fact.amazon_lpn,
        "bench": batch.station.name,
        "opened_at": batch.at,
        "changed_at": batch.at,
    }
    batch.insert(Unit, row)
    batch.change_unit(fact.lpn, state=UnitState.OPEN.value)  # so that it is told how it stands; its move changes it too
    _COUNT_UNIT.run(batch.connection, {"parcel": fact.parcel_id, "more": 1})
    owner = {"client": article.client, "sku": article.sku, "product_sha256": digest_of(product)}
    _say(batch, fact.lpn, "open", **owner, parcel=fact.parcel_id, line=fact.line_id)


def announced(batch: Batch, fact: UnitAnnounced) -> None:
    batch.change_unit(fact.lpn, line_id=fact.line_id)
    _say(batch, fact.lpn, "announced", line=fact.line_id)


def reopened(batch: Batch, fact: UnitReopened) -> None:
    batch.change_unit(
        fact.lpn, state=UnitState.OPEN.value, round=fact.round, rules=to_text(fact.rules), bench=batch.station.name
    )
    _say(batch, fact.lpn, "reopened", round=fact.round, was=fact.was.value)


def withdrawn(batch: Batch, fact: UnitWithdrawn) -> None:
    batch.change_unit(fact.lpn, state=UnitState.WITHDRAWN.value, bench="", serial="")
    parcel = _PARCEL_OF.rows(batch.connection, {"of_lpn": fact.lpn})[0][0]
    _COUNT_UNIT.run(batch.connection, {"parcel": parcel, "more": -1})
    _say(batch, fact.lpn, "withdrawn")


def inspection_withdrawn(batch: Batch, fact: InspectionWithdrawn) -> None:
    batch.change_unit(fact.lpn, state=UnitState.AWAITS_INSPECTION.value, round=max(1, fact.round - 1), bench="")
    _say(batch, fact.lpn, "inspection_withdrawn", round=fact.round)


def flagged(batch: Batch, fact: Flagged) -> None:
    batch.change_unit(fact.lpn, flags=list(fact.flags))
    batch.tell("flags", fact.lpn, flags=list(fact.flags))
    batch.subject = fact.lpn


def serial_read(batch: Batch, fact: SerialRead) -> None:
    batch.change_unit(fact.lpn, serial=fact.serial)
    batch.acknowledge("serial", fact.lpn, {"serial": fact.serial})
    batch.tell("serial", fact.lpn, serial=fact.serial)
    batch.subject = fact.lpn


def weighed(batch: Batch, fact: Weighed) -> None:
    batch.change_unit(fact.lpn, grams=fact.grams)
    batch.acknowledge("weight", fact.lpn, {} if fact.grams is None else {"grams": str(fact.grams)})


def answered(batch: Batch, fact: Answered) -> None:
    key = new_key()
    row = {
        "id": key,
        "unit": fact.lpn,
        "round": fact.round,
        "question": fact.question,
        "choices": list(fact.choices),
        "note": fact.note,
        "settled_by": fact.settled_by,
        "operator": batch.by,
        "at": batch.at,
    }
    batch.insert(Answer, row)
    batch.acknowledge("answer", key, {"question": fact.question})


def answer_withdrawn(batch: Batch, fact: AnswerWithdrawn) -> None:
    which = {"of_lpn": fact.lpn, "of_round": fact.round, "of_question": fact.question}
    for (key,) in _WITHDRAW_ANSWER.rows(batch.connection, which):
        batch.acknowledge("answer", key, {"question": fact.question, "state": "withdrawn"})


def photo_kept(batch: Batch, fact: PhotoKept) -> None:
    keep_photo(batch, fact.photo, fact.shot, lpn=fact.lpn, parcel_id=fact.parcel_id, round_=fact.round,
               overrule=fact.overrule, below=fact.below)  # fmt: skip
    if not fact.lpn:
        batch.change_parcel(fact.parcel_id, owes_photo=False)


def keep_photo(
    batch: Batch, photo: StoredPhoto, shot: str, *, lpn: str, parcel_id: str = "", round_: int = 0, overrule: str = "",
    below: str = "",
) -> str:  # fmt: skip
    """Record a durable picture as evidence; its key. `below` is what the photo gate had said, which was overruled."""
    key = new_key()
    row = {
        "id": key,
        "sha256": photo.sha256,
        "unit": lpn or None,
        "parcel_id": parcel_id or None,
        "round": round_,
        "shot": shot,
        "format": photo.format,
        "size": photo.size,
        "width": photo.width,
        "height": photo.height,
        "overrule": overrule,
        "operator": batch.by,
        "station": batch.station.id,
        "at": batch.at,
    }
    batch.insert(Photo, row)
    batch.subject = lpn or batch.subject or parcel_id
    batch.acknowledge("photo", key, {"sha256": photo.sha256, "shot": shot})
    seen = {"shot": shot, "round": round_, "overrule": overrule} | ({"below_gate": below} if below else {})
    batch.tell("photo", key, sha256=photo.sha256, size=photo.size, unit=lpn, parcel=parcel_id, **seen)
    return key


def photo_withdrawn(batch: Batch, fact: PhotoWithdrawn) -> None:
    which = {"of_lpn": fact.lpn, "of_round": fact.round, "of_shot": fact.shot}
    for (key,) in _WITHDRAW_PHOTO.rows(batch.connection, which):
        batch.acknowledge("photo", key, {"shot": fact.shot, "state": "withdrawn"})
        batch.tell("photo_withdrawn", key, shot=fact.shot, unit=fact.lpn)
    batch.subject = fact.lpn


def _say(batch: Batch, lpn: str, state: str, **content: str | int) -> None:
    batch.subject = lpn
    batch.acknowledge("unit", lpn, {"state": state})
    batch.tell("unit", lpn, state=state, **content)
