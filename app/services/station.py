"""The station as the window and the commands are handed it: its parts, joined by `app.bootstrap`.

Holds no rules. Each part keeps its own promise about threads.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Protocol

from app.config import Settings
from app.domain.access import Operator, Role
from app.domain.fba import Basis
from app.domain.print_jobs import PrintJob
from app.errors import UsageError
from app.paths import Profile
from app.ports import Camera, Clock, CodeReader, Darkroom, OwnLabels
from app.services.access import NewUser, OpenWork, PinHasher, add_first, add_user, set_language
from app.services.certificates import Certificates
from app.services.claim_packs import ClaimPacking
from app.services.exchanging import Selling
from app.services.fba_reporting import AllReports
from app.services.filming import Filming
from app.services.importing import (
    AS_USUAL,
    KINDS,
    Imported,
    ImportStore,
    Kind,
    Manner,
    Pictures,
    References,
    TableReader,
    import_file,
    not_looked_at,
)
from app.services.importing.asking import FileSeen, Wish, look_into, take_in_asked
from app.services.inspecting import Inspecting
from app.services.listing_text import ListingWriter
from app.services.looking import Reads
from app.services.marking import Marking
from app.services.own_labels import OwnChange, change_own
from app.services.packing import CertificatePdf, Packing
from app.services.printing import Printing
from app.services.safekeeping import BackedUp, BackUp, Damage, Looked, Retention, Room, RoomState, Scrub
from app.services.setting_up import Changes, SettingsFile, save_settings
from app.services.syncing.channels import Channels, OpenChannels
from app.services.syncing.in_step import Working
from app.services.syncing.retrying import retry_held
from app.services.syncing.settling import Settled


@dataclass(frozen=True, slots=True)
class Check:
    """What the doctor found about one thing; `mend` says what to do where it is not in order."""

    name: str
    ok: bool
    found: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `audit verify` found."""

    entries: int
    photos: int
    ok: bool
    head: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Eyes:
    """What the station sees with. Each is called in the lane that works with it: what it loads may take its time."""

    open_camera: Callable[[], Camera]
    open_darkroom: Callable[[], Darkroom]
    open_reader: Callable[[], CodeReader]


@dataclass(frozen=True, slots=True)
class SetUp:
    """How the station is set up, for whoever may change it. Each call takes its time: make it in a lane.

    Attributes:
        file: writes changed settings to `config.toml`, each by its place, as in `("station", "language")`; `None` takes
            one away. Asks nobody's word (`Station.save_settings` does). Raises `ConfigError` for what the program could
            not start with; nothing is written then
        examine: what the doctor looks at, one after the other
        print_test: sends a test label to a printer by its name (empty: the first), by the way that all labels take;
            its job as it ended

    """

    file: SettingsFile
    examine: Callable[[], Iterator[Check]]
    print_test: Callable[[str], PrintJob]


class Lookups(Reads, AllReports, Protocol):
    """All that may be read."""


SheetWriter = Callable[[Path, Sequence[str], Iterable[Sequence[str | int | Decimal]]], None]
"""Writes a workbook of one sheet: its place, its header, its rows. Raises `StoreError`."""


def _no_sheets(_path: Path, _header: Sequence[str], _rows: Iterable[Sequence[str | int | Decimal]]) -> None:
    raise UsageError("This station writes no workbooks.", "Use the format csv.")


def _no_selling() -> Selling:
    raise UsageError("This station arranges no sales.", "Open it with its records.")


def _no_words() -> ListingWriter:
    raise UsageError("This station has no words for listings.", "Open it with its resources.")


def _no_basis() -> Basis:
    raise UsageError("This station knows no fees of Amazon's.", "Start the program as it was installed.")


ReportWriter = Callable[[Path, str, Sequence[str], Iterable[Sequence[str | int | Decimal]]], None]
"""Writes a report as a PDF: its place, its title, its header, its rows. Raises `StoreError`."""


def _no_reports(_path: Path, _title: str, _header: Sequence[str], _rows: Iterable[object]) -> None:
    raise UsageError("This station writes no PDF.", "Use the format csv.")


def _no_marks() -> Marking:
    raise UsageError("Nothing is drawn on this station's photos.", "Open its profile on the station itself.")


def _no_claims() -> ClaimPacking:
    raise UsageError("This station makes no claims.", "Open its profile on the station itself.")


def _no_certificates() -> Certificates:
    raise UsageError("This station writes no certificates.", "Use a station with records of its own.")


def _no_settling(*_: object) -> Settled:
    raise UsageError("This station works no channels.", "Set one up in config.toml.")


