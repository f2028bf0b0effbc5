"""What the house needs from outside, as Protocols: records, evidence files, camera, picture reader, printer, clock.

Each has a real driver, and where there is hardware a virtual twin; `app.bootstrap` joins them. Only frozen domain
objects cross. A driver translates its library's errors into `app.errors` at its edge.

labels   labels and printers
paces    how often a shop may be asked
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.access import Operator
from app.domain.bench.actions import Action
from app.domain.bench.facts import Fact
from app.domain.bench.found import Found, UnitRecord
from app.domain.bench.state import Bench, ParkedDraft, Product
from app.domain.certificates import Certificate
from app.domain.channel import (
    Announced,
    Applied,
    Capabilities,
    Change,
    Counted,
    Document,
    Event,
    Level,
    Listing,
    Page,
    Sold,
)
from app.domain.evidence import StoredPhoto
from app.domain.photo_gate import Look
from app.domain.picture_quality import Measured
from app.domain.print_jobs import PrintJob
from app.domain.returns import Parcel, ReturnOrder
from app.domain.symbols import Code
from app.errors import ChannelError

from .labels import Address as Address
from .labels import LabelFault as LabelFault
from .labels import LabelField as LabelField
from .labels import LabelPrinter as LabelPrinter
from .labels import Labels as Labels
from .labels import LabelSymbol as LabelSymbol
from .labels import LabelTemplate as LabelTemplate
from .labels import LookUp as LookUp
from .labels import OwnLabels as OwnLabels
from .labels import PrintJobs as PrintJobs
from .labels import Sheet as Sheet
from .paces import Bucket as Bucket
from .paces import Buckets as Buckets


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person on record; `pin_hash` is an Argon2id hash, never a PIN.

    `last_seen_at` is when badge and PIN were last right; `pin_given` says that somebody else set the PIN and its owner
    has not chosen one yet.
    """

    operator: Operator
    pin_hash: str
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = None
    last_seen_at: datetime | None = None
    pin_given: bool = False


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate of destruction on record: who did it and who saw it, by name; `proof` is the photo's SHA-256.

    `method` and `reason` (short enough for a label) and `weight_g` (whole grams) are what it says, `time_zone` is its
    site's; empty where nobody said them.
    """

    number: str
    at: datetime
    operator: str
    witness: str
    proof: str
    method: str = ""
    weight_g: str = ""
    reason: str = ""
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer given before: `fingerprint` is of the request's content without its secrets."""

    fingerprint: str
    reply: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A fact that is in the records: its kind as the contract names it, its id, and what else the answer says."""

    kind: str
    id: str
    more: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the durable log: what was done and what it resolved to."""

    at: datetime
    operator: Operator | None
    action: Action
    found: Found


