"""`evidence pack` and `evidence verify`: packs that anyone can check without this program."""

from pathlib import Path
from typing import Annotated

import typer

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