def _no_channels(*_: object) -> Channels:
    raise UsageError("This station works no channels.", "Set one up in config.toml.")


class PrintLabel(Protocol):
    """How one label of one unit is printed, outside of its way over the bench."""

    def __call__(self, unit: str, label: str, printer: str, by: Operator | None = None, /) -> PrintJob:
        """Raises `UserError`, and then nothing is saved."""


class VerifyAudit(Protocol):
    """Verifies the audit chain. Takes its time: make it in a lane."""

    def __call__(self, codes: Sequence[str] = (), /) -> Verification:
        """What was found; each of `codes` must name an entry of this station's chain."""


def _no_keys(_reason: str) -> str:
    raise UsageError("This station changes no keys.", "Open its profile on the station itself.")


def _no_packs() -> Packing:
    raise UsageError("This station makes no evidence packs.", "Open its profile on the station itself.")


def _no_backups(*_: object) -> BackedUp:
    raise UsageError("This station makes no backups.", "Open its profile on the station itself.")


def _no_scrub(*_: object, **__: object) -> Looked:
    raise UsageError("This station has no evidence of its own.", "Open its profile on the station itself.")


def _no_retention() -> Retention:
    raise UsageError("This station has no evidence of its own.", "Open its profile on the station itself.")


@dataclass(frozen=True)
class Station:
    """One open station; its bench is made when it is first asked for.

    Attributes:
        reads: what may be looked up
        imports: takes the rows of imported files
        references: the reference pictures of articles that lie on this station
        photo_path: where the photo of a SHA-256 lies, if it is here
        tables: reads files as tables
        people: opens a transaction over the people on record
        pins: hashes and checks PINs
        eyes: the camera, and what is made of its pictures
        set_up: how all of this is set up
        open_bench: makes the bench's lane, with its devices
        open_labels: the label templates, clients' own among them; made when they are first asked for
        open_printing: the way to the printers, the same each time; made when it is first asked for
        print_label: prints a label (its template's name) of a unit (its LPN) at a printer (its name; empty: the first
            that takes it), at the word of an operator where that is known, and waits for it;
            the job as it ended. Raises `UserError`, and then nothing is saved
        filming: what films the bench; None where there is nothing to film with
        open_certificates: what is done with certificates on record
        open_claims: what opens, counts and packs claims; made when it is first asked for, so ask in a lane
        open_marking: what keeps what is drawn on photos; ask in a lane
        open_channels: the channels that are set up, not yet at work; whoever opens them closes them
        open_selling: who reserves units for exchanges and says where a unit is sold
        open_listing_writer: what describes open-box units to buyers
        at_work: the channels as this program works them, while its window is open
        retry_message: brings back a message of the outbox (its id) that needed a person. Raises `UserError`
        settle_return: tells a channel (its name) what came of a return (its RMA), at somebody's word. Raises
            `UserError`, `ChannelError`
        open_packing: what makes evidence packs; made when it is first asked for
        certificate_pdf: the PDF of a certificate by its number; None where there is none of it
        settle: waits so many seconds until no label is under way; False where one still is
        load_demo: takes in the demo's catalogue and announcements, for whoever wants to try the program; some seconds
        write_sheet: writes a report as a workbook
        open_basis: what reports on Amazon's pieces reckon by, as of today. Raises `ConfigError`
        write_report: writes a report as a PDF
        verify_audit: recomputes the audit chain against everything, and against short codes of its checkpoints
        back_up: one consistent copy of records and evidence in one file, while the bench runs
        scrub: reads and hashes all photos on disk once more, from where the last look ended
        damaged: photos that those looks found damaged or missing
        open_retention: what of the evidence may be deleted after its time
        room: what is free on the bench's disk, and whether a parcel may be begun
        new_key: changes the key that the station signs with, for a reason; says the new one's SHA-256

    """

    profile: Profile
    settings: Settings
    clock: Clock
    reads: Lookups
    imports: ImportStore
    tables: TableReader
    references: References
    photo_path: Callable[[str], Path]
    people: OpenWork
    pins: PinHasher
    verify_audit: VerifyAudit
    eyes: Eyes
    set_up: SetUp
    open_bench: Callable[[], Inspecting]
    open_labels: Callable[[], OwnLabels]
    open_printing: Callable[[], Printing]
    print_label: PrintLabel
    filming: Filming | None = None
    open_certificates: Callable[[], Certificates] = _no_certificates
    open_claims: Callable[[], ClaimPacking] = _no_claims
    open_marking: Callable[[], Marking] = _no_marks
    open_channels: OpenChannels = _no_channels
    open_selling: Callable[[], Selling] = _no_selling
    open_listing_writer: Callable[[], ListingWriter] = _no_words
    retry_message: Callable[[str], object] = _no_channels
    settle_return: Callable[[str, str, Operator], Settled] = _no_settling
    at_work: Working | None = None
    new_key: Callable[[str], str] = _no_keys
    open_packing: Callable[[], Packing] = _no_packs
    certificate_pdf: CertificatePdf = lambda _number: None
    settle: Callable[[float], bool] = field(default=lambda _: True)
    load_demo: Callable[[], object] | None = None
    write_sheet: SheetWriter = _no_sheets
    open_basis: Callable[[], Basis] = _no_basis
    write_report: ReportWriter = _no_reports
    back_up: BackUp = _no_backups
    scrub: Scrub = _no_scrub
    damaged: Damage = lambda _unit="", /: ()
    open_retention: Callable[[], Retention] = _no_retention
    room: Callable[[], Room] = field(default=lambda: Room(RoomState.ENOUGH, 0))
    close: Callable[[], None] = field(default=lambda: None)

    @cached_property
    def bench(self) -> Inspecting:
        """The bench of this process."""
        return self.open_bench()

    @property
    def labels(self) -> OwnLabels:
        """The label templates; what draws them is loaded when they are first asked for, so ask in a lane."""
        return self.open_labels()

    @property
    def certificates(self) -> Certificates:
        """Certificates after their number; what writes the documents is loaded when it is first asked for."""
        return self.open_certificates()

    @property
    def printing(self) -> Printing:
        """The printers of this station; made when they are first asked for."""
        return self.open_printing()

    @property
    def packing(self) -> Packing:
        """What makes evidence packs; it is loaded when it is first asked for, so ask in a lane."""
        return self.open_packing()

    def add_user(self, badge: str, name: str, role: Role, pin: str, *, actor: str = "", language: str = "") -> Operator:
        """A new person. Raises `UserError` for what cannot be taken."""
        person = NewUser(badge, name, role, language)
        return add_user(self.people, self.pins, self.clock, person, pin, actor=actor)

    def add_first(self, badge: str, name: str, role: Role, pin: str, *, language: str = "") -> Operator:
        """The first person of an empty station. Raises `UserError` where somebody is on record already."""
        return add_first(self.people, self.pins, self.clock, NewUser(badge, name, role, language), pin)

    def save_settings(self, changes: Changes, by: Operator | None) -> Settings:
        """Save changed settings at somebody's word. Raises `UserError`, `ConfigError`; nothing is written then."""
        return save_settings(self.people, self.set_up.file, self.clock, changes, by)

    def change_labels(self, change: OwnChange, by: Operator | None) -> OwnChange | None:
        """Change a client's own templates or logo at somebody's word; what takes it back, where that can be.

        Raises `UserError`, `ConfigError`, `StoreError`; nothing is changed then. What is printed next is drawn anew.
        """
        back = change_own(self.people, self.labels, self.clock, change, by)
        self.printing.redraw()
        return back

    def retry_held(self, message: str, by: Operator | None) -> None:
        """Bring back a message that needed a person, at somebody's word. Raises `UserError`: then nothing is done."""
        retry_held(self.people, self.clock, self.retry_message, message, by)

    def set_language(self, user_id: str, language: str) -> None:
        """What a person wants to be spoken to in; empty is the station's language."""
        set_language(self.people, user_id, language)

    def take_in(self, kind: Kind, file: Path, manner: Manner = AS_USUAL) -> Imported:
        """Import a file, with the pictures that it names. Raises `UserError` where it is refused whole."""
        if kind is KINDS["products"]:
            settle = not_looked_at if manner.rehearse else Pictures(file.parent, self.references).settle
            manner = replace(manner, settle=settle)
        return import_file(self.imports, self.tables, kind, file, manner)

    def look_into(self, kind: Kind, file: Path) -> FileSeen:
        """What a file is, before anything is made of its rows. Raises `UserError` for what is none of this kind."""
        return look_into(self.tables, kind, file)

    def take_in_asked(self, wish: Wish, manner: Manner, by: Operator | None) -> Imported:
        """Import a file that was looked at, at somebody's word. Raises `UserError`; what came in until then stays."""
        return take_in_asked(self.people, self.clock, self.take_in, wish, manner, by)

    def reference(self, photo: str) -> Path | None:
        """The reference picture of an article, where this station has it."""
        return self.references.path(photo)
