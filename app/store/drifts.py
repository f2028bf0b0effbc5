"""Drift as it is kept: from when until when a listing showed another quantity than it should, with its evidence.

A listing has one drift that stands at most; a look that finds it in order ends it. Within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from app.domain.drift import Drift
from app.services.syncing.records import Evidence
from app.store import models
from app.store.mapping import new_key

_DRIFTS = models.table(models.DriftFound)
_LISTINGS = models.table(models.Listing)
_WRITES = models.table(models.ChannelWrite)
_INBOX = models.table(models.Inbox)
_STANDS = _DRIFTS.c.ended_at.is_(None)


def keep(
    connection: Connection, channel: str, looked_at: Collection[str], found: Mapping[str, Evidence], at: datetime
) -> None:
    """These listings were looked at, and those in `found` have drifted."""
    open_ = select(_DRIFTS.c.listing).where(_DRIFTS.c.channel == channel, _STANDS)
    standing = set(connection.scalars(open_)) & set(looked_at)
    for listing in sorted(standing - set(found)):
        connection.execute(update(_DRIFTS).where(_DRIFTS.c.listing == listing, _STANDS).values(ended_at=at))
    for listing, each in sorted(found.items()):
        row = {"expected": each.expected, "found": each.found, "evidence": dict(each.reckoned), "seen_at": at}
        if listing in standing:
            connection.execute(update(_DRIFTS).where(_DRIFTS.c.listing == listing, _STANDS).values(**row))
        else:
            new = {"id": new_key(), "channel": channel, "listing": listing, "found_at": at, **row}
            connection.execute(insert(_DRIFTS), new)


def hot(connection: Connection, channel: str, since: datetime) -> tuple[str, ...]:
    """Listings of a channel of which something was told, or told to it, since then; those that stand in drift too."""
    written = select(_WRITES.c.id).where(_WRITES.c.listing == _LISTINGS.c.id, _WRITES.c.sent_at >= since).exists()
    sold = select(_INBOX.c.id).where(_INBOX.c.listing == _LISTINGS.c.id, _INBOX.c.at >= since).exists()
    drifted = select(_DRIFTS.c.id).where(_DRIFTS.c.listing == _LISTINGS.c.id, _STANDS).exists()
    asked = select(_LISTINGS.c.id).where(_LISTINGS.c.channel == channel, or_(written, sold, drifted))
    return tuple(connection.scalars(asked.order_by(_LISTINGS.c.id)))


def kept(connection: Connection, *, ended: bool) -> Iterator[dict[str, Any]]:
    """What stands, the newest first, as plain records; with what has ended where that is wanted."""
    columns = (_LISTINGS.c.client, _LISTINGS.c.sku, _LISTINGS.c.grade)
    asked = select(_DRIFTS, *columns).join(_LISTINGS, _LISTINGS.c.id == _DRIFTS.c.listing)
    asked = asked if ended else asked.where(_STANDS)
    for row in connection.execute(asked.order_by(_DRIFTS.c.found_at.desc(), _DRIFTS.c.id)).mappings():
        drift = Drift(row["expected"], row["found"])
        proposal = drift.proposal(row["channel"], row["sku"], row["evidence"].get("available"))
        yield {**row, "difference": drift.difference, "proposal": proposal}
