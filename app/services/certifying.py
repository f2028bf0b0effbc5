"""What a certificate says, frozen with its number; and the label of a scrap certificate, due as soon as that is there.

Everything is written down with the number: names, words of the catalogue, the site's policy. So the document says years
later what was known then, whoever is renamed meanwhile. What is destroyed is destroyed: that its label cannot be
printed stops nothing. In the transaction of whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from app.domain.access import Operator
from app.domain.bench.facts import CertificateDue, Fact, LabelPrinted
from app.domain.bench.label_data import REPRINT, article_data, as_fields
from app.domain.bench.labels import HANDOVER_LABEL, SCRAP_LABEL
from app.domain.bench.state import Product
from app.domain.certificates import Issuer, weight_said
from app.domain.identifiers import label_code
from app.domain.rulebook import Rulebook
from app.ports import BenchRecords

People = tuple[Operator | None, Operator | None]


WIPED = "wiped"
"""The question about a device's data."""
A_NAME, A_REMARK = 40, 60
"""How many letters of a name or a serial number, and of a remark, a label has room for."""


def frozen(
    records: BenchRecords, facts: Sequence[Fact], known: tuple[Issuer, Rulebook], people: People
) -> tuple[Fact, ...]:
    """The facts, in which each certificate that is due carries what it says; `people` are operator and witness."""
    return tuple(
        _with_content(records, fact, known, people) if isinstance(fact, CertificateDue) else fact for fact in facts
    )


def _with_content(
    records: BenchRecords, fact: CertificateDue, known: tuple[Issuer, Rulebook], people: People
) -> CertificateDue:
    issuer, rules = known
    record = records.unit(fact.lpn)
    if record is None or fact.content or fact.replaces:
        return fact
    content: dict[str, object] = {**_issued(issuer, record.product.article.client), **_goods(record.product)}
    for role, person in zip(("operator", "witness"), people, strict=True):
        content |= {} if person is None else {f"{role}_name": person.name, f"{role}_badge": person.badge}
    content |= {"data_answer": next((" ".join(one.choices) for one in record.answers if one.question == WIPED), "")}
    parcel = records.parcel(record.parcel_id)
    if parcel is not None:
        orders = [order for order in parcel.orders if any(line.line_id == record.line_id for line in order.lines)]
        content |= {"tracking": parcel.tracking}
        content |= (
            {"platform": orders[0].platform, "order_id": orders[0].number, "rma": orders[0].rma} if orders else {}
        )
    content |= _law(dict(fact.details).get("derogation", ""), rules)
    said = {name: value for name, value in content.items() if value}
    details = tuple(sorted({**issuer.usual_for(fact.kind), **dict(fact.details)}.items()))
    return replace(fact, content=json.dumps(said, ensure_ascii=False, sort_keys=True), details=details)


def _law(derogation: str, rules: Rulebook) -> dict[str, object]:
    """The law that knows a derogation, and the case that it stands for."""
    for ban in rules.route_policies[-1].bans:
        for case in ban.derogations:
            if derogation and case.code == derogation:
                return {"law": ban.law, "derogation_text": dict(case.text.entries)}
    return {}


def _issued(issuer: Issuer, client: str) -> dict[str, str]:
    return {
        "issuer": issuer.name,
        "address": issuer.address,
        "registration": issuer.registration,
        "site": issuer.site,
        "station": issuer.station,
        "time_zone": issuer.time_zone,
        "language": issuer.language_for(client),
        "paper": issuer.paper,
    }


def _goods(product: Product) -> dict[str, str]:
    weight = product.weight_g
    return {
        "title": product.title,
        "category": product.category,
        "size": product.size,
        "colour": product.colour,
        "quantity": "1",
        "weight_g": "" if weight is None else str(weight),
        "weight_source": "" if weight is None else "catalogue",
        "data_bearing": "yes" if product.data_bearing else "no",
        "battery": "yes" if product.battery else "no",
    }


def scrap_label(records: BenchRecords, lpn: str, *, site: str, again: bool = False) -> LabelPrinted | None:
    """The label of the certificate that this unit's destruction has, if it has one; marked where it comes `again`."""
    certified, record = records.destruction_of(lpn), records.unit(lpn)
    if certified is None or record is None:
        return None
    at = certified.at.astimezone(ZoneInfo(certified.time_zone)) if certified.time_zone else certified.at
    sequence = record.prints + 1
    code = label_code(record.lpn, sequence)
    data = article_data(record.lpn, record.product, code) | {
        "number": certified.number,
        "serial": _short(record.serial, A_NAME),
        "method": _as_said(_short(certified.method, A_REMARK)) or "destroy",
        "reason": _as_said(_short(certified.reason, A_REMARK))
        or (f"grade_{record.grade.value.lower()}" if record.grade is not None else ""),
        "operator": _short(certified.operator, A_NAME) or "-",
        "witness": _short(certified.witness, A_NAME) or "-",
        "at": at.isoformat(timespec="seconds"),
        "site": site,
        "weight_g": certified.weight_g,
        "proof": certified.proof,
        "mark": REPRINT if again else "",
    }
    return LabelPrinted(record.lpn, SCRAP_LABEL, code, sequence, as_fields(data))


def handover_label(records: BenchRecords, lpn: str, *, site: str) -> LabelPrinted | None:
    """The label of the certificate that this unit's donation or recycling has, if it has one that counts.

    Its square code holds what the paper's holds: number and hash of the record.
    """
    certified, record = records.handed_over(lpn), records.unit(lpn)
    if certified is None or record is None:
        return None
    content, details = certified.content, certified.payload.get("details", {})
    zone = str(content.get("time_zone", ""))
    at = certified.done_at.astimezone(ZoneInfo(zone)) if zone else certified.done_at
    sequence = record.prints + 1
    code = label_code(record.lpn, sequence)
    data = article_data(record.lpn, record.product, code) | {
        "number": certified.number,
        "certifies": certified.kind,
        "serial": _short(record.serial, A_NAME),
        "recipient": _short(str(details.get("recipient", "")), A_REMARK) or "-",
        "receipt": _short(str(certified.payload.get("proof", "")), A_REMARK),
        "waste_code": str(details.get("waste_code", "")),
        "operator": _short(str(content.get("operator_name", "")), A_NAME) or "-",
        "at": at.isoformat(timespec="seconds"),
        "site": site,
        "weight_g": weight_said(certified.payload),
        "hash": certified.digest,
    }
    return LabelPrinted(record.lpn, HANDOVER_LABEL, code, sequence, as_fields(data))


def _short(text: str, most: int) -> str:
    """As much as the label has room for, and of the wide letters of East Asia fewer; that it goes on is seen.

    The certificate has the whole of it, and what is destroyed must not go without its label for a long name.
    """
    if any(east_asian_width(letter) in {"W", "F"} for letter in text):
        most = min(most, A_NAME)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _as_said(text: str) -> str:
    """A person's words with a capital, as a label writes what it says: its own words have ids in small letters, and
    “crushed” as a method must not come out as the battery that is."""
    return text[:1].upper() + text[1:]
