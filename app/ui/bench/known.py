"""The left card: the parcel or the unit, what was announced, the buyer's reason in its own words, what its client asks.

Texts from outside stand as they were written; nothing is guessed where the announcement says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.bench.receiving import WRONG_ITEM
from app.domain.bench.state import Bench, Product, Step, Unit
from app.domain.returns import Parcel, ReturnLine, ReturnOrder, order_of

from .around import Around
from .buyers_reason import reason_of
from .names import FLAGS, platform_said
from .pieces import Fact, Known, Notice, Tone
from .wording import Wording, counted, listed, phrase

MOST_ORDERS = 3
CHECKED = frozenset({Step.CHECKLIST, Step.PHOTOS})
KEPT = (phrase("SKU"), phrase("Client"), phrase("Price"), phrase("Serial"))


def known_of(step: Step, state: Bench, around: Around, seen: Unit | None) -> Known:
    """What is known at this moment; `seen` is the newest unit as it stood before its grade was saved."""
    unit = state.unit
    if unit is None and state.label is not None and seen is not None and seen.lpn == state.label.lpn:
        unit = seen
    if unit is not None:
        known = of_unit(unit, state.parcel, around, saved=state.unit is None)
        if step in CHECKED:  # the shots stand beside the live picture, with their ticks
            return replace(known, shots=(), evidence=None)
        return _in_short(known, unit)
    lpn = state.label.lpn if state.label is not None else state.waits
    if lpn:
        return _of_label(state, lpn)
    parcel = state.parcel or state.again
    return of_parcel(parcel) if parcel is not None else _idle(state, around)


def of_unit(unit: Unit, parcel: Parcel | None, around: Around, *, saved: bool) -> Known:
    """The piece on the bench."""
    product = unit.product
    order = order_of(parcel, unit.line_id) if parcel is not None else None
    line = next((one for one in order.lines if one.line_id == unit.line_id), None) if order is not None else None
    if WRONG_ITEM in unit.flags:  # it only takes that line's place: size and colour are the other article's
        line = None
    return Known(
        caption=phrase("Unit") if unit.round == 1 else phrase("Unit · second inspection"),
        code=unit.lpn,
        under=parcel.tracking if parcel is not None else "",
        notices=(*_flags(unit), *_reasons(order)),
        picture=card.photo if (card := around.cards.get(product.article)) is not None else "",
        title=product.title or product.article.sku,
        facts=_facts(product, line, order, unit),
        shots=tuple(shot.photo.sha256 for shot in unit.shots),
        asks=product.instructions,
        evidence=_evidence(unit, saved=saved),
    )


def _in_short(known: Known, unit: Unit) -> Known:
    """Once it is graded the photos and the evidence matter, no longer why it came."""
    facts = tuple(fact for fact in known.facts if fact.name in KEPT)
    return replace(known, notices=_flags(unit), picture="", facts=facts, asks=())


def of_parcel(parcel: Parcel) -> Known:
    """The parcel, before an item of it is on the bench."""
    orders = parcel.orders[:MOST_ORDERS]
    return Known(
        caption=phrase("Parcel"),
        code=parcel.tracking,
        under=_arrival(parcel),
        notices=tuple(notice for order in orders for notice in _reasons(order)),
        facts=tuple(fact for order in orders for fact in _order_facts(order)),
    )


def _arrival(parcel: Parcel) -> Wording:
    pieces = sum(line.quantity for line in parcel.lines)
    if not pieces:
        return phrase("Nobody announced it")
    return counted("{n} piece announced", "{n} pieces announced", pieces)


def _of_label(state: Bench, lpn: str) -> Known:
    label = state.label or state.last
    lines = label.lines if label is not None and label.lpn == lpn else ()
    return Known(
        caption=phrase("Unit"),
        code=lpn,
        title=lines[0] if lines else "",
        facts=(Fact(phrase("Client"), lines[3]),) if len(lines) > 3 else (),
    )


def _idle(state: Bench, around: Around) -> Known:
    """At an idle bench: the unit whose label was just scanned, else what waits in the house."""
    if state.shown:
        return _of_label(state, state.shown)
    return Known(caption=phrase("What waits"), idle=True, waiting=around.queues)


def _flags(unit: Unit) -> tuple[Notice, ...]:
    return tuple(Notice(*FLAGS[flag], tone=Tone.WARN) for flag in unit.flags if flag in FLAGS)


def _reasons(order: ReturnOrder | None) -> tuple[Notice, ...]:
    """The buyer's reason as the marketplace wrote it, and the buyer's own note."""
    if order is None:
        return ()
    known = reason_of(order.reason_code)
    own = order.reason_text or ("" if known else order.reason_code.replace("_", " "))
    same = known is not None and known.words.casefold() == own.casefold()
    latin = any(letter.isascii() and letter.isalpha() for letter in own)
    reason = listed(("" if known is None or same else known, own), " · " if latin else " ")
    note = f"“{order.customer_note}”" if order.customer_note else ""
    if not reason:
        return (Notice(note),) if note else ()
    return (Notice(reason, note),)


def _facts(product: Product, line: ReturnLine | None, order: ReturnOrder | None, unit: Unit) -> tuple[Fact, ...]:
    weight = f"{unit.grams} g" if unit.grams is not None else ""
    expected = f"{product.weight_g} g" if product.weight_g is not None else ""
    rows: list[tuple[Wording, Wording]] = [
        (phrase("SKU"), product.article.sku),
        (phrase("Client"), product.article.client),
        (phrase("Order"), _order_said(order)),
        (phrase("RMA"), order.rma if order is not None else ""),
        (phrase("Size"), line.size if line is not None else ""),
        (phrase("Colour"), line.colour if line is not None else ""),
        (phrase("Price"), product.price or ""),
        (phrase("Serial"), unit.serial),
        (
            phrase("Weight"),
            phrase("{weight}, expected {expected}", weight=weight, expected=expected)
            if weight and expected
            else weight or expected,
        ),
    ]
    return tuple(Fact(name, value) for name, value in rows if value)


def _order_facts(order: ReturnOrder) -> tuple[Fact, ...]:
    rows: list[tuple[Wording, Wording]] = [
        (phrase("Order"), _order_said(order)),
        (phrase("RMA"), order.rma),
        (phrase("Client"), order.client),
    ]
    return tuple(Fact(name, value) for name, value in rows if value)


def _order_said(order: ReturnOrder | None) -> str:
    return f"{platform_said(order.platform)} {order.number}".strip() if order is not None else ""


def _evidence(unit: Unit, *, saved: bool) -> Notice | None:
    """Said only of what is durable: a photo is on disk and on record before the bench has it."""
    photos = len(unit.shots)
    if not photos and not saved:
        return None
    kept = counted("{n} photo on disk", "{n} photos on disk", photos)
    answers = counted("{n} answer on record", "{n} answers on record", len(unit.answers))
    title = phrase("Grade and evidence saved") if saved else phrase("Evidence saved")
    return Notice(title, listed((kept, answers)), Tone.OK)
