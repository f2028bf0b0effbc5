"""A bench on real parts (SQLite, disk, virtual printer), and an operator who follows nothing but `expects`.

The PIN check alone is left out: it is slow on purpose and asked once a shift. What the store commits is timed apart
from the whole action, because the design's number for a saved grade is about its rows.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from PIL import Image
from sqlalchemy.dialects.sqlite import insert

from app.devices.clock import SystemClock
from app.devices.pictures import PictureCodes
from app.devices.virtual_printer import VirtualPrinter
from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.rulebook import Rulebook
from app.labelling.library import LabelLibrary
from app.paths import Profile, shipped
from app.ports import BenchRecords, LabelPrinter
from app.services.inspecting import Inspecting, Request, Tools
from app.services.printing import DRAWING, Dispatch, Printing, PrintTools, SetUpPrinter
from app.store import models
from app.store.checkpoints import Checkpoints
from app.store.disk import DiskEvidence
from app.store.keys import StationIdentity, StationKeys, open_keys
from app.store.library import load_library
from app.store.mapping import new_key
from app.store.print_jobs import SqlPrintJobs
from app.store.unit_of_work import SqlStore, SqlUnitOfWork, open_store
from tests.benchmarks.history import Announced
from tests.pictures import drawn

OPERATOR = Operator("0190a000-0000-7000-8000-000000000001", "1001", "Ada", Role.SUPERVISOR)
SIDES = (1920, 1080)


WRITING = ("write", "log", "save_bench", "remember")
"""What the bench calls to have rows written; all else of a transaction looks up or judges."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Seconds of one committed transaction: the whole, and of it what writes rows (begin and commit included).

    `cpu` is what the whole kept the processor busy for, the disk left out.
    """

    whole: float
    rows: float
    cpu: float


class TimedRecords:
    """The records, with the time of what writes rows added up."""

    def __init__(self, records: Any) -> None:
        self._records = records
        self.writing = 0.0

    def __getattr__(self, name: str) -> Any:
        """A method of the records, timed where it writes."""
        method = getattr(self._records, name)
        return self._timed(method) if name in WRITING else method

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return method(*given, **named)
            finally:
                self.writing += time.perf_counter() - begun

        return call


class TimedWork:
    """A unit of work that tells how long it took from its beginning to the return of its commit."""

    def __init__(self, work: SqlUnitOfWork, committed: list[Saved]) -> None:
        self._work = work
        self._committed = committed
        self._begun = self._open = self._cpu = 0.0
        self.records: Any = None

    def __enter__(self) -> Self:
        self._cpu = time.thread_time()
        self._begun = time.perf_counter()
        self._work.__enter__()
        self._open = time.perf_counter()
        self.records = TimedRecords(self._work.records)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def commit(self) -> None:
        asked = time.perf_counter()
        self._work.commit()
        done = time.perf_counter()
        rows = (self._open - self._begun) + self.records.writing + (done - asked)
        self._committed.append(Saved(done - self._begun, rows, time.thread_time() - self._cpu))


@dataclass(slots=True)
class TimedStore:
    """A store whose commits are timed."""

    inner: SqlStore
    committed: list[Saved] = field(default_factory=list)

    def unit_of_work(self) -> TimedWork:
        return TimedWork(self.inner.unit_of_work(), self.committed)

    def looking(self) -> AbstractContextManager[BenchRecords]:
        return self.inner.looking()


Reply = dict[str, Any]
Act = Callable[[str, Request], Reply]
"""Carries out a request by `perform`, and measures what it is after; called with the act's name."""


@dataclass(slots=True)
class Workbench:
    """One bench with its parts; `close` it."""

    lane: Inspecting
    store: TimedStore
    spool: Path
    pictures: Iterator[bytes]
    drawings: deque[Callable[[], object]] = field(default_factory=deque)

    def perform(self, request: Request) -> Reply:
        """One action, which must succeed."""
        reply = self.lane.perform(request)
        if not reply["ok"]:
            message = f"The benchmark's operator was refused: {request.action} -> {reply['error']}"
            raise RuntimeError(message)
        return reply

    def inspect(self, parcel: Announced, act: Act) -> None:
        """One parcel to its end: the best choice of whatever is expected, each act with its name."""
        self.carry_on(act("scan parcel", self._request(do.Scan(parcel.tracking))), parcel, act)

    def carry_on(self, reply: Reply, parcel: Announced, act: Act) -> None:
        """From this answer to the parcel's end."""
        while (step := self._next(reply, parcel.barcode)) is not None:
            reply = act(*step)
            while self.drawings:  # what a lane would have drawn by the time of the next act
                self.drawings.popleft()()

    def _next(self, reply: Reply, item: str) -> tuple[str, Request] | None:
        expects = reply["expects"]
        if "answer" in expects:
            asked = expects["answer"]
            choices = () if asked.get("multiple") else (asked["choices"][0],)
            return "answer", self._request(do.GiveAnswer(asked["question"], choices))
        if "photo" in expects:
            return "photo", self._request(do.TakePhoto(expects["photo"]["shots"][0]), self._picture())
        if "accept" in expects:
            return "accept", self._request(do.Accept())
        if "code" in expects:
            return "scan label", self._request(do.Scan(expects["code"]))
        return None if reply["step"] == "idle" else ("scan item", self._request(do.Scan(item)))

    def _request(self, action: do.Action, file: Path | None = None) -> Request:
        """With an id, as a program sends it: the answer is remembered, too."""
        key = new_key()
        return Request(action, key, key, file=file)

    def _picture(self) -> Path:
        """A photo's file that nobody has seen before."""
        path = self.spool / "frame.jpg"
        path.write_bytes(next(self.pictures))
        return path

    def close(self) -> None:
        self.store.inner.close()


