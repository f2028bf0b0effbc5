"""Certificates as they stand on record, read within the caller's transaction; and what was discarded, for disclosure.

Writing them is `app.store.writing.certificates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.certificates import DESTRUCTION, Certificate, Voided
from app.services.reporting import Period
from app.store import models
from app.store.prepared import Prepared

AT_ONCE = 500
_CERTIFICATES = models.table(models.Certificate)
_COPIES = models.table(models.CertificateCopy)
_USERS = models.table(models.User)
_OF = ("number", "kind", "unit", "at", "payload", "voided_at", "voided_by", "void_reason", "replaced_by")
_COLUMNS = tuple(_CERTIFICATES.c[name] for name in _OF)
_SUCCESSORS = select(_CERTIFICATES.c.replaced_by).where(_CERTIFICATES.c.replaced_by != "")
_ONE = Prepared(select(*_COLUMNS).where(_CERTIFICATES.c.number == bindparam("of_number")).with_for_update())
_HANDED_OVER = Prepared(
    select(*_COLUMNS)
    .where(_CERTIFICATES.c.unit == bindparam("of_lpn"), _CERTIFICATES.c.kind != DESTRUCTION)
    .where(_CERTIFICATES.c.voided_at.is_(None))
    .order_by(_CERTIFICATES.c.at.desc(), _CERTIFICATES.c.number.desc())
)
_NAME = Prepared(select(_USERS.c.name).where(_USERS.c.id == bindparam("of_id")))
_COPY = Prepared(
    select(_COPIES.c.id).where(_COPIES.c.number == bindparam("of_number"), _COPIES.c.sha256 == bindparam("of_sha"))
)


def certificate(connection: Connection, number: str) -> Certificate | None:
    """The certificate of a number, void ones too."""
    row = _ONE.first(connection, {"of_number": number})
    if row is None:
        return None
    named = _NAME.first(connection, {"of_id": row.voided_by}) if row.voided_by else None
    return _certificate(row, "" if named is None else str(named[0]))


def handed_over(connection: Connection, lpn: str) -> Certificate | None:
    """The newest that counts of a unit's donation or recycling."""
    row = _HANDED_OVER.first(connection, {"of_lpn": lpn})
    return None if row is None else _certificate(row, "")


def copy_known(connection: Connection, number: str, sha256: str) -> bool:
    """Whether a document of this hash was made of it before."""
    return _COPY.first(connection, {"of_number": number, "of_sha": sha256}) is not None


def discarded(connection: Connection, period: Period) -> Iterator[Certificate]:
    """Those that count of what was done in the period, in the order of their time. Streams.

    One that took another's place got its number later than what it certifies was done.
    """
    asked = (
        select(*_COLUMNS)
        .where(_CERTIFICATES.c.voided_at.is_(None))
        .order_by(_CERTIFICATES.c.at, _CERTIFICATES.c.number)
    )
    if period.since:
        asked = asked.where(_CERTIFICATES.c.at >= period.since)
    if period.until:
        asked = asked.where((_CERTIFICATES.c.at < period.until) | _CERTIFICATES.c.number.in_(_SUCCESSORS))
    for row in connection.execution_options(yield_per=AT_ONCE).execute(asked):
        one = _certificate(row, "")
        if (not period.since or one.done_at >= period.since) and (not period.until or one.done_at < period.until):
            yield one


def _certificate(row: Any, voided_by: str) -> Certificate:
    voided = None
    if row.voided_at is not None:
        voided = Voided(row.void_reason, row.voided_at, voided_by, row.replaced_by)
    return Certificate(row.number, row.kind, row.unit, row.at, row.payload, voided)
