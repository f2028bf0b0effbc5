"""Who works here: adding people, and checking badge and PIN before anything else happens.

A wrong badge and a wrong PIN read the same and take the same time. After five wrong PINs in a row a person is locked
out for 60 s, doubled to 15 min at most; while locked no PIN is even looked at, so guessing is slow and nobody is shut
out for good. The count is in the records, so a restart does not help. PINs are hashed at once; none is ever part of a
message, a log line or an exception.

A PIN proves who somebody is only where nobody else knows it. One that a colleague set lets its owner choose another,
and nothing more: it opens no bench and witnesses nothing. What the owner of the machine sets at the command line counts
at once, and so does what somebody sets for themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from uuid6 import uuid7

from app.domain.access import LANGUAGES, MAY_INSPECT, Operator, Role, lock_after, pin_fault
from app.domain.bench.refusal import Refused
from app.errors import UserError
from app.ports import Clock, UserRecord
from app.saying import say

LONGEST_TEXT = 128


class PinHasher(Protocol):
    """Makes and checks the hashes of PINs; slow on purpose."""

    @property
    def of_nobody(self) -> str:
        """A hash that no PIN fits and that takes as long to check as any."""

    def hash(self, pin: str) -> str:
        """What is kept instead of the PIN."""

    def fits(self, pin_hash: str, pin: str) -> bool:
        """Whether this PIN made that hash."""


class People(Protocol):
    """The people on record, within one transaction. Raises `StoreError` where the environment fails."""

    def by_badge(self, badge: str) -> UserRecord | None:
        """The person with this badge, locked until the end."""

    def everybody(self) -> tuple[UserRecord, ...]:
        """All of them, by badge."""

    def add(self, user: UserRecord, *, at: datetime, actor: str) -> None:
        """A new person, with an audit entry."""

    def disable(self, user_id: str, *, at: datetime, actor: str) -> None:
        """Let a person in no more, with an audit entry."""

    def enable(self, user_id: str, *, at: datetime, actor: str) -> None:
        """Let a person in again, with an audit entry."""

    def set_role(self, user_id: str, role: Role, *, at: datetime, actor: str) -> None:
        """What a person may do from now on, with an audit entry."""

    def set_pin(self, user_id: str, pin_hash: str, *, given: bool, at: datetime, actor: str) -> None:
        """Another PIN, with an audit entry; wrong ones that came before count no more. `given`: not by its owner."""

    def see(self, user_id: str, at: datetime) -> None:
        """Keep when badge and PIN were last right; the count of failures begins anew."""

    def set_language(self, user_id: str, language: str) -> None:
        """What this person wants to be spoken to in."""

    def count_failure(self, user_id: str, failures: int, locked_until: datetime | None) -> None:
        """Keep how often a wrong PIN came in a row."""


class PeopleWork(AbstractContextManager["PeopleWork"], Protocol):
    """One transaction over the people. Leaving it without `commit` leaves nothing behind."""

    @property
    def people(self) -> People:
        """The people as seen and written in this transaction."""

    def tell(self, kind: str, facts: Sequence[Mapping[str, object]], *, at: datetime, actor: str) -> None:
        """An entry of the audit chain about the house itself; the facts are plain data without secrets."""

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""


OpenWork = Callable[[], PeopleWork]


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be added; the PIN never shows."""

    badge: str
    name: str
    role: Role
    language: str = ""


def add_user(work: OpenWork, hasher: PinHasher, clock: Clock, user: NewUser, pin: str, *, actor: str = "") -> Operator:
    """Add a person. Raises `UserError` for a text that cannot be taken, a weak PIN, or a badge that is taken."""
    record = new_record(hasher, user, pin)
    with work() as transaction:
        put(transaction, record, clock, actor)
        transaction.commit()
    return record.operator


def add_first(work: OpenWork, hasher: PinHasher, clock: Clock, user: NewUser, pin: str) -> Operator:
    """The first person of an empty station, at nobody's word. Raises `UserError` where somebody was quicker.

    Who else is there is asked when the chain is locked already: of two that come at once one is the first.
    """
    record = new_record(hasher, user, pin)
    with work() as transaction:
        put(transaction, record, clock, "first run")
        if len(transaction.people.everybody()) > 1:
            raise UserError(
                "Somebody is on record here already.", "Ask them to add you in the settings.", "not_the_first"
            )
        transaction.commit()
    return record.operator


def new_record(hasher: PinHasher, user: NewUser, pin: str, *, given: bool = False) -> UserRecord:
    """A person as the records will have them; `given` says that a colleague sets the PIN. Raises `UserError`."""
    _refuse_text(user)
    refuse_weak(pin)
    _refuse_language(user.language)
    operator = Operator(str(uuid7()), user.badge.strip(), user.name.strip(), user.role, user.language)
    return UserRecord(operator, hasher.hash(pin), pin_given=given)


