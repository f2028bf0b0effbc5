"""Changing how the bench is set up, at the word of whoever is signed in.

How the window looks and sounds is anybody's. Everything else decides what counts as evidence, which law holds and where
things come from and go, so it is for a supervisor or a manager; who asks is looked up in the records, whatever the
window shows. Any thread.
"""

from collections.abc import Callable, Mapping

from app.config import Settings
from app.domain.access import Operator
from app.errors import UserError
from app.services.access import OpenWork
from app.services.people import is_trusted

Changes = Mapping[tuple[str | int, ...], object]

ANYBODYS = frozenset({("window", "theme"), ("window", "text_size"), ("window", "volume")})


def save_settings(
    work: OpenWork, save: Callable[[Changes], Settings], changes: Changes, by: Operator | None
) -> Settings:
    """Save these changes. Raises `UserError` for whoever may not, `ConfigError` for what cannot be set."""
    if not changes.keys() <= ANYBODYS:
        _refuse_others(work, by)
    return save(changes)


def _refuse_others(work: OpenWork, by: Operator | None) -> None:
    with work() as transaction:
        if by is None or not is_trusted(transaction, by):
            raise UserError("Only a supervisor or a manager changes it.", "Ask one of them.", "not_allowed")