def _printing(store: SqlStore, clock: SystemClock, station: str, printer: LabelPrinter, lanes: Dispatch) -> Printing:
    """One printer for every label."""
    return Printing(
        PrintTools(
            printers=(SetUpPrinter("labels", "zpl", 203, ""),),
            labels=LabelLibrary(shipped("labels")),
            jobs=SqlPrintJobs(store.engine, station),
            open_printer=lambda _: printer,
            clock=clock,
            new_key=new_key,
            dispatch=lanes,
            owner="benchmark",
            is_alive=lambda _: True,
            pause=lambda _: None,
        )
    )


def open_workbench(
    folder: Path,
    database: Path,
    station: StationIdentity | None = None,
    *,
    printer: LabelPrinter | None = None,
    lanes: Dispatch | None = None,
) -> Workbench:
    """A bench in a profile of its own, on a database that may have a history; the operator is signed in.

    Labels go to `printer` in these lanes; without lanes none is printed, for what is measured then is the bench.
    """
    profile = Profile(folder)
    profile.create()
    keys = open_keys(profile.keys, "bench-01")
    if station is not None:
        keys = StationKeys(station, keys.public_pem, keys.folder, keys._private)
    store = TimedStore(open_store(f"sqlite:///{database}", keys.identity, note=Checkpoints(keys).note, sign=keys.sign))
    clock = SystemClock()
    _put_on_record(store.inner, clock.now())
    drawings: deque[Callable[[], object]] = deque()

    def draw_only(printer: str, work: Callable[[], object]) -> None:
        if printer == DRAWING:
            drawings.append(work)

    device = printer or VirtualPrinter(profile.spool / "printer", clock)
    tools = Tools(
        store=store,
        evidence=DiskEvidence(profile.evidence, profile.spool),
        pictures=PictureCodes(),
        printing=_printing(store.inner, clock, keys.identity.id, device, lanes or draw_only),
        clock=clock,
        check_pin=lambda _badge, _pin, _new_pin="": OPERATOR,
        new_key=new_key,
    )
    lane = Inspecting(tools, rulebook())
    bench = Workbench(lane, store, profile.spool, distinct(jpeg(piece(*SIDES)), f"{datetime.now(UTC)}"), drawings)
    bench.perform(Request(do.SignIn(OPERATOR.badge), pin="0"))
    return bench


def _put_on_record(store: SqlStore, at: datetime) -> None:
    """The operator; whoever is not on record acts no more."""
    row = {"id": OPERATOR.user_id, "badge": OPERATOR.badge, "name": OPERATOR.name, "role": OPERATOR.role.value}
    with store.engine.begin() as connection:
        there = insert(models.User).values(**row, pin_hash="none", created_at=at)
        connection.execute(there.on_conflict_do_nothing())


def rulebook() -> Rulebook:
    """The checklists and policies that ship with the program."""
    library = load_library(shipped("resources"))
    return Rulebook(library.checklists, (library.grading,), (library.routes,), (library.holds,))


def frame(width: int, height: int) -> Image.Image:
    """A picture about as hard to encode as a photo of goods on a bench: soft shades with the sensor's noise."""
    chance = np.random.default_rng(7)
    shade = np.add.outer(np.linspace(40, 160, height), np.linspace(0, 60, width))[..., None] + np.array([0, 12, 25])
    pixels = shade + chance.normal(0, 5, (height, width, 1))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def piece(width: int, height: int) -> Image.Image:
    """A piece that the photo gate takes as evidence."""
    return Image.open(BytesIO(drawn("a piece"))).resize((width, height), Image.Resampling.NEAREST)


def jpeg(picture: Image.Image) -> bytes:
    """As the camera code encodes it."""
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=90)
    return encoded.getvalue()


def distinct(encoded: bytes, run: str) -> Iterator[bytes]:
    """The same picture again and again, each with a comment of its own, so that no two share a hash."""
    number = 0
    while True:
        number += 1
        comment = f"{run} {number}".encode()
        yield encoded[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + encoded[2:]
