"""What the house says around the bench: what waits for somebody, and what was done last. Read, never decided here."""

from __future__ import annotations

from dataclasses import dataclass

from .pieces import Past, Waiting


@dataclass(frozen=True, slots=True)
class Around:
    """As the records last said.

    Attributes:
        parked: units put aside, the oldest first
        due: units that wait for a second inspection or for a review
        last: the units graded last, the newest first

    """

    parked: tuple[Waiting, ...] = ()
    due: tuple[Waiting, ...] = ()
    last: tuple[Past, ...] = ()
