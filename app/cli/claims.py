"""`claim`: claims at the desks of marketplaces, from what a unit may become to the pack that leaves the house.

Whoever changes something names their badge; the PIN is asked for without an echo, or read from standard input.
"""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from app.cli.selling import Badge, PinStdin, person
from app.cli.session import session
from app.domain.claim_case import Outcome
from app.domain.money import Money
from app.domain.redaction import Box
from app.errors import UsageError
from app.saying import say
from app.services.claims import Wish

ROWS = ("number", "desk", "state", "order_id", "units", "clock", "days_left", "hours_left", "missing_shots",
        "missing_texts", "packs", "filed_at")  # fmt: skip
POSSIBLE = ("unit", "desk", "case", "text", "fault", "deadline_days", "missing_shots", "missing_texts", "open")
DESKS = ("desk", "title", "platforms", "deadline_days", "counted_from", "cases", "pictures", "picture_kb", "checked")

Number = Annotated[str, typer.Argument(metavar="N", help="As in CLM-000012, or 12.")]
Since = Annotated[str, typer.Option("--from", metavar="DATE", help="The day from which the desk counts, ISO 8601.")]


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    group = typer.Typer(help="Claims at the desks of marketplaces.", no_args_is_help=False)
    group.callback()(lambda: None)
    group.command("desks", help="The desks that are known, and what they want.")(desks)
    group.command("propose", help="The claims that a unit may become.")(propose)
    group.command("open", help="Open a claim about a unit, or about all that came by an order.")(open_claim)
    group.command("list", help="Open claims, those with the least time first.")(claims)
    group.command("show", help="Everything about one claim, and what it still lacks.")(show)
    group.command("date", help="Say from when the desk counts its days.")(date)
    group.command("cover", help="Decide what is covered on a photo before it leaves the house.")(cover)
    group.command("pack", help="Write what the desk takes: covered copies, a letter, a signed manifest.")(pack)
    group.command("file", help="Say that it was handed in at its desk.")(file_claim)
    group.command("close", help="Say how a claim ended.")(close)
    app.add_typer(group, name="claim")


def desks(context: typer.Context) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        known = station.open_claims().claims.known_desks()
        at_hand.out.rows(iter(known), DESKS, "No desk is known.")


def propose(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="Its LPN, or a label's code.")],
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        found = station.open_claims().claims.proposed(unit)
        at_hand.out.rows(iter(found), POSSIBLE, "What was found there makes no claim.")


def open_claim(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="UNIT|ORDER", help="An LPN, an order, an RMA, a tracking number.")],
    *,
    desk: Annotated[str, typer.Option(metavar="D", help="`claim desks` lists them.")],
    badge: Badge,
    case: Annotated[
        list[str] | None, typer.Option(metavar="CASE", help="What the desk decides about; else what was found says it.")
    ] = None,
    since: Since = "",
    client: Annotated[str, typer.Option(help="Only this client's, where several have an order of that number.")] = "",
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    counted = _day(since) if since else None
    with at_hand.station() as station:
        by = person(station, badge, from_stdin=pin_stdin)
        making = station.open_claims().claims
        number = making.open(Wish(named, desk, tuple(case or ()), counted, client), by)
        at_hand.out.one(making.shown(number))


