"""The label of a scrap certificate: due as soon as its number is there, and printed again when somebody asks for it.

What is destroyed is destroyed: that its label cannot be printed stops nothing. In the transaction of whoever asks.
"""

from __future__ import annotations

from app.domain.bench.facts import LabelPrinted
from app.domain.bench.label_data import REPRINT, article_data, as_fields
from app.domain.bench.labels import SCRAP_LABEL
from app.domain.identifiers import label_code
from app.ports import BenchRecords


def scrap_label(records: BenchRecords, lpn: str, *, site: str, again: bool = False) -> LabelPrinted | None:
    """The label of the certificate that this unit's destruction has, if it has one; marked where it comes `again`."""
    certified, record = records.destruction_of(lpn), records.unit(lpn)
    if certified is None or record is None:
        return None
    sequence = record.prints + 1
    code = label_code(record.lpn, sequence)
    data = article_data(record.lpn, record.product, code) | {
        "number": certified.number,
        "serial": record.serial,
        "method": "destroy",
        "reason": f"grade {record.grade.value}" if record.grade is not None else "scrapped",
        "operator": certified.operator or "-",
        "witness": certified.witness or "-",
        "at": certified.at.isoformat(timespec="seconds"),
        "site": site,
        "weight_g": str(record.grams or record.product.weight_g or ""),
        "proof": certified.proof,
        "mark": REPRINT if again else "",
    }
    return LabelPrinted(record.lpn, SCRAP_LABEL, code, sequence, as_fields(data))
