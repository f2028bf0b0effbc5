"""Changing how the bench is set up, at the word of whoever is signed in.

How the window looks and sounds, what is laid over the live picture, and whether photos are taken by themselves is
anybody's: the gate judges them all the same. Everything else decides what counts as evidence, which law holds and where
things come from and go, so it is for a supervisor or a manager; who asks is looked up in the records, whatever the
window shows. Each such change is in the audit chain, with what stood there before, under the name of whoever asked: the
entry is durable before the settings are, so none is ever changed without one; where they could not be saved after all
a second entry says so. No secret is told: of an address only what names no one's password, of a credential only that it
changed. Any thread.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.config import Settings
from app.domain.access import Operator
from app.errors import BenchError, UserError
from app.ports import Clock
from app.services.access import OpenWork
from app.services.certificates import issuer_of
from app.services.people import is_trusted

Changes = Mapping[tuple[str | int, ...], object]

ANYBODYS = frozenset(
    {
        ("window", "theme"),
        ("window", "text_size"),
        ("window", "volume"),
        ("camera", "auto"),
        ("camera", "overlay"),
    }
)
HIDDEN = "hidden"
LONGEST_VALUE = 500

_PASSWORD = re.compile(r"(?<=://)[^/@\s]*@")
_QUESTION = re.compile(r"\?.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What keeps the settings.

    Attributes:
        preview: the settings as they stand and as they would with these changes. Raises `ConfigError`
        save: writes them. Raises `ConfigError`, `StoreError`

    """

    preview: Callable[[Changes], tuple[Settings, Settings]]
    save: Callable[[Changes], Settings]


def save_settings(work: OpenWork, file: SettingsFile, clock: Clock, changes: Changes, by: Operator | None) -> Settings:
    """Save these changes. Raises `UserError` for whoever may not, `ConfigError` for what cannot be set."""
    if changes.keys() <= ANYBODYS:
        return file.save(changes)
    asking = _told(work, file, clock, changes, by)
    try:
        return file.save(changes)
    except BenchError as error:
        with work() as transaction:
            facts = [{"kind": "settings_not_saved", "why": error.message}]
            transaction.tell("settings_not_saved", facts, at=clock.now(), actor=asking.user_id)
            transaction.commit()
        raise


def _told(work: OpenWork, file: SettingsFile, clock: Clock, changes: Changes, by: Operator | None) -> Operator:
    """The change in the chain, before it is made; who asked for it."""
    with work() as transaction:
        if by is None or not is_trusted(transaction, by):
            raise UserError("Only a supervisor or a manager changes it.", "Ask one of them.", "not_allowed")
        before, after = file.preview(changes)
        issuer_of(after)
        facts = list(_differences(before, after))
        if facts:
            transaction.tell("settings", facts, at=clock.now(), actor=by.user_id)
            transaction.commit()
    return by


def _differences(before: Settings, after: Settings) -> Iterator[Mapping[str, object]]:
    """What is set otherwise than it was, a fact a setting."""
    old, new = dict(_flat(before.model_dump(mode="json"))), dict(_flat(after.model_dump(mode="json")))
    for place in sorted(old.keys() | new.keys()):
        if old.get(place) != new.get(place) and tuple(place.split(".")) not in ANYBODYS:
            told = {"before": _open(place, old.get(place)), "after": _open(place, new.get(place))}
            yield {"kind": "setting", "place": place, **told}


def _flat(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Each setting by its dotted place; those of a list are counted from 0."""
    if isinstance(value, Mapping):
        inside = [(str(key), each) for key, each in value.items()]
    elif isinstance(value, list):
        inside = [(str(number), each) for number, each in enumerate(value)]
    else:
        yield place, value
        return
    for name, each in inside:
        yield from _flat(each, f"{place}.{name}" if place else name)


def _open(place: str, value: object) -> object:
    """A value as the chain may have it."""
    if value is not None and ".credentials." in place:
        return HIDDEN
    if not isinstance(value, str):
        return value
    if "://" in value:
        value = _QUESTION.sub(f"?{HIDDEN}", _PASSWORD.sub(f"{HIDDEN}@", value))
    return value[:LONGEST_VALUE]
