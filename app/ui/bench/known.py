"""The left card: the parcel or the unit, what was announced, the buyer's reason in its own words, what its client asks.

Texts from outside stand as they were written; nothing is guessed where the announcement says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.bench.receiving import WRONG_ITEM
from app.domain.bench.state import CALLED_OFF, Bench, Product, Step, Unit
from app.domain.returns import Parcel, ReturnLine, ReturnOrder, order_of

from .around import Around
from .asking import asked_of
from .buyers_reason import wording_of
from .names import FLAGS, client_said, platform_said, sku_said, went, where_of
from .pieces import Fact, Known, Notice, Tone
from .wording import Wording, counted, listed, phrase

MOST_ORDERS = 3
CHECKED = frozenset({Step.CHECKLIST, Step.PHOTOS})
KEPT = (phrase("SKU"), phrase("Client"), phrase("Price"), phrase("Serial"))


def known_of(step: Step, state: Bench, around: Around, seen: Unit | None) -> Known:
    """What is known at this moment; `seen` is the newest unit as it stood before its grade was saved."""
    unit = state.unit
    lpn = state.label.lpn if state.label is not None else state.waits
    if unit is None and seen is not None and seen.lpn == lpn:
        unit = seen
    if unit is not None:
        known = of_unit(unit, state.parcel, around, saved=state.unit is None)
        if step in CHECKED:  # the shots stand beside the live picture, with their ticks
            return replace(known, shots=(), evidence=None)
        return _in_short(known, unit)
    if lpn:
        return _of_label(state, lpn)
    parcel = state.parcel or state.again
    return of_parcel(parcel, around) if parcel is not None else _idle(state, around)


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
        notices=(*_flags(unit, line), *_reasons(order)),
        picture=card.photo if (card := around.cards.get(product.article)) is not None else "",
        title=product.title or sku_said(product.article.sku),
        facts=_facts(product, line, order, unit),
        shots=tuple(shot.photo.sha256 for shot in unit.shots),
        asks=asked_of(product),
        evidence=_evidence(unit, saved=saved),
    )


def _in_short(known: Known, unit: Unit) -> Known:
    """Once it is graded the photos and the evidence matter, no longer why it came."""
    facts = tuple(fact for fact in known.facts if fact.name in KEPT)
    return replace(known, notices=_flags(unit), picture="", facts=facts, asks=())


def of_parcel(parcel: Parcel, around: Around) -> Known:
    """The parcel, before an item of it is on the bench."""
    orders = parcel.orders[:MOST_ORDERS]
    awaited = next(iter(parcel.open_lines), None)
    card = around.cards.get(awaited.article) if awaited is not None else None
    return Known(
        caption=phrase("Parcel"),
        code=parcel.tracking,
        under=_arrival(parcel),
        notices=(*_off(parcel), *(notice for order in orders for notice in _reasons(order))),
        picture=card.photo if card is not None else "",
        facts=tuple(fact for order in orders for fact in _order_facts(order)),
    )


def _arrival(parcel: Parcel) -> Wording:
    pieces = sum(line.quantity for line in parcel.lines)
    if not pieces:
        return phrase("Nobody awaits it any more") if _off(parcel) else phrase("Nobody announced it")
    return counted("{n} piece announced", "{n} pieces announced", pieces)


def _of_label(state: Bench, lpn: str) -> Known:
    label = state.label or state.last
    if label is None or label.lpn != lpn or not label.says("title"):
        return Known(caption=phrase("Unit"), code=lpn)
    title, client, grade, where = label.says("title"), label.says("client"), label.says("grade"), where_of(label)
    rows = (
        (phrase("Client"), client_said(client)),
        (phrase("Grade"), grade),
        (phrase("Where"), went(where) if where else ""),
    )
    return Known(
        caption=phrase("Unit"), code=lpn, title=title, facts=tuple(Fact(name, said) for name, said in rows if said)
    )


def _idle(state: Bench, around: Around) -> Known:
    """At an idle bench: the unit whose label was just scanned, else what waits in the house."""
    if state.shown:
        return _of_label(state, state.shown)
    return Known(caption=phrase("What waits"), idle=True, waiting=around.queues)


def _flags(unit: Unit, line: ReturnLine | None = None) -> tuple[Notice, ...]:
    """What is unlike the announcement; that its return was called off, also where that came after the piece."""
    late = (CALLED_OFF,) if line is not None and line.was_called_off and CALLED_OFF not in unit.flags else ()
    return tuple(Notice(*FLAGS[flag], tone=Tone.WARN) for flag in (*unit.flags, *late) if flag in FLAGS)


def _off(parcel: Parcel) -> tuple[Notice, ...]:
    off = any(line.was_called_off for line in parcel.lines)
    return (Notice(*FLAGS[CALLED_OFF], tone=Tone.WARN),) if off else ()


def _reasons(order: ReturnOrder | None) -> tuple[Notice, ...]:
    """The buyer's reason as the marketplace wrote it, and the buyer's own note."""
    if order is None:
        return ()
    reason = wording_of(order.reason_code, order.reason_text, order.platform)
    note = f"“{order.customer_note}”" if order.customer_note else ""
    if not reason:
        return (Notice(note),) if note else ()
    return (Notice(reason, note),)


def _facts(product: Product, line: ReturnLine | None, order: ReturnOrder | None, unit: Unit) -> tuple[Fact, ...]:
    rows: list[tuple[Wording, Wording]] = [
        (phrase("SKU"), sku_said(product.article.sku)),
        (phrase("Client"), client_said(product.article.client)),
        (phrase("Order"), _order_said(order)),
        (phrase("RMA"), order.rma if order is not None else ""),
        _variant(line),
        (phrase("Price"), product.price or ""),
        (phrase("Serial"), unit.serial),
        (phrase("Weight"), _weighed(unit, product)),
    ]
    return tuple(Fact(name, value) for name, value in rows if value)


def _weighed(unit: Unit, product: Product) -> Wording:
    """What the scale said, beside what the catalogue says; nothing where nothing was weighed."""
    if unit.grams is None:
        return ""
    weight = f"{unit.grams} g"
    if product.weight_g is None:
        return weight
    return phrase("{weight}, expected {expected}", weight=weight, expected=f"{product.weight_g} g")


def _variant(line: ReturnLine | None) -> tuple[Wording, Wording]:
    """Size and colour in one row, as the label of an article has them."""
    if line is None or not line.size:
        return phrase("Colour"), line.colour if line is not None else ""
    return phrase("Size"), listed((line.size, line.colour))


def _order_facts(order: ReturnOrder) -> tuple[Fact, ...]:
    rows: list[tuple[Wording, Wording]] = [
        (phrase("Order"), _order_said(order)),
        (phrase("RMA"), order.rma),
        (phrase("Client"), client_said(order.client)),
    ]
    return tuple(Fact(name, value) for name, value in rows if value)


def _order_said(order: ReturnOrder | None) -> str:
    return f"{platform_said(order.platform)} {order.number}".strip() if order is not None else ""


def _evidence(unit: Unit, *, saved: bool) -> Notice | None:
    """Said only of what is durable: a photo is on disk and on record before the bench has it."""
    photos = len(unit.shots)
    if not photos and not saved:
        return None
    if not photos and not unit.answers:  # taken off the bench before the first question
        return Notice(phrase("Grade saved"), tone=Tone.OK)
    kept = counted("{n} photo on disk", "{n} photos on disk", photos)
    answers = counted("{n} answer on record", "{n} answers on record", len(unit.answers))
    title = phrase("Grade and evidence saved") if saved else phrase("Evidence saved")
    return Notice(title, listed((kept, answers)), Tone.OK)
