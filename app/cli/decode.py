"""`decode IMAGE…`: the codes in pictures, by the reader that proofs and the camera go through. Needs no profile."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Output
from app.cli.session import session
from app.domain.identifiers import identify
from app.domain.symbols import Code
from app.errors import UserError
from app.ports import PictureReader

UNREADABLE = 1


def register(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("decode", help="Read the codes in pictures: JSON Lines, a picture a line.")(decode)


def decode(
    context: typer.Context,
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="JPEG, PNG, WebP, …", show_default=False)],
) -> int:
    """Exit code 1 where a picture cannot be opened; one without a code is no fault."""
    reader = session(context).stations.pictures()
    out = Output(as_json=True)
    opened = True
    for image in images:
        line = _line(reader, image)
        opened = opened and "error" not in line
        out.one(line)
        sys.stdout.flush()
    return 0 if opened else UNREADABLE


def _line(reader: PictureReader, image: Path) -> dict[str, object]:
    begun = time.process_time()
    try:
        codes, error = reader.symbols(image), None
    except UserError as refused:
        codes, error = (), {"code": refused.code, "message": refused.message, "hint": refused.hint}
    spent = round((time.process_time() - begun) * 1000, 1)
    line: dict[str, object] = {"file": str(image), "codes": [_told(code) for code in codes], "ms": spent}
    return line if error is None else {**line, "error": error}


def _told(code: Code) -> dict[str, object]:
    kind = identify(code.text, code.aim).described()
    return {"symbology": code.symbology.value, "text": code.text, **kind, "corners": code.corners}
