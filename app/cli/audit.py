"""`audit verify`: recomputes the chain, and compares it with everything it vouches for. `audit new-key` changes the key
that vouches."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.session import session

FOUND = 1


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    group = typer.Typer(help="The audit chain.", no_args_is_help=False)
    group.command("verify", help="Recompute the whole chain and every photo's hash; exit code 1 where a problem is.")(
        verify
    )
    group.command("new-key", help="Change the key that the station signs with; the chain tells it.")(new_key)
    group.callback()(lambda: None)
    app.add_typer(group, name="audit")


def verify(
    context: typer.Context,
    code: Annotated[
        list[str] | None, typer.Option(help="A checkpoint's code from a paper or pack, as in 1234-9f3a-77b1-0c2e-44d0.")
    ] = None,
) -> int:
    """Exit code 1 where there is a problem."""
    at_hand = session(context)
    with at_hand.station() as station:
        found = station.verify_audit(tuple(code or ()))
    result = asdict(found) | {"problems": list(found.problems)}
    at_hand.out.one(result)
    return 0 if found.ok else FOUND


def new_key(context: typer.Context, reason: Annotated[str, typer.Option(help="Why it is changed; recorded.")]) -> None:
    """While no other program of this station is at work."""
    at_hand = session(context)
    with at_hand.station() as station:
        at_hand.out.one({"key": station.new_key(reason), "file": str(station.profile.keys / "station.pub.pem")})
