"""Keeps rows of the marketplaces' files, which come again, later, and with more in them.

A row is known by what never changes in it, by the number that may come later (LPN, tracking number), and by its place
among equal rows. One that brings the number finds the record that still lacks it; one that lacks the number finds the
record that has got it meanwhile. What a file does not say, or leaves empty, stays as it is known. Within one
transaction and one thread.
"""

from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import update

from app.services.importing import Fate, Row, Turned
from app.store.keeping import Keeper, Key, State, Transaction, rows_by
from app.store.models import Base, table
from app.store.owners import with_owners

KNOWN_BY = ("client", "known_by", "late", "position")
_SEPARATOR = "\x1f"


class MarketKeeper(Keeper):
    """Keeps one kind of rows in the table `model`; `columns` are its columns that rows fill, with what nothing is."""

    model: ClassVar[type[Base]]
    columns: ClassVar[Mapping[str, Any]]

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._taken: set[Key] = set()
        self._places: Counter[Key] = Counter()

    @abstractmethod
    def known_by(self, values: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        """What never changes in a row, and the number that may come later."""

    def written(self, keys: Iterable[Key], states: Mapping[Key, State]) -> None:
        """What else follows from these rows, once they are on record."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """Refuses what is nobody's, or of several clients."""
        owned = with_owners(self.transaction.connection, rows)
        fates = iter(self._keep([row for row in owned if isinstance(row, Row)]))
        return [next(fates) if isinstance(row, Row) else row for row in owned]

    def _keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        named = [self.known_by(row.values) for row in rows]
        bases = [(row.values["client"], _SEPARATOR.join(base)) for row, (base, _) in zip(rows, named, strict=True)]
        there = {_key(one): one for one in rows_by(self.transaction.connection, self.model, KNOWN_BY[:2], bases)}
        standing = {key: {name: one[name] for name in self.columns} for key, one in there.items()}
        of_base: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in sorted(standing):
            of_base[key[:2]].append(key)
        keys = [
            self._place(base, late, of_base[base], (standing, there))
            for base, (_, late) in zip(bases, named, strict=True)
        ]
        fates, changed = self.settle(rows, keys, standing, lambda row, key: self._become(row, standing.get(key)))
        self._write(self.model, KNOWN_BY, changed, there)
        if changed:
            self.written(changed, changed)
        return fates

    def shown(self, key: Key) -> Sequence[Any]:
        """With each part of what it is known by."""
        return [key[0], *key[1].split(_SEPARATOR), *key[2:]]

    def _place(self, base: Key, late: str, there: list[Key], records: tuple[dict[Key, State], ...]) -> Key:
        """The key of a row: that of the record which it is about, else a new one.

        `records` are how they stand, and their rows as they were found: both go by the keys that they have now.
        """
        standing = records[0]
        equal = (*base, late)
        self._places[equal] += 1
        wanted: Key = (*equal, self._places[equal])
        free = [key for key in there if key not in self._taken]
        if wanted not in standing:
            if late and (lacking := next((key for key in free if not key[2]), None)) is not None:
                self._call(lacking, wanted)
                there[there.index(lacking)] = wanted
                for known in records:
                    known[wanted] = known.pop(lacking)
            elif not late and free:
                wanted = free[0]
        elif not late and wanted in self._taken and free:
            wanted = free[0]
        self._taken.add(wanted)
        return wanted

    def _call(self, lacking: Key, wanted: Key) -> None:
        """The record gets the number that it lacked."""
        of = table(self.model)
        same = (of.c[name] == value for name, value in zip(KNOWN_BY, lacking, strict=True))
        self.transaction.connection.execute(update(of).where(*same).values(late=wanted[2], position=wanted[3]))

    def _become(self, row: Row, before: State | None) -> State:
        state = dict(before or self.columns)
        for name, value in self.stored(row.values).items():
            if name in state and value not in ("", None):
                state[name] = value
        if row.notes and "notes" in state:
            state["notes"] = {**state["notes"], **row.notes}
        return state

    def stored(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A row's values under the names of the table's columns."""
        return {**values, "number": values.get("order_id", "")}


def day(at: datetime | None) -> str:
    """A time as what a row may be known by: its day, for files differ in how exact they are."""
    return "" if at is None else at.date().isoformat()


def _key(found: Mapping[str, Any]) -> Key:
    return tuple(found[name] for name in KNOWN_BY)
