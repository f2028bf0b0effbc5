"""`play [SCRIPT]` and `demo --out DIR`: shifts by script, against the very bench that the window drives."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from app.cli.session import session
from app.errors import UsageError

REFUSED = 1
STANDARD_INPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("play", help="Drive the bench from an operator script: JSON Lines, an action a line.")(play_script)
    app.command("demo", help="Play a whole shift in a fresh demo profile and leave what came out in a folder.")(demo)


def play_script(
    context: typer.Context,
    script: Annotated[
        Path, typer.Argument(metavar="[SCRIPT]", help="A file; - or nothing: standard input.")
    ] = STANDARD_INPUT,
) -> int:
    """Exit code 1 where the bench refused something; its answers say what."""
    from app.cli.play import play

    with _lines(script) as lines, session(context).station() as station:
        return 0 if play(station.bench, lines, sys.stdout) else REFUSED


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to leave what came out.")],
) -> None:
    at_hand = session(context)
    at_hand.out.one(at_hand.stations.demo(out))


@contextmanager
def _lines(script: Path) -> Iterator[IO[bytes]]:
    if script == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        file = script.open("rb")
    except OSError as error:
        raise UsageError(f"The script {script} cannot be opened: {error.strerror}.", "Check its name.") from error
    with file:
        yield file
