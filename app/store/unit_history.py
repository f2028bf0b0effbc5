"""Everything known of one unit, as one record: what it is, what was found, where it went, and what vouches for it.

Reads within the caller's transaction. Money is `Decimal` beside its currency; a person is named by badge.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from app.domain.bench.state import Product as ScannedAs
from app.domain.certificates import Certificate as Issued
from app.domain.certificates import lacking, weight_said
from app.domain.checklist import Finding
from app.domain.disposition import RouteOption
from app.domain.grading import Reason
from app.domain.rulebook import RulesRef
from app.domain.texts import Texts
from app.services.looking import Record
from app.store import unit_statements as asked
from app.store.articles import articles
from app.store.fba_history import amazon_said
from app.store.mapping import from_text
from app.store.prepared import Prepared

Row = Mapping[str, Any]
IN_ALL_LANGUAGES = ("reason_texts", "found", "route_texts")
PEOPLE = frozenset({"operator", "opened_by", "closed_by", "actor"})
SHOWN_OF_NEWEST = (
    "proposed_grade",
    "grade",
    "reasons",
    "findings",
    "regrade_reason",
    "route",
    "net",
    "currency",
    "route_reason",
    "held_because",
    "routes",
)


def history(connection: Connection, lpn: str, *, languages: bool = False) -> Record | None:
    """The whole of it, or None where there is no such unit; `languages` adds every wording of what the rules said."""
    found = asked.UNIT.first(connection, {"unit": lpn})
    if found is None:
        return None
    unit: Row = found._asdict()
    badges: dict[str, str] = {row.id: row.badge for row in asked.PEOPLE.rows(connection, {})}
    reader = _Reader(connection, lpn, badges, languages=languages)
    return {
        **_standing(unit),
        "identifiers": reader.identifiers(unit),
        "product": reader.product(unit),
        "parcel": reader.parcel(unit),
        "amazon": amazon_said(connection, unit),
        "answers": reader.answers(),
        **reader.judged(),
        "photos": reader.photos(unit["parcel_id"]),
        "labels": reader.labels(),
        "certificates": reader.certificates(),
        "reviews": reader.reviews(),
        "work": reader.work(),
        "ledger": reader.ledger(),
        "outbox": reader.outbox(),
        "audit": reader.audit(),
        **(_judged_by(unit) if languages else {}),
    }


def _judged_by(unit: Row) -> dict[str, Any]:
    """What words and grades of its answers are found by: the article as scanned, and the rules of its inspection."""
    return {"scanned_as": from_text(ScannedAs, unit["product"]), "rules": from_text(RulesRef, unit["rules"])}


def _standing(unit: Row) -> dict[str, Any]:
    kept = ("lpn", "client", "sku", "state", "account", "round", "held", "flags", "serial", "grams", "bench")
    return {name: unit[name] for name in kept} | {"opened_at": unit["opened_at"], "changed_at": unit["changed_at"]}


class _Reader:
    """Asks one thing after another about a unit."""

    def __init__(self, connection: Connection, lpn: str, badges: Mapping[str, str], *, languages: bool) -> None:
        self._languages = languages
        self._connection = connection
        self._lpn = lpn
        self._badges = badges

    def identifiers(self, unit: Row) -> dict[str, Any]:
        """Every text by which it can be found."""
        product = json.loads(unit["product"])
        codes = self._rows(asked.LABEL_CODES)
        return {
            "lpn": self._lpn,
            "client": unit["client"],
            "sku": unit["sku"],
            "title": product.get("title", ""),
            "serial": unit["serial"],
            "product_codes": product.get("codes", []),
            "label_codes": [row["code"] for row in codes],
        }

    def product(self, unit: Row) -> dict[str, Any]:
        """The article as it stood when the piece was scanned; its looks as the catalogue has them now."""
        scanned = from_text(ScannedAs, unit["product"])
        shown = articles(self._connection, [scanned.article]).get(scanned.article)
        price = scanned.price
        return {
            "title": scanned.title,
            "category": scanned.category,
            "identified": scanned.identified,
            "price": None if price is None else price.amount,
            "currency": "" if price is None else price.currency,
            "size": scanned.size or (shown.size if shown else ""),
            "colour": scanned.colour or (shown.colour if shown else ""),
            "photo": scanned.photo or (shown.photo if shown else ""),
            "weight_g": scanned.weight_g,
            "instructions": list(scanned.instructions),
        }

    def parcel(self, unit: Row) -> dict[str, Any] | None:
        """The parcel it came in, with the announced line it was counted on."""
        found = self._rows(asked.PARCEL, parcel=unit["parcel_id"])
        if not found:
            return None
        announced = self._rows(asked.LINE, line=unit["line_id"])
        return found[0] | {"order": announced[0] if announced else None}

    def answers(self) -> list[dict[str, Any]]:
        """Those that stand, in the order they were given; `choice` is the one given, or a list of several."""
        return [
            {
                "question": row["question"],
                "choice": choices[0] if len(choices) == 1 else choices,
                **row,
                "choices": choices,
            }
            for row in self._rows(asked.ANSWERS)
            for choices in [list(row["choices"])]
        ]

    def judged(self) -> dict[str, Any]:
        """Grade and route of the newest inspection, and every inspection that there was."""
        inspections = [
            row
            | {
                "reasons": [str(reason) for reason in _reasons(row["reasons"])],
                "findings": _findings(row["findings"]),
                "routes": _routes(row["routes"]),
            }
            | (_in_all_languages(row) if self._languages else {})
            for row in self._rows(asked.INSPECTIONS)
        ]
        newest: Mapping[str, Any] = inspections[-1] if inspections else {}
        shown = (*SHOWN_OF_NEWEST, *(IN_ALL_LANGUAGES if self._languages else ()))
        return {name: newest.get(name) for name in shown} | {"inspections": inspections}

    def photos(self, parcel_id: str) -> list[dict[str, Any]]:
        """Its own, and those of its parcel; withdrawn ones too, for they stay evidence until their time is over."""
        rows = self._rows(asked.PHOTOS, parcel=parcel_id)
        drawn = self._marks(parcel_id)
        rows = [{**row, **({"marks": drawn[row["id"]]} if row["id"] in drawn else {})} for row in rows]
        # Said only of those whose file went when its time was over.
        return [{name: value for name, value in row.items() if (name, value) != ("deleted_at", None)} for row in rows]

    def _marks(self, parcel_id: str) -> dict[str, dict[str, Any]]:
        """The newest layer of each photo that has one: what was drawn, by whom and when."""
        newest = {row.pop("photo"): row for row in self._rows(asked.MARKS, parcel=parcel_id)}
        return {photo: row for photo, row in newest.items() if row["marks"]}

    def labels(self) -> list[dict[str, Any]]:
        """Every print, the void ones too, each with what became of its job at the printer (None before there were)."""
        jobs = {job.pop("code"): job for job in self._rows(asked.JOBS)}
        return [label | {"job": jobs.get(label["code"])} for label in self._rows(asked.LABELS)]

    def certificates(self) -> list[dict[str, Any]]:
        """By number."""
        return [_certificate(row, self._lpn) for row in self._rows(asked.CERTIFICATES)]

    def reviews(self) -> list[dict[str, Any]]:
        """Oldest first."""
        return self._rows(asked.REVIEWS)

    def work(self) -> list[dict[str, Any]]:
        """What its routes asked for."""
        return self._rows(asked.WORK)

    def ledger(self) -> list[dict[str, Any]]:
        """Its stock entries."""
        return self._rows(asked.LEDGER)

    def outbox(self) -> list[dict[str, Any]]:
        """What the shops were told of it."""
        return self._rows(asked.OUTBOX)

    def audit(self) -> list[dict[str, Any]]:
        """The entries of the chain that are about it."""
        return [entry | {"payload": json.loads(entry["payload"])} for entry in self._rows(asked.AUDIT)]

    def _rows(self, statement: Prepared, **values: str | None) -> list[dict[str, Any]]:
        """With people's keys turned into their badges."""
        found = statement.rows(self._connection, {"unit": self._lpn, **values})
        rows = [row._asdict() for row in found]
        for row in rows:
            for person in PEOPLE & row.keys():
                row[person] = self._badges.get(row[person], row[person])
        return rows


