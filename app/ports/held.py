"""Acts that a bench took while its records were out of reach: what is kept of each until it can be handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.access import Operator
from app.domain.bench.actions import Action
from app.domain.bench.state import Bench
from app.domain.evidence import StoredPhoto
from app.domain.photo_gate import Look


@dataclass(frozen=True, slots=True)
class HeldAct:
    """One act, with all that is needed to do it again on the records.

    Attributes:
        id: the request's own, else one made for it: under it the records take the act once, however often it comes
        fingerprint: of the request that had this id
        at: when it was done
        operator: who did it
        before: the bench on which it was done; on another one it is not handed in
        after: the bench as it left it
        reply: what was answered, as JSON: sent again under its id, it is answered so here and, later, by the records
        photo: the picture that it kept, durable in the evidence
        look: what was seen in that picture

    """

    id: str
    fingerprint: str
    action: Action
    at: datetime
    operator: Operator
    before: Bench
    after: Bench
    reply: str
    photo: StoredPhoto | None = None
    look: Look | None = None


class HeldActs(Protocol):
    """Keeps acts on this bench, in their order. Raises `StoreError` where the disk fails. One thread at a time."""

    def all(self) -> tuple[HeldAct, ...]:
        """Those that were not handed in yet, the oldest first; up to the first that cannot be read."""

    def unreadable(self) -> str:
        """The file of the first that cannot be read, or empty: it and those after it can only be put aside."""

    def keep(self, act: HeldAct) -> None:
        """Returns when it is durable."""

    def handed_in(self) -> None:
        """The oldest is on record: it is held no more."""

    def put_aside(self) -> int:
        """Those that are left cannot be handed in: they are held no more, but their files stay for somebody to look
        at, and their photos are named by them still. How many they were."""
