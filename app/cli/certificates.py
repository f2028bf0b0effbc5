"""`certificate`: every certificate, one as a document, and what declares one void and puts another in its place.

Whoever declares one void names their badge; the PIN is asked for without an echo, or read from standard input.
"""

import contextlib
import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.selling import PinStdin, person
from app.cli.session import session
from app.errors import StoreError, UsageError
from app.saying import say

COLUMNS = ("number", "unit", "kind", "at", "state", "replaced_by")


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    group = typer.Typer(help="Certificates of destruction, donation and recycling.", no_args_is_help=False)
    group.command("list", help="Every certificate, void ones too.")(certificate_list)
    group.command("show", help="One as a PDF; the same certificate gives the same file.")(certificate_show)
    group.command("void", help="Declare one void, and put another in its place where one is wanted.")(certificate_void)
    group.callback()(lambda: None)
    app.add_typer(group, name="certificate")


def certificate_list(context: typer.Context) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        at_hand.out.rows(station.reads.certificates(), COLUMNS, "There are no certificates.")


def certificate_show(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="As in DES-000123.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="PDF", help="Write it there.")],
) -> None:
    """Says what was written, with its hash."""
    at_hand = session(context)
    with at_hand.station() as station:
        shown = station.certificates.show(number.strip().upper())
        _put(out, shown.document)
        at_hand.out.one(
            {
                "number": shown.certificate.number,
                "unit": shown.certificate.unit,
                "kind": shown.certificate.kind,
                "state": "void" if shown.certificate.voided else "valid",
                "not_recorded": list(shown.certificate.lacks),
                "file": str(out),
                "sha256": shown.sha256,
                "record_sha256": shown.certificate.digest,
            }
        )


def certificate_void(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    *,
    reason: Annotated[str, typer.Option(help="What is wrong with it; it is printed on it from now on.")],
    badge: Annotated[str, typer.Option(help="Of whoever says so: a supervisor or a manager.")],
    replace: Annotated[bool, typer.Option("--replace", help="Give another number in its place.")] = False,
    corrected: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="What the new one says instead; repeat it.")
    ] = None,
    pin_stdin: PinStdin = False,
) -> None:
    at_hand = session(context)
    changes = dict(_pair(one) for one in corrected or ())
    with at_hand.station() as station:
        by = person(station, badge, from_stdin=pin_stdin)
        work, said = station.certificates, number.strip().upper()
        void, new = work.void(said, reason, by=by, replace=replace, corrected=changes)
        at_hand.out.one(
            {
                "number": void.number,
                "unit": void.unit,
                "kind": void.kind,
                "state": "void",
                "reason": void.voided.reason if void.voided else "",
                "by": void.voided.by if void.voided else "",
                "replaced_by": new.number if new else "",
            }
        )


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise UsageError(say("{given!r} is no NAME=VALUE.", given=given[:60]), "Write it as in --set weight_g=1840.")
    return name.strip(), value.strip()


def _put(out: Path, content: bytes) -> None:
    """In its place when it is whole and on the disk."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
    except OSError as error:
        raise StoreError(
            say("The certificate cannot be written: {reason}.", reason=error.strerror or ""),
            "Name another place for it.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
