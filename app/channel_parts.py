"""How the work on the channels is put together; the part of `app.bootstrap` that concerns them.

Nothing here starts a thread; a channel that lacks something is left out with its reason, so that the others are worked.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import ChannelSettings, ExchangeSettings, Settings
from app.errors import BenchError, UserError
from app.saying import say
from app.services.station import Check, Station
from app.services.syncing.channels import Channels, OpenChannels

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.domain.access import Operator
    from app.domain.channel import Document, Listing
    from app.ports import Clock
    from app.services.access import OpenWork
    from app.services.exchanging import Selling
    from app.services.importing import Imported, ImportStore, TableReader
    from app.services.listing_text import ListingWriter
    from app.services.syncing.hearing import Ear
    from app.services.syncing.pulling import Rows
    from app.services.syncing.settling import Settled
    from app.services.syncing.working import Worker
    from app.store.unit_of_work import SqlStore

    Note = Callable[[int, str, datetime], None]

log = logging.getLogger(__name__)
NAMED = 5


def open_channels(settings: Settings, store: SqlStore, clock: Clock, imports: TakeIn, note: Note | None) -> Channels:
    """The channels as they are set up, and beside them the watch over the exchange pool."""
    from app.background.events_lane import EventsLane
    from app.background.sync_lanes import SyncLanes
    from app.services.exchanging import PoolWatch
    from app.services.syncing.hearing import Hearing
    from app.store.shop_events import SqlShopEvents
    from app.store.telling import Telling

    workers: list[Worker] = []
    ears: dict[str, Ear] = {}
    unusable: list[tuple[str, str]] = []
    for channel in settings.channel:
        try:
            worker, ears[channel.name] = _worker(channel, store, clock, imports, note)
            workers.append(worker)
        except BenchError as fault:
            unusable.append((channel.name, str(fault)))
    beside = PoolWatch(selling(store, clock, settings.exchange))
    hearing = Hearing(ears, SqlShopEvents(Telling(store.engine, store.station.id)), clock)
    lanes, door = SyncLanes([*workers, beside]), EventsLane(hearing.take)
    return Channels(tuple(workers), lanes, tuple(unusable), door, hearing.channels)


@contextmanager
def at_work(opened: OpenChannels) -> Iterator[Channels]:
    """The channels worked as long as the block lasts, whatever some of them lack."""
    channels = opened()
    try:
        for name, why in channels.unusable:
            log.warning("The channel %s is not worked: %s", name, why)
        channels.start()
        yield channels
    finally:
        channels.close()


def retry(store: SqlStore, clock: Clock, note: Note | None, message: str) -> None:
    """Bring back a message that needed a person. Raises `UserError` for what is no such message."""
    from app.store.outbox import SqlOutbox
    from app.store.telling import Telling

    SqlOutbox(Telling(store.engine, store.station.id, note)).retry(message, clock.now())


def asked_of_shops(station: Station, store: SqlStore, note: Note | None) -> Station:
    """The station with what somebody may ask of its shops."""
    return replace(
        station,
        retry_message=partial(retry, store, station.clock, note),
        settle_return=partial(settle_return, station.settings, (store, station.clock, note), station.people),
    )


def settle_return(
    settings: Settings, records: tuple[SqlStore, Clock, Note | None], work: OpenWork, name: str, rma: str, by: Operator
) -> Settled:
    """Tell a channel what came of a return, at somebody's word. Raises `UserError`, `ConfigError`, `ChannelError`."""
    from app.channels.kinds import open_channel
    from app.channels.shop import Surroundings
    from app.services.syncing.settling import Settling
    from app.store.shop_settlements import SqlSettlements
    from app.store.telling import Telling

    store, clock, note = records
    channel = next((each for each in settings.channel if each.name == name), None)
    if channel is None:
        raise UserError(say("There is no channel {name}.", name=name), "Look at config.toml for its name.")
    shop = open_channel(channel, Surroundings(clock))
    try:
        kept = SqlSettlements(Telling(store.engine, store.station.id, note))
        return Settling(shop, kept, work, clock, (channel.client, channel.kind)).settle(rma, by)
    finally:
        shop.close()


def selling(store: SqlStore, clock: Clock, kept: ExchangeSettings) -> Selling:
    """Who arranges where units are sold."""
    from app.services.exchanging import Selling, Terms
    from app.store.exchange_pool import SqlSellingWork

    terms = Terms(timedelta(hours=kept.reserve_hours), timedelta(days=kept.release_after_days))
    return Selling(lambda: SqlSellingWork(store), clock, terms)


def listing_writer(resources: Path, photo_path: Callable[[str], Path]) -> ListingWriter:
    """What describes open-box units to buyers. Raises `ConfigError` where its words are broken."""
    from app.services.listing_text import ListingWriter
    from app.store.library import load_library
    from app.store.listing_words import load_listing_words

    return ListingWriter(load_listing_words(resources), load_library(resources).checklist, photo_path)


