"""The station as the window and the commands are handed it: its parts, joined by `app.bootstrap`.

Holds no rules. Each part keeps its own promise about threads.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from app.config import Settings
from app.domain.access import Operator, Role
from app.paths import Profile
from app.ports import Clock
from app.services.access import NewUser, OpenWork, PinHasher, add_user
from app.services.importing import ImportStore, TableReader
from app.services.inspecting import Inspecting
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


@dataclass(frozen=True)
class Station:
    """One open station; its bench is made when it is first asked for.

    Attributes:
        reads: what may be looked up
        imports: takes the rows of imported files
        tables: reads files as tables
        people: opens a transaction over the people on record
        pins: hashes and checks PINs
        open_bench: makes the bench's lane, with its devices
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
    open_bench: Callable[[], Inspecting]
    close: Callable[[], None] = field(default=lambda: None)

    @cached_property
    def bench(self) -> Inspecting:
        """The bench of this process."""
        return self.open_bench()

    def add_user(self, badge: str, name: str, role: Role, pin: str, *, actor: str = "") -> Operator:
        """A new person. Raises `UserError` for what cannot be taken."""
        return add_user(self.people, self.pins, self.clock, NewUser(badge, name, role), pin, actor=actor)
