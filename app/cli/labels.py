"""`label list`, `label render`: what can be printed, and a label without a printer.

Owns the form in which a label's data is handed in: one JSON object, bounded, its values texts or numbers, each taken as
it is written. What is rendered is written whole or not at all. Needs no profile; where there is one, a client's own
templates are found in it.
"""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app.cli.output import seen
from app.cli.session import Session, session
from app.errors import ConfigError, StoreError, UsageError
from app.ports import LabelTemplate, OwnLabels
from app.saying import say

MOST_BYTES = 1 << 18
COLUMNS = ("name", "kind", "size", "fields", "symbols")


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    labels = typer.Typer(help="Label templates, and labels without a printer.", no_args_is_help=False)
    labels.command("list", help="Every label template: its size, what it asks for, its barcodes.")(label_list)
    labels.command("render", help="One label, as a printer or an eye takes it, into a file.")(label_render)
    labels.callback()(lambda: None)
    app.add_typer(labels, name="label")


Client = Annotated[str, typer.Option(help="With this client's own templates and logo.")]


def label_list(context: typer.Context, client: Client = "") -> None:
    at_hand = session(context)
    templates = _labels(at_hand, client).templates(client)
    told = _told if at_hand.out.as_json else _in_short
    at_hand.out.rows((told(each) for each in templates), COLUMNS, "There are no label templates.")


def label_render(  # noqa: PLR0917 - what the command line takes
    context: typer.Context,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", show_default=False)],
    data: Annotated[Path, typer.Option(metavar="FILE", help="One JSON object: a value a field.", show_default=False)],
    driver: Annotated[str, typer.Option(metavar="zpl|tspl|pdf|png", help="What takes it.", show_default=False)],
    dpi: Annotated[int, typer.Option(metavar="203|300", help="Of the printer.", show_default=False)],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="Where to.", show_default=False)],
    client: Client = "",
    language: Annotated[str, typer.Option(help="Of the words on it: en, zh_CN, es or de.")] = "en",
) -> None:
    at_hand = session(context)
    labels = _labels(at_hand, client)
    content = labels.render(template, read_data(data), driver=driver, dpi=dpi, client=client, language=language)
    _write(out, content)
    at_hand.out.one({"template": template, "driver": driver, "dpi": dpi, "file": str(out), "bytes": len(content)})


def _labels(at_hand: Session, client: str) -> OwnLabels:
    """The templates; said where the client has none of its own, for no records are at hand that know its name."""
    labels = at_hand.stations.labels(at_hand.options.profile)
    if client and not has_own(labels, client):
        typer.echo(
            f"regrade: This profile keeps no template or logo of {seen(client[:40])}: these are as they ship.", err=True
        )
    return labels


def has_own(labels: OwnLabels, client: str) -> bool:
    """Whether anything on its labels is the client's own, broken or not."""
    try:
        return bool(labels.own(client) or labels.logo(client))
    except ConfigError:
        return True


def read_data(file: Path) -> dict[str, str]:
    """What a label is to say. A number is taken as it is written. Raises `UsageError`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("The label's data {file} cannot be read: {error}.", file=file.name, error=error.strerror),
            "Name a file with one JSON object.",
        ) from error
    if len(content) > MOST_BYTES:
        raise _wrong(file, say("it is larger than 256 KB"))
    try:
        found = json.loads(
            content.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=_no_number,
            object_pairs_hook=_once,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise _wrong(file, say("it is not JSON ({error})", error=error)) from error
    if not isinstance(found, dict):
        raise _wrong(file, say("it is no JSON object"))
    for name, value in found.items():
        if not isinstance(value, str):
            raise _wrong(file, say("{field} is neither a text nor a number", field=name[:40]))
    return found


def _wrong(file: Path, why: str) -> UsageError:
    return UsageError(
        say("The label's data {file} cannot be taken: {why}.", file=file.name, why=why),
        'Write one JSON object, as in {"code": "R-000312-1H"}.',
        "label_data",
    )


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field stands twice")
    return found


def _told(template: LabelTemplate) -> dict[str, object]:
    return {
        "name": template.name,
        "kind": template.kind,
        "size_mm": [_plain(template.width_mm), _plain(template.height_mm)],
        "fields": {
            each.name: {
                "type": each.type, "required": each.required, "max": each.longest, "example": each.example,
                **({"computed": True} if each.computed else {}),
            }
            for each in template.fields
        },
        "symbols": [{"symbology": each.symbology, "field": each.field} for each in template.symbols],
    }  # fmt: skip


def _in_short(template: LabelTemplate) -> dict[str, object]:
    return {
        "name": template.name,
        "kind": template.kind,
        "size": f"{_plain(template.width_mm)} × {_plain(template.height_mm)} mm",
        "fields": _list(each.name if each.required else f"[{each.name}]" for each in template.fields),
        "symbols": _list(f"{each.symbology}: {each.field}" for each in template.symbols),
    }


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _plain(size: float) -> float:
    return int(size) if size == int(size) else size


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; what was there before stays until the new one is on the disk."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".label-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(
            say("The label cannot be written to {path}: {error}.", path=str(path), error=error.strerror),
            "Nothing was written. Choose another place with -o.",
        ) from error
