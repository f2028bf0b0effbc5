"""`print --label TEMPLATE --printer NAME`: one label, and what became of its job.

Of a unit (`--unit U`) from the records; else from data that are given (`--data FILE`, as `label render` takes them).
"""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.labels import has_own, read_data
from app.cli.named import of_client
from app.cli.session import session
from app.domain.print_jobs import GOOD, JobState
from app.errors import UsageError
from app.services.looking import lpn_of
from app.services.print_given import print_given
from app.services.printing import Wanted

UNKNOWN, NOT_PRINTED = 1, 3


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("print", help="Print a label of a unit, or one of given data, and say what became of it.")(print_label)


def print_label(
    context: typer.Context,
    label: Annotated[str, typer.Option(metavar="TEMPLATE", help="As `label list` names it.")],
    printer: Annotated[str, typer.Option(metavar="NAME", help="As config.toml names it.")],
    unit: Annotated[str, typer.Option(help="Its LPN, or a label's code.")] = "",
    data: Annotated[
        Path | None, typer.Option(metavar="FILE", help="One JSON object, for the label of a bin or an address.")
    ] = None,
    client: Annotated[str, typer.Option(help="With this client's own template and logo; for --data.")] = "",
) -> int:
    """Exit code 0 where it was sent or confirmed, 1 where nobody knows, 3 where it did not come out."""
    if bool(unit) == (data is not None):
        raise UsageError(
            "Of which unit is the label?" if data is None else "A label is of a unit, or of given data, not of both.",
            "Give --unit with its LPN, or --data with a file.",
        )
    given = None if data is None else read_data(data)
    at_hand = session(context)
    with at_hand.station() as station:
        if given is None:
            job = station.print_label(lpn_of(unit), label, printer)
        else:
            if not has_own(station.labels, client):
                of_client(station, client)
            job = print_given(station.open_printing(), Wanted(label, "", given, client=client, printer=printer))
        at_hand.out.one(
            {"job": job.id, "state": job.state.value, "message": job.message, "reprint_of": job.reprint_of or None}
        )
    if job.state in GOOD:
        return 0
    return UNKNOWN if job.state in {JobState.UNKNOWN, JobState.SENDING} else NOT_PRINTED
