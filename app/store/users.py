"""The people on record: table `users`, within the transaction of a connection.

Adding a person and each change of what they may do leave an audit entry; wrong PINs are only counted, language and last
visit only kept. A PIN is never here, only its hash; the chain gets no more than a digest of that, by which an exchanged
one is found. The count is not vouched for: whoever could set it back can read the hash as well, and guess at home. Like
its connection, for one thread.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, false, insert, select, update

from app.domain.access import Operator, Role
from app.ports import UserRecord
from app.services.looking import Person
from app.store import audit
from app.store.models import BenchLog, User
from app.store.unit_of_work import SqlStore

_COLUMNS = (
    User.id,
    User.badge,
    User.name,
    User.role,
    User.pin_hash,
    User.language,
    User.disabled,
    User.failures,
    User.locked_until,
    User.last_seen_at,
    User.pin_given,
)


class SqlPeople:
    """Implements `app.services.access.People` for one station."""

    def __init__(self, connection: Connection, station: str) -> None:
        self._connection = connection
        self._station = station
        self.link: audit.Link | None = None

    def by_badge(self, badge: str) -> UserRecord | None:
        """The person with this badge, locked until the end (SQLite has one writer anyway)."""
        if "\0" in badge:
            return None  # PostgreSQL has no such text
        row = self._connection.execute(select(*_COLUMNS).where(User.badge == badge).with_for_update()).first()
        return None if row is None else _record(row)

    def everybody(self) -> tuple[UserRecord, ...]:
        """All of them, by badge."""
        return tuple(map(_record, self._connection.execute(select(*_COLUMNS).order_by(User.badge))))

    def add(self, user: UserRecord, *, at: datetime, actor: str) -> None:
        """A new person; raises `StoreError` (conflict) for a badge that is taken."""
        operator = user.operator
        row = {"id": operator.user_id, "badge": operator.badge, "name": operator.name, "role": operator.role.value}
        more = {"pin_hash": user.pin_hash, "language": operator.language, "created_at": at, "version": 0}
        given = {"pin_given": user.pin_given}
        self._connection.execute(insert(User), row | more | given)
        self._audit("user_added", {**row, **given, "pin_sha256": audit.digest_of(user.pin_hash)}, at, actor)

    def disable(self, user_id: str, *, at: datetime, actor: str) -> None:
        """Let a person in no more."""
        self._change("user_disabled", user_id, {"disabled": True}, {}, at, actor)

    def enable(self, user_id: str, *, at: datetime, actor: str) -> None:
        """Let a person in again."""
        self._change("user_enabled", user_id, {"disabled": False}, {}, at, actor)

    def set_role(self, user_id: str, role: Role, *, at: datetime, actor: str) -> None:
        """What a person may do from now on."""
        before = self._connection.execute(select(User.role).where(User.id == user_id)).scalar_one()
        self._change("user_role", user_id, {"role": role.value}, {"role": role.value, "before": before}, at, actor)

    def set_pin(self, user_id: str, pin_hash: str, *, given: bool, at: datetime, actor: str) -> None:
        """Another PIN; wrong ones that came before count no more. `given`: somebody else than its owner set it."""
        values = {"pin_hash": pin_hash, "pin_given": given, "failures": 0, "locked_until": None}
        told = {"pin_sha256": audit.digest_of(pin_hash), "pin_given": given}
        self._change("user_pin", user_id, values, told, at, actor)

    def count_failure(self, user_id: str, failures: int, locked_until: datetime | None) -> None:
        """Keep how often a wrong PIN came; 0 after a right one."""
        values = {"failures": failures, "locked_until": locked_until}
        self._connection.execute(update(User).where(User.id == user_id).values(values))

    def see(self, user_id: str, at: datetime) -> None:
        """Keep when badge and PIN were last right; whoever is here has no failures."""
        values = {"last_seen_at": at, "failures": 0, "locked_until": None}
        self._connection.execute(update(User).where(User.id == user_id).values(values))

    def set_language(self, user_id: str, language: str) -> None:
        """What this person wants to be spoken to in."""
        self._connection.execute(update(User).where(User.id == user_id).values(language=language))

    def _change(
        self, kind: str, user_id: str, values: Mapping[str, Any], told: Mapping[str, Any], at: datetime, actor: str
    ) -> None:
        """Change a person, and tell the chain with a version by which the newest change is known."""
        version = self._connection.execute(
            update(User)
            .where(User.id == user_id)
            .values({"version": User.version + 1, **values})
            .returning(User.version)
        ).scalar_one()
        self._audit(kind, {"id": user_id, **told, "version": version}, at, actor)

    def _audit(self, kind: str, fact: Mapping[str, Any], at: datetime, actor: str) -> None:
        self.tell(kind, [{"kind": kind, **fact}], at=at, actor=actor)

    def tell(self, kind: str, facts: Sequence[Mapping[str, object]], *, at: datetime, actor: str) -> None:
        """An entry of the chain about the house itself."""
        payload = {"facts": list(facts)}
        self.link = audit.append(
            self._connection, station=self._station, at=at, actor=actor, kind=kind, payload=payload
        )


class SqlPeopleWork:
    """Implements `app.services.access.PeopleWork`: a unit of work of the store, seen from its people."""

    def __init__(self, store: SqlStore) -> None:
        self._work = store.unit_of_work()
        self._station = store.station.id
        self._people: SqlPeople | None = None

    def __enter__(self) -> Self:
        self._work.__enter__()
        self._people = SqlPeople(self._work.connection, self._station)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._people = None
        self._work.__exit__(kind, error, trace)

    @property
    def people(self) -> SqlPeople:
        """The people as seen and written in this transaction."""
        if self._people is None:
            raise RuntimeError("the people are there only within their unit of work")
        return self._people

    def tell(self, kind: str, facts: Sequence[Mapping[str, object]], *, at: datetime, actor: str) -> None:
        """An entry of the chain about the house itself."""
        self.people.tell(kind, facts, at=at, actor=actor)

    def commit(self) -> None:
        """Make it durable; the new end of the chain is noted as after any commit."""
        self._work.records.link = self.people.link or self._work.records.link
        self._work.commit()


def people(connection: Connection) -> tuple[Person, ...]:
    """Everybody by badge, without what proves who they are."""
    return tuple(
        Person(_operator(row), row.disabled, row.last_seen_at)
        for row in connection.execute(select(*_COLUMNS).order_by(User.badge))
    )


def last_operator(connection: Connection, station: str) -> Operator | None:
    """Who acted at this bench last, and may still."""
    newest = (
        select(BenchLog.operator)
        .where(BenchLog.station == station, BenchLog.operator.is_not(None))
        .order_by(BenchLog.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = connection.execute(select(*_COLUMNS).where(User.id == newest, User.disabled == false())).first()
    return None if row is None else _operator(row)


def _record(row: Row[*tuple[Any, ...]]) -> UserRecord:
    return UserRecord(
        _operator(row),
        row.pin_hash,
        row.disabled,
        row.failures,
        row.locked_until,
        row.last_seen_at,
        row.pin_given,
    )


def _operator(row: Row[*tuple[Any, ...]]) -> Operator:
    return Operator(row.id, row.badge, row.name, Role(row.role), row.language)
