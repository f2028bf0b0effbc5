"""Amazon's reports: which one stands for which import, how far back each is read, and how a file is unpacked.

Rows are filled in later, so a report is read again over 7 days, and once a day over 35. Columns are matched by their
names where the file is imported, never here. Pure.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta

REPORTS: Mapping[str, str] = {
    "fba-returns": "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA",
    "fba-removal-orders": "GET_FBA_FULFILLMENT_REMOVAL_ORDER_DETAIL_DATA",
    "fba-removal-shipments": "GET_FBA_FULFILLMENT_REMOVAL_SHIPMENT_DETAIL_DATA",
    "mfn-returns": "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
}
SHORT, LONG = timedelta(days=7), timedelta(days=35)
EVERY = timedelta(minutes=30)
"""Asked for more often, Amazon makes no newer one."""
BIGGEST = 256 * 1024 * 1024


class BadReport(Exception):
    """A report that cannot be unpacked or read; says why."""


def window(last_long: datetime | None, now: datetime) -> timedelta:
    """How far back the next report goes."""
    return LONG if last_long is None or now - last_long >= timedelta(days=1) else SHORT


def unpacked(content: bytes, algorithm: str, content_type: str, biggest: int = BIGGEST) -> str:
    """The table in a report document. Raises `BadReport`; a bomb is cut off at `biggest` bytes."""
    if algorithm == "GZIP":
        content = _inflated(content, biggest)
    elif algorithm:
        raise BadReport(f"it is packed by {algorithm[:20]}")
    return _decoded(content, content_type)


def _inflated(content: bytes, biggest: int) -> bytes:
    found = bytearray()
    left = content
    while left:  # a file may hold several members
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            found += member.decompress(left, biggest + 1 - len(found))
        except zlib.error as error:
            raise BadReport("its GZIP is broken") from error
        if len(found) > biggest:
            raise BadReport("unpacked it is too large")
        if not member.eof:
            raise BadReport("its GZIP ends too early")
        left = member.unused_data
    return bytes(found)


def _decoded(content: bytes, content_type: str) -> str:
    """By the character set that it says it has, else UTF-8; what is neither is Windows-1252, as Amazon once wrote."""
    named = content_type.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    try:
        codecs.lookup(named)
        return content.decode(named)
    except (LookupError, ValueError):
        pass
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
