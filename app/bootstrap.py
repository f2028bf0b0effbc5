"""How a station is put together: the only place that builds concrete parts and wires them.

In this order, so that whatever fails leaves what is there untouched:

1. the profile's folder is found (`--profile`, `$REGRADE_PROFILE`, the platform's place), its `config.toml` is read;
2. missing folders are made, the log goes there as well from now on;
3. the station's identity and key are read, or made at the very first start;
4. the records are opened, on SQLite in the profile or wherever the configuration says; their tables are brought up to
   date, or refused where a newer version made them;
5. what the services need is joined to what provides it, and handed out as a `Station`.

Heavy packages are imported when they are needed, so that help and small commands answer at once. `examine` walks the
same way for the doctor, but goes on where something fails. Nothing here starts a thread.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from app import channel_parts, config, evidence_parts, keeping_parts, logs, paper_parts, print_parts
from app.config import AuditSettings, CameraSettings, Settings
from app.errors import BenchError, ConfigError, StoreError, UsageError
from app.paths import Profile, find_profile, shipped
from app.saying import say
from app.services.setting_up import SettingsFile
from app.services.station import Check, Eyes, SetUp, Station

if TYPE_CHECKING:
    from app.background.print_lanes import PrintLanes
    from app.cli.session import Ready
    from app.domain.access import Operator
    from app.domain.print_jobs import PrintJob
    from app.ports import Camera, CodeReader, Darkroom, OwnLabels, PictureReader
    from app.services.inspecting import Inspecting
    from app.services.packing import PackChecked
    from app.services.safekeeping import Asked, Restored
    from app.store.keys import StationKeys
    from app.store.unit_of_work import SqlStore

BUILT_IN = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right says less."""
MOST_DRIFT = timedelta(minutes=5)

Note = Callable[[int, str, datetime], None]
"""Is told of the audit chain's end: number, hash, time."""

log = logging.getLogger(__name__)


class Stations:
    """Builds stations; implements `app.cli.session.Stations`."""

    @contextmanager
    def open(
        self, profile: Path | None = None, database: str | None = None, log_level: str | None = None
    ) -> Iterator[Station]:
        """A station that is ready to work; closed when the block ends."""
        place = find_profile(profile)
        settings = config.load(place.config)
        place.create()
        logs.set_up(place.logs, logs.chosen_level(log_level))
        station = open_station(place, settings, database)
        _all_loaded()
        try:
            yield station
        finally:
            station.close()
            gc.unfreeze()

    def pictures(self) -> PictureReader:
        """What reads codes in picture files; needs no station."""
        from app.devices.pictures import PictureCodes

        _all_loaded()
        return PictureCodes()

    def labels(self, profile: Path | None = None) -> OwnLabels:
        """The label templates, clients' own among them where there is a profile; makes none."""
        return _labels(find_profile(profile))

    def check_pack(self, profile: Path | None, file: Path, keys: Sequence[Path]) -> PackChecked:
        """What checking an evidence pack finds; opens no station and makes none."""
        return evidence_parts.check_pack(find_profile(profile), file, keys)

    def restore(self, profile: Path | None, database: str | None, asked: Asked) -> Restored:
        """Puts a backup in place as this profile, which must not be there yet; opens no station."""
        place = find_profile(profile)
        return keeping_parts.restored(place, asked, database and database_url(place, Settings(), database))

    def examine(self, profile: Path | None, database: str | None) -> Iterator[Check]:
        """Looks at everything a station needs; goes on where something is wrong."""
        place = find_profile(profile)
        yield _look("profile", lambda: _made(place))
        settings = Settings()
        read = _look("configuration", lambda: _read(place))
        yield read
        if read.ok:
            settings = config.load(place.config)
        yield from _examine_records(place, settings, database)
        yield from _examine_devices(place, settings)
        yield from _channels_looked_at(place, settings, database)
        yield _look("rules", _rules)

    def window(self, profile: Path | None = None, database: str | None = None, log_level: str | None = None) -> int:
        """The station window, until it is closed."""
        from app.ui.display import must_have_display

        must_have_display()  # before the profile is touched
        with self.open(profile, database, log_level) as station:
            from app.ui.application import run

            with keeping_parts.watched(station), channel_parts.at_work(station.open_channels) as channels:
                return run(replace(station, at_work=channels))

    def can_show(self) -> bool:
        """Whether there is a display for a window."""
        from app.ui.display import has_display

        return has_display()

    def try_out(self, profile: Path, log_level: str | None = None) -> int:
        """The station window on the demo's catalogue, with goods that come by themselves, until it is closed."""
        from app.demo.day import set_for_trying

        set_for_trying(profile)
        with self.open(profile, None, log_level) as station:
            from app.demo.trying import try_station

            return try_station(station)

    def market(
        self, kind: str, port: int, faults: Mapping[str, float], seed: int, ready: Ready, events_to: str = ""
    ) -> None:
        """A marketplace on loopback, to try a day with; until the keyboard interrupts it."""
        from app.channels.fakes.faults import Faults, Moody
        from app.channels.fakes.server import LOOPBACK, run
        from app.channels.kinds import open_fake
        from app.devices.clock import SystemClock

        market = open_fake(kind, SystemClock().now, seed)
        market.events_to = events_to

        def listening(on: int) -> None:
            market.address = f"http://{LOOPBACK}:{on}"
            ready(market.address, market.credentials())

        run(Moody(market, Faults(**faults), seed), port, listening)

    def demo(self, out: Path) -> Mapping[str, object]:
        """Plays the demo shift in a fresh profile; says what came out."""
        from app.demo import play_demo

        return play_demo(self.open, shipped("resources", "demo"), out)


