"""`listing text`: how an open-box unit is described to buyers, in the form of the channel that it is for."""

from typing import Annotated

import typer

from app.cli.session import session
from app.config import ChannelSettings
from app.domain.access import LANGUAGES
from app.errors import UsageError, UserError
from app.saying import say
from app.services.listing_text import language_of
from app.services.looking import lpn_of
from app.services.station import Station


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    listing = typer.Typer(help="What buyers are told of a unit.", no_args_is_help=False)
    listing.callback()(lambda: None)
    listing.command("text", help="Title, condition and note from the findings, and the photos a buyer may see.")(text)
    app.add_typer(listing, name="listing")


def text(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="Its LPN, or a label's code.")],
    channel: Annotated[str, typer.Option(help="A channel's name, or a kind: amazon, ebay, shopify, …")],
    language: Annotated[str, typer.Option(help=f"{', '.join(LANGUAGES)}; else what the channel's buyers read.")] = "",
) -> None:
    at_hand = session(context)
    if language and language not in LANGUAGES:
        raise UsageError(
            say("{language!r} is no language of ours.", language=language[:20]),
            say("Use one of: {languages}.", languages=", ".join(LANGUAGES)),
        )
    with at_hand.station() as station:
        kind, settings = _kind(station, channel)
        writer = station.open_listing_writer()
        if kind not in writer.words.channels:
            raise UsageError(
                say("There is no channel called {name!r}.", name=channel[:40]),
                say("Use one of: {channels}.", channels=", ".join(sorted(writer.words.channels))),
            )
        lpn = lpn_of(unit)
        record = station.reads.unit(lpn, languages=True)
        if record is None:
            raise UserError(say("No unit {lpn} is on record.", lpn=lpn[:60]), "Scan its label again.", "unknown_unit")
        credentials = settings.credentials if settings else {}
        chosen = language or language_of(kind, credentials, station.settings.station.language)
        told = writer.describe(record, kind, chosen)
        shown, left = writer.photos(record, at_hand.stations.pictures().codes)
        condition_field, note_field = writer.fields(kind)
        at_hand.out.one({
            "unit": lpn,
            "channel": channel,
            "kind": kind,
            "language": told.language,
            "title": told.title,
            "wear": told.wear.value,
            "condition_field": condition_field,
            "condition": told.condition,
            "note_field": note_field,
            "note": told.note,
            "bullets": list(told.bullets),
            "findings_in": list(told.findings_in),
            "notice": told.notice,
            "photos": [{"shot": one.shot, "sha256": one.sha256, "file": str(one.file)} for one in shown],
            "left_out": [{"shot": one.shot, "why": one.why} for one in left],
        })  # fmt: skip


def _kind(station: Station, channel: str) -> tuple[str, ChannelSettings | None]:
    """The kind of a channel that is set up under this name; else the name is a kind itself."""
    found = next((one for one in station.settings.channel if one.name == channel), None)
    return (found.kind, found) if found else (channel, None)
