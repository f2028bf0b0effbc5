"""What was discarded, added up for disclosure: how many pieces, of what weight, why, and what became of them.

The fields are those that Regulation (EU) 2024/1781 (ESPR), Article 24, asks for: number and weight by kind of goods and
year, the reasons, the derogation where one was claimed, and the share that went to each treatment. Adds up what the
certificates say that count; a piece whose weight nobody knows is counted and says so. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from app.domain.certificates import DONATION, RECYCLING, Certificate
from app.services.looking import Record

COLUMNS = (
    "year", "client", "category", "customs_code", "outcome", "treatment", "reason", "derogation", "law", "pieces",
    "weight_kg", "weighed", "without_weight",
)  # fmt: skip
SUMMED = ("pieces", "weight_kg", "weighed", "without_weight")
TOTAL, ALL = "total", "all"
NOT_RECORDED = "not recorded"
TREATED_AS = {DONATION: "reuse", RECYCLING: "recycling"}
"""What a hand-over means where nobody said more; of a destruction it must be said."""

Key = tuple[str, ...]


def disclosed(certificates: Iterable[Certificate]) -> Iterator[Record]:
    """A row for each year, client, kind of goods, treatment and reason. Memory grows with the rows, not the pieces."""
    pieces: dict[Key, int] = {}
    grams: dict[Key, int] = {}
    weighed: dict[Key, int] = {}
    unknown: dict[Key, int] = {}
    for certificate in certificates:
        key = _key(certificate)
        weight, source = _weight(certificate)
        pieces[key] = pieces.get(key, 0) + 1
        grams[key] = grams.get(key, 0) + (weight or 0)
        weighed[key] = weighed.get(key, 0) + (source == "measured")
        unknown[key] = unknown.get(key, 0) + (weight is None)
    for key in sorted(pieces):
        named = dict(zip(COLUMNS, key, strict=False))
        yield {
            **named,
            "year": int(named["year"]),
            "pieces": pieces[key],
            "weight_kg": Decimal(grams[key]).scaleb(-3),
            "weighed": weighed[key],
            "without_weight": unknown[key],
        }


def with_totals(rows: Iterable[Record]) -> Iterator[Record]:
    """The rows, then a sum for each outcome and treatment, and one of each outcome: what a form asks for. Streams."""
    sums: dict[Key, dict[str, Any]] = {}
    for row in rows:
        yield row
        for key in ((str(row["outcome"]), str(row["treatment"])), (str(row["outcome"]), ALL)):
            one = sums.setdefault(key, dict.fromkeys(SUMMED, 0))
            for name in SUMMED:
                one[name] += row[name]
    for outcome, treatment in sorted(sums, key=lambda key: (key[0], key[1] == ALL, key[1])):
        told = dict.fromkeys(COLUMNS, "") | {"client": TOTAL, "outcome": outcome, "treatment": treatment}
        yield {**told, **sums[outcome, treatment]}


def _key(certificate: Certificate) -> Key:
    content, details = certificate.content, certificate.payload.get("details", {})
    reasons = content.get("reasons", {})
    treatment = details.get("treatment") or TREATED_AS.get(certificate.kind, NOT_RECORDED)
    return (
        f"{certificate.done_at.year:04d}",
        str(certificate.payload.get("client", "")),
        str(content.get("category", "")),
        str(details.get("customs_code", "")),
        certificate.kind,
        str(treatment),
        str(details.get("reason") or reasons.get("en") or NOT_RECORDED),
        str(details.get("derogation", "")),
        str(content.get("law", "")),
    )


def _weight(certificate: Certificate) -> tuple[int | None, str]:
    said = certificate.payload.get("details", {}).get("weight_g")
    known = str(said or certificate.content.get("weight_g", ""))
    source = "said" if said else str(certificate.content.get("weight_source", ""))
    return (int(known), source) if known.isdigit() else (None, "")