class BenchRecords(Protocol):
    """What the bench reads and writes within one transaction. Never used outside its unit of work, nor by two threads.

    Raises `StoreError` where the environment fails.
    """

    def bench(self) -> Bench:
        """The bench of this station as its last committed action left it (locked until the end)."""

    def save_bench(self, bench: Bench) -> None:
        """Keep the state that the next action starts from."""

    def log(self, entry: LogEntry) -> None:
        """Append to the durable log."""

    def remembered(self, request_id: str) -> Remembered | None:
        """The answer to a request that was seen before."""

    def remember(self, request_id: str, remembered: Remembered) -> None:
        """Keep an answer, refusals included."""

    def parcel_by_code(self, keys: Sequence[str]) -> Parcel | None:
        """The parcel of a tracking number, RMA or order number: the newest on record (withdrawn ones do not count), or,
        never opened yet, one with an empty `parcel_id` built from the orders announced under it. `keys` are normal
        forms, best first. `finished` says that it was closed; its orders and counts are as they are now."""

    def parcel(self, parcel_id: str) -> Parcel | None:
        """A parcel on record with its orders and counts as they are now."""

    def products_by_code(self, codes: Sequence[str]) -> tuple[Product, ...]:
        """Articles that carry one of these codes (SKU, barcode, FNSKU, ASIN), over all clients, ordered by client."""

    def said_by_amazon(self, lpn: str) -> ReturnOrder | None:
        """What Amazon said of the piece that it gave this number: an order that announces nothing."""

    def products_by_sku(self, sku: str) -> tuple[Product, ...]:
        """Articles of that SKU, over all clients, ordered by client."""

    def unit(self, lpn: str) -> UnitRecord | None:
        """A unit as the records have it (locked until the end)."""

    def destruction_of(self, lpn: str) -> Certified | None:
        """The certificate of a unit's destruction, if it has one."""

    def handed_over(self, lpn: str) -> Certificate | None:
        """The certificate of a unit's donation or recycling, if it has one that counts; the newest."""

    def certificate(self, number: str) -> Certificate | None:
        """A certificate by its number, void ones too (locked until the end)."""

    def copy_known(self, number: str, sha256: str) -> bool:
        """Whether a document of this hash was made of a certificate before."""

    def is_active(self, user_id: str) -> bool:
        """Whether a person may still act: on record and not disabled."""

    def photo_known(self, sha256: str) -> bool:
        """Whether a picture is on record already."""

    def unit_by_serial(self, client: str, serial: str) -> str:
        """LPN of the unit in stock that carries this serial number, or empty."""

    def draft(self, lpn: str) -> ParkedDraft | None:
        """The draft of a parked unit."""

    def parked_in(self, parcel_id: str) -> str:
        """LPN of a unit of this parcel that is parked, the oldest first, or empty."""

    def user(self, badge: str) -> UserRecord | None:
        """The person with this badge."""

    def next_number(self, counter: str) -> int:
        """The next value of a locked counter, without using it up: the facts that carry it do."""

    def write(self, facts: Sequence[Fact], *, at: datetime, operator: Operator | None) -> tuple[Receipt, ...]:
        """Write the facts with their ledger entries, outbox rows, projections and one audit entry; their receipts."""

    def queue_prints(self, jobs: Sequence[PrintJob], *, owner: str, at: datetime) -> None:
        """Queue the labels of the facts just written; what was still queued for the same units is withdrawn."""


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction. Leaving it without `commit` leaves nothing behind."""

    @property
    def records(self) -> BenchRecords:
        """The records, as seen and written in this transaction."""

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""


class Store(Protocol):
    """Opens units of work; safe to be called from any thread."""

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction for writing."""

    def looking(self) -> AbstractContextManager[BenchRecords]:
        """The records for a look at one moment: nothing is written, and no number asked for, which would be held."""


class EvidenceStore(Protocol):
    """Pictures under their SHA-256; what `keep` returns is durable (file and folder synced)."""

    def keep(self, source: Path) -> StoredPhoto:
        """Check and keep a picture from a file. Raises `UserError` for what is no usable picture, `StoreError` when
        the disk fails."""

    def path(self, sha256: str) -> Path:
        """Where a kept picture lies."""


class PictureReader(Protocol):
    """Reads codes in a picture file. Raises `UserError` for a file that cannot be opened as a picture."""

    def codes(self, picture: Path) -> tuple[str, ...]:
        """The texts of the symbols found, each once."""

    def look(self, picture: Path, enough: Callable[[tuple[str, ...]], bool]) -> Look:
        """The measures of a picture, and the codes that a quick look finds in it; where those are not `enough`, it is
        searched closely, which may take a second. What is no evidence is refused by its header: nothing is unpacked."""

    def symbols(self, picture: Path) -> tuple[Code, ...]:
        """The symbols found, each text once; corners in pixels of the picture held upright."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a camera, as it crosses from its driver to whoever shows, keeps or reads it. Never changed.

    Attributes:
        pixels: blue, green, red, a byte each, row after row from the top; `stride` bytes from one row to the next.
            A driver hands over a buffer that it does not write to again.
        captured_at: seconds of the monotonic clock

    """

    pixels: bytes | memoryview
    width: int
    height: int
    stride: int
    captured_at: float


