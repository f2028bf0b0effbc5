"""Labels to their printers: which printer takes which, the job of each, and what became of it.

`plan` says before anything is saved whether a label can be printed at all: some printer has stock for its template, and
its data can be drawn. The job is written with the facts that it is the label of (`BenchRecords.queue_prints`); `send`
hands it to its printer's lane afterwards, and nobody waits. A job is sent once. What ended badly is told to whoever
listens, and kept until somebody asks (`news`). Any thread; one job a printer at a time.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache, partial
from itertools import chain, combinations
from typing import Any, Final, Protocol

from app.domain.bench.facts import Fact, LabelPrinted, ParcelOpened
from app.domain.bench.label_data import UNKNOWN_HAZARD
from app.domain.bench.labels import PARK_TAG, QUARANTINE_TAG
from app.domain.bench.refusal import Refused
from app.domain.print_jobs import GOOD, Delivery, JobState, PrintJob
from app.domain.returns import ParcelKind
from app.errors import BenchError, ConfigError, UsageError
from app.ports import Clock, LabelPrinter, Labels, LabelTemplate, PrintJobs, Sheet
from app.saying import say

SECONDS: Final = 8.0
"""A printer may take this long over one label, whatever it does; the rest of 20 s is for program and records."""
LEASE: Final = timedelta(seconds=60)
TURN_S, TURNS = 0.05, 80
"""How often, and how many times, it is looked whether a printer that is busy has become free."""
REMEMBERED: Final = 256
"""Labels whose bytes are kept: those of the next act are drawn ahead, and a parcel may have two hundred pieces."""
PARCEL_TAG = "parcel"
TAGS: Final = frozenset({PARK_TAG, QUARANTINE_TAG, PARCEL_TAG})
"""What only says where a thing stands aside: printed wherever it fits, and no condition of putting it aside."""
USUAL_STOCK: Final = "57x32"
"""What a printer is asked for first that takes any stock: most labels are of this size."""
STANDS_IN: Final = {"title": "—", "client": "—", "sku": "—", "by": "—", "hazard": UNKNOWN_HAZARD}
"""What a label says where its describing words cannot be drawn whole; in place of the title the SKU, where it can."""
DRAWING = "drawing"
"""The lane in which labels are drawn ahead: no printer's."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetUpPrinter:
    """A printer as it is set up.

    Attributes:
        stock: what is loaded, in millimetres (`57x32`); empty where any will do
        templates: what is printed here, by kind or by name; none named means whatever fits

    """

    name: str
    driver: str
    dpi: int
    stock: str
    templates: tuple[str, ...] = ()


class Dispatch(Protocol):
    """Runs work in the lane of a printer, one after another."""

    def __call__(self, printer: str, work: Callable[[], object]) -> None:
        """Queue it; returns at once."""


