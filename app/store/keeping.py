"""What every keeper of imported rows needs: its transaction, what is known already, and what this file said before.

Stock is booked and the chain appended to when a slice of the file has been judged: the locks of both come last, as they
do at the bench. Within one transaction and one thread.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.stock import Move
from app.saying import say
from app.services.importing import Fate, Remarked, Row, Turned
from app.store import audit
from app.store.audit import Link
from app.store.booking import Booked, book, lock_balances
from app.store.mapping import new_key
from app.store.models import Base, Client, Product, table
from app.store.prepared import Prepared
from app.store.sought import Sought

_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
ARTICLE = ("client", "sku")
Key = tuple[Any, ...]
State = dict[str, Any]
UNKNOWN_SKU = Turned("sku", say("no product of this client has this SKU; import the products first"))
UNKNOWN_CLIENT = Turned("client", say("no product of this client is on record; import the products first"))


@dataclass(frozen=True, slots=True)
class Told:
    """An audit entry that is to come, with the moves whose ledger entries it tells after its facts."""

    kind: str
    facts: Sequence[Mapping[str, Any]]
    moves: Sequence[Move]
    subject: str = ""


@dataclass(slots=True)
class Transaction:
    """The transaction of a slice of a file; `told` is what its end books and audits."""

    connection: Connection
    station: str
    at: datetime
    told: list[Told] = field(default_factory=list)

    def end(self) -> Link | None:
        """Book and audit what was told, in its order; the newest audit entry, where there is one."""
        lock_balances(self.connection, {move.article for told in self.told for move in told.moves})
        booked = [book(self.connection, told.moves, at=self.at, station=self.station) for told in self.told]
        link: Link | None = None
        for told, ledger in zip(self.told, booked, strict=True):
            payload = {"facts": [*told.facts, *map(_ledger_fact, ledger)]}
            link = audit.append(
                self.connection,
                station=self.station,
                at=self.at,
                actor="",
                kind=told.kind,
                payload=payload | ({"subject": told.subject} if told.subject else {}),
                subject=told.subject,
            )
        return link


def _ledger_fact(booked: Booked) -> dict[str, Any]:
    entry = booked.entry
    return {
        "kind": "ledger",
        "id": booked.id,
        "client": entry.article.client,
        "sku": entry.article.sku,
        "unit": entry.unit,
        "account": entry.account.value,
        "quantity": entry.quantity,
        "reason": entry.reason,
    }


class Keeper(ABC):
    """Keeps the rows of one kind of file: implements `app.services.importing.ImportRecords`.

    In a rehearsal, whose transactions are rolled back, it remembers what each row said instead of finding it on record.
    """

    rehearsing = False

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self._said: dict[bytes, tuple[int, int]] = {}

    @abstractmethod
    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned | Remarked]:
        """What became of each row, in their order."""

    def settle(
        self,
        rows: Sequence[Row],
        keys: Sequence[Key],
        standing: dict[Key, State],
        become: Callable[[Row, Key], State | Turned],
    ) -> tuple[list[Fate | Turned], dict[Key, State]]:
        """What becomes of each row, and the states that have to be written; `standing` is what is on record.

        `become` says the state after a row, or why it cannot be taken.
        """
        fates: list[Fate | Turned] = []
        changed: dict[Key, State] = {}
        for row, key in zip(rows, keys, strict=True):
            state = become(row, key)
            if isinstance(state, Turned):
                fates.append(state)
                continue
            content = hash(repr(sorted(state.items()))) if self.rehearsing else 0
            earlier = self._earlier(key, row.number, content) if self.may_repeat(key) else None
            repeated = self.rehearsing and earlier is not None and earlier[1] == content
            if repeated or (key in standing and state == standing[key]):
                fates.append(Fate.UNCHANGED)
            elif earlier is not None:
                why = say(
                    "row {row} of this file says something else of the same; leave one of them in the file",
                    row=earlier[0],
                )
                fates.append(Turned("", why))
            else:
                fates.append(Fate.UPDATED if key in standing else Fate.INSERTED)
                standing[key] = changed[key] = state
        return fates, changed

    def may_repeat(self, key: Key) -> bool:  # noqa: ARG002 - most keys may
        """Whether another row of the file can have this key; what cannot needs no memory."""
        return True

    def _earlier(self, key: Key, row: int, content: int) -> tuple[int, int] | None:
        """What an earlier row of the file said of this key: its number, and its content in a rehearsal."""
        digest = blake2b("\0".join(map(str, key)).encode("utf-8", "replace"), digest_size=12).digest()
        earlier = self._said.get(digest)
        if earlier is None:
            self._said[digest] = row, content
        return earlier

    def _write(
        self,
        model: type[Base],
        names: Sequence[str],
        changed: Mapping[Key, State],
        there: Container[Key],
        *,
        with_id: bool = False,
    ) -> None:
        """Inserts or updates these states, whose keys have these names."""
        of, connection, at = table(model), self.transaction.connection, self.transaction.at
        new = [
            {**dict(zip(names, key, strict=True)), **state, "updated_at": at} | ({"id": new_key()} if with_id else {})
            for key, state in changed.items()
            if key not in there
        ]
        if new:
            inserting(model).many(connection, new)
        old = [
            {**{f"of_{name}": part for name, part in zip(names, key, strict=True)}, **state, "updated_at": at}
            for key, state in changed.items()
            if key in there
        ]
        if old:
            same = (of.c[name] == bindparam(f"of_{name}") for name in names)
            connection.execute(update(of).where(*same), old)


@cache
def inserting(model: type[Base]) -> Prepared:
    """The statement that inserts rows of this model."""
    return Prepared(insert(table(model)))


def rows_by(
    connection: Connection,
    model: type[Base],
    columns: Sequence[str],
    keys: Iterable[tuple[Any, ...]],
    *,
    lock: bool = False,
    only: Sequence[str] = (),
) -> Iterator[dict[str, Any]]:
    """The rows whose columns have one of these values together; `only` these columns of them, else whole."""
    yield from _seeking(model, tuple(columns), tuple(only), lock=lock).rows(connection, keys)


@cache
def _seeking(model: type[Base], columns: tuple[str, ...], only: tuple[str, ...], *, lock: bool) -> Sought:
    of = table(model)
    statement = select(*(of.c[name] for name in only or of.c.keys()))
    return Sought(statement.with_for_update() if lock else statement, *(of.c[name] for name in columns))


def known_articles(connection: Connection, articles: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these (client, SKU) that are in the catalogue."""
    found = rows_by(connection, Product, ARTICLE, articles, only=ARTICLE)
    return {(row["client"], row["sku"]) for row in found}


def add_clients(transaction: Transaction, names: Iterable[str]) -> None:
    """Clients that are not on record yet; another program may be adding the same."""
    connection = transaction.connection
    statement = _DIALECTS[connection.dialect.name].insert(table(Client)).on_conflict_do_nothing()
    connection.execute(statement, [{"name": name, "created_at": transaction.at} for name in sorted(set(names))])


def after(before: Mapping[str, Any], row: Row) -> State:
    """The columns of `before` when a row has spoken; columns that the file does not have stay."""
    said = dict(row.values) if row.notes is None else {**row.values, "notes": dict(row.notes)}
    return {name: _stored(said[name]) if name in said else value for name, value in before.items()}


def _stored(value: object) -> object:
    """As it comes back from the records."""
    return list(value) if isinstance(value, tuple) else value
