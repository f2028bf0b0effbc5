"""The station as the window and the commands are handed it: its parts, joined by `app.bootstrap`.

Holds no logic. Each part keeps its own promise about threads.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.config import Settings
from app.paths import Profile
from app.ports import Clock
from app.services.access import OpenWork, PinHasher
from app.services.importing import ImportStore, TableReader
from app.services.looking import Reads


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
class Station:
    """One open station.

    Attributes:
        reads: what may be looked up
        imports: takes the rows of imported files
        tables: reads files as tables
        people: opens a transaction over the people on record
        pins: hashes and checks PINs
        verify_audit: recomputes the audit chain against everything

    """

    profile: Profile
    settings: Settings
    clock: Clock
    reads: Reads
    imports: ImportStore
    tables: TableReader
    people: OpenWork
    pins: PinHasher
    verify_audit: Callable[[], Verification]
    close: Callable[[], None] = field(default=lambda: None)
