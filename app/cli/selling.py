"""`exchange` and `allocation`: units kept for exchanges, and where units are sold, at the word of who may say so.

Whoever changes something names their badge; the PIN is asked for without an echo, or read from standard input.
"""

import getpass
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.named import of_client
from app.cli.output import seen
from app.cli.session import session
from app.domain.access import Operator
from app.domain.bench.refusal import Refused
from app.domain.selling import LISTED, Home, Place
from app.errors import UsageError, UserError
from app.saying import say
from app.services.access import check_pin
from app.services.looking import Record, lpn_of
from app.services.station import Station

LONGEST_LINE = 1024
POOL = ("unit", "client", "sku", "size", "colour", "grade", "since", "reserved_for", "until")
HOMES = ("unit", "client", "sku", "grade", "place", "channel", "bundle", "offered_at", "since")

Unit = Annotated[str, typer.Argument(metavar="UNIT", help="Its LPN, or a label's code.")]
Order = Annotated[str, typer.Option("--order", help="The order or RMA that it is for.")]
Badge = Annotated[str, typer.Option(help="Of whoever says so: client service, a supervisor or a manager.")]
PinStdin = Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")]
Reason = Annotated[str, typer.Option(help="Why; it stands on record.")]
OnlyClient = Annotated[str, typer.Option("--client", help="Only this client's.")]
OnlySku = Annotated[str, typer.Option("--sku", help="Only this article.")]


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    exchange = typer.Typer(help="Units kept for exchanges.", no_args_is_help=False)
    exchange.callback()(lambda: None)
    exchange.command("list", help="The units of the pool, those that wait longest first.")(pool)
    exchange.command("reserve", help="Keep a unit for an order: this one, or the longest there of an article.")(reserve)
    exchange.command("take", help="The unit ships to the buyer that it is reserved for.")(take)
    exchange.command("release", help="Back on sale; or only free again; or all that was not used in time.")(release)
    app.add_typer(exchange, name="exchange")
    allocation = typer.Typer(help="Where units are sold.", no_args_is_help=False)
    allocation.callback()(lambda: None)
    allocation.command("list", help="Where each unit is sold or kept now.")(homes)
    allocation.command("move", help="Another place for a unit that is on sale.")(move)
    allocation.command("sold", help="A unit that was kept for a live sale was sold there.")(sold)
    app.add_typer(allocation, name="allocation")


def pool(context: typer.Context, client: OnlyClient = "", sku: OnlySku = "") -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        at_hand.out.rows(
            station.reads.exchange_pool(of_client(station, client), sku), POOL, "The exchange pool is empty."
        )


def reserve(
    context: typer.Context,
    *,
    order: Order,
    badge: Badge,
    unit: Annotated[str, typer.Argument(metavar="[UNIT]", help="Its LPN; else --client and --sku.")] = "",
    client: Annotated[str, typer.Option(help="Whose article.")] = "",
    sku: Annotated[str, typer.Option(help="Which article: the unit that waits longest.")] = "",
    hours: Annotated[int | None, typer.Option(min=1, max=2160, help="For so long; else as the station is set.")] = None,
    pin_stdin: PinStdin = False,
) -> None:
    if bool(unit) == bool(client and sku):
        raise UsageError("Name the unit, or client and SKU.", "As in: exchange reserve R-000001 --order 114-1 …")
    at_hand = session(context)
    with at_hand.station() as station:
        by = person(station, badge, from_stdin=pin_stdin)
        selling = station.open_selling()
        if unit:
            lpn = lpn_of(unit)
            selling.reserve(lpn, order, by, hours)
        else:
            lpn = selling.reserve_any(client, sku, order, by, hours)
        at_hand.out.one(next(row for row in station.reads.exchange_pool() if row["unit"] == lpn))


