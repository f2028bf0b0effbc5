"""`sync`, `reconcile`, `outbox`: the work on the channels, and what of it needs a person."""

import signal
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from app.cli.named import messages_of
from app.cli.output import seen
from app.cli.selling import person
from app.cli.session import Session, session
from app.domain.outbox import State
from app.errors import UsageError
from app.saying import say
from app.services.station import Station
from app.services.syncing.channels import Channels
from app.services.syncing.reconciling import Compared, Drifted

FOUND, ENVIRONMENT = 1, 3
LOOPBACK, MOST_PORT = "127.0.0.1", 65_535
ONCE_S = 50.0
"""Until then; what is under way after that still has its time to end, within 60 s in all."""
STOPS = (signal.SIGINT, signal.SIGTERM)
OUTBOX = (
    "id", "channel", "sku", "unit", "op", "quantity", "state", "attempts", "created_at", "confirmed_at", "problem",
)  # fmt: skip
ACCOUNT = ("channel", "waiting", "needs_human", "sales", "returns", "reports", "problem")
DRIFT = ("channel", "sku", "grade", "listing", "expected", "found", "difference", "proposal")
NO_CHANNELS = "No channel is set up: config.toml has no [[channel]]."
_KNOWN_BY = ("listing_sku", "sku_id", "inventory_item_id", "target")


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("sync", help="Work the outbox and poll the channels, until stopped.")(work)
    app.command("reconcile", help="Compare the stock with what each channel shows; a line a drift.")(reconcile)
    app.command("settle-return", help="Tell a channel that a return came; some refund the buyer then.")(settle)
    box = typer.Typer(help="Messages to the channels, oldest first.", no_args_is_help=False)
    box.callback(invoke_without_command=True)(outbox)
    box.command("retry", help="Bring back a message that needed a person.")(retry)
    app.add_typer(box, name="outbox")


def work(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="End when all is pulled and tried, or after a minute.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
    listen: Annotated[
        str | None,
        typer.Option(
            metavar="[HOST:]PORT",
            help="Hear what shops send by themselves; on this machine only unless HOST says otherwise.",
        ),
    ] = None,
) -> int:
    """Exit code 2 where a channel lacks something; the others are worked all the same. What needs a person is told in
    words and in the answer, and changes no code: it was worked, and waits on record."""
    at_hand = session(context)
    place = None if listen is None else _place(listen, once=once)
    with at_hand.station() as station:
        channels = station.open_channels()
        try:
            _tell_unusable(channels)
            _tell_nobodys(station)
            if place is not None:
                _listen(channels, *place)
            if once:
                channels.once(ONCE_S)
            else:
                _until_stopped(channels)
        finally:
            channels.close()
        accounts = list(_accounts(channels))
        at_hand.out.rows(accounts, ACCOUNT, NO_CHANNELS)
        _tell_waiting(accounts)
        _tell_held(station)
        return 2 if channels.unusable else 0


def _place(given: str, *, once: bool) -> tuple[str, int]:
    """Host and port; a port alone is one of this machine's own."""
    host, _, port = given.rpartition(":")
    if once or not (port.isascii() and port.isdigit() and int(port) <= MOST_PORT):
        raise UsageError(
            say("--listen {given} cannot be used.", given=given),
            "Give a port, or HOST:PORT, and leave --once out: events come while sync goes on.",
        )
    return host.strip("[]") or LOOPBACK, int(port)


def _listen(channels: Channels, host: str, port: int) -> None:
    on = channels.listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    for name in channels.heard:
        typer.echo(f"regrade: events of {name} are heard at http://{shown}:{on}/{name}", err=True)


def _until_stopped(channels: Channels) -> None:
    """Asked to end by a person or by the system, it ends in order.

    The signal is noted: as an exception it could come up in what only tidies up, and be lost there. Whoever asks again
    while it ends does not wait for that. A shell that runs it in the background has it ignore what the keyboard of
    somebody else's work sends: that stays so.
    """
    came: list[int] = []
    heeded = [each for each in STOPS if each != signal.SIGINT or signal.getsignal(each) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda got, _: came.append(got)) for number in heeded}
    try:
        channels.start()
        channels.lanes.wait_until_closed(lambda: bool(came))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    typer.echo("Stopped. What was not confirmed waits on record.", err=True)


def _accounts(channels: Channels) -> Iterator[Mapping[str, Any]]:
    for each in channels.accounts():
        yield {
            "channel": each.channel,
            "waiting": each.standing.waiting,
            "needs_human": each.standing.held,
            "sales": each.sales,
            "returns": each.returns,
            "reports": each.reports,
            "rejected": list(each.rejected),
            "problem": each.problem,
        }


def reconcile(context: typer.Context) -> int:
    """Exit code 1 where there is drift, 3 where a channel could not be read."""
    at_hand = session(context)
    with at_hand.station() as station:
        channels = station.open_channels()
        try:
            _tell_unusable(channels)
            compared = list(channels.compared())
        finally:
            channels.close()
    return _tell_drift(at_hand, station, compared, unusable=bool(channels.unusable))


