"""`fake-channel KIND`: a marketplace on loopback, to try a day with and without an account. Needs no profile."""

import json
import shlex
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer

from app.cli.session import session
from app.config import LITERAL_CREDENTIALS


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("fake-channel", help="A marketplace on this machine, with its faults on demand. Ctrl-C ends it.")(serve)


def serve(  # noqa: PLR0913, PLR0917 - each is an option of its own
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="amazon, ebay, shopify, temu, tiktok_shop or webhook")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: the machine chooses.")] = 0,
    lose: Annotated[float, typer.Option(min=0, max=1, help="Share of replies lost after acting.")] = 0.0,
    reset: Annotated[float, typer.Option(min=0, max=1, help="Share of connections broken before acting.")] = 0.0,
    throttle: Annotated[float, typer.Option(min=0, max=1, help="Share of requests asked to wait.")] = 0.0,
    expire: Annotated[float, typer.Option(min=0, max=1, help="Share of requests before which tokens expire.")] = 0.0,
    fail: Annotated[float, typer.Option(min=0, max=1, help="Share of failures, half of them after acting.")] = 0.0,
    double: Annotated[float, typer.Option(min=0, max=1, help="Share of returns and orders told twice.")] = 0.0,
    sales_per_minute: Annotated[float, typer.Option(min=0, help="Pieces that buyers take by themselves.")] = 0.0,
    events_to: Annotated[
        str, typer.Option(metavar="URL", help="Where its events go: the address that `sync --listen` tells.")
    ] = "",
    latency_ms: Annotated[float, typer.Option(min=0, max=60_000, help="Before each reply.")] = 0.0,
    seed: Annotated[int, typer.Option(help="The same faults again.")] = 0,
) -> int:
    """Tells its address and the credentials to use, then serves until it is interrupted."""
    at_hand = session(context)
    faults = {
        "lose": lose, "reset": reset, "throttle": throttle, "expire": expire, "fail": fail, "double": double,
        "sales_per_minute": sales_per_minute, "latency_ms": latency_ms,
    }  # fmt: skip

    def ready(url: str, credentials: Mapping[str, str]) -> None:
        at_hand.out.one({"kind": kind, "url": url, "credentials": dict(credentials)})
        for line in to_configure(kind, url, credentials):
            at_hand.out.words(line)
        at_hand.out.flush()

    with _ended_by_any_signal():
        at_hand.stations.market(kind, port, faults, seed, ready, events_to)
    return 0


def to_configure(kind: str, url: str, credentials: Mapping[str, str]) -> Iterator[str]:
    """What a station that works it needs, to be pasted: lines for config.toml, and for the shell that starts it."""
    name = f"try-{kind.replace('_', '-')}"
    secret = {each: f"TRY_{kind}_{each}".upper() for each in credentials if each not in LITERAL_CREDENTIALS}
    yield ""
    yield "For config.toml (set client to whose articles are sold there):"
    yield ""
    yield "[[channel]]"
    for key, value in (("name", name), ("kind", kind), ("client", "ACME"), ("base_url", url)):
        yield f"{key} = {json.dumps(value)}"
    yield "[channel.credentials]"
    for each, value in credentials.items():
        yield f"{each} = {json.dumps(f'env:{secret[each]}' if each in secret else value)}"
    yield ""
    yield "For the shell that starts the station:"
    yield ""
    yield from (f"export {variable}={shlex.quote(credentials[each])}" for each, variable in secret.items())


@contextmanager
def _ended_by_any_signal() -> Iterator[None]:
    """The system's way to end it counts as Ctrl-C; and Ctrl-C counts, though a shell that began it behind itself has
    told it not to listen."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