def open_station(place: Profile, settings: Settings, database: str | None = None) -> Station:
    """The parts of one station, joined. Raises `BenchError` where one of them cannot be had."""
    from app.background.print_lanes import PrintLanes
    from app.devices.clock import SystemClock
    from app.devices.pins import Argon2Pins
    from app.documents.tables import DelimitedTables
    from app.services.trial_label import print_test
    from app.store.disk import photo_path
    from app.store.imports import SqlImports
    from app.store.people import SqlPeopleWork
    from app.store.queries import SqlReads
    from app.store.references import DiskReferences

    off_bench = evidence_parts.OffBench(settings.audit)
    store, keys, note = _records(place, settings, database, off_bench.note_of)
    clock, lanes, open_labels = SystemClock(), PrintLanes(), cache(lambda: _labels(place))
    imports, tables = SqlImports(store.engine, keys.identity.id, clock, note), DelimitedTables()
    take_in = channel_parts.TakeIn(imports, tables, place.spool)
    station: Station = Station(
        profile=place,
        settings=settings,
        clock=clock,
        reads=SqlReads(store.reading, keys.identity.id),
        imports=imports,
        tables=tables,
        references=DiskReferences(place.references),
        photo_path=partial(photo_path, place.evidence),
        people=lambda: SqlPeopleWork(store.engine, keys.identity.id, note),
        pins=Argon2Pins(),
        verify_audit=lambda codes=(): evidence_parts.verified(place, store, keys, settings.audit, codes),
        eyes=Eyes(partial(_camera, settings.camera), _darkroom, _code_reader),
        set_up=SetUp(
            file=SettingsFile(partial(_previewed, place), partial(_saved, place)),
            examine=lambda: Stations().examine(place.root, database),
            print_test=lambda name: print_test(station.printing, clock, name),
        ),
        open_bench=lambda: _bench(place, settings, station, store),
        open_labels=open_labels,
        open_printing=cache(lambda: print_parts.printing(place, settings, (store, open_labels()), clock, lanes)),
        print_label=lambda *asked: _print_asked(store, station, *asked),
        open_channels=lambda: channel_parts.open_channels(settings, store, clock, take_in, note),
        open_listing_writer=lambda: channel_parts.listing_writer(shipped("resources"), station.photo_path),
        open_selling=lambda: channel_parts.selling(store, clock, settings.exchange),
        settle=lanes.settle,
        load_demo=lambda: _load_demo(station),
        close=lambda: _closed(lanes, store, off_bench),
    )
    station = evidence_parts.vouched(paper_parts.writing(station, place, store), store, keys)
    station = channel_parts.asked_of_shops(station, store, note)
    return (station := keeping_parts.kept(station, store, keys, note))


