"""Bringing back a message that needed a person, at the word of whoever is signed in at the window.

Only a supervisor or a manager may: a retry sends once more what a shop did not take, and whoever asks is looked up in
the records, whatever the window shows. That it was asked for is in the audit chain under their name before it is done.
Any thread.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.access import Operator
from app.errors import UserError
from app.ports import Clock
from app.services.access import OpenWork
from app.services.people import is_trusted


def retry_held(work: OpenWork, clock: Clock, retry: Callable[[str], object], message: str, by: Operator | None) -> None:
    """Raises `UserError` for whoever may not, and for what is no such message; nothing is changed then."""
    with work() as transaction:
        if by is None or not is_trusted(transaction, by):
            raise UserError("Only a supervisor or a manager retries a message.", "Ask one of them.", "not_allowed")
        facts = [{"kind": "retry_asked", "id": message}]
        transaction.tell("retry_asked", facts, at=clock.now(), actor=by.user_id)
        transaction.commit()
    retry(message)
