"""Changing the people on record, at the word of a supervisor or a manager who is signed in.

Who asks is looked up in the same transaction, so a person who was disabled meanwhile changes nobody. Nobody disables
themselves or changes their own role: there is always somebody left who can undo it. A manager is made and changed by
managers only (while there is none, a supervisor makes the first): else a supervisor could sign in as one. Each change
is in the audit chain under the name of whoever asked. A PIN that is set for somebody else must be exchanged by its
owner before it counts: else whoever set it could be their own witness.
"""

from app.domain.access import MAY_MANAGE_PEOPLE, Operator, Role
from app.errors import UserError
from app.ports import Clock, UserRecord
from app.saying import say
from app.services.access import LONGEST_TEXT, NewUser, OpenWork, PeopleWork, PinHasher, new_record, put, refuse_weak


def add_person(work: OpenWork, hasher: PinHasher, clock: Clock, user: NewUser, pin: str, by: Operator) -> Operator:
    """One more person. Raises `UserError` for what cannot be taken."""
    record = new_record(hasher, user, pin, given=True)
    with work() as transaction:
        _allowed(transaction, by)
        _refuse_above(transaction, user.role, by)
        put(transaction, record, clock, by.user_id)
        transaction.commit()
    return record.operator


def enable_user(work: OpenWork, clock: Clock, badge: str, by: Operator) -> None:
    """Let a person in again."""
    with work() as transaction:
        user = _theirs(transaction, badge, by)
        if user.disabled:
            transaction.people.enable(user.operator.user_id, at=clock.now(), actor=by.user_id)
            transaction.commit()


def shut_out(work: OpenWork, clock: Clock, badge: str, by: Operator) -> None:
    """Let a person in no more, at a colleague's word; nobody shuts out themselves, so somebody can always undo it."""
    with work() as transaction:
        user = _theirs(transaction, badge, by)
        _refuse_oneself(user, by)
        if not user.disabled:
            transaction.people.disable(user.operator.user_id, at=clock.now(), actor=by.user_id)
            transaction.commit()


def give_role(work: OpenWork, clock: Clock, badge: str, role: Role, by: Operator) -> None:
    """What a person may do from now on; nobody changes their own role."""
    with work() as transaction:
        user = _theirs(transaction, badge, by)
        _refuse_oneself(user, by)
        _refuse_above(transaction, role, by)
        if user.operator.role != role:
            transaction.people.set_role(user.operator.user_id, role, at=clock.now(), actor=by.user_id)
            transaction.commit()


def give_pin(work: OpenWork, hasher: PinHasher, clock: Clock, badge: str, pin: str, by: Operator) -> None:
    """Another PIN for a person who forgot theirs, until they choose their own; a lock for wrong ones ends."""
    refuse_weak(pin)
    pin_hash = hasher.hash(pin)
    with work() as transaction:
        user = _theirs(transaction, badge, by)
        who, given = user.operator.user_id, user.operator.user_id != by.user_id
        transaction.people.set_pin(who, pin_hash, given=given, at=clock.now(), actor=by.user_id)
        transaction.commit()


def _theirs(transaction: PeopleWork, badge: str, by: Operator) -> UserRecord:
    """The person with this badge, where whoever asks may change people: as the records have both now."""
    _allowed(transaction, by)
    user = transaction.people.by_badge(badge)
    if user is None:
        raise UserError(
            say("Nobody has badge {badge!r}.", badge=badge[:LONGEST_TEXT]), "Look at the list again.", "no_such_user"
        )
    _refuse_above(transaction, user.operator.role, by)
    return user


def is_trusted(transaction: PeopleWork, by: Operator) -> bool:
    """Whether this person is a supervisor or a manager by the records as they are now, whatever the window knows."""
    asking = transaction.people.by_badge(by.badge)
    return asking is not None and not asking.disabled and asking.operator.role in MAY_MANAGE_PEOPLE


def _allowed(transaction: PeopleWork, by: Operator) -> None:
    if not is_trusted(transaction, by):
        raise UserError("Only a supervisor or a manager may change people.", "Ask one of them.", "not_allowed")


def _refuse_oneself(user: UserRecord, by: Operator) -> None:
    if user.operator.user_id == by.user_id:
        raise UserError("Nobody can do this to themselves.", "Ask another supervisor or manager.", "not_oneself")


def _refuse_above(transaction: PeopleWork, role: Role, by: Operator) -> None:
    """What a manager is, only a manager gives and changes, as soon as there is one."""
    managers = [one for one in transaction.people.everybody() if one.operator.role is Role.MANAGER and not one.disabled]
    if role is Role.MANAGER and managers and by.user_id not in {one.operator.user_id for one in managers}:
        raise UserError("Only a manager may make or change a manager.", "Ask one of them.", "not_allowed")
