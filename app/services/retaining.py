"""Who may have evidence deleted whose time is over: a manager by the records as they are now, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.access import MAY_DELETE_EVIDENCE, Operator
from app.errors import UserError
from app.ports import Clock
from app.services.access import OpenWork
from app.services.safekeeping import Due

LONGEST_REASON = 500


class RetentionRecords(Protocol):
    """What the policy finds in the records, and deletes."""

    def due(self, now: datetime) -> Due:
        """What may go; nothing is changed."""

    def delete(self, by: Operator, reason: str, at: datetime) -> Due:
        """Delete it, each on record before its file goes."""


@dataclass(frozen=True, slots=True)
class Retaining:
    """Implements `app.services.safekeeping.Retention`. Each call takes its time."""

    records: RetentionRecords
    people: OpenWork
    clock: Clock

    def due(self) -> Due:
        """What may go now."""
        return self.records.due(self.clock.now())

    def apply(self, by: Operator, reason: str) -> Due:
        """Delete it at a manager's word. Raises `UserError`: then nothing is deleted."""
        reason = reason.strip()
        if not reason:
            raise UserError("Why is it deleted?", "Give a reason: it is recorded.", "reason_missing")
        if len(reason) > LONGEST_REASON:
            raise UserError("The reason is too long.", "Nothing was deleted. Say it in 500 characters.", "reason_long")
        with self.people() as work:
            asking = work.people.by_badge(by.badge)
        if asking is None or asking.disabled or asking.operator.role not in MAY_DELETE_EVIDENCE:
            raise UserError("Only a manager may have evidence deleted.", "Ask one of them.", "not_allowed")
        return self.records.delete(asking.operator, reason, self.clock.now())
