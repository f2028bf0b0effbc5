"""`doctor`: what a station needs, looked at piece by piece, with how to mend what is wrong."""

from dataclasses import asdict

import typer

from app.cli.session import session

FOUND = 1


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("doctor", help="Check database, disk, keys, printers, scale, clock and rules; say how to mend them.")(
        examine
    )


def examine(context: typer.Context) -> int:
    """Exit code 1 where something is wrong."""
    at_hand = session(context)
    wrong = 0
    for check in at_hand.stations.examine(at_hand.options.profile, at_hand.options.database):
        wrong += not check.ok
        if at_hand.out.as_json:
            at_hand.out.rows([asdict(check)], (), "")
        else:
            at_hand.out.words(f"{'ok   ' if check.ok else 'WRONG'}  {check.name}: {check.found}")
            if check.mend:
                at_hand.out.words(f"       {check.mend}")
    return FOUND if wrong else 0
