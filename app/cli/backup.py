"""`backup` and `restore`: one consistent copy of records and evidence while the bench runs, and putting it in place."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.progress import Progress
from app.cli.session import session
from app.errors import UsageError
from app.services.safekeeping import Asked, BackedUp, Restored

FOUND = 1
LONGEST_LINE = 1024
NEW_KEY = "The station signs with a new key from now on; what the old one signed stays trusted."
ON_A_SERVER = "Its records lie on that database: name it with --database, or as url under [database] in config.toml."
ONE_ALONE = "Let the same station work nowhere else: two would give the same numbers."

Passphrase = Annotated[bool, typer.Option("--passphrase-stdin", help="Read the key's passphrase from standard input.")]


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("backup", help="Copy records and evidence of one moment into one file, while the bench runs.")(backup)
    app.command("restore", help="Put a backup in place as a new profile; the profile must be empty.")(restore)


def backup(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="Where it is written; never over a file.")],
    with_key: Annotated[bool, typer.Option("--with-key", help="With the key, under a passphrase.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
    passphrase_stdin: Passphrase = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> int:
    """Exit code 1 where something is missing in it that should be there; it is written all the same."""
    at_hand = session(context)
    passphrase = _passphrase(from_stdin=passphrase_stdin, twice=True) if with_key or passphrase_stdin else ""
    with at_hand.station() as station, Progress("Backup", "bytes") as progress:
        made = station.back_up(out, passphrase, progress)
    at_hand.out.one(told(made))
    return FOUND if made.problems else 0


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    with_key: Annotated[bool, typer.Option("--with-key", help="Take the key that it brings.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
    passphrase_stdin: Passphrase = False,  # noqa: FBT002 - an option is named by whoever gives it
    key: Annotated[
        list[Path] | None, typer.Option(metavar="PEM", help="Only a backup that this key has signed; repeat it.")
    ] = None,
) -> int:
    """Exit code 1 where the audit finds a problem in what was put in place."""
    at_hand = session(context)
    passphrase = _passphrase(from_stdin=passphrase_stdin) if with_key or passphrase_stdin else ""
    with Progress("Restore", "bytes") as progress:
        asked = Asked(file, passphrase, tuple(key or ()), progress)
        put = at_hand.stations.restore(at_hand.options.profile, at_hand.options.database, asked)
    at_hand.out.one(told_of(put))
    if put.new_key:
        at_hand.out.words(NEW_KEY)
    if at_hand.options.database:
        at_hand.out.words(ON_A_SERVER)
    at_hand.out.words(ONE_ALONE)
    return FOUND if put.problems else 0


def told(made: BackedUp) -> dict[str, object]:
    """A backup, as it is printed."""
    return {
        "file": str(made.file),
        "bytes": made.bytes,
        "sha256": made.sha256,
        "made_at": made.made_at,
        "entries": made.entries,
        "head": made.head,
        "photos": made.photos,
        "photos_elsewhere": made.elsewhere,
        "with_key": made.with_key,
        "problems": list(made.problems),
    }


def told_of(put: Restored) -> dict[str, object]:
    """What was put in place, as it is printed."""
    return {
        "profile": str(put.profile),
        "station": put.station,
        "made_at": put.made_at,
        "entries": put.entries,
        "photos": put.photos,
        "new_key": put.new_key,
        "key": put.key,
        "problems": list(put.problems),
    }


def _passphrase(*, from_stdin: bool, twice: bool = False) -> str:
    if from_stdin:
        given = sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    elif not sys.stdin.isatty():
        raise UsageError("There is no terminal to type the passphrase at.", "Give it with --passphrase-stdin.")
    else:
        given = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("The same passphrase again: ") != given:
            raise UsageError("The two passphrases differ.", "Nothing was written. Try again.")
    if not given:
        raise UsageError("No passphrase was given.", "Nothing was done. Give one, or leave --with-key away.")
    return given
