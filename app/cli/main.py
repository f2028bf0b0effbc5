"""The command line: `regrade [VERB] [--profile DIR] [--json]`.

`run` is the only entrance. It lets the options that every verb knows stand before or after it, turns whatever is raised
into words and an exit code (0 done, 1 found or refused, 2 wrong usage or configuration, 3 the environment failed), and
lets no traceback reach a person: what is a bug of ours is logged in one line, with an apology.

A new group of verbs: a module here with a function `register(app)`, named in `GROUPS`. Commands return their exit code.
"""

import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from app import logs
from app.cli import (
    audit,
    backup,
    certificates,
    channels,
    claims,
    decode,
    doctor,
    evidence,
    identify,
    importing,
    labels,
    listing,
    people,
    printing,
    reporting,
    selling,
    shift,
    stock,
    syncing,
)
from app.cli.output import Output, seen
from app.cli.session import Options, Session, Stations
from app.errors import BenchError, ProfileTooNew
from app.paths import find_profile

GROUPS = (
    shift,
    importing,
    stock,
    certificates,
    claims,
    syncing,
    selling,
    listing,
    reporting,
    labels,
    printing,
    people,
    audit,
    evidence,
    backup,
    decode,
    identify,
    channels,
    doctor,
)

FOUND, USAGE, ENVIRONMENT, INTERRUPTED = 1, 2, 3, 130
FLAGS = frozenset({"--json"})
VALUES = frozenset({"--profile", "--database", "--log-level"})

log = logging.getLogger(__name__)


def run(arguments: Sequence[str], stations: Stations) -> int:
    """Runs one command and says its exit code; never raises."""
    _speak_utf_8()
    hoisted = hoist(arguments)
    try:
        logs.set_up(None, logs.chosen_level())
        code = _program(stations)(hoisted, prog_name="regrade", standalone_mode=False)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the last place where an error can become words
        # typer turns a broken pipe into an exit of its own.
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            return _reader_has_gone()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        return _told(error, hoisted)
    finally:
        logs.shut_down()
    if code == INTERRUPTED:  # typer has taken the interruption for itself
        return _told(KeyboardInterrupt(), hoisted)
    return code if isinstance(code, int) else 0


def hoist(arguments: Sequence[str]) -> list[str]:
    """The same command with the options of every verb moved before it; behind `--` nothing is an option."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, _ = argument.partition("=")
        if argument == "--":
            return [*front, *rest, "--", *waiting]
        if argument in FLAGS or (name in VALUES and equals):
            front.append(argument)
        elif name in VALUES:
            value = next(waiting, None)
            # Without a value it stays behind its verb: moved before it, it would take the verb for one.
            place, taken = (rest, [argument]) if value is None else (front, [argument, value])
            place += taken
        else:
            rest.append(argument)
    return front + rest


def _program(stations: Stations) -> typer.Typer:
    app = typer.Typer(
        help="Regrade: the station for benches where returned goods are inspected, graded and sent on.",
        epilog="--profile, --json, --database and --log-level may stand before or after the verb.",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
    )

    @app.callback(invoke_without_command=True)
    def options(
        context: typer.Context,
        profile: Annotated[
            Path | None, typer.Option(help="The station's folder. Else $REGRADE_PROFILE, else the platform's place.")
        ] = None,
        json: Annotated[bool, typer.Option("--json", help="Results as JSON, one object or one object a line.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
        database: Annotated[
            str | None, typer.Option(metavar="URL", help="sqlite, or postgresql+psycopg://… for a floor of benches.")
        ] = None,
        log_level: Annotated[str | None, typer.Option(help=f"One of {', '.join(logs.LEVELS)}.")] = None,
    ) -> None:
        logs.set_up(None, logs.chosen_level(log_level))
        chosen = Options(profile, database, json, log_level)
        context.obj = Session(chosen, Output(as_json=json), stations)
        if context.invoked_subcommand is None:
            raise typer.Exit(stations.window(profile, database, log_level))

    for group in GROUPS:
        group.register(app)
    return app


def _reader_has_gone() -> int:
    """Whoever read our results has read enough. Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _told(error: BaseException, hoisted: Sequence[str]) -> int:
    """Says on standard error what went wrong, and returns the exit code; the words stand in the log, too."""
    words, code = _words(error)
    if words:
        _say(words)
        if not isinstance(error, ProfileTooNew):  # which is never touched
            logs.write_down(seen(words), _logs_of(hoisted))
    return code


def _words(error: BaseException) -> tuple[str, int]:
    """What is to be said of an error, and its exit code."""
    match error:
        case KeyboardInterrupt() | typer.Abort():
            return "Stopped. What was acknowledged is safe.", INTERRUPTED
        case TyperException():
            return f"{error.format_message()} `regrade --help` lists what there is.", USAGE
        case BenchError():
            return str(error), error.exit_code
        case SystemExit():
            return "", error.code if isinstance(error.code, int) else ENVIRONMENT
    log.error("A fault of the program: %s", in_one_line(error))
    return (
        "Sorry: this is a fault of the program, not yours. What was acknowledged is safe. "
        "Please send the line above (it also stands in the profile's logs folder) to whoever looks after the station."
    ), ENVIRONMENT


def _logs_of(hoisted: Sequence[str]) -> Path | None:
    """Where the log of the profile lies that these arguments mean; a command may fail before it has opened it."""
    named = ""
    waiting = iter(hoisted)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if name == "--profile":
            named = value if equals else next(waiting, "")
        elif name in VALUES and not equals:
            next(waiting, None)
        elif argument not in FLAGS:
            break
    try:
        return find_profile(Path(named) if named else None).logs
    except (BenchError, OSError, RuntimeError):
        return None


def in_one_line(error: BaseException) -> str:
    """Where an error came from, innermost last: a log line that a person can send."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames[-8:])
    said = logs.redact(seen(str(error)))  # before it is cut: half a secret would not be known for one
    return f"{places}: {type(error).__name__}: {said[:500]}"


def _say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(f"regrade: {logs.redact(seen(text))}", file=sys.stderr, flush=True)  # noqa: T201 - words to a person


def _speak_utf_8() -> None:
    """Whatever the locale: JSON is UTF-8, and a text that is not sound is escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
