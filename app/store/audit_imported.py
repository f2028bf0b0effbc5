"""What the chain vouches for of the rows that files are kept in: catalogue, listings, instructions, FBA.

Each import tells of every row that it wrote a digest of all that stands there then (`row_sha256`), with the version
that the row has by it; the newest must fit what stands there now. The codes of an article are part of it. Rows of
before that was told have version 0, and nothing is said of them. Declares the kinds as `audit_recorded` does the
others; reads nothing itself. Pure.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, select

from app.store import models as m
from app.store.audit import exact, instant
from app.store.audit_recorded import Fact, Recorded

IMPORT = "import"
"""The kind of the fact, and of its entry where an import tells nothing else."""

DIGEST = "row_sha256"
BETWEEN = "\x1f"
"""Stands between the parts of a key or code: no name can hold it."""
_NEXT = "\x1e"
_COUNTED = (int, Decimal)
"""Of these nothing is not the same as none."""


def as_told(value: object) -> object:
    """An exact number or a time as the chain writes it, whatever else there is as it stands."""
    if isinstance(value, Decimal):
        return exact(value)
    return instant(value) if isinstance(value, datetime) else value


def _formed(value: object) -> object:
    """What JSON has no form for; most rows have some of it."""
    told = as_told(value)
    if told is value:
        raise TypeError(f"the chain has no form for {type(value)}")
    return told


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_formed)
"""Canonical JSON, exact numbers and times as the chain writes them."""
_MARK = "\0"
_MARKED = b',"\\u0000",'
"""Stands between many rows in one text: within their texts no quote stands bare, and no cell holds a NUL."""

TABLES: Mapping[str, tuple[str, type[m.Base]]] = {
    "products": ("Product", m.Product),
    "listings": ("Listing", m.Listing),
    "instructions": ("Instruction", m.Instruction),
    "selling": ("Selling rule", m.SellingRule),
    "fba-returns": ("FBA return", m.FbaReturn),
    "fba-removal-orders": ("FBA removal order", m.FbaRemoval),
    "fba-removal-shipments": ("FBA removal shipment", m.FbaShipment),
}
"""By the kind of file: what people call a row, and where it stands."""

UNSAID = frozenset({"id", "version", "updated_at"})
"""Columns that no file says."""


def row_sha256(said: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a row's columns, without those that are empty, no, or unknown.

    The same whichever way file or database gave them.
    """
    return sha256(_ENCODER.encode(_bare(said)).encode()).hexdigest()


def rows_sha256(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """That of each of them, several times as quickly: they are written as one text, which is then taken apart."""
    if not rows:
        return []
    between = ([_bare(said), _MARK] for said in rows)
    texts = _ENCODER.encode([part for both in between for part in both][:-1]).encode()[1:-1].split(_MARKED)
    if len(texts) != len(rows):
        return [row_sha256(said) for said in rows]
    return [sha256(text).hexdigest() for text in texts]


def _bare(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value or type(value) in _COUNTED}


def _products() -> Select[*tuple[Any, ...]]:
    of, codes = m.table(m.Product), m.table(m.ProductCode)
    code = codes.c.code + BETWEEN + codes.c.kind + BETWEEN + codes.c.given
    told = (
        select(func.aggregate_strings(code, _NEXT))
        .where(codes.c.client == of.c.client, codes.c.sku == of.c.sku)
        .correlate(of)
        .scalar_subquery()
    )
    said = [column for column in of.c if column.key not in {*UNSAID, "client", "sku"}]
    known = (of.c.client + BETWEEN + of.c.sku).label("id")
    return select(known, *said, told.label("codes")).where(of.c.version > 0)


def _rows(model: type[m.Base]) -> Select[*tuple[Any, ...]]:
    if model is m.Product:
        return _products()
    of = m.table(model)
    return select(of.c.id, *(column for column in of.c if column.key not in UNSAID)).where(of.c.version > 0)


def _told(kind: str) -> Callable[[Fact], Iterable[Fact]]:
    def told(fact: Fact) -> Iterable[Fact]:
        if fact.get("kind") == IMPORT and fact.get("of") == kind:
            for key, digest, *row in fact.get("new", ()):
                yield {"id": row[0] if row else BETWEEN.join(key), DIGEST: digest, "version": 1}
            for one in fact.get("changed", ()):
                yield {"id": one.get("id") or BETWEEN.join(one["key"]), DIGEST: one[DIGEST], "version": one["version"]}

    return told


def digest_of_row(row: dict[str, Any]) -> str:
    """The digest of a row as the database gives it; the codes of an article as its keeper has them."""
    if codes := row.pop("codes", None):
        told = (text.split(BETWEEN) for text in codes.split(_NEXT))
        row["codes"] = {code: how for code, *how in told}
    return row_sha256(row)


IMPORTED: tuple[Recorded, ...] = tuple(
    Recorded(name, _rows(model), _told(kind), newest=True, digested=DIGEST, digest=digest_of_row)
    for kind, (name, model) in TABLES.items()
)
"""What the chain vouches for of what came in files."""
