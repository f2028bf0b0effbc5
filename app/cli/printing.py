"""`print --unit U --label TEMPLATE --printer NAME`: one label of a unit, and what became of its job."""

from typing import Annotated

import typer

from app.cli.session import session
from app.domain.print_jobs import GOOD, JobState
from app.services.looking import lpn_of

UNKNOWN, NOT_PRINTED = 1, 3


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("print", help="Print a label of a unit, and say what became of it.")(print_label)


def print_label(
    context: typer.Context,
    unit: Annotated[str, typer.Option(help="Its LPN, or a label's code.")],
    label: Annotated[str, typer.Option(metavar="TEMPLATE", help="As `label list` names it.")],
    printer: Annotated[str, typer.Option(metavar="NAME", help="As config.toml names it.")],
) -> int:
    """Exit code 0 where it was sent or confirmed, 1 where nobody knows, 3 where it did not come out."""
    at_hand = session(context)
    with at_hand.station() as station:
        job = station.print_label(lpn_of(unit), label, printer)
        at_hand.out.one(
            {"job": job.id, "state": job.state.value, "message": job.message, "reprint_of": job.reprint_of or None}
        )
    if job.state in GOOD:
        return 0
    return UNKNOWN if job.state in {JobState.UNKNOWN, JobState.SENDING} else NOT_PRINTED
