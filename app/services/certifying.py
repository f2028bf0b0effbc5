"""The label of a scrap certificate, due as soon as its number is there: what stands on it, and that it never stops a
destruction that has happened. In the lane and the transaction of the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.access import Operator
from app.domain.bench.facts import Destroyed, Fact, LabelPrinted
from app.domain.bench.label_data import article_data, as_fields
from app.domain.bench.labels import SCRAP_LABEL
from app.domain.identifiers import label_code
from app.ports import BenchRecords, Receipt

DESTRUCTION = "destruction"


def scrap_label(
    records: BenchRecords,
    facts: Sequence[Fact],
    receipts: Sequence[Receipt],
    *,
    at: datetime,
    people: tuple[Operator | None, Operator | None],
    site: str,
) -> LabelPrinted | None:
    """The label of the certificate among these receipts, if there is one; `people` are who did it and who saw it."""
    number = next((one.id for one in receipts if one.more.get("certificate") == DESTRUCTION), "")
    destroyed = next((fact for fact in facts if isinstance(fact, Destroyed)), None)
    record = records.unit(destroyed.lpn) if destroyed is not None else None
    if not number or destroyed is None or record is None:
        return None
    sequence = record.prints + 1
    code = label_code(record.lpn, sequence)
    operator, witness = people
    data = article_data(record.lpn, record.product, code) | {
        "number": number,
        "serial": record.serial,
        "method": "destroy",
        "reason": f"grade {record.grade.value}" if record.grade is not None else "scrapped",
        "operator": operator.name if operator is not None else "-",
        "witness": witness.name if witness is not None else "-",
        "at": at.isoformat(timespec="seconds"),
        "site": site,
        "weight_g": str(record.grams or record.product.weight_g or ""),
        "proof": destroyed.photo.sha256,
    }
    return LabelPrinted(record.lpn, SCRAP_LABEL, code, sequence, as_fields(data))