def take(
    context: typer.Context,
    unit: Unit,
    order: Order,
    badge: Badge,
    pin_stdin: PinStdin = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        lpn = lpn_of(unit)
        station.open_selling().take(lpn, order, person(station, badge, from_stdin=pin_stdin))
        at_hand.out.one({"unit": lpn, "order": order, "account": "sold"})


def release(
    context: typer.Context,
    *,
    unit: Annotated[str, typer.Argument(metavar="[UNIT]", help="Its LPN, or a label's code.")] = "",
    reason: Reason = "",
    badge: Badge = "",
    keep: Annotated[bool, typer.Option("--keep", help="Only end its reservation; the pool keeps it.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="All that was not used in time, as `sync` does by itself.")
    ] = False,
    pin_stdin: PinStdin = False,
) -> None:
    if due == bool(unit):
        raise UsageError("Name the unit, or say --due.", "As in: exchange release R-000001 --reason …")
    at_hand = session(context)
    with at_hand.station() as station:
        if due:
            at_hand.out.rows(_released(station), ("unit", "became"), "Nothing was due.")
            return
        lpn = lpn_of(unit)
        station.open_selling().release(lpn, reason, person(station, badge, from_stdin=pin_stdin), keep=keep)
        at_hand.out.one({"unit": lpn, "became": "freed" if keep else "released"})


def _released(station: Station) -> Iterator[Record]:
    for lpn, became in station.open_selling().release_unused().items():
        yield {"unit": lpn, "became": became}


def homes(
    context: typer.Context,
    client: OnlyClient = "",
    sku: OnlySku = "",
    place: Annotated[str, typer.Option(help=f"Only there: {', '.join(Place)}.")] = "",
) -> None:
    at_hand = session(context)
    if place:
        _place(place)
    with at_hand.station() as station:
        rows = station.reads.allocations(of_client(station, client), sku, place)
        at_hand.out.rows(rows, HOMES, "No unit is on sale or kept.")


def move(
    context: typer.Context,
    *,
    unit: Unit,
    to: Annotated[str, typer.Option(help=", ".join(Place))],
    reason: Reason,
    badge: Badge,
    channel: Annotated[str, typer.Option(help="Which marketplace.")] = "",
    bundle: Annotated[str, typer.Option(help="Which bundle, by its SKU.")] = "",
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    try:
        home = Home(_place(to), channel, bundle)
    except ValueError as half:
        raise UsageError(
            "A marketplace is named by --channel, a bundle by --bundle, and nothing else is.", "Say which one."
        ) from half
    with at_hand.station() as station:
        lpn = lpn_of(unit)
        station.open_selling().rehome(lpn, home, reason, person(station, badge, from_stdin=pin_stdin))
        offered_at = _offered_at(station, lpn)
        stands = {"unit": lpn, "place": home.place.value, "channel": home.channel, "bundle": home.bundle}
        at_hand.out.one(stands | {"offered_at": offered_at})
    if home.place in LISTED and not offered_at:
        typer.echo(
            "regrade: It is on sale nowhere now: this place has no listing of its article and grade. It goes on sale "
            "when one is imported." + _no_such_channel(station, home.channel),
            err=True,
        )


def _no_such_channel(station: Station, channel: str) -> str:
    """Where its name may be mistyped; another station may work it."""
    if not channel or channel in {each.name for each in station.settings.channel}:
        return ""
    return f" {seen(channel)} is no channel of this station's config.toml: mistyped, move it again."


def _offered_at(station: Station, lpn: str) -> str:
    """The channel whose listing offers it; or empty."""
    unit = station.reads.unit(lpn) or {}
    rows = station.reads.allocations(unit.get("client", ""), unit.get("sku", ""))
    return next((str(row["offered_at"]) for row in rows if row["unit"] == lpn), "")


def sold(
    context: typer.Context,
    unit: Unit,
    order: Order,
    badge: Badge,
    pin_stdin: PinStdin = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        lpn = lpn_of(unit)
        station.open_selling().sell_live(lpn, order, person(station, badge, from_stdin=pin_stdin))
        at_hand.out.one({"unit": lpn, "order": order, "account": "sold"})


def _place(named: str) -> Place:
    if named not in set(Place):
        raise UsageError(
            say("There is no place called {name!r}.", name=named[:40]),
            say("Use one of: {places}.", places=", ".join(Place)),
        )
    return Place(named)


def person(station: Station, badge: str, *, from_stdin: bool) -> Operator:
    """Whose badge and PIN these are. Raises `UserError` for nobody's."""
    if from_stdin:
        pin = sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    elif sys.stdin.isatty():
        pin = getpass.getpass("PIN: ")
    else:
        raise UsageError("There is no terminal to type the PIN at.", "Give it with --pin-stdin.")
    try:
        return check_pin(station.people, station.pins, station.clock, badge, pin)
    except Refused as refused:
        raise UserError(refused.message, refused.hint, refused.code) from refused
