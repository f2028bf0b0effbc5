"""How far the channels are in step, counted from the records. Within the caller's transaction, which only reads.

What is open is found by the index of the open messages, what was told in a period by the keys, which are made in the
order of time: neither grows with what is on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, literal_column, or_, select

from app.domain.channel import Listing
from app.domain.drift import drift
from app.domain.outbox import OPEN, State, level_of
from app.services.syncing.in_step import Agreement, ShopStanding, middle
from app.services.syncing.reconciling import Drifted
from app.services.syncing.records import Offer
from app.store import models
from app.store.work_read import CLOCKS_DIFFER, WAITS, params_of

NEWEST: Final = 500
"""So many of the newest confirmations say how long one takes."""

_OUTBOX = models.table(models.Outbox)
_WRITES = models.table(models.ChannelWrite)
_PLACES = models.table(models.ChannelListing)
_LISTINGS = models.table(models.Listing)
_INBOX = models.table(models.Inbox)
_CURSORS = models.table(models.ChannelCursor)

IS_OPEN: Final[ColumnElement[bool]] = _OUTBOX.c.state != literal_column("'confirmed'")
"""In the very words of the index, so that it is used whatever is bound beside it."""


def standings(connection: Connection, since: datetime | None, until: datetime | None) -> tuple[ShopStanding, ...]:
    """Every channel that anything is on record of, by name."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for part in (_open(connection), _told(connection, since, until), _taken(connection, since), _pulled(connection)):
        for channel, values in part.items():
            found[channel].update(values)
    return tuple(ShopStanding(channel, **values) for channel, values in sorted(found.items()))


def first_key(since: datetime) -> str:
    """No key that was made later is before it; clocks may differ by a day."""
    milliseconds = max(0, int((since - CLOCKS_DIFFER).astimezone(UTC).timestamp() * 1000))
    digits = f"{milliseconds:012x}"
    return f"{digits[:8]}-{digits[8:12]}-0000-0000-000000000000"


def last_key(until: datetime) -> str:
    """No key that was made earlier is after it."""
    return first_key(until + 2 * CLOCKS_DIFFER + timedelta(milliseconds=1))


def _open(connection: Connection) -> Mapping[str, dict[str, Any]]:
    waits = _OUTBOX.c.state.in_(WAITS)
    asked = (
        select(
            _OUTBOX.c.channel,
            func.count().filter(waits).label("waiting"),
            func.count().filter(_OUTBOX.c.state == State.NEEDS_HUMAN.value).label("held"),
            func.count().filter(waits, _OUTBOX.c.attempts > 1).label("retried"),
            func.min(_OUTBOX.c.created_at).filter(waits).label("oldest"),
            func.min(_OUTBOX.c.next_try_at).filter(waits).label("tried_again_at"),
        )
        .where(IS_OPEN)
        .group_by(_OUTBOX.c.channel)
    )
    newest = (
        select(_OUTBOX.c.channel, _OUTBOX.c.problem)
        .where(IS_OPEN, waits, _OUTBOX.c.problem != "")
        .order_by(_OUTBOX.c.channel.desc(), _OUTBOX.c.created_at.desc())
        .limit(10 * NEWEST)
    )
    problems: dict[str, str] = {}
    for row in connection.execute(newest):
        problems.setdefault(row.channel, row.problem)
    found = [dict(row) for row in connection.execute(asked).mappings()]
    for each in found:
        each["problem"] = problems.get(each["channel"], "")
    return {each.pop("channel"): each for each in found}


