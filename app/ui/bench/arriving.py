"""The middle card while goods arrive: an idle bench, a finished parcel scanned again, an open parcel, a shared code."""

from __future__ import annotations

from app.domain.bench import actions as do
from app.domain.bench.offers import AGAIN, AGAIN_CHOICES, WHOSE
from app.domain.bench.state import Bench
from app.domain.returns import Parcel, ParcelKind

from . import controls
from .acts import Act, Send
from .around import Around, title_of
from .pieces import Control, Head, Line, Stage, Target
from .wording import Wording, counted, listed, phrase

AGAIN_WORDS = {
    "leave_closed": (phrase("Leave it closed"), phrase("Nothing is booked")),
    "late_piece": (phrase("A late piece came"), phrase("The parcel is opened again for it")),
    "tracking_reused": (phrase("Another parcel, same number"), phrase("The carrier used the number again")),
}


def idle(state: Bench) -> Stage:
    """Scan a parcel."""
    head = Head(
        phrase("Scan the next parcel"),
        phrase("Ready"),
        phrase("The carrier's label, an RMA or order number, or the label of a unit"),
    )
    if state.shown:
        head = Head(
            phrase("{unit} is on record", unit=state.shown),
            phrase("Ready"),
            phrase("Scan the next parcel, or choose what to do with this unit"),
        )
    low = (controls.no_code_parcel(), controls.parked(), controls.type_code(), controls.more())
    if state.shown:
        again = (controls.reprint(),) if state.last is not None else ()
        low = (controls.show_unit(state.shown), *again, controls.danger(), controls.more())
    return Stage(head, target=Target("scan", phrase("Scan"), phrase("Scanner or camera; T to type it")), controls=low)


def again(parcel: Parcel, around: Around) -> Stage:
    """A finished parcel: its history, and what shall become of it."""
    return Stage(
        Head(
            phrase("This parcel is finished already"),
            phrase("Scanned again"),
            phrase("Nothing is booked unless you say so."),
        ),
        choices=tuple(_choice(place, choice, AGAIN_WORDS[choice], AGAIN) for place, choice in enumerate(AGAIN_CHOICES)),
        lines=lines_of(parcel, around),
        controls=(controls.back(), controls.more()),
    )


def whose(state: Bench) -> Stage:
    """Several clients share the code."""
    choices = tuple(
        Control(
            f"choice_{one.product.article.client}",
            one.product.article.client,
            Send(do.GiveAnswer(WHOSE, (one.product.article.client,))),
            controls.key_of(place),
            one.product.title or one.product.article.sku,
        )
        for place, one in enumerate(state.whose)
    )
    return Stage(
        Head(
            phrase("Whose item is it?"),
            phrase("Several clients use this code"),
            phrase("Compare the product with each name; it is never guessed."),
        ),
        choices=choices,
        controls=(controls.back(), controls.more()),
    )


def item(parcel: Parcel, around: Around) -> Stage:
    """The open parcel: what is expected of it."""
    if parcel.owes_photo:
        head = Head(
            phrase("Scan the item"),
            _kicker(parcel),
            phrase("Write {code} on the parcel; a photo of it is owed as well.", code=parcel.tracking),
        )
    elif parcel.lines or parcel.kind is ParcelKind.NO_CODE:
        head = Head(
            phrase("Scan the item"), _kicker(parcel), phrase("Open the parcel and scan the article's own code.")
        )
    else:
        head = Head(
            phrase("Nobody announced this parcel"),
            _kicker(parcel),
            phrase("Open it and scan the article's own code; it is taken in as unexpected."),
        )
    undo = (controls.back(),) if not parcel.units or parcel.reopened or parcel.finished else ()
    exceptional = (controls.short(),) if parcel.open_lines and not parcel.owes_photo else ()
    return Stage(
        head,
        lines=lines_of(parcel, around),
        target=None if parcel.lines else Target("item", phrase("Scan the item"), phrase("its barcode, FNSKU or SKU")),
        controls=(*undo, *exceptional, controls.no_code_item(), controls.more()),
    )


def _kicker(parcel: Parcel) -> Wording:
    awaited = sum(line.open for line in parcel.lines)
    kind = {
        ParcelKind.ANNOUNCED: phrase("Announced parcel"),
        ParcelKind.UNEXPECTED: phrase("Unexpected parcel"),
        ParcelKind.NO_CODE: phrase("Parcel without a code"),
    }[parcel.kind]
    off = sum(line.called_off for line in parcel.lines)
    return listed(
        (
            kind,
            counted("{n} piece awaited", "{n} pieces awaited", awaited) if awaited else "",
            counted("{n} piece called off", "{n} pieces called off", off) if off else "",
        )
    )


def lines_of(parcel: Parcel, around: Around) -> tuple[Line, ...]:
    """What was announced, with what became of it so far."""
    return tuple(
        Line(
            name=line.line_id,
            title=title_of(line.article, around),
            under=listed((line.article.sku, line.article.client, line.size, line.colour, line.serial)),
            quantity=line.quantity,
            received=line.received,
            missing=line.missing,
            wrong=line.wrong,
            called_off=line.called_off,
        )
        for line in parcel.lines
    )


def _choice(place: int, choice: str, words: tuple[Wording, Wording], question: str) -> Control:
    act: Act = Send(do.GiveAnswer(question, (choice,)))
    return Control(f"choice_{choice}", words[0], act, controls.key_of(place), words[1])