def offers_seen(store: SqlStore, settings: Settings) -> Check:
    """Whether what is on sale stands on a listing, and each listing is sought by a unit: nothing of it is wrong, and
    all of it is easily overlooked."""
    from app.store.in_step import waiting_at
    from app.store.offered_where import offered_where

    try:
        with store.reading() as connection:
            seen, waiting = offered_where(connection), waiting_at(connection)
    except BenchError as fault:
        return Check("offers", ok=False, found=fault.message, mend=fault.hint)
    told, mend = [], []
    if seen.nowhere:
        named = _some([f"{article.sku} {grade}" for article, grade in seen.nowhere])
        told.append(say("units on sale that no listing offers: {named}", named=named))
        mend.append(say("Import where they are sold (listings), or move them: allocation move."))
    if seen.in_vain:
        named = _some([f"{sku} {grade} @ {channel}" for sku, grade, channel in seen.in_vain])
        told.append(say("listings that no unit comes to: {named}", named=named))
        mend.append(
            say(
                "Where a client sells at several shops, share the units out: import selling. A house system that only "
                "keeps books needs books = yes in its row of listings."
            )
        )
    if seen.twice:
        told.append(say("units on offer at several shops since an older version: {count}", count=seen.twice))
        mend.append(say("They stay so until one sells them; allocation move puts one at a single place."))
    ours = {channel.name for channel in settings.channel}
    if strange := [f"{name} ({count})" for name, count in sorted(waiting.items()) if name not in ours]:
        told.append(say("messages for channels that are not set up here: {named}", named=_some(strange)))
        mend.append(say("Another station sends them, or the listings name a channel that there is not."))
    found = "; ".join(told) if told else say("what is on sale stands on a listing, and no listing waits in vain")
    return Check("offers", ok=True, found=str(found), mend=" ".join(mend))


def _some(named: list[str]) -> str:
    """The first few, and how many more there are."""
    return ", ".join(named[:NAMED]) + (f" (+ {len(named) - NAMED})" if len(named) > NAMED else "")


def look(settings: ChannelSettings, clock: Clock, listing: Listing | None) -> str:
    """Ask a channel whether it lets us in, by reading a listing or what was sold; what came of it, in words.

    Raises `ConfigError` for a credential that is missing, `ChannelError` for whatever the channel says to the rest.
    """
    from app.channels.kinds import open_channel
    from app.channels.shop import Surroundings

    shop = open_channel(settings, Surroundings(clock))
    try:
        if shop.capabilities.reads and listing is not None:
            shown = shop.read(listing).available
            told = say("it lets us in, and shows {number} of {sku}", number=shown, sku=listing.sku)
            return _with_its_end(str(told), shop.let_in_until())
        if shop.capabilities.sales:
            shop.pull_sales(clock.now() - timedelta(minutes=1))
            told = say("it lets us in; no listing is on record to be read")
            return _with_its_end(str(told), shop.let_in_until())
        shop.look()
        return str(say("its settings are complete; it can only be asked by sending something"))
    finally:
        shop.close()


def _with_its_end(told: str, until: datetime | None) -> str:
    if until is None:
        return told
    return f"{told}; " + say("its token is good until {day}: the seller authorises the app anew before then",
                             day=until.date().isoformat())  # fmt: skip


def _worker(
    settings: ChannelSettings, store: SqlStore, clock: Clock, imports: TakeIn, note: Note | None
) -> tuple[Worker, Ear]:
    from app.channels.kinds import open_channel
    from app.channels.shop import Surroundings
    from app.devices.printers import is_running, this_process
    from app.services.syncing.dispatching import Dispatcher, DispatchTools
    from app.services.syncing.errands import Errands
    from app.services.syncing.hearing import Ear
    from app.services.syncing.pulling import Pulls, PullTools
    from app.services.syncing.rounds import Rounds
    from app.services.syncing.working import Worker
    from app.store.mapping import new_key
    from app.store.outbox import SqlOutbox
    from app.store.shop_events import SqlShopEvents
    from app.store.shop_inbox import SqlShopInbox
    from app.store.shop_paces import SqlBuckets
    from app.store.telling import Telling

    telling = Telling(store.engine, store.station.id, note)
    outbox, inbox = SqlOutbox(telling, is_running), SqlShopInbox(telling)
    shop = open_channel(settings, Surroundings(clock, buckets=SqlBuckets(telling)))
    poll = timedelta(seconds=settings.poll_seconds)
    took = imports.of(settings.client)
    pulls = Pulls(shop, PullTools(inbox, clock, took.rows, took.document, poll))
    dispatcher = Dispatcher(shop, DispatchTools(outbox, clock, new_key, this_process(), pulls))
    rounds = Rounds(shop, inbox, clock, pulls.look_for_sales)
    errands = Errands(shop, SqlShopEvents(telling), inbox, clock, pulls)
    return Worker(shop, dispatcher, pulls, outbox, inbox, rounds, errands=errands), Ear(shop, errands.hear)


class TakeIn:
    """The way of pulled lines and reports into the records: that of the imports.

    A report passes through a file, for the imports read it twice; it lies in `folder` only meanwhile.
    """

    def __init__(self, store: ImportStore, tables: TableReader, folder: Path, client: str = "") -> None:
        self._store, self._tables, self._folder, self._client = store, tables, folder, client

    def of(self, client: str) -> TakeIn:
        """The same for a channel of this client."""
        return TakeIn(self._store, self._tables, self._folder, client)

    def rows(self, kind: str, channel: str, rows: Rows) -> Imported:
        """Lines in the import's own terms."""
        from app.domain.canonical import canonical
        from app.services.importing import KINDS, Manner, import_file, pulled
        from app.store.audit import digest_of

        told = digest_of(canonical([dict(line.columns) for line in rows.lines]))
        manner = Manner(client=self._client, channel=channel, sha256=told)
        return import_file(self._store, rows, pulled(KINDS[kind]), Path(channel), manner)

    def document(self, channel: str, document: Document) -> Imported:
        """A report as the marketplace wrote it."""
        from app.services.importing import KINDS, Manner, import_file

        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="report-") as place:
            file = Path(place) / f"{document.kind}.txt"
            file.write_text(document.content, encoding="utf-8", newline="")
            manner = Manner(client=self._client, channel=channel)
            return import_file(self._store, self._tables, KINDS[document.kind], file, manner)
