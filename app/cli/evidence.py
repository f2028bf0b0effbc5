"""`evidence`: packs that anyone can check without this program, looks through the photos, what may be deleted."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.progress import Progress
from app.cli.selling import person
from app.cli.session import session
from app.errors import UsageError
from app.services.packing import PackAsked, PackChecked

FOUND = 1


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    group = typer.Typer(help="Evidence packs: what was found, with its photos, signed.", no_args_is_help=False)
    group.command("pack", help="Pack the evidence of a unit, or of a whole case, for somebody outside.")(pack)
    group.command("verify", help="Check a pack; exit code 1 where anything was changed, or its key is not trusted.")(
        verify
    )
    group.command("scrub", help="Read and hash the photos on disk; exit code 1 where one is damaged or missing.")(scrub)
    group.command("retention", help="What may be deleted by the policy; with --apply it is, on record first.")(
        retention
    )
    group.callback()(lambda: None)
    app.add_typer(group, name="evidence")


def pack(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="ZIP", help="Where the pack is written.")],
    units: Annotated[
        list[str] | None, typer.Argument(metavar="[UNIT]…", help="LPNs, or codes of their labels.")
    ] = None,
    case: Annotated[
        str, typer.Option(metavar="ORDER", help="All units that came by this order, RMA or tracking number.")
    ] = "",
    client: Annotated[str, typer.Option(help="Only this client's, where several have an order of that number.")] = "",
) -> None:
    if not units and not case:
        raise UsageError("Nothing is named to be packed.", "Name a unit, or a case with --case.")
    at_hand = session(context)
    with at_hand.station() as station:
        packed = station.packing.pack(PackAsked(tuple(units or ()), case, client), out)
    at_hand.out.one(
        {
            "file": str(packed.file),
            "units": list(packed.units),
            "files": packed.files,
            "bytes": packed.bytes,
            "sha256": packed.sha256,
            "code": packed.code,
        }
    )


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="ZIP", help="The pack.")],
    key: Annotated[
        list[Path] | None, typer.Option(metavar="PEM", help="A key that is trusted besides this station's own.")
    ] = None,
) -> int:
    """Needs no station, and makes none."""
    at_hand = session(context)
    checked = at_hand.stations.check_pack(at_hand.options.profile, file, tuple(key or ()))
    at_hand.out.one(told(file, checked))
    return 0 if checked.ok else FOUND


def scrub(
    context: typer.Context,
    afresh: Annotated[bool, typer.Option("--all", help="Every photo, not only those left of this round.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> int:
    at_hand = session(context)
    with at_hand.station() as station, Progress("Evidence", "photos") as progress:
        found = station.scrub(progress, afresh=afresh)
    at_hand.out.one(
        {"looked": found.looked, "of": found.of, "ended_at": found.ended_at, "damaged": list(found.damaged)}
    )
    return FOUND if found.damaged else 0


def retention(
    context: typer.Context,
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help="Delete it; else it is only listed.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
    badge: Annotated[str, typer.Option(help="Whose word it is: a manager's.")] = "",
    reason: Annotated[str, typer.Option(help="Why; recorded.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")] = False,  # noqa: FBT002 - an option is named by whoever gives it
) -> None:
    if apply and not badge:
        raise UsageError("Nobody is named who says so.", "Give --badge; the PIN is asked for.")
    at_hand = session(context)
    with at_hand.station() as station:
        if apply:
            due = station.open_retention().apply(person(station, badge, from_stdin=pin_stdin), reason)
        else:
            due = station.open_retention().due()
    at_hand.out.one(
        {
            "deleted" if apply else "may_go": len(due.photos),
            "bytes": sum(photo.size for photo in due.photos),
            "photos": [asdict(photo) | {"units": list(photo.units)} for photo in due.photos],
            "kept": dict(due.kept),
        }
    )


def told(file: Path, checked: PackChecked) -> dict[str, object]:
    """What was found, as it is printed."""
    return {
        "ok": checked.ok,
        "file": str(file),
        "units": list(checked.units),
        "station": checked.station,
        "made_at": checked.made_at,
        "key": checked.key,
        "files": checked.files,
        "entries": checked.entries,
        "problems": list(checked.problems),
    }
