"""Claims, their steps, and what people decided to cover on photos. Rows are only added."""

from __future__ import annotations

from typing import Any

from app.domain.claim_facts import ClaimClosed, ClaimDated, ClaimFiled, ClaimOpened, ClaimPacked, PhotoRedacted
from app.store import counters
from app.store.audit import exact, instant
from app.store.mapping import new_key
from app.store.models import Claim, ClaimStep, ClaimUnit, Redaction

from .batch import Batch


def opened(batch: Batch, fact: ClaimOpened) -> None:
    counters.use_up_to(batch.connection, counters.CLAIM, counters.number_in(fact.number))
    said: dict[str, Any] = {
        "desk": fact.desk,
        "desk_version": fact.desk_version,
        "cases": list(fact.cases),
        "client": fact.client,
        "platform": fact.platform,
        "order_number": fact.order_number,
        "rma": fact.rma,
        "whole_order": fact.whole_order,
    }
    row = {"number": fact.number, **said, "operator": batch.by, "station": batch.station.id, "at": batch.at}
    batch.insert(Claim, row)
    batch.subject = fact.lpns[0]
    batch.acknowledge("claim", fact.number, {"desk": fact.desk})
    batch.tell("claim", fact.number, **said)
    for lpn in fact.lpns:
        key = new_key()
        batch.insert(ClaimUnit, {"id": key, "claim": fact.number, "unit": lpn})
        batch.tell("claim_unit", key, claim=fact.number, unit=lpn)


def dated(batch: Batch, fact: ClaimDated) -> None:
    _step(batch, "dated", fact.number, fact.lpn, since=fact.since)


def packed(batch: Batch, fact: ClaimPacked) -> None:
    copies = [list(copy) for copy in fact.copies]
    _step(batch, "packed", fact.number, fact.lpn, sha256=fact.sha256, size=fact.size, copies=copies)


def filed(batch: Batch, fact: ClaimFiled) -> None:
    _step(batch, "filed", fact.number, fact.lpn, note=fact.reference)


def closed(batch: Batch, fact: ClaimClosed) -> None:
    money = fact.amount
    _step(
        batch, "closed", fact.number, fact.lpn, outcome=fact.outcome, note=fact.note,
        amount=money.amount if money else None, currency=money.currency if money else "",
    )  # fmt: skip


def redacted(batch: Batch, fact: PhotoRedacted) -> None:
    key = new_key()
    boxes = [[box.left, box.top, box.width, box.height] for box in fact.boxes]
    said = {"photo": fact.photo, "sha256": fact.sha256, "boxes": boxes}
    batch.insert(Redaction, {"id": key, **said, "operator": batch.by, "station": batch.station.id, "at": batch.at})
    batch.subject = fact.subject
    batch.acknowledge("redaction", key, {"photo": fact.photo})
    batch.tell("redaction", key, **said)


def _step(batch: Batch, step: str, number: str, lpn: str, **content: Any) -> None:
    key = new_key()
    nothing: dict[str, Any] = {
        "since": None, "outcome": "", "note": "", "amount": None, "currency": "", "sha256": "", "size": 0, "copies": [],
    }  # fmt: skip
    said = nothing | content
    row = {"id": key, "claim": number, "step": step, **said}
    batch.insert(ClaimStep, {**row, "operator": batch.by, "station": batch.station.id, "at": batch.at})
    batch.subject = lpn
    batch.acknowledge("claim", number, {"step": step})
    told = {name: value for name, value in said.items() if name not in ("since", "amount")}
    since, amount = said["since"], said["amount"]
    batch.tell(
        "claim_step", key, claim=number, step=step, **told,
        since=None if since is None else instant(since), amount=None if amount is None else exact(amount),
    )  # fmt: skip