@dataclass(frozen=True, slots=True)
class PrintTools:
    """What printing works with.

    Attributes:
        owner: names this process among those that work on the profile
        is_alive: whether a process of that name still runs, as far as can be known
        pause: waits for so many seconds

    """

    printers: tuple[SetUpPrinter, ...]
    labels: Labels
    jobs: PrintJobs
    open_printer: Callable[[str], LabelPrinter]
    clock: Clock
    new_key: Callable[[], str]
    dispatch: Dispatch
    owner: str
    is_alive: Callable[[str], bool]
    pause: Callable[[float], None]
    language: str = "en"
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that is wanted; `template` and `printer` are named where they are no matter of choice.

    One that is wanted `exactly` is refused where a word of it has no place, and where it says what nobody asks for.
    """

    kind: str
    code: str
    data: Mapping[str, str]
    unit: str = ""
    client: str = ""
    printer: str = ""
    exactly: bool = False


class Printing:
    """The printers of a station."""

    def __init__(self, tools: PrintTools) -> None:
        self._tools = tools
        self._news: deque[dict[str, str]] = deque(maxlen=100)
        self._listeners: list[Callable[[PrintJob], None]] = []
        self._drawn = lru_cache(maxsize=REMEMBERED)(self._draw)

    @property
    def owner(self) -> str:
        """This process, as its jobs name it."""
        return self._tools.owner

    def plan(self, facts: Iterable[Fact], *, tell: bool = True) -> tuple[Sheet, ...]:
        """The labels that these facts make due, drawn. Raises `Refused` where one of them cannot be printed here.

        A tag keeps nobody from putting a piece aside, least of all one that is dangerous: without its tag it goes all
        the same, and where `tell`, a warning says so.
        """
        sheets = []
        for wanted in filter(None, (_wanted(fact, self._tools.clock) for fact in facts)):
            try:
                sheets.append(self.sheet(wanted))
            except Refused as refused:
                if wanted.kind not in TAGS:
                    raise
                if tell:
                    self._news.append(_untagged(wanted, refused))
        return tuple(sheets)

    def sheet(self, wanted: Wanted) -> Sheet:
        """One label, drawn for the printer that takes it. Raises `Refused` (`no_stock`, `label_unfit`)."""
        printer, template = self._choose(wanted)
        asked = {each.name for each in template.fields if not each.computed}
        data = {name: value for name, value in wanted.data.items() if wanted.exactly or name in asked}
        try:
            data, payload = self._drawable(template.name, data, wanted, printer)
        except UsageError as error:
            raise Refused(
                "label_unfit", error.message, "Nothing was saved. Correct the article, or park the unit."
            ) from error
        draw = partial(self._drawn, template.name, tuple(sorted(data.items())), wanted.client)
        job = PrintJob(
            self._tools.new_key(),
            wanted.unit,
            wanted.code,
            wanted.kind,
            template.name,
            wanted.client,
            printer.name,
            data,
        )
        return Sheet(job, payload, partial(draw, "png", printer.dpi))

    def _drawable(
        self, template: str, data: dict[str, str], wanted: Wanted, printer: SetUpPrinter
    ) -> tuple[dict[str, str], bytes]:
        """The label with as few of its describing words left out as it takes. Raises `UsageError` where none will do.

        A title with a smiley or of two thousand letters must keep nobody from accepting, parking, or saying danger.
        """

        def drawn(said: dict[str, str]) -> tuple[dict[str, str], bytes]:
            return said, self._drawn(template, tuple(sorted(said.items())), wanted.client, printer.driver, printer.dpi)

        try:
            return drawn(data)
        except UsageError:
            if wanted.exactly:
                raise
            describing = [name for name in STANDS_IN if data.get(name)]
            many = range(1, len(describing) + 1)
            for left_out in chain.from_iterable(combinations(describing, count) for count in many):
                said = data | {name: STANDS_IN[name] for name in left_out}
                if "title" in left_out and (sku := wanted.data.get("sku")):
                    with suppress(UsageError):
                        return drawn(said | {"title": sku})
                with suppress(UsageError):
                    return drawn(said)
            raise

    def kind_of(self, named: str, client: str) -> str:
        """What a template is a label of, by its name or its kind. Raises `UsageError` where there is none."""
        templates = self._tools.labels.templates(client)
        for one in templates:
            if named in {one.name, one.kind}:
                return one.kind
        known = ", ".join(one.name for one in templates)
        raise UsageError(say("There is no label “{name}”.", name=named[:60]), say("There are: {known}.", known=known))

    def picture(self, wanted: Wanted) -> bytes:
        """A label as a PNG, at the resolution of its printer. Raises `Refused` as `sheet` does."""
        return self.sheet(wanted).picture()

    def ahead(self, facts: tuple[Fact, ...]) -> None:
        """Draw the labels that the next act will want, in a lane, so that nobody waits for them then."""
        if any(isinstance(fact, LabelPrinted) for fact in facts):
            self._tools.dispatch(DRAWING, partial(self._drawn_ahead, facts))

    def send(self, sheets: Iterable[Sheet]) -> None:
        """Hand over labels whose jobs are durable; returns at once."""
        for sheet in sheets:
            self._tools.dispatch(sheet.job.printer, partial(self._run, sheet))

    def send_now(self, sheet: Sheet) -> PrintJob:
        """Send one label and wait for it: what became of its job."""
        ended = self._run(sheet)
        kept = self._tools.jobs.job(sheet.job.id) or ended
        return replace(kept, message=kept.message or ended.message)

    def print_alone(self, wanted: Wanted) -> PrintJob:
        """Print what is the label of no fact, and wait for it. Raises as `sheet` does, and then there is no job."""
        sheet = self.sheet(wanted)
        self._tools.jobs.queue(sheet.job, self._tools.owner, self._tools.clock.now())
        return self.send_now(sheet)

    def takers(self, template: LabelTemplate, client: str = "") -> tuple[SetUpPrinter, ...]:
        """The printers that print this template, the first of them unasked. Any thread."""
        return tuple(one for one in self._tools.printers if self._takes(one, template, client))

    def _takes(self, printer: SetUpPrinter, template: LabelTemplate, client: str) -> bool:
        if printer.templates and not {template.kind, template.name} & set(printer.templates):
            return False
        if not printer.stock:
            return True
        try:
            fitting = self._tools.labels.choose(template.name, printer.stock, client)
        except ConfigError:  # another one of the client's is broken; this one is here
            return False
        return fitting is not None and fitting.name == template.name

    def newest(self, client: str = "") -> Mapping[str, Mapping[str, str]]:
        """What stood on the newest real label of each template, of those printed lately."""
        return {job.template: job.data for job in self._tools.jobs.newest(client)}

    def redraw(self) -> None:
        """The templates or a logo changed: nothing that was drawn before is printed any more."""
        self._drawn.cache_clear()

    def recover(self) -> None:
        """Tell of what an earlier process left behind; nothing of it is sent."""
        for job in self._tools.jobs.left_behind(self._tools.is_alive, self._tools.clock.now()):
            self._told(job)

    def news(self) -> list[dict[str, str]]:
        """What went wrong since somebody asked last, each in the form of an answer's warning."""
        told = []
        while self._news:
            told.append(self._news.popleft())
        return told

    def listen(self, told: Callable[[PrintJob], None]) -> None:
        """Be told of each job that came to its end, in the lane of its printer."""
        self._listeners.append(told)

    def look(self, name: str) -> str:
        """Whether a printer can print now, in words. Raises `BenchError` where it cannot."""
        return self._tools.open_printer(name).look(self._tools.seconds / 2)

    def _choose(self, wanted: Wanted) -> tuple[SetUpPrinter, LabelTemplate]:
        named = self.named(wanted.printer)
        for printer in named:
            template = self._taken_by(printer, wanted)
            if template is not None:
                return printer, template
        for printer in named if wanted.kind in TAGS else ():  # a tag is printed wherever it fits, before it is not
            template = self._taken_by(printer, wanted, listed=False)
            if template is not None:
                return printer, template
        raise Refused(
            "no_stock",
            say("No printer here has stock for the label “{kind}”.", kind=wanted.kind[:60]),
            "Nothing was saved. Load a roll that fits, or set up a printer for it under Settings.",
        )

    def named(self, name: str) -> list[SetUpPrinter]:
        """The printer of this name, or all of them for none. Raises `UsageError` where there is none."""
        named = [one for one in self._tools.printers if name in ("", one.name)]
        if not named:
            known = ", ".join(one.name for one in self._tools.printers)
            raise UsageError(
                say("There is no printer {name}.", name=name[:60]), say("Set up are: {known}.", known=known)
            )
        return named

    def _taken_by(self, printer: SetUpPrinter, wanted: Wanted, *, listed: bool = True) -> LabelTemplate | None:
        labels, kind, client = self._tools.labels, wanted.kind, wanted.client
        # With the data: a code that is too long for bars has a template of squares.
        template = labels.choose(kind, printer.stock or USUAL_STOCK, client, wanted.data)
        if template is None and not printer.stock:
            fitting = (one for one in labels.templates(client) if kind in {one.name, one.kind})
            first = min(fitting, key=lambda one: one.name != kind, default=None)
            stock = f"{first.width_mm:g}x{first.height_mm:g}" if first else ""
            template = labels.choose(kind, stock, client, wanted.data) if stock else None
        if (
            template is None
            or not listed
            or not printer.templates
            or {kind, template.kind, template.name} & set(printer.templates)
        ):
            return template
        return None

    def _draw(self, template: str, data: tuple[tuple[str, str], ...], client: str, driver: str, dpi: int) -> bytes:
        return self._tools.labels.render(
            template, dict(data), driver=driver, dpi=dpi, client=client, language=self._tools.language
        )

    def _drawn_ahead(self, facts: tuple[Fact, ...]) -> None:
        try:
            for sheet in self.plan(facts, tell=False):
                sheet.picture()
        except (Refused, BenchError) as error:
            log.debug("A label could not be drawn ahead: %s", error)

    def _run(self, sheet: Sheet) -> PrintJob:
        """Claim the job, send its label once, and put on record what became of it."""
        job = sheet.job
        try:
            claimed, after_trouble = self._claimed(job)
            if claimed is JobState.QUEUED:
                busy = say("{printer} is busy with another label. Nothing was sent.", printer=job.printer)
                return self._told(replace(job, state=JobState.QUEUED, message=busy))
            if claimed is not JobState.SENDING:  # withdrawn meanwhile, or another process has it
                return replace(job, state=claimed)
            delivery = self._delivered(replace(sheet, clear=after_trouble))
            self._tools.jobs.end(job.id, self._tools.owner, delivery, self._tools.clock.now())
            return self._told(replace(job, state=delivery.state, message=delivery.message))
        except BenchError as error:
            # The records failed: the job stays as it stands there, and whoever finds it later says so.
            said = say("{what} Look whether the label came out; if not, print it again.", what=error.message)
            return self._told(replace(job, state=JobState.UNKNOWN, message=said))

    def _claimed(self, job: PrintJob) -> tuple[JobState, bool]:
        for turn in range(TURNS):
            if turn:
                self._tools.pause(TURN_S)
            at = self._tools.clock.now()
            claimed = self._tools.jobs.claim(job.id, self._tools.owner, at, at + LEASE)
            if claimed[0] is not JobState.QUEUED:
                return claimed
        return JobState.QUEUED, False

    def _delivered(self, sheet: Sheet) -> Delivery:
        try:
            printer = self._tools.open_printer(sheet.job.printer)
        except BenchError as error:
            said = say("{what} Nothing was printed. {hint}", what=error.message, hint=error.hint)
            return Delivery(JobState.FAILED, said)
        try:
            return printer.send(sheet, self._tools.seconds)
        except Exception:
            # A fault of ours in the middle of a label: how far it came is not known.
            log.exception("A fault of the program while the label %s was printed", sheet.job.code)
            said = say("The program failed while printing. Look whether the label came out; if not, print it again.")
            return Delivery(JobState.UNKNOWN, said)

    def _told(self, job: PrintJob) -> PrintJob:
        if job.state not in GOOD:
            log.error("The label %s was not printed for certain (%s): %s", job.code, job.state.value, job.message)
            self._news.append(warning_of(job))
        for told in self._listeners:
            told(job)
        return job


