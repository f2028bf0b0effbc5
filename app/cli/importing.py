"""`import KIND FILE…`: one file after the other, each in a transaction of its own; one report for all."""

import gc
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.session import Session, session
from app.errors import UsageError, UserError
from app.services.importing import KINDS, LATER, Imported, Kind, Rejected, kind_named
from app.services.station import Station

FOUND = 1
SHOWN_TO_A_PERSON = 20


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("import", help="Take in what clients announce, from CSV or TSV files in UTF-8.")(take_in)


def take_in(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(KINDS)} (later: {', '.join(LATER)})")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files, in the order to take them in.")],
) -> int:
    """Exit code 1 where a row was rejected or a file refused."""
    at_hand = session(context)
    wanted = kind_named(kind)
    for file in files:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.", "Nothing was imported. Check the name.")
    with at_hand.station() as station:
        gc.freeze()  # what is loaded by now stays: a large file is a quarter faster when it is not looked at again
        report = _report(station, wanted, files)
    _print(at_hand, report)
    return FOUND if report["rejected"] or report.get("refused") else 0


def _report(station: Station, kind: Kind, files: list[Path]) -> dict[str, Any]:
    """The sums over all files; a rejected row names its file where there are several."""
    total: dict[str, Any] = {"rows": 0, "inserted": 0, "updated": 0, "unchanged": 0, "rejected": []}
    for file in files:
        try:
            done = station.take_in(kind, file)
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
    at_hand.out.words(
        f"{report['rows']} rows: {report['inserted']} new, {report['updated']} changed, "
        f"{report['unchanged']} as before, {len(report['rejected'])} rejected."
    )
    _print_rows(at_hand, report["rejected"])
    if warnings := report.get("warnings"):
        at_hand.out.words(f"{len(warnings)} came in, but not whole:")
        _print_rows(at_hand, warnings)


def _print_rows(at_hand: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = ["file"] if "file" in rows[0] else []
        at_hand.out.rows(rows[:SHOWN_TO_A_PERSON], [*columns, "row", "field", "value", "reason"], "")
    if len(rows) > SHOWN_TO_A_PERSON:
        at_hand.out.words(f"… and {len(rows) - SHOWN_TO_A_PERSON} more; --json lists all.")
