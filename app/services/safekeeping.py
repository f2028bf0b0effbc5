"""What is told of backups, of looks through the evidence, and of what may be deleted: plain values, no rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.access import Operator

Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""
Rest = Callable[[float], bool]
"""Told how many seconds a file took; rests as long as is right, and says whether to go on."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that lies whole on its disk.

    `head` is the number and hash of the chain's end that it holds; `photos` are in it, `elsewhere` are those that other
    stations took and that lie on their disks; `problems` says in words what should be in it and is not.
    """

    file: Path
    bytes: int
    sha256: str
    made_at: datetime
    entries: int
    head: str
    photos: int
    elsewhere: int
    with_key: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A profile that was put in place from a backup; `problems` is what the audit found in it.

    `new_key`: the backup did not bring its key, so the station signs with a new one; the old one stays trusted.
    """

    profile: Path
    station: str
    made_at: str
    entries: int
    photos: int
    new_key: bool
    key: str
    problems: tuple[str, ...]


class BackUp(Protocol):
    """Makes a backup while the bench runs. Takes its time: not on the main thread."""

    def __call__(self, out: Path, passphrase: str = "", tell: Tell = ..., /) -> BackedUp:
        """The station's private key goes along only under a passphrase. Raises `UserError`, `StoreError`."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the evidence was looked through: `looked` photos of `of` in this round, and what is not sound, in words.

    `ended_at` is when a round ended last; `whole`: this one is at its end.
    """

    looked: int
    of: int
    ended_at: datetime | None
    whole: bool
    damaged: tuple[str, ...]


class Scrub(Protocol):
    """Looks through the evidence to the end of the round. Takes its time: not on the main thread."""

    def __call__(self, tell: Tell, rest: Rest = ..., /, *, afresh: bool = False) -> Looked:
        """`afresh` begins a new round, so that every photo is looked at. Raises `StoreError`."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A photo of this station that is not sound on its disk.

    `why` says what is wrong, as of a photo (“is missing on disk”). It belongs to a unit (LPN), or to a parcel (tracking
    number) alone.
    """

    sha256: str
    why: str
    shot: str
    at: datetime
    unit: str = ""
    parcel: str = ""


class Damage(Protocol):
    """Photos that the looks through the evidence found damaged or missing. Reads; not on the main thread."""

    def __call__(self, unit: str = "", /) -> tuple[Damaged, ...]:
        """All of them, the oldest first, as they were found; or a unit's, each looked at once more now.

        Raises `StoreError`.
        """


@dataclass(frozen=True, slots=True)
class DuePhoto:
    """A photo whose time is over: its size in bytes, the rule that says so, and whose evidence it was."""

    sha256: str
    size: int
    rule: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What may go, and how many photos stay, by what keeps them."""

    photos: tuple[DuePhoto, ...]
    kept: Mapping[str, int]


class Retention(Protocol):
    """What of the evidence may be deleted. Takes its time: not on the main thread."""

    def due(self) -> Due:
        """What may go now; nothing is changed. Raises `ConfigError` for a policy that cannot be read."""

    def apply(self, by: Operator, reason: str) -> Due:
        """Delete what may go, each on record before its file goes. Raises `UserError`: then nothing is deleted."""


class RoomState(StrEnum):
    """Whether there is room on the bench's disk; `spent`: only what is open is ended, no parcel is begun."""

    ENOUGH = "enough"
    LOW = "low"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Room:
    """What is free on the bench's disk, its reserve counted in, in bytes."""

    state: RoomState
    free: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A backup to be put in place: its file, the passphrase of the key in it, and keys (PEM files) that are trusted."""

    file: Path
    passphrase: str = ""
    keys: tuple[Path, ...] = ()
    tell: Tell | None = None