def warning_of(job: PrintJob) -> dict[str, Any]:
    """What an answer says of a label that did not come out for certain."""
    words = say("{code}: {why}", code=job.code, why=job.message or say("The label was not printed."))
    hint = {
        JobState.UNKNOWN: say("Look whether the label came out. If it did, scan it; if not, print it again."),
        JobState.QUEUED: say("Print the label again."),
    }.get(job.state, say("Mend the printer, then print the label again."))
    return {"code": "label_not_printed", "message": words, "hint": hint}


def _untagged(wanted: Wanted, refused: Refused) -> dict[str, Any]:
    words = say("{code}: {why}", code=wanted.code, why=refused.message)
    hint = say("It is put aside all the same: write its number on it by hand, {code}.", code=wanted.code)
    return {"code": "label_not_printed", "message": words, "hint": hint}


def _wanted(fact: Fact, clock: Clock) -> Wanted | None:
    """The label that a fact makes due; the tag of a parcel says since when it is here."""
    if isinstance(fact, LabelPrinted):
        data = dict(fact.fields)
        return Wanted(fact.template, fact.code, data, unit=fact.lpn, client=data.get("client", ""))
    if isinstance(fact, ParcelOpened) and fact.kind is ParcelKind.NO_CODE:
        data = {"code": fact.tracking, "title": fact.description, "at": clock.now().isoformat(timespec="seconds")}
        return Wanted(PARCEL_TAG, fact.tracking, data)
    return None
