"""What is told of backups, of looks through the evidence, and of what may be deleted: plain values, no rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""


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
class Asked:
    """A backup to be put in place: its file, the passphrase of the key in it, and keys (PEM files) that are trusted."""

    file: Path
    passphrase: str = ""
    keys: tuple[Path, ...] = ()
    tell: Tell | None = None