class CodeReader(Protocol):
    """Reads codes in the pictures of a camera. One thread at a time."""

    def read_frame(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a live frame. What is quick is tried on each, the slow steps only on each fifth that showed
        none; so not every frame that shows a code gives it, and what is given must be seen more than once
        (`app.domain.sightings`)."""

    def read_still(self, frame: Frame) -> tuple[Code, ...]:
        """The codes in a picture that will not come again: every step is tried."""


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """What an open camera really gives, whatever it was asked for; `fps` is 0 where it does not say."""

    name: str
    width: int
    height: int
    fps: float = 0.0


class Camera(Protocol):
    """A source of frames. Opened, read and closed in one lane; may be opened again after it was closed.

    Raises `DeviceError`: `Offline` where there is no camera (any more), `Busy` where another program has it,
    `TimedOut` where no picture came in time. After any of them it is closed and opened again.
    """

    def open(self) -> CameraInfo:
        """Make ready, and say what it gives."""

    def newest(self) -> Frame:
        """Wait for the next frame; at full resolution. What came while nobody asked is passed over."""

    def still(self) -> Frame:
        """A frame at full resolution that was exposed after this call."""

    def close(self) -> None:
        """Let go of it; without effect where it is not open."""


class Darkroom(Protocol):
    """What is made of a camera's frames: smaller ones to look at, measures of them, and the photo. Any thread."""

    def preview(self, frame: Frame, width: int, height: int) -> Frame:
        """The frame made smaller, to fit into a view of that size; never larger than it is."""

    def measure(self, frame: Frame) -> Measured:
        """How sharp and how bright it is."""

    def scene(self, frame: Frame) -> bytes:
        """What it shows in so few cells of grey that noise is gone: `app.domain.auto_capture.SCENE`, row by row."""

    def photo(self, frame: Frame) -> bytes:
        """The frame as a JPEG, without a word about who, where or when."""


class Channel(Protocol):
    """A shop, or a house system, that is told of stock. One lane at a time; no call takes over a minute.

    Raises `Transient` (surely not done, try again), `Ambiguous` (fate unknown: read back, or send again under the same
    key where the kind has keys), `Stale` (reckon and key anew) and `Rejected` (a person must decide). Nothing is
    retried inside that could be applied twice.
    """

    @property
    def name(self) -> str:
        """Its name in the configuration."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can take and tell."""

    def read(self, listing: Listing) -> Level:
        """What it offers now. Raises `Rejected` for a listing that must not be written."""

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        """The same for many, in the same order, by as few requests as the channel allows; a listing's own fault
        stands in its place."""

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        """Change a listing. `expected` is the level just read, needed where the kind is absolute or compares. A `key`
        is used with one content only: sent again under it, change and `expected` are the very same. Returns only once
        the channel has accepted it."""

    def pull_returns(self, since: datetime, cursor: str = "") -> Page[Announced]:
        """What was announced or changed since then."""

    def pull_reports(self, kind: str, cursor: str = "") -> Page[Document]:
        """The newest report of one of `report_kinds`, over the window that its back-filled rows need."""

    @property
    def report_kinds(self) -> tuple[str, ...]:
        """Kinds of the import that it has reports for."""

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        """Sales and cancellations since then."""

    def pull_named(self, returns: Sequence[str]) -> tuple[Announced, ...]:
        """The lines of these returns as they are now, by the shop's own numbers; what it does not know is left out."""

    def settle_return(self, named: str, pieces: Sequence[Counted], key: str) -> datetime:
        """Tell what came of a return, by the shop's own number of it; when the shop took it. The stock is never told
        by it. Asked for again with the same key it does nothing twice."""

    def look(self) -> None:
        """Raises `ChannelError` where it can be seen without sending anything that it could not take a message."""

    def let_in_until(self) -> datetime | None:
        """Until when its token is good that a person has to renew; None where that is not so, or nobody says."""

    def event(self, headers: Mapping[str, str], body: bytes) -> Event:
        """What the channel told us by itself. Raises `Rejected` where its signature does not prove that it did, before
        anything of the body is read. Any thread."""

    def close(self) -> None:
        """Let go of its connections."""


class Signer(Protocol):
    """What a station signs with. Any thread."""

    @property
    def public_pem(self) -> bytes:
        """The Ed25519 key that others check with, as PEM."""

    def sign(self, content: bytes) -> bytes:
        """64 bytes of Ed25519 over the content."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
