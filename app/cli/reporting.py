"""`report KIND`: what came back and why, what was made of it and discarded, as JSON lines, CSV, a workbook or a PDF."""

import contextlib
import csv
import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from app.cli.output import to_json
from app.cli.session import session
from app.errors import StoreError, UsageError
from app.saying import say
from app.services.fba_reporting import KINDS, PER, Asked, report
from app.services.looking import Record
from app.services.report_sheets import on_paper, refuse_too_wide
from app.services.reporting import cell, period

FORMATS = ("json", "csv", "xlsx", "pdf")
_PER_HELP = "Of what there is a row each. " + " ".join(f"{kind}: {', '.join(known)}." for kind, known in PER.items())


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("report", help="What came back and why, and what was made of it, as JSON lines, CSV, XLSX or PDF.")(
        tell
    )


def tell(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS))],
    *,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day; else from the beginning.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; else until now.")] = "",
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="json, csv, xlsx or pdf.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there, not to standard output.")
    ] = None,
    per: Annotated[str, typer.Option("--per", metavar="WHAT", help=_PER_HELP)] = "",
    alerts: Annotated[bool, typer.Option("--alerts", help="ageing: only what lies too long; exit 1 if any.")] = False,
) -> int:
    """Days are of UTC. A workbook needs a file. The exit code is 1 where alerts were asked for and there are some."""
    at_hand = session(context)
    form = form or ("json" if at_hand.out.as_json else "csv")
    if form not in FORMATS:
        raise UsageError(
            say("There is no format {form!r}.", form=form), say("One of: {forms}.", forms="json, csv, xlsx, pdf")
        )
    asked = Asked(kind, period(since, until), per, alerts)
    if form == "pdf":
        refuse_too_wide(asked)
    if form in {"xlsx", "pdf"} and out is None:
        raise UsageError("A workbook or a PDF is written into a file.", "Name it with -o FILE.")
    with at_hand.station() as station:
        columns, found = report(station.reads, asked, station.open_basis)
        count = itertools.count()
        rows = (row for row, _ in zip(found, count, strict=False))
        if form == "xlsx" and out is not None:
            station.write_sheet(out, columns, ([cell(row.get(name)) for name in columns] for row in rows))
        elif form == "pdf" and out is not None:
            said = station.settings.certificates
            issuer = ", ".join(part for part in (said.issuer, said.address, said.registration) if part)
            today = datetime.now(UTC).date().isoformat()
            title, shown, told = on_paper(asked, issuer, (since, until or today), (columns, rows))
            station.write_report(out, title, shown, ([cell(row.get(name)) for name in shown] for row in told))
        else:
            with _target(out) as stream:
                _WRITE[form](stream, columns, rows)
    return 1 if alerts and next(count) else 0


@contextlib.contextmanager
def _target(out: Path | None) -> Iterator[TextIO]:
    """Standard output, else the file, put in its place when it is whole."""
    if out is None:
        yield sys.stdout
        return
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        file = draft.open("w", encoding="utf-8", newline="")
    except OSError as error:
        message = say("The report cannot be written: {reason}.", reason=error.strerror or "")
        raise StoreError(message, "Name another place for it.") from error
    try:
        with file:
            yield file
        draft.replace(out)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _json_lines(stream: TextIO, columns: Sequence[str], rows: Iterable[Record]) -> None:
    stream.writelines(to_json({name: row.get(name) for name in columns}) + "\n" for row in rows)


def _csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Record]) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in columns])


_WRITE = {"json": _json_lines, "csv": _csv}
