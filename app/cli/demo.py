"""`demo --out DIR`: a whole shift, played in a fresh profile, so that anyone can look at what comes out."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import session


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("demo", help="Play a whole shift in a fresh demo profile and leave what came out in a folder.")(play)


def play(context: typer.Context, out: Annotated[Path, typer.Option(metavar="DIR", help="Where to leave it.")]) -> None:
    at_hand = session(context)
    at_hand.out.one(at_hand.stations.demo(out))