def claims(
    context: typer.Context,
    *,
    due: Annotated[bool, typer.Option("--due", help="Only those that somebody must see to now.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    unit: Annotated[str, typer.Option(help="Only those of this unit (its LPN).")] = "",
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        rows = station.open_claims().claims.listed(due=due, ended=everything, unit=unit.strip().upper())
        at_hand.out.rows(iter(rows), ROWS, "There are no such claims.")


def show(context: typer.Context, number: Number) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        at_hand.out.one(station.open_claims().claims.shown(number))


def date(
    context: typer.Context,
    number: Number,
    since: Since,
    badge: Badge,
    pin_stdin: PinStdin = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> None:
    at_hand = session(context)
    counted = _day(since)
    with at_hand.station() as station:
        making = station.open_claims().claims
        making.date(number, counted, person(station, badge, from_stdin=pin_stdin))
        at_hand.out.one(making.shown(number))


def cover(
    context: typer.Context,
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Its id, as `claim show` lists it.")],
    *,
    box: Annotated[
        list[str] | None, typer.Option(metavar="X,Y,W,H", help="What is covered, in pixels; repeat it.")
    ] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Cover what is proposed, and these boxes.")] = False,
    nothing: Annotated[bool, typer.Option("--nothing", help="There is nothing to cover.")] = False,
    badge: Badge = "",
    pin_stdin: PinStdin = False,
) -> None:
    """Without a decision it only says what is proposed."""
    boxes = tuple(_box(one) for one in box or ())
    if nothing and (boxes or proposed):
        raise UsageError("Either something is covered, or nothing.", "Leave out --nothing, or the rest.")
    decided = bool(boxes or proposed or nothing)
    if decided and not badge:
        raise UsageError("Who decides is not named.", "Add --badge.")
    at_hand = session(context)
    with at_hand.station() as station:
        making = station.open_claims().claims
        seen = making.look_at(photo)
        if decided:
            by = person(station, badge, from_stdin=pin_stdin)
            boxes = (*(seen.boxes if proposed else ()), *boxes)
            if not boxes and not nothing:
                raise UsageError("Nothing is proposed for this photo.", "Name boxes, or say --nothing.")
            making.cover(photo, boxes, by, (seen.width, seen.height))
        shown = boxes if decided else seen.boxes
        at_hand.out.one(
            {
                "photo": photo,
                "width": seen.width,
                "height": seen.height,
                "shows_label": seen.of_parcel,
                "decided": decided,
                "boxes": [[one.left, one.top, one.width, one.height] for one in shown],
            }
        )


def pack(
    context: typer.Context,
    number: Number,
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="ZIP", help="Where the pack is written.")],
    badge: Badge,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Although something is missing; the letter says what.")
    ] = False,
    language: Annotated[str, typer.Option(help="Of the letter: en, zh_CN, es, de; else the desk's own.")] = "",
    text: Annotated[
        list[str] | None, typer.Option(metavar="NAME=WORDS", help="Said where the records know nothing; repeat it.")
    ] = None,
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    said = dict(_pair(one) for one in text or ())
    with at_hand.station() as station:
        by = person(station, badge, from_stdin=pin_stdin)
        made = station.open_claims().pack(number, out, by, as_is=as_is, language=language, said=said)
        at_hand.out.one(
            {
                "file": str(made.file),
                "sha256": made.sha256,
                "bytes": made.bytes,
                "pictures": made.pictures,
                "covered": made.covered,
                "left_out": made.left_out,
                "missing": list(made.missing),
            }
        )


def file_claim(
    context: typer.Context,
    number: Number,
    *,
    badge: Badge,
    reference: Annotated[str, typer.Option(help="Under which the desk has it.")] = "",
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        making = station.open_claims().claims
        making.file(number, person(station, badge, from_stdin=pin_stdin), reference)
        at_hand.out.one(making.shown(number))


def close(
    context: typer.Context,
    number: Number,
    *,
    outcome: Annotated[Outcome, typer.Option(help="How it ended.")],
    badge: Badge,
    note: Annotated[str, typer.Option(help="What the desk said.")] = "",
    amount: Annotated[str, typer.Option(help="What was paid, as in 41.50.")] = "",
    currency: Annotated[str, typer.Option(help="Of the amount, as in USD.")] = "",
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    paid = _money(amount, currency) if amount or currency else None
    with at_hand.station() as station:
        making = station.open_claims().claims
        making.close(number, outcome, person(station, badge, from_stdin=pin_stdin), note, paid)
        at_hand.out.one(making.shown(number))


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise UsageError(say("{given!r} is no NAME=WORDS.", given=given[:60]), "As in --text parcel_weight=1.2 kg.")
    return name.strip(), value.strip()


def _day(text: str) -> datetime:
    """A date alone is a time, as in the imports: its beginning, in UTC."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(say("{text!r} is no date.", text=text[:40]), "Write it as in 2026-11-30.") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _box(text: str) -> Box:
    parts = text.split(",")
    if len(parts) != 4 or not all(
        part.strip().isascii() and part.strip().isdigit() and len(part) < 9 for part in parts
    ):
        raise UsageError(
            say("{text!r} is no box.", text=text[:40]), "Write left, top, width and height: 120,80,400,90."
        )
    return Box(*(int(part) for part in parts))


def _money(amount: str, currency: str) -> Money:
    try:
        return Money(Decimal(amount), currency.strip().upper())
    except (InvalidOperation, ValueError) as error:
        raise UsageError("This is no amount of money.", "Write it as in --amount 41.50 --currency USD.") from error
