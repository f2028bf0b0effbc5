"""Drawing on photos: arrows, circles and words beside the original, at the word of whoever inspects.

Who asks is looked up in the same transaction. One call, one transaction; durable when it returns. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.domain.access import MAY_INSPECT, Operator
from app.domain.films import is_film
from app.domain.photo_marks import Mark, PhotoMarked, marks_fault
from app.errors import UserError
from app.ports import BenchRecords, Clock
from app.saying import say


@dataclass(frozen=True, slots=True)
class Drawable:
    """A photo on record, and the LPN or parcel that it is of."""

    sha256: str
    format: str
    subject: str


class MarkWork(AbstractContextManager["MarkWork"], Protocol):
    """One transaction. Leaving it without `commit` leaves nothing behind."""

    @property
    def records(self) -> BenchRecords:
        """The records of the bench, as seen and written in this transaction."""

    def photo(self, key: str) -> Drawable | None:
        """A photo by its key."""

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""


@dataclass(frozen=True, slots=True)
class Marking:
    """Joined once. Raises `UserError` where something is refused; nothing is changed then."""

    open_work: Callable[[], MarkWork]
    clock: Clock

    def mark(self, photo: str, marks: Sequence[Mark], by: Operator | None) -> None:
        """What is drawn on a photo (its key) from now on, in the place of what was; none: nothing is."""
        if fault := marks_fault(marks):
            raise UserError(say("This cannot be drawn: {fault}.", fault=fault), "Draw it again.", "unfit_mark")
        with self.open_work() as work:
            who = _permitted(work, by)
            found = work.photo(photo)
            if found is None or is_film(found.format):
                raise UserError("There is no such photo.", "Open the unit again and choose its photo.", "unknown_photo")
            fact = PhotoMarked(photo, found.subject, found.sha256, tuple(marks))
            work.records.write((fact,), at=self.clock.now(), operator=who)
            work.commit()


def _permitted(work: MarkWork, by: Operator | None) -> Operator:
    """Whoever may inspect, as the records have them now."""
    user = work.records.user(by.badge) if by is not None else None
    if by is None or user is None or user.disabled or user.operator.user_id != by.user_id:
        raise UserError("Nobody who may draw is signed in.", "Sign in at the bench.", "not_signed_in")
    if user.operator.role not in MAY_INSPECT:
        raise UserError("Drawing on photos is for inspectors and supervisors.", "Ask one of them.", "not_permitted")
    return user.operator