def _print_asked(
    store: SqlStore, station: Station, lpn: str, label: str, printer: str, by: Operator | None = None
) -> PrintJob:
    from app.services.print_asked import print_asked
    from app.services.printing import Wanted

    wanted = Wanted(label, "", {}, unit=lpn, printer=printer)
    return print_asked(store, station.printing, station.clock, wanted, site=station.settings.station.site, by=by)


def _closed(lanes: PrintLanes, store: SqlStore, off_bench: evidence_parts.OffBench) -> None:
    """The printers first: what becomes of their labels must still reach the records."""
    lanes.close()
    store.close()
    off_bench.close()


def _all_loaded() -> None:
    """What is there now stays: the collector need not look through it again, which would hold the window for 60 ms."""
    gc.freeze()
    gc.enable()


def _load_demo(station: Station) -> object:
    from app.demo import load_catalogue

    return load_catalogue(station)


def database_url(place: Profile, settings: Settings, named: str | None) -> str:
    """The address of the records; a password in it is hidden from the log."""
    url = config.reveal(named or settings.database.url)
    if url == "sqlite":
        return f"sqlite:///{place.database}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ConfigError(
            say("{url!r} is no database we know.", url=url.partition("://")[0]), "Use sqlite or postgresql+psycopg://…"
        )
    try:
        password = urlsplit(url).password
    except ValueError as error:
        raise ConfigError("The database's address cannot be read.", "Use sqlite or postgresql+psycopg://…") from error
    for secret in {password, unquote(password)} if password else ():
        logs.keep_secret(secret)
    return url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url


def _records(
    place: Profile, settings: Settings, database: str | None, note_of: Callable[[StationKeys], Note] | None = None
) -> tuple[SqlStore, StationKeys, Note]:
    from app.store.keys import open_keys
    from app.store.unit_of_work import open_store

    url = database_url(place, settings, database)
    keys = open_keys(place.keys, settings.station.name, settings.audit.key)
    note = (note_of or evidence_parts.OffBench(AuditSettings()).note_of)(keys)
    store = open_store(url, keys.identity, public_key=keys.public_pem.decode(), note=note, sign=keys.sign)
    return store, keys, note


def _bench(place: Profile, settings: Settings, station: Station, store: SqlStore) -> Inspecting:
    """The bench with its devices. Raises `UsageError` for what is set up and not built yet."""
    from app.devices.pictures import PictureCodes
    from app.services.access import check_pin
    from app.services.certificates import issuer_of
    from app.services.inspecting import Inspecting, Tools
    from app.store.library import load_library
    from app.store.mapping import new_key
    from app.store.rulebooks import open_rulebook

    station.printing.recover()
    if settings.evidence.url != "disk":
        raise UsageError("Evidence on S3 is not built yet.", 'Set url = "disk" under [evidence].')
    evidence, films, held = evidence_parts.bench_evidence(place, store, station.clock)
    rules = open_rulebook(
        store.engine,
        load_library(shipped("resources")),
        site=settings.station.site,
        at=station.clock.now(),
        station=store.station.id,
    )
    tools = Tools(
        store=store,
        evidence=evidence,
        pictures=PictureCodes(),
        printing=station.printing,
        clock=station.clock,
        check_pin=partial(check_pin, station.people, station.pins, station.clock),
        new_key=new_key,
        issuer=issuer_of(settings),
        films=films,
        room=station.room,
        held=held,
    )
    return Inspecting(tools, rules, scale=settings.scale.transport is not None)


def _camera(settings: CameraSettings) -> Camera:
    """Called in the camera's lane, for OpenCV takes its time to load."""
    from app.devices.cameras import camera_of

    return camera_of(settings)


def _darkroom() -> Darkroom:
    from app.devices.darkroom import OpenCvDarkroom

    return OpenCvDarkroom()


def _code_reader() -> CodeReader:
    from app.devices.reading import Cascade

    return Cascade()


def _labels(place: Profile) -> OwnLabels:
    from app.labelling.library import LabelLibrary

    return LabelLibrary(shipped("labels"), place.labels)


def _saved(place: Profile, changes: Mapping[tuple[str | int, ...], object]) -> Settings:
    from app.store.config_file import save

    return save(place.config, changes)


def _previewed(place: Profile, changes: Mapping[tuple[str | int, ...], object]) -> tuple[Settings, Settings]:
    from app.store.config_file import preview

    return preview(place.config, changes)


