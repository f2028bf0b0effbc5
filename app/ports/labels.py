"""What the house needs of labels and printers: templates, drawn labels, printers and the jobs they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.domain.print_jobs import Delivery, JobState, PrintJob


@dataclass(frozen=True, slots=True)
class LabelField:
    """What a label template asks for.

    Attributes:
        type: `text`, `code`, `number`, `date` or `picture`
        longest: most characters; 0 where the template does not say
        computed: made from other fields; given all the same, it must be equal

    """

    name: str
    type: str
    required: bool
    longest: int
    example: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class LabelSymbol:
    """A barcode on a label: its symbology, as `regrade decode` names it, and the field that it holds."""

    symbology: str
    field: str


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A template as it can be printed: `name` is its own, `kind` what it is a label of (`sku` in two sizes, say).

    `logo` says whether it has room for its client's logo.
    """

    name: str
    kind: str
    width_mm: float
    height_mm: float
    fields: tuple[LabelField, ...]
    symbols: tuple[LabelSymbol, ...]
    logo: bool = False


class Labels(Protocol):
    """The label templates, a client's own among them, and how one becomes what a printer or an eye takes. Any thread.

    Raises `UsageError` for a template that is not there, a field that is missing, unknown or does not fit, and a code
    that its symbol cannot hold; the field is named, and nothing is cut, trimmed or altered.
    """

    def templates(self, client: str = "") -> tuple[LabelTemplate, ...]:
        """Every template, by name; `client` puts that client's own in the place of the shipped ones."""

    def choose(
        self, kind: str, stock: str, client: str = "", data: Mapping[str, str] | None = None
    ) -> LabelTemplate | None:
        """The template of a kind (or of that name) that fits this stock (`57x32`, millimetres), or None.

        Where there are several, the first whose symbols can hold these data; none of them can: the first.
        """

    def render(
        self, template: str, data: Mapping[str, str], *, driver: str, dpi: int, client: str = "", language: str = "en"
    ) -> bytes:
        """One label for `driver` (`zpl`, `tspl`, `pdf`, `png`) at 203 or 300 dpi: all drawn from the same layout."""


@dataclass(frozen=True, slots=True)
class LabelFault:
    """A template of a client's own that cannot be used; `line` counts from 1, 0 where no line is to blame."""

    name: str
    message: str
    hint: str
    line: int


class OwnLabels(Labels, Protocol):
    """The label templates, and the keeping of a client's own templates and logo. Any thread.

    What is kept is checked first, and written whole or not at all.
    """

    def own(self, client: str) -> tuple[str, ...]:
        """The names of a client's own templates, the broken ones too."""

    def faults(self, client: str) -> tuple[LabelFault, ...]:
        """What is wrong with a client's own templates."""

    def written(self, name: str, client: str = "") -> bytes:
        """A template as it is written: the client's own where it has one. Raises `UsageError`, `StoreError`."""

    def hand_out(self, name: str, client: str, file: Path) -> None:
        """Write a template as it is to a file, in the place of what is there. Raises as `written` does."""

    def check(self, name: str, content: bytes) -> LabelTemplate:
        """A template that may become a client's own. Raises `ConfigError` with the line that is to blame."""

    def set_template(self, client: str, name: str, content: bytes | None) -> None:
        """Keep a client's own template; None takes it away. Raises as `check` does, and `StoreError`."""

    def logo(self, client: str) -> bytes:
        """A client's logo in black and white, a PNG; empty where there is none. Raises `ConfigError`."""

    def check_logo(self, picture: bytes) -> bytes:
        """What would be kept of this picture: a PNG in black and white. Raises `UserError`."""

    def set_logo(self, client: str, picture: bytes | None) -> None:
        """Keep a client's logo; None takes it away. Raises as `check_logo` does, and `StoreError`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One label as it goes to its printer.

    Attributes:
        payload: in the printer's own language
        picture: draws the same label as a PNG, for what shows it
        clear: begin with what discards a label that was left half given

    """

    job: PrintJob
    payload: bytes
    picture: Callable[[], bytes]
    clear: bool = False


Address = tuple[int, int, int, str, tuple[Any, ...]]
"""Where a computer is, as `socket.getaddrinfo` tells it."""


class LookUp(Protocol):
    """Finds where a computer is by its name or number. Any thread."""

    def __call__(self, host: str, port: int, seconds: float) -> tuple[Address, ...]:
        """The addresses, the best first. Raises `TimeoutError` where nobody answers in time, else `OSError`."""


class LabelPrinter(Protocol):
    """One printer. Used by one thread at a time; it neither tries again nor raises for what the printer does."""

    def send(self, sheet: Sheet, seconds: float) -> Delivery:
        """Give it one label, within this time whatever it does, and say what became of it."""

    def look(self, seconds: float) -> str:
        """Whether it can print now, in words. Raises `DeviceError` where it cannot."""


class PrintJobs(Protocol):
    """The print jobs of a station; each call is a transaction of its own and durable when it returns. Any thread."""

    def queue(self, job: PrintJob, owner: str, at: datetime) -> None:
        """Queue a label that is the label of no fact."""

    def claim(self, job_id: str, owner: str, at: datetime, until: datetime) -> tuple[JobState, bool]:
        """Take a queued job to send it, until then its owner's: its state now, and whether the job before it at this
        printer ended badly. It stays `queued` where its printer is busy with another; any other state: not taken."""

    def end(self, job_id: str, owner: str, delivery: Delivery, at: datetime) -> None:
        """What became of a job that this owner sent."""

    def job(self, job_id: str) -> PrintJob | None:
        """A job as it stands."""

    def newest(self, client: str = "") -> tuple[PrintJob, ...]:
        """Of each template the newest real label, of one client where it is named; of the newest jobs alone."""

    def left_behind(self, is_alive: Callable[[str], bool], at: datetime) -> tuple[PrintJob, ...]:
        """Jobs whose owner is gone: what it was sending becomes `unknown`; what it never began stays `queued`, and
        belongs to nobody. Each is told once."""
