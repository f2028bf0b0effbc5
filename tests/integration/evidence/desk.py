"""What comes after a day at the bench: sold, claimed, covered, replaced, reserved, deleted when its time is over.

Written by the records' own functions on a day that has been; what the verifier's tests alter.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import insert, select

from app.domain import claim_facts as claimed
from app.domain.bench import facts as happened
from app.domain.channel import Change, Listing, Sold
from app.domain.money import Money
from app.domain.outbox import Work, Write
from app.domain.photo_marks import Ink, Mark, PhotoMarked, Shape
from app.domain.redaction import Box
from app.domain.retention import Purpose, Rule
from app.domain.stock import Account
from app.store import outbox, shop_sales
from app.store.audit import digest_of
from app.store.audit_files import named_photos
from app.store.keeping import Told, Transaction
from app.store.mapping import new_key
from app.store.models import Allocation, Certificate, Outbox, Photo, Rulebook
from app.store.retention import SqlRetention
from app.store.retention_file import RetentionPolicy
from app.store.sale import Sale
from app.store.sweep import sweep
from tests.integration.evidence.day import ANNA, BEN, START, Day

LATER = START + timedelta(days=400)
MANY_MINUTES = 600


def after(day: Day) -> None:
    """All of it, on a day with two units of grade A, one of B and one that was destroyed."""
    _files(day)
    _at_the_bench(day)
    _at_the_desk(day)
    _papers(day)
    _sold(day)
    _rules(day)
    _deleted(day)


def _one(day: Day, *columns: Any, where: Any) -> Any:
    with day.engine.connect() as connection, connection.begin():
        return connection.execute(select(*columns).where(where)).first()


def _files(day: Day) -> None:
    """What else comes in files; then the price of an article changes."""
    article = {"client": "ACME", "sku": "SKU-1"}
    order = {**article, "order_id": "RM-1"}
    day.take(
        {
            "instructions": [{**article, "text": "Keep the box"}, {"client": "ACME", "category": "Pots", "text": "No"}],
            "selling": [{**article, "grade": "B", "rank": 1, "place": "outlet"}],
            "fba-returns": [{**article, "order_id": "114-1", "lpn": "LPNRR1"}, {**article, "order_id": "114-2"}],
            "fba-removal-orders": [{**order, "requested": 3, "status": "Pending"}],
            "fba-removal-shipments": [{**order, "quantity": 1, "tracking": "1Z9"}],
        }
    )
    day.take({"products": [{**article, "title": "Kettle", "price": Decimal("24.90"), "currency": "EUR"}]})
    day.take({"fba-returns": [{**article, "order_id": "114-2", "lpn": "LPNRR2"}]})


def _at_the_bench(day: Day) -> None:
    day.act([happened.ParcelClosed(day.parcel, "as announced")], MANY_MINUTES)
    day.act([happened.ParcelReopened(day.parcel, "a piece came late")], MANY_MINUTES + 1)
    day.act([happened.ExchangeReserved(day.units[1], "1003", LATER)], MANY_MINUTES)
    day.act([happened.ExchangeEnded(day.units[1], "taken", "sent to the buyer")], MANY_MINUTES + 1, BEN)
    day.act([happened.ExchangeReserved(day.units[1], "1004", LATER)], MANY_MINUTES + 2)


def _at_the_desk(day: Day) -> None:
    lpn, number = day.units[0], "CLM-000001"
    photo = _one(day, Photo.id, Photo.sha256, where=Photo.unit == lpn)
    boxes = (Box(1, 2, 3, 4),)
    day.act(
        [
            PhotoMarked(photo.id, lpn, photo.sha256, (Mark(Shape.CIRCLE, Ink.RED, 10, 10, 900, 900),)),
            claimed.PhotoRedacted(photo.id, lpn, photo.sha256, boxes),
            claimed.ClaimOpened(number, "tiktok_appeal", 1, ("wrong_item",), "ACME", "tiktok", "1001", "RMA-7", (lpn,)),
        ],
        MANY_MINUTES,
        BEN,
    )
    copies = ((photo.id, photo.sha256, "c" * 64),)
    for step in (
        claimed.ClaimDated(number, lpn, START),
        claimed.ClaimPacked(number, lpn, "d" * 64, 77, copies),
        claimed.ClaimFiled(number, lpn, "case 12"),
        claimed.ClaimClosed(number, lpn, "paid", "in full", Money.of("19.90", "USD")),
    ):
        day.act([step], MANY_MINUTES, BEN)


def _papers(day: Day) -> None:
    """The certificate of what was destroyed is written out, void, and replaced."""
    first = _one(day, Certificate.number, Certificate.unit, where=Certificate.voided_at.is_(None))
    day.act([happened.CertificateCopied(first.number, "e" * 64, 4711)], MANY_MINUTES)
    due = happened.CertificateDue(first.unit, "destruction", (("weight_g", "400"),), "", first.number)
    day.act([happened.CertificateVoided(first.number, "weight wrong"), due], MANY_MINUTES, BEN)


def _sold(day: Day) -> None:
    """One unit goes out to its listing; it is sold, called off, and sold again."""
    lpn = day.units[0]
    offer = _one(day, Allocation.id, where=Allocation.unit == lpn)
    sent = _one(day, Outbox.id, Outbox.listing, Outbox.channel, where=Outbox.unit == lpn)
    listing = Listing("ACME", "SKU-1", "A")
    work = Work(sent.listing, sent.channel, listing)
    write = Write(new_key(), new_key(), Change(1, (lpn,), START), (sent.id,), None, START)
    facts = [outbox._begun(work, write), outbox._stands(write, 1)]
    at_shop = SimpleNamespace(lpn=lpn, account=Account.SELLABLE_A.value, allocation=offer.id)

    def sale(line: str) -> Sale:
        return Sale(sent.channel, sent.listing, listing, Sold(line, "O-1", "SKU-1", 1, START))

    def written(begun: Transaction) -> None:
        begun.connection.execute(insert(outbox._WRITES), outbox._row(work, write))
        begun.told.append(Told("channel_write", facts, ()))

    _begun(day, written)
    _begun(day, lambda begun: shop_sales.book_sale(begun, sale("L1"), cast("Any", at_shop), "sold"))
    _begun(day, lambda begun: shop_sales.cancel(begun, sale("L1")))
    _begun(day, lambda begun: shop_sales.book_sale(begun, sale("L2"), cast("Any", at_shop), "sold"))


def _begun(day: Day, deed: Callable[[Transaction], None]) -> None:
    with day.engine.begin() as connection:
        begun = Transaction(connection, day.station, START)
        deed(begun)
        link = begun.end()
    assert link is not None
    day.checkpoints.note(link.seq, link.hash, START)


def _rules(day: Day) -> None:
    """The version that was there from the first day on, and one that came later."""

    def kept(begun: Transaction) -> None:
        contents = {version: json.dumps({"id": "apparel", "version": version}) for version in (1, 2)}
        for version, content in contents.items():
            named = {"kind": "checklist", "id": "apparel", "version": version, "sha256": digest_of(content)}
            begun.connection.execute(insert(Rulebook), {**named, "content": content, "kept_at": START})
        fact = {"kind": "rules", "rules": "checklist", "id": "apparel", "before": 1, "after": 2}
        begun.told.append(Told("rules", [{**fact, "sha256": digest_of(contents[2])}], ()))

    _begun(day, kept)


def _deleted(day: Day) -> None:
    """What was destroyed has had its time."""
    sweep(day.evidence, partial(named_photos, day.engine), START)
    policy = RetentionPolicy((Rule(Purpose.CERTIFICATE, 30, ""),), frozenset())
    gone = SqlRetention(day.engine, day.evidence, day.station, policy, day.checkpoints.note).delete(
        BEN, "their time is over", LATER
    )
    assert gone.photos
    day.act([happened.SignedOut(ANNA.user_id)], MANY_MINUTES + 3)
