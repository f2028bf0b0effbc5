"""Films at the bench: a film as the proof of a destruction, and films that a crash left behind put on record.

What proves a destruction shows the unit's code at both ends; a still of each is kept beside the film. In the bench's
lane, before the transaction of the act.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.bench.facts import Destroyed, Fact, FilmKept
from app.domain.bench.found import Proof
from app.domain.evidence import StoredPhoto
from app.domain.films import Bounds, Ends, FilmOf
from app.ports import Clock, EvidenceStore, Frame, Store

log = logging.getLogger(__name__)

Rehearse = Callable[[Proof], tuple[Fact, ...]]
"""What would come of the act with this proof. Raises `Refused`."""


class Press(Protocol):
    """Makes the pictures of one film."""

    def picture(self, frame: Frame) -> tuple[bytes, int, int]:
        """A JPEG with its width and height. Raises `DeviceError`."""


class Draft(Protocol):
    """A film that is being written, one thread. Raises `StoreError`."""

    size: int

    def append(self, data: bytes) -> None:
        """Write on."""

    def finish(self, width: int, height: int) -> tuple[StoredPhoto, Path]:
        """File it as evidence, durable when this returns; where it lies."""

    def forget(self) -> None:
        """Nothing was filmed."""


class Shelf(Protocol):
    """Where films are written."""

    def begin(self, of: FilmOf) -> Draft:
        """Begin one. Raises `StoreError`."""


@dataclass(frozen=True, slots=True)
class Filming:
    """What a window films with; both are called in the lane that films. `unboxing`: a parcel's scan begins a film."""

    open_press: Callable[[], Press]
    open_shelf: Callable[[], Shelf]
    bounds: Bounds
    unboxing: bool = False


@dataclass(frozen=True, slots=True)
class Films:
    """What the bench needs for films.

    Attributes:
        read_ends: what a film's first and last second show; None for a file that is no film. Raises `UserError`
        keep: keeps a film from a file as evidence. Raises `UserError` for what is none, `StoreError`
        keep_still: keeps a JPEG of so many pixels as evidence

    """

    read_ends: Callable[[Path], Ends | None]
    keep: Callable[[Path], StoredPhoto]
    keep_still: Callable[[bytes, int, int], StoredPhoto]

    def proof(self, file: Path, unseen: StoredPhoto, evidence: EvidenceStore, rehearse: Rehearse) -> Proof | None:
        """The proof that a film is; None where the file is no film. Nothing is kept of what would be refused.

        `unseen` stands for the film until it is kept. Raises `Refused`, `UserError`, `StoreError`.
        """
        ends = self.read_ends(file)
        if ends is None:
            return None
        rehearse(_proof(unseen, ends))
        kept = self.keep(file)
        path = evidence.path(kept.sha256)
        if path != file:  # it is what was kept, not the file beside it, that must show the code
            ends = self.read_ends(path) or Ends((), ())
        proof = _proof(kept, ends)
        code = next(fact.code_read for fact in rehearse(proof) if isinstance(fact, Destroyed))
        stills = (self.keep_still(one.jpeg, one.width, one.height) for one in ends.stills(code))
        return replace(proof, stills=tuple(stills))


@dataclass(frozen=True, slots=True)
class Left:
    """A film that a process left behind, closed and filed; `settled` lets go of it when it is on record."""

    of: FilmOf
    film: StoredPhoto
    note: str
    settled: Callable[[], None]


def put_on_record(left: Iterable[Left], store: Store, clock: Clock) -> int:
    """Each of them as evidence of its parcel or unit; how many. What no record knows stays where it is."""
    count = 0
    for one in left:
        with store.unit_of_work() as work:
            records = work.records
            lpn = one.of.unit if one.of.unit and records.unit(one.of.unit) else ""
            parcel = one.of.parcel_id if one.of.parcel_id and records.parcel(one.of.parcel_id) else ""
            if not lpn and not parcel:
                log.warning("The film %s is of nothing on record; it is left in the evidence's spool.", one.film.sha256)
                continue
            kept = FilmKept(one.film, one.of.shot, lpn, parcel, one.note)
            records.write((kept,), at=clock.now(), operator=None)
            work.commit()
        one.settled()
        count += 1
    return count


def _proof(film: StoredPhoto, ends: Ends) -> Proof:
    return Proof(film, ends.codes, at_one_end=ends.at_one_end)
