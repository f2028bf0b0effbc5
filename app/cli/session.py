"""What every command has at hand: the options given, where to print, and the station, opened when it is asked for.

Commands know the station's parts only through `Station`; `Stations`, which builds one, is handed down from above.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import typer

from app.cli.output import Output
from app.ports import OwnLabels, PictureReader
from app.services.packing import PackChecked
from app.services.safekeeping import Asked, Restored
from app.services.station import Check, Station

Ready = Callable[[str, Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What may stand before and after every verb."""

    profile: Path | None = None
    database: str | None = None
    json: bool = False
    log_level: str | None = None


class Stations(Protocol):
    """Builds stations; `app.bootstrap` does it for the program, tests bring their own."""

    def open(
        self, profile: Path | None, database: str | None, log_level: str | None
    ) -> AbstractContextManager[Station]:
        """A station that is ready to work; closed when the block ends."""

    def pictures(self) -> PictureReader:
        """What reads codes in picture files; needs no station."""

    def labels(self, profile: Path | None) -> OwnLabels:
        """The label templates, clients' own among them where there is a profile; makes none."""

    def check_pack(self, profile: Path | None, file: Path, keys: Sequence[Path]) -> PackChecked:
        """What checking an evidence pack finds; trusts the keys of the profile, where there is one, and these."""

    def restore(self, profile: Path | None, database: str | None, asked: Asked) -> Restored:
        """Puts a backup in place as this profile, which must not be there yet."""

    def examine(self, profile: Path | None, database: str | None) -> Iterator[Check]:
        """Looks at everything a station needs, whether or not it could be opened."""

    def window(self, profile: Path | None, database: str | None, log_level: str | None) -> int:
        """Opens the station window and works until it is closed; the exit code."""

    def can_show(self) -> bool:
        """Whether there is a display for a window."""

    def try_out(self, profile: Path, log_level: str | None) -> int:
        """Opens the station window on the demo's catalogue and works until it is closed; the exit code."""

    def market(
        self, kind: str, port: int, faults: Mapping[str, float], seed: int, ready: Ready, events_to: str = ""
    ) -> None:
        """A marketplace on loopback, until the keyboard interrupts it; `ready` is told its address and credentials."""

    def demo(self, out: Path) -> Mapping[str, object]:
        """Plays the demo shift in a fresh profile; says what came out."""


@dataclass(frozen=True, slots=True)
class Session:
    """One command's run."""

    options: Options
    out: Output
    stations: Stations

    def station(self) -> AbstractContextManager[Station]:
        """The station that the options name."""
        return self.stations.open(self.options.profile, self.options.database, self.options.log_level)


def session(context: typer.Context) -> Session:
    """The session that the main command has put there."""
    found = context.obj
    if not isinstance(found, Session):
        raise TypeError("a command was run outside the program")
    return found
