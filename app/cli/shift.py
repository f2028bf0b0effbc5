"""`play [SCRIPT]`, `demo --out DIR` and `try`: shifts by script, by the demo's own hands, and the visitor's."""

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
TRIED = Path("out")
SETTLE_S = 20.0


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("play", help="Drive the bench from an operator script: JSON Lines, an action a line.")(play_script)
    app.command("demo", help="Play a whole shift in a fresh demo profile and leave what came out in a folder.")(demo)
    app.command("try", help="The station on the demo's catalogue, goods included; without a display, the demo.")(
        try_out
    )


def play_script(
    context: typer.Context,
    script: Annotated[
        Path, typer.Argument(metavar="[SCRIPT]", help="A file; - or nothing: standard input.")
    ] = STANDARD_INPUT,
) -> int:
    """Exit code 1 where the bench refused something; its answers say what."""
    from app.cli.play import play

    with _lines(script) as lines, session(context).station() as station:
        clean = play(station.bench, lines, sys.stdout, station.printing.news)
        if not station.settle(SETTLE_S):
            typer.echo("A label is still on its way to its printer; it is not waited for any longer.", err=True)
        for told in station.printing.news():
            typer.echo(f"{told['message']} {told['hint']}", err=True)
        return 0 if clean else REFUSED


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to leave what came out.")],
) -> None:
    at_hand = session(context)
    at_hand.out.one(at_hand.stations.demo(out))


def try_out(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where its profile lies, and what the demo leaves.")
    ] = TRIED,
) -> int:
    """The profile is one of its own: whoever tries the program touches no station that works."""
    at_hand = session(context)
    if at_hand.stations.can_show():
        return at_hand.stations.try_out(out / "station", at_hand.options.log_level)
    typer.echo("There is no display: the demo plays its shift offscreen, for about a minute.", err=True)
    at_hand.out.one(at_hand.stations.demo(out))
    return 0


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