def put(transaction: PeopleWork, record: UserRecord, clock: Clock, actor: str) -> None:
    """Add a person within a transaction. Raises `UserError` for a badge that is taken."""
    badge = record.operator.badge
    if transaction.people.by_badge(badge) is not None:
        raise UserError(
            say("Badge {badge} belongs to somebody already.", badge=badge), "Take another badge.", "badge_taken"
        )
    transaction.people.add(record, at=clock.now(), actor=actor)


def _refuse_text(user: NewUser) -> None:
    for what, text in (("badge", user.badge), ("name", user.name)):
        if not text.strip() or len(text) > LONGEST_TEXT or not text.isprintable():
            hint = say(
                "Write 1 to {longest_text} letters, digits or signs, without line breaks.", longest_text=LONGEST_TEXT
            )
            raise UserError(say("This {what} cannot be taken.", what=what), hint, say("bad_{what}", what=what))


def refuse_weak(pin: str) -> None:
    """Raises `UserError` for a PIN that cannot be chosen."""
    fault = pin_fault(pin)
    if fault is not None:
        raise UserError(say("This PIN cannot be taken: {fault}.", fault=fault), "Choose another one.", "bad_pin")


def set_language(work: OpenWork, user_id: str, language: str) -> None:
    """What a person wants to be spoken to in, from now on and at every bench; empty is the station's language."""
    _refuse_language(language)
    with work() as transaction:
        transaction.people.set_language(user_id, language)
        transaction.commit()


def _refuse_language(language: str) -> None:
    if language and language not in LANGUAGES:
        raise UserError(
            say("The language {language!r} is not known.", language=language[:LONGEST_TEXT]),
            say("Use one of: {languages}.", languages=", ".join(LANGUAGES)),
            "bad_language",
        )


def list_users(work: OpenWork) -> tuple[UserRecord, ...]:
    """Everybody on record, the disabled included, by badge."""
    with work() as transaction:
        return transaction.people.everybody()


def disable_user(work: OpenWork, clock: Clock, badge: str, *, actor: str = "") -> Operator:
    """Let a person in no more; what they did stays theirs. Doing it twice changes nothing."""
    with work() as transaction:
        user = transaction.people.by_badge(badge)
        if user is None:
            raise UserError(
                say("Nobody has badge {badge!r}.", badge=badge[:LONGEST_TEXT]),
                "`regrade user list` shows the badges.",
                "no_such_user",
            )
        if not user.disabled:
            transaction.people.disable(user.operator.user_id, at=clock.now(), actor=actor)
            transaction.commit()
    return user.operator


def check_pin(work: OpenWork, hasher: PinHasher, clock: Clock, badge: str, pin: str, new_pin: str = "") -> Operator:
    """The person whose badge and PIN these are; with `new_pin` theirs is that from now on.

    The hash is checked while the person's record is locked: two benches that guess at once are counted one by one.
    Raises `Refused` for anybody else and for a PIN that a colleague set, `UserError` for a new one that is too weak.
    """
    if new_pin:
        refuse_weak(new_pin)
    with work() as transaction:
        user = transaction.people.by_badge(badge)
        if user is None:
            hasher.fits(hasher.of_nobody, pin)
            raise _wrong()
        now = clock.now()
        if user.locked_until is not None and now < user.locked_until:
            raise _locked(user.locked_until, now)
        right = hasher.fits(user.pin_hash, pin)
        if right:
            transaction.people.see(user.operator.user_id, now)
            if _chooses(user, pin, new_pin):
                who = user.operator.user_id
                transaction.people.set_pin(who, hasher.hash(new_pin), given=False, at=now, actor=who)
        else:
            lock = lock_after(user.failures + 1)
            transaction.people.count_failure(user.operator.user_id, user.failures + 1, now + lock if lock else None)
        transaction.commit()
    if not right:
        raise _wrong()
    _refuse_unfit(user, pin, new_pin)
    return user.operator


def _chooses(user: UserRecord, pin: str, new_pin: str) -> bool:
    """Whether a new PIN is taken: from somebody who may stand at a bench, and another than the one they have."""
    return bool(new_pin) and new_pin != pin and not user.disabled and user.operator.role in MAY_INSPECT


def _refuse_unfit(user: UserRecord, pin: str, new_pin: str) -> None:
    """Raises `Refused` for somebody whose PIN was right and does not count all the same."""
    if user.disabled:
        raise Refused("user_disabled", "This badge was disabled.", "Ask a manager.")
    if new_pin and new_pin == pin:
        raise Refused("same_pin", "This is the PIN you have already.", "Choose another one.")
    if user.pin_given and not _chooses(user, pin, new_pin):
        raise Refused(
            "pin_to_choose",
            "Somebody else set this PIN.",
            "Sign in with it and choose one of your own; until then it proves nothing.",
        )


def _wrong() -> Refused:
    return Refused("wrong_badge_or_pin", "Badge or PIN is wrong.", "Scan your badge again and type your PIN.")


def _locked(until: datetime, now: datetime) -> Refused:
    seconds = max(1, round((until - now).total_seconds()))
    return Refused(
        "locked_out",
        "There were too many wrong PINs for this badge.",
        say("Wait {seconds} seconds, then try again.", seconds=seconds),
    )
