"""A review: the record that it is decided on, and the decisions. Pure.

Nothing is recomputed: what stood at the grade is what is decided on, and the label is the one that an approval would
print.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.bench import actions as do
from app.domain.bench.labels import label_for
from app.domain.bench.state import Label
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.money import Money

from . import controls
from .acts import Open, Page, Send
from .asking import asked_of
from .beside import label_view
from .buyers_reason import wording_of
from .examined import Examined
from .hand import Hand
from .names import GRADES, ROUTES, client_said, platform_said, sku_said
from .pieces import Beside, Control, Fact, Head, Known, Notice, Stage
from .wording import Wording, listed, phrase

PAGES = frozenset({Page.REVIEW, Page.REVIEW_GRADE, Page.REVIEW_WHY})


def reviewed(hand: Hand) -> str:
    """The LPN of the unit whose review lies over the question; empty where none does."""
    return hand.page.subject.partition("|")[0] if hand.page.page in PAGES else ""


def decision(unit: str, examined: Examined | None, found: Wording) -> Stage:
    """What is decided, with all that it is decided on; `found` is what is said of it until its record is read."""
    decisions = (
        Control(
            "review_approve",
            phrase("Approve"),
            Send(do.Review(unit, "approve")),
            "1",
            phrase("Grade and route as they are"),
        ),
        Control(
            "review_override",
            phrase("Another grade"),
            Open(Page.REVIEW_GRADE, unit),
            "2",
            phrase("The stock moves at once"),
        ),
        Control(
            "review_send_back",
            phrase("Send it back"),
            Open(Page.REVIEW_WHY, f"{unit}|send_back|"),
            "3",
            phrase("To be inspected again"),
        ),
    )
    said = verdict_of(examined) if examined is not None else found
    return Stage(
        Head(phrase("What is your decision?"), phrase("Review of {unit}", unit=unit), said),
        choices=decisions,
        abreast=True,
        over=True,
        controls=(controls.close(),),
        dossier=examined,
    )


def beside_of_review(examined: Examined, *, deciding: bool) -> Beside:
    """The right card: the photos; and while nothing is chosen yet, the label that an approval prints."""
    label = label_if_approved(examined) if deciding else None
    view = label_view(label, phrase("The label, once approved")) if label is not None else None
    return Beside(camera=False, label=view, dossier=examined)


def verdict_of(examined: Examined) -> Wording:
    """Grade and route with their money, as they were saved."""
    record = examined.record.record
    grade, route = record["grade"] or "", record["route"] or ""
    known = phrase("{grade} · {name}", grade=grade, name=GRADES[Grade(grade)]) if grade in set(Grade) else ""
    net: Wording = ""
    if record["net"] is not None and record["currency"]:
        net = Money(record["net"], record["currency"])
    return listed(
        (
            phrase("Graded {grade}", grade=known) if known else "",
            ROUTES[Route(route)] if route in set(Route) else "",
            net,
        )
    )


def known_of_examined(examined: Examined) -> Known:
    """The left card: what was bought, why it came back, what its client asks. The photos stand at the right."""
    record: Mapping[str, Any] = examined.record.record
    product = record["product"]
    parcel = record["parcel"] or {}
    order = parcel.get("order") or {}
    price: Wording = Money(product["price"], product["currency"]) if product["price"] is not None else ""
    rows: tuple[tuple[Wording, Wording], ...] = (
        (phrase("SKU"), sku_said(record["sku"])),
        (phrase("Client"), client_said(record["client"])),
        (phrase("Order"), f"{platform_said(order['platform'])} {order['order_id']}" if order else ""),
        (phrase("Price"), price),
        (phrase("Serial"), record["serial"]),
        (phrase("Weight"), f"{record['grams']} g" if record["grams"] is not None else ""),
    )
    return Known(
        caption=phrase("Unit") if record["round"] == 1 else phrase("Unit · second inspection"),
        code=record["lpn"],
        under=parcel.get("tracking") or "",
        notices=_reason(order),
        picture=product["photo"],
        title=product["title"] or sku_said(record["sku"]),
        facts=tuple(Fact(name, value) for name, value in rows if value),
        asks=asked_of(record["scanned_as"]) if "scanned_as" in record else (),
    )


def _reason(order: Mapping[str, Any]) -> tuple[Notice, ...]:
    reason = wording_of(order.get("reason_code") or "", order.get("reason_text") or "", order.get("platform") or "")
    note = f"“{order['customer_note']}”" if order.get("customer_note") else ""
    return (Notice(reason or note, note if reason else ""),) if reason or note else ()


def label_if_approved(examined: Examined) -> Label | None:
    """The label that is due once somebody has approved it; None where its route is not known any more."""
    record = examined.record.record
    if "scanned_as" not in record or record["grade"] not in set(Grade) or record["route"] not in set(Route):
        return None
    prints = max((one["sequence"] for one in record["labels"]), default=0)
    return label_for(record["lpn"], record["scanned_as"], Grade(record["grade"]), Route(record["route"]), prints)