def _tell_drift(at_hand: Session, station: Station, compared: list[Compared], *, unusable: bool) -> int:
    drifted = [each for one in compared for each in one.drifted]
    looked_at = sum(one.looked_at for one in compared)
    nothing = f"No drift: {looked_at} listings show what they should." if station.settings.channel else NO_CHANNELS
    at_hand.out.rows(map(_line, drifted), DRIFT, nothing)
    for one in compared:
        if one.problem:
            typer.echo(f"regrade: {one.channel}: {one.problem}", err=True)
        elif one.passed_over:
            typer.echo(f"regrade: {one.channel}: {one.passed_over} listings are being written just now.", err=True)
    if any(one.problem for one in compared):
        return ENVIRONMENT
    return FOUND if drifted else 2 if unusable else 0


def _line(each: Drifted) -> Mapping[str, Any]:
    """A drift, with what it is reckoned from."""
    listing = each.offer.listing
    known = next((listing.param(name) for name in _KNOWN_BY if listing.param(name)), each.offer.listing_id)
    return {
        "channel": each.channel,
        "client": listing.client,
        "sku": listing.sku,
        "grade": listing.grade,
        "listing": known,
        "expected": each.drift.expected,
        "found": each.drift.found,
        "difference": each.drift.difference,
        "evidence": each.evidence(),
        "proposal": each.proposal,
    }


def _tell_unusable(channels: Channels) -> None:
    for name, why in channels.unusable:
        typer.echo(f"regrade: the channel {name} is not worked: {why}", err=True)


def _tell_waiting(accounts: Sequence[Mapping[str, Any]]) -> None:
    """What waits at the channels that were worked, tried or not, and why the newest of it was not taken."""
    for each in accounts:
        if waiting := each["waiting"]:
            why = f": {seen(each['problem'])}" if each["problem"] else "."
            typer.echo(f"regrade: {waiting} messages to {each['channel']} are not confirmed yet{why}", err=True)


def _tell_held(station: Station) -> None:
    """What no retry mends by itself, of every channel on record, and where its reason stands."""
    held = {shop.channel: shop.held for shop in station.reads.shop_standings(station.clock.now()) if shop.held}
    for name, count in held.items():
        typer.echo(
            f"regrade: {count} messages to {name} need a person: regrade outbox --channel {name} --state needs_human "
            "says why.",
            err=True,
        )
    if len(held) > 1:
        typer.echo(f"regrade: {sum(held.values())} messages need a person in all.", err=True)


def _tell_nobodys(station: Station) -> None:
    """Messages that this program will not work: another station may, or a listing names a channel that there is not.
    What needs a person is told of at the end."""
    ours = {channel.name for channel in station.settings.channel}
    for shop in station.reads.shop_standings(station.clock.now()):
        if shop.waiting and shop.channel not in ours:
            typer.echo(
                f"regrade: {shop.waiting} messages wait for {shop.channel}, "
                "which is no channel of this station's config.toml. "
                "Another station sends them, or nobody does.",
                err=True,
            )


def settle(
    context: typer.Context,
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="Its name in config.toml.")],
    rma: Annotated[str, typer.Argument(metavar="RMA", help="The return's number.")],
    *,
    badge: Annotated[str, typer.Option(metavar="B", help="Who says so: client service, a supervisor, a manager.")],
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="The PIN comes from standard input.")] = False,
) -> None:
    """Told once, however often it is asked for; refused while pieces of it are awaited or not inspected."""
    at_hand = session(context)
    with at_hand.station() as station:
        done = station.settle_return(channel, rma, person(station, badge, from_stdin=pin_stdin))
        pieces = [{"sku": each.sku, "received": each.received, "missing": each.missing} for each in done.pieces]
        at_hand.out.one({"channel": channel, "rma": rma, "at": done.at, "told_before": done.before, "pieces": pieces})


def outbox(
    context: typer.Context,
    channel: Annotated[str | None, typer.Option(help="Only this channel.")] = None,
    state: Annotated[str, typer.Option(help=f"Only these: {', '.join(State)}.")] = "",
) -> int:
    """The messages, where no verb of its own follows."""
    if context.invoked_subcommand is not None:
        return 0
    if state and state not in set(State):
        raise UsageError(say("There is no state {state!r}.", state=state[:40]), f"Use one of: {', '.join(State)}.")
    at_hand = session(context)
    with at_hand.station() as station:
        rows = station.reads.outbox() if channel is None else messages_of(station, channel)
        at_hand.out.rows((row for row in rows if state in {"", row["state"]}), OUTBOX, "There are no messages.")
    return 0


def retry(
    context: typer.Context,
    messages: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Their ids, as `outbox` shows them.")
    ] = None,
    channel: Annotated[str, typer.Option(help="All of this channel that need a person.")] = "",
) -> None:
    """One after the other: what was brought back before one that is refused stays so."""
    if bool(messages) == bool(channel):
        raise UsageError("Name the messages, or their channel.", "As in: outbox retry --channel shop")
    at_hand = session(context)
    with at_hand.station() as station:
        back = []
        for message in messages or _held(station, channel):
            station.retry_message(message)
            back.append({"id": message, "state": State.PENDING.value})
        if messages and len(messages) == 1:
            at_hand.out.one(back[0])
        else:
            at_hand.out.rows(back, ("id", "state"), "No message of this channel needs a person.")


def _held(station: Station, channel: str) -> list[str]:
    """What of a channel needs a person. Raises `UsageError` for one that nobody knows."""
    return [row["id"] for row in messages_of(station, channel) if row["state"] == State.NEEDS_HUMAN]
