"""`import KIND FILE…`: one file after the other; one report for all, and a file of what has to be mended."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.progress import Progress
from app.cli.session import Session, session
from app.errors import UsageError, UserError
from app.services.importing import KINDS, Imported, Kind, Manner, Rejected, kind_named
from app.services.importing.rejects import rejects_in
from app.services.station import Station

FOUND = 1
SHOWN_TO_A_PERSON = 20
OBJECTS_OF_A_BATCH = 50_000


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("import", help="Take in what clients and marketplaces tell: CSV, TSV, XLSX or JSON.")(take_in)


def take_in(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS))],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files, in the order to take them in.")],
    client: Annotated[
        str, typer.Option(metavar="NAME", help="Whose files these are, where they do not say so themselves.")
    ] = "",
    dry_run: Annotated[  # noqa: FBT002 - an option is named by whoever gives it
        bool, typer.Option("--dry-run", help="Only say what would come in, change or be rejected.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the rejected rows there, to mend and import again.")
    ] = None,
) -> int:
    """Exit code 1 where a row was rejected or a file refused."""
    at_hand = session(context)
    wanted = kind_named(kind)
    for file in files:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.", "Nothing was imported. Check the name.")
    if rejects is not None and (len(files) > 1 or _same(rejects, files[0])):
        raise UsageError(
            "--rejects is for one file, and names another.", "Nothing was imported. Import them one by one."
        )
    mending = rejects_in(rejects) if rejects else nullcontext()
    with at_hand.station() as station, rows_kept_from_collector(), mending as kept:
        manner = Manner(client=client.strip(), rehearse=dry_run)
        report = _report(station, wanted, files, replace(manner, turned_away=kept.add) if kept else manner)
    _print(at_hand, report | ({"dry_run": True} if dry_run else {}))
    return FOUND if report["rejected"] or report.get("refused") else 0


@contextmanager
def rows_kept_from_collector() -> Iterator[None]:
    """What is loaded by now stays, and a batch's rows go when it ends: looked through in vain at every 700th object,
    both would take a fifth of a large file's time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS_OF_A_BATCH, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute() or (one.exists() and one.samefile(other))


def _report(station: Station, kind: Kind, files: list[Path], manner: Manner) -> dict[str, Any]:
    """The sums over all files; a rejected row names its file where there are several."""
    total: dict[str, Any] = {"rows": 0, "inserted": 0, "updated": 0, "unchanged": 0, "rejected": []}
    for file in files:
        try:
            with Progress(file.name) as progress:
                done = station.take_in(kind, file, replace(manner, progress=progress))
        except UserError as refusal:
            total.setdefault("refused", []).append({"file": str(file), **refusal.as_answer()})
            continue
        _add(total, done, {"file": str(file)} if len(files) > 1 else {})
    return total


def _add(total: dict[str, Any], done: Imported, whence: dict[str, str]) -> None:
    total["rows"] += done.rows
    total["inserted"] += done.inserted
    total["updated"] += done.updated
    total["unchanged"] += done.unchanged
    total["rejected"] += [_row(each) | whence for each in done.rejected]
    if done.warnings:
        total.setdefault("warnings", []).extend(_row(each) | whence for each in done.warnings)


def _row(each: Rejected) -> dict[str, Any]:
    return {"row": each.row, "field": each.field, "value": each.value, "reason": each.reason}


def _print(at_hand: Session, report: dict[str, Any]) -> None:
    """Words for a person go to standard error too where a file was refused: they are why the code is 1."""
    for refused in report.get("refused", ()):
        typer.echo(f"regrade: {refused['message']} {refused['hint']}", err=True)
    if at_hand.out.as_json:
        at_hand.out.one(report)
        return
    if report.get("dry_run"):
        at_hand.out.words("Nothing was written. This is what would become of the rows:")
    at_hand.out.words(
        f"{report['rows']} rows: {report['inserted']} new, {report['updated']} changed, "
        f"{report['unchanged']} as before, {len(report['rejected'])} rejected."
    )
    _print_rows(at_hand, report["rejected"])
    if warnings := report.get("warnings"):
        at_hand.out.words(f"{len(warnings)} came in, with something to be known:")
        _print_rows(at_hand, warnings)


def _print_rows(at_hand: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = ["file"] if "file" in rows[0] else []
        at_hand.out.rows(rows[:SHOWN_TO_A_PERSON], [*columns, "row", "field", "value", "reason"], "")
    if len(rows) > SHOWN_TO_A_PERSON:
        at_hand.out.words(f"… and {len(rows) - SHOWN_TO_A_PERSON} more; --json lists all.")