def _period(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    begun = [] if since is None else [_OUTBOX.c.id >= first_key(since), _OUTBOX.c.created_at >= since]
    return begun + ([] if until is None else [_OUTBOX.c.id <= last_key(until), _OUTBOX.c.created_at < until])


def _told(connection: Connection, since: datetime | None, until: datetime | None) -> Mapping[str, dict[str, Any]]:
    asked = (
        select(
            _OUTBOX.c.channel,
            func.count().label("told"),
            func.count().filter(_OUTBOX.c.state == State.CONFIRMED.value).label("confirmed"),
        )
        .where(*_period(since, until))
        .group_by(_OUTBOX.c.channel)
    )
    return {row.channel: {"told": row.told, "confirmed": row.confirmed} for row in connection.execute(asked)}


def _taken(connection: Connection, since: datetime | None) -> Mapping[str, dict[str, Any]]:
    """What the newest confirmations took."""
    asked = (
        select(_OUTBOX.c.channel, _OUTBOX.c.created_at, _OUTBOX.c.confirmed_at)
        .where(_OUTBOX.c.state == State.CONFIRMED.value, *_period(since, None))
        .order_by(_OUTBOX.c.id.desc())
        .limit(NEWEST)
    )
    took: defaultdict[str, list[float]] = defaultdict(list)
    for row in connection.execute(asked):
        if row.confirmed_at is not None:
            took[row.channel].append(max(0.0, (row.confirmed_at - row.created_at).total_seconds()))
    return {channel: {"median_s": middle(seconds)} for channel, seconds in took.items()}


def _pulled(connection: Connection) -> Mapping[str, dict[str, Any]]:
    asked = select(_CURSORS.c.channel, func.max(_CURSORS.c.read_at).label("at")).group_by(_CURSORS.c.channel)
    return {row.channel: {"pulled_at": row.at} for row in connection.execute(asked)}


def agreement(connection: Connection) -> Agreement:
    """Listings as they were last seen; one with a write on its way, or written since, tells nothing."""
    sold = (
        select(func.coalesce(func.sum(_INBOX.c.quantity), 0))
        .where(_INBOX.c.listing == _LISTINGS.c.id, _INBOX.c.kind == "sale", _INBOX.c.at >= _PLACES.c.base_at)
        .scalar_subquery()
    )
    asked = (
        select(_LISTINGS, _PLACES.c.base, _PLACES.c.base_at, _PLACES.c.made, _PLACES.c.seen, sold.label("sold"))
        .join(_PLACES, _PLACES.c.listing == _LISTINGS.c.id)
        .where(_PLACES.c.base_at.is_not(None), _PLACES.c.seen.is_not(None))
        .order_by(_LISTINGS.c.channel, _LISTINGS.c.client, _LISTINGS.c.sku, _LISTINGS.c.grade)
    )
    listings: defaultdict[str, int] = defaultdict(int)
    drifted: list[Drifted] = []
    for row in connection.execute(asked).all():
        found = _differs(row, int(row.sold or 0))
        if found is not None:
            found = _as_it_was(connection, row)
        listings[row.channel] += 1
        if found is not None:
            drifted.append(found)
    return Agreement(dict(listings), tuple(drifted))


def _differs(row: Row[Any], sold: int) -> Drifted | None:
    base, seen = level_of(row.base), level_of(row.seen)
    if base is None or seen is None:
        return None
    gone = drift(base, int(row.made or 0), sold, seen)
    if gone is None:
        return None
    listing = Listing(row.client, row.sku, row.grade, params_of(row.params))
    offer = Offer(row.id, listing, base, int(row.made or 0), sold, busy=False)
    return Drifted(row.channel, offer, seen, gone)


def _as_it_was(connection: Connection, row: Row[Any]) -> Drifted | None:
    """The difference as of the time when it was seen: what happened since may be what makes it."""
    seen = level_of(row.seen)
    if seen is None:
        return None
    since = or_(
        _WRITES.c.state.in_([state.value for state in OPEN]),
        _WRITES.c.accepted_at > seen.read_at,
        and_(_WRITES.c.accepted_at.is_(None), _WRITES.c.sent_at > seen.read_at),
    )
    if connection.execute(select(exists().where(_WRITES.c.listing == row.id, since))).scalar():
        return None
    sold = select(func.coalesce(func.sum(_INBOX.c.quantity), 0)).where(
        _INBOX.c.listing == row.id, _INBOX.c.kind == "sale", _INBOX.c.at >= row.base_at, _INBOX.c.at <= seen.read_at
    )
    return _differs(row, int(connection.execute(sold).scalar() or 0))
