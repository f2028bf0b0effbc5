"""Certificates of a test's own: what one says, and how a document is read back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pypdfium2

from app.domain.certificates import DESTRUCTION, Certificate, Voided

AT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
PREFIX = {"destruction": "DES", "donation": "DON", "recycling": "REC"}


def certificate(
    kind: str = DESTRUCTION,
    *,
    content: dict[str, Any] | None = None,
    details: dict[str, str] | None = None,
    voided: Voided | None = None,
    **payload: Any,
) -> Certificate:
    """One that says what most do."""
    said = {
        "title": "Cordless drill, 18 V",
        "category": "power tool",
        "weight_g": "1840",
        "weight_source": "measured",
        "operator_name": "Ana Ruiz",
        "operator_badge": "INS-1",
        "witness_name": "Li Wei",
        "issuer": "Nordsee Returns GmbH",
        "site": "US-NJ",
        "grade": "S",
        "reasons": {"en": "Broken beyond repair", "zh_CN": "损坏且无法修复"},
        "received_at": "2026-11-21T09:05:00+00:00",
        **(content or {}),
    }
    whole = {
        "unit": "R-000312",
        "client": "ACME Outdoor",
        "sku": "DRILL-18V",
        "serial": "SN-4471-A",
        "content": said,
        "details": details or {},
        "audit": {"station": "s1", "seq": 482, "hash": "9f" * 32},
        **payload,
    }
    return Certificate(f"{PREFIX[kind]}-000123", kind, "R-000312", AT, whole, voided)


def pages_of(document: bytes) -> list[str]:
    """The text of each page, as a reader's search finds it."""
    opened = pypdfium2.PdfDocument(document)
    try:
        texts = []
        for number in range(len(opened)):
            page = opened[number]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return texts
    finally:
        opened.close()


def flat(document: bytes) -> str:
    """All its text without breaks and blanks, which a line may have anywhere."""
    return "".join("".join(pages_of(document)).split())


def picture_of(document: bytes, page: int = 0) -> Any:
    """A page as it is seen."""
    opened = pypdfium2.PdfDocument(document)
    try:
        return opened[page].render(scale=3).to_pil()
    finally:
        opened.close()
