"""What the chain is told of a slice of an import: who brought which file, which of its rows, and what became different.

Of a row that is new its key and digest; of one that was there the digest as well, and each column that changed with
what stood there before. An entry stays bounded: a long value is told as its digest and length, and once a slice has
told `MOST_TOLD` values, the rest of its rows are told by their digests and by which columns changed. One thread.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.canonical import canonical
from app.services.importing import Fate, Remarked, Row, Source, Turned
from app.store.audit import digest_of
from app.store.audit_imported import DIGEST, IMPORT, as_told, rows_sha256

LONGEST_TOLD = 200
"""Characters of one value."""
MOST_TOLD = 4000
"""Changed values of one entry, each before and now."""

Said = Mapping[str, Any]


@dataclass(slots=True)
class SliceTold:
    """The rows that one slice has written; the keepers say which.

    `said` are all columns that a file says, `row` is the id of a row whose key is none; `vouched`: each row is told
    with its digest.
    """

    vouched: bool = True
    _new: list[tuple[Sequence[Any], Said, str]] = field(default_factory=list)
    _changed: list[tuple[Sequence[Any], Said, Said, int, str]] = field(default_factory=list)

    def inserted(self, key: Sequence[Any], said: Said, row: str = "") -> None:
        """A row that was not there."""
        self._new.append((key, said, row))

    def updated(self, key: Sequence[Any], was: Said, said: Said, version: int, row: str = "") -> None:
        """A row that said something else before: `was` has the columns of `said`, and maybe more."""
        self._changed.append((key, was, said, version, row))

    def fact(
        self, kind: str, source: Source, rows: Sequence[Row], fates: Sequence[Fate | Turned | Remarked]
    ) -> Said | None:
        """All of it with where it came from; None where the slice changed nothing."""
        came = Counter(each.fate if isinstance(each, Remarked) else each for each in fates)
        inserted, updated = came[Fate.INSERTED], came[Fate.UPDATED]
        if not inserted and not updated:
            return None
        told: dict[str, Any] = {
            "kind": IMPORT,
            "of": kind,
            "file": source.name,
            "sha256": source.sha256,
            "rows": [rows[0].number, rows[-1].number],
            "inserted": inserted,
            "updated": updated,
        }
        more = {"channel": source.channel, "new": self._new_told(), "changed": self._changed_told()}
        return told | {name: value for name, value in more.items() if value}

    def _new_told(self) -> list[list[Any]]:
        if not self.vouched:
            return [[key] for key, _, _ in self._new]
        digests = rows_sha256([said for _, said, _ in self._new])
        return [
            [key, digest, row] if row else [key, digest]
            for (key, _, row), digest in zip(self._new, digests, strict=True)
        ]

    def _changed_told(self) -> list[dict[str, Any]]:
        told, left = [], MOST_TOLD
        for key, was, said, version, row in self._changed:
            one: dict[str, Any] = {"key": key, "version": version} | ({"id": row} if row else {})
            different = [name for name, value in said.items() if value is not was[name] and value != was[name]]
            left -= len(different)
            if left >= 0:
                one["was"] = {name: _short(was[name]) for name in different}
                one["is"] = {name: _short(said[name]) for name in different}
            else:
                one["columns"] = different
            told.append(one)
        if self.vouched:
            digests = rows_sha256([said for _, _, said, _, _ in self._changed])
            for one, digest in zip(told, digests, strict=True):
                one[DIGEST] = digest
        return told


def _short(value: object) -> object:
    """A value as the chain tells it."""
    if isinstance(value, list | dict):
        text = canonical(value)
    elif isinstance(value, str):
        text = value
    else:
        return as_told(value)
    return value if len(text) <= LONGEST_TOLD else {"length": len(text), "sha256": digest_of(text)}