def _look(name: str, look: Callable[[], str]) -> Check:
    """One check: what a look says, or what is wrong and how to mend it."""
    try:
        return Check(name, ok=True, found=look())
    except BenchError as error:
        place = f"Line {error.line}: " if isinstance(error, ConfigError) and error.line else ""
        return Check(name, ok=False, found=place + error.message, mend=error.hint)
    except OSError as error:
        return Check(
            name, ok=False, found=f"{error.strerror}: {error.filename}.", mend="Check the folder and its rights."
        )


def _made(place: Profile) -> str:
    place.create()
    return str(place.root)


def _read(place: Profile) -> str:
    config.load(place.config)
    return str(place.config) if place.config.exists() else "no config.toml: every setting has its default"


def _examine_records(place: Profile, settings: Settings, database: str | None) -> Iterator[Check]:
    from app.store import examining

    yield _look("disk", lambda: examining.disk(place))
    yield _look("keys", lambda: examining.keys(place))
    yield _look("room", lambda: keeping_parts.room_seen(place, settings.evidence))
    yield _look("evidence", lambda: keeping_parts.evidence_seen(place, settings.evidence))
    if settings.audit.checkpoints:
        yield _look("checkpoints", lambda: examining.checkpoints(Path(settings.audit.checkpoints)))
    try:
        store, _, _ = _records(place, settings, database)
    except BenchError as error:
        yield Check("database", ok=False, found=error.message, mend=error.hint)
        return
    try:
        with store.reading() as connection:
            yield _look("database", lambda: examining.database(connection))
            yield _look("clock", lambda: _clock(examining.newest_entry(connection)))
        yield channel_parts.offers_seen(store, settings)
    finally:
        store.close()


def _clock(newest: datetime | None) -> str:
    now = datetime.now(UTC)
    if now < BUILT_IN:
        raise StoreError(
            say("The clock says {now:%Y-%m-%d}, which is past.", now=now), "Set the computer's clock, best by NTP."
        )
    if newest is not None and now < newest - MOST_DRIFT:
        raise StoreError(
            say(
                "The clock says {now:%Y-%m-%d %H:%M}, but something was recorded at {newest:%Y-%m-%d %H:%M}.",
                now=now,
                newest=newest,
            ),
            "It was set back, or went wrong before: set the computer's clock, best by NTP.",
        )
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def _examine_devices(place: Profile, settings: Settings) -> Iterator[Check]:
    if not settings.printer:
        yield Check("printer", ok=True, found="none set up: labels are kept in the profile (virtual)")
    for printer in settings.printer:
        yield _look(f"printer {printer.name}", partial(print_parts.look, place, printer))
    if settings.printer:
        yield _look("labels", partial(print_parts.taken, settings, _labels(place), place.labels))
    yield _look("camera", partial(_camera_seen, settings.camera))
    yield Check("scale", ok=True, found=settings.scale.transport or "none set up: nothing is weighed")


def _camera_seen(settings: CameraSettings) -> str:
    """A look through the camera; while the window has it, it is busy for others."""
    if settings.source == "virtual":
        return "virtual: it shows a drawn bench"
    camera = _camera(settings)
    try:
        info = camera.open()
        frame = camera.newest()
    finally:
        camera.close()
    return f"{info.name}: {frame.width} × {frame.height}"


def _channels_looked_at(place: Profile, settings: Settings, database: str | None) -> Iterator[Check]:
    """Each channel is asked for one listing; where the records cannot be had, for what was sold."""
    from app.devices.clock import SystemClock
    from app.store.shop_inbox import any_listing

    listings = {}
    if settings.channel:
        try:
            store, _, _ = _records(place, settings, database)
        except BenchError as fault:  # said by its own check
            log.debug("No listing is looked up: %s", fault)
        else:
            try:
                with store.reading() as connection:
                    listings = {each.name: any_listing(connection, each.name) for each in settings.channel}
            finally:
                store.close()
    for channel in settings.channel:
        asked = partial(channel_parts.look, channel, SystemClock(), listings.get(channel.name))
        yield _look(f"channel {channel.name}", asked)


def _rules() -> str:
    from app.store.library import load_library

    library = load_library(shipped("resources"))
    return f"{len(library.checklists)} checklists, grading, routes and holds"
