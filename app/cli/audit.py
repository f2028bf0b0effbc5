"""`audit verify`: recomputes the chain, and compares it with everything it vouches for."""

from dataclasses import asdict

import typer

from app.cli.session import session

FOUND = 1


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    group = typer.Typer(help="The audit chain.", no_args_is_help=False)
    group.command("verify", help="Recompute the whole chain and every photo's hash; exit code 1 where a problem is.")(
        verify
    )
    group.callback()(lambda: None)
    app.add_typer(group, name="audit")


def verify(context: typer.Context) -> int:
    """Exit code 1 where there is a problem."""
    at_hand = session(context)
    with at_hand.station() as station:
        found = station.verify_audit()
    result = asdict(found) | {"problems": list(found.problems)}
    at_hand.out.one(result)
    return 0 if found.ok else FOUND
