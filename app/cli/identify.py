"""`identify TEXT…`: what a typed code is, by the same judgement that a scan gets. Needs no profile."""

from typing import Annotated

import typer

from app.cli.session import session
from app.domain.identifiers import identify


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("identify", help="Say what a code is: article, tracking number, LPN, command, badge, …")(say)


def say(
    context: typer.Context, texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="The codes.")]
) -> None:
    lines = ({"text": text, **identify(text).described()} for text in texts)
    session(context).out.rows(lines, ("text", "kind", "carrier", "gtin", "ais"), "")
