"""The station as the window and the commands are handed it: its parts, joined by `app.bootstrap`.

Holds no rules. Each part keeps its own promise about threads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app.config import Settings
from app.domain.access import Operator, Role
from app.paths import Profile
from app.ports import Camera, Clock, CodeReader, Darkroom
from app.services.access import NewUser, OpenWork, PinHasher, add_first, add_user, set_language
from app.services.importing import (
    KINDS,
    Imported,
    ImportStore,
    Kind,
    Pictures,
    References,
    TableReader,
    import_file,
)
from app.services.inspecting import Inspecting
from app.services.looking import Reads
from app.services.setting_up import Changes, SettingsFile, save_settings


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
        print_test: sends a test label to the first printer; what became of it, in words

    """

    file: SettingsFile
    examine: Callable[[], Iterator[Check]]
    print_test: Callable[[], str]


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
        load_demo: takes in the demo's catalogue and announcements, for whoever wants to try the program; some seconds
        verify_audit: recomputes the audit chain against everything

    """

    profile: Profile
    settings: Settings
    clock: Clock
    reads: Reads
    imports: ImportStore
    tables: TableReader
    references: References
    photo_path: Callable[[str], Path]
    people: OpenWork
    pins: PinHasher
    verify_audit: Callable[[], Verification]
    eyes: Eyes
    set_up: SetUp
    open_bench: Callable[[], Inspecting]
    load_demo: Callable[[], object] | None = None
    close: Callable[[], None] = field(default=lambda: None)

    @cached_property
    def bench(self) -> Inspecting:
        """The bench of this process."""
        return self.open_bench()

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

    def set_language(self, user_id: str, language: str) -> None:
        """What a person wants to be spoken to in; empty is the station's language."""
        set_language(self.people, user_id, language)

    def take_in(self, kind: Kind, file: Path) -> Imported:
        """Import a file, with the pictures that it names. Raises `UserError` where it is refused whole."""
        settle = Pictures(file.parent, self.references).settle if kind is KINDS["products"] else None
        return import_file(self.imports, self.tables, kind, file, settle)

    def reference(self, photo: str) -> Path | None:
        """The reference picture of an article, where this station has it."""
        return self.references.path(photo)
