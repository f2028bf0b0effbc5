"""`user add|list|disable`: who may work at the benches. A PIN is read without an echo, and shown nowhere."""

import getpass
import sys
from typing import Annotated

import typer

from app.cli.session import session
from app.domain.access import LANGUAGES, Role
from app.errors import UsageError
from app.services.access import disable_user, list_users

LONGEST_LINE = 1024


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    group = typer.Typer(help="The people of the house.", no_args_is_help=False)
    group.command("add", help="Add a person; the PIN (6 digits or more) is asked for, or read from standard input.")(
        add
    )
    group.command("list", help="Everybody, the disabled included.")(everybody)
    group.command("disable", help="Let a person in no more; what they did stays theirs.")(disable)
    group.callback()(lambda: None)
    app.add_typer(group, name="user")


def add(
    context: typer.Context,
    badge: Annotated[str, typer.Option(help="What the badge says when it is scanned.")],
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    role: Annotated[Role, typer.Option(help="What they may do.")],
    language: Annotated[str, typer.Option(help=f"What they read best: {', '.join(LANGUAGES)}.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        added = station.add_user(badge, name, role, _pin(from_stdin=pin_stdin), actor="command line", language=language)
    told = {"id": added.user_id, "badge": added.badge, "name": added.name, "role": added.role.value}
    at_hand.out.one(told | ({"language": added.language} if added.language else {}))


def everybody(context: typer.Context) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        people = list_users(station.people)
    rows = (
        {
            "id": each.operator.user_id,
            "badge": each.operator.badge,
            "name": each.operator.name,
            "role": each.operator.role.value,
            "language": each.operator.language,
            "disabled": each.disabled,
        }
        for each in people
    )
    nobody = "Nobody is on record yet. Add the first person with `regrade user add`."
    at_hand.out.rows(rows, ("badge", "name", "role", "language", "disabled"), nobody)


def disable(context: typer.Context, badge: Annotated[str, typer.Argument(metavar="BADGE")]) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        person = disable_user(station.people, station.clock, badge, actor="command line")
    at_hand.out.one({"id": person.user_id, "badge": person.badge, "name": person.name, "disabled": True})


def _pin(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to type the PIN at.", "Give it with --pin-stdin.")
    first = getpass.getpass("PIN: ")
    if getpass.getpass("The same PIN again: ") != first:
        raise UsageError("The two PINs differ.", "Nothing was changed. Try again.")
    return first