def _findings(text: str) -> list[dict[str, Any]]:
    """What was found, each in its dimension, with the shots that show it."""
    return [
        {
            "dimension": finding.dimension.value,
            "code": finding.code,
            "text": str(finding.text),
            "question": finding.question,
            "shots": list(finding.shots),
        }
        for finding in from_text(tuple[Finding, ...], text)
    ]


def _reasons(text: str) -> list[Texts]:
    found: tuple[Reason, ...] = from_text(tuple[Reason, ...], text)
    return [reason.text for reason in found]


def _in_all_languages(row: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What the rules said, as `Texts`, in the order of the plain words: of the routes a list for each."""
    options: tuple[RouteOption, ...] = from_text(tuple[RouteOption, ...], row["routes"])
    findings: tuple[Finding, ...] = from_text(tuple[Finding, ...], row["findings"])
    return {
        "reason_texts": list(_reasons(row["reasons"])),
        "found": list(findings),
        "route_texts": [[reason.text for reason in option.reasons] for option in options],
    }


def _certificate(row: dict[str, Any], lpn: str) -> dict[str, Any]:
    """With what a person said for it, what it replaces and what it lacks, instead of all that is frozen with it; and
    with the hash of that, which its code on paper holds."""
    payload: Mapping[str, Any] = row.pop("payload")
    content, details = payload.get("content", {}), payload.get("details", {})
    return row | {
        "details": dict(details),
        "weight_g": weight_said(payload),
        "replaces": payload.get("replaces", ""),
        "record_sha256": Issued(row["number"], row["kind"], lpn, row["at"], payload).digest,
        "not_recorded": list(lacking(row["kind"], {**content, **details})),
    }


def _routes(text: str) -> list[dict[str, Any]]:
    """As the bench proposed them: the best first, those ruled out with what rules them out."""
    options: tuple[RouteOption, ...] = from_text(tuple[RouteOption, ...], text)
    return [
        {
            "route": option.route.value,
            "net": option.net.amount,
            "currency": option.net.currency,
            "reasons": [str(reason.text) for reason in option.reasons],
            "ruled_out": option.ruled_out,
        }
        for option in options
    ]
