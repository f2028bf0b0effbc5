"""How far the channels are in step, counted from the records. Within the caller's transaction, which only reads.

What is open is found by the index of the open messages, what was told in a period by the keys, which are made in the
order of time: neither grows with what is on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from app.domain.outbox import State
from app.services.syncing.in_step import Agreement, ShopStanding, middle
from app.store import drifts, models
from app.store.shop_paces import PACES
from app.store.work_read import CLOCKS_DIFFER, WAITS

NEWEST: Final = 500
"""So many of the newest confirmations say how long one takes."""

_OUTBOX = models.table(models.Outbox)
_PLACES = models.table(models.ChannelListing)
_LISTINGS = models.table(models.Listing)
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
    asked = (
        select(_CURSORS.c.channel, func.max(_CURSORS.c.read_at).label("at"))
        .where(~_CURSORS.c.stream.startswith(PACES))
        .group_by(_CURSORS.c.channel)
    )
    return {row.channel: {"pulled_at": row.at} for row in connection.execute(asked)}


def agreement(connection: Connection) -> Agreement:
    """Listings that were compared, and the drift of them that stands on record."""
    asked = (
        select(_LISTINGS.c.channel, func.count().label("compared"))
        .join(_PLACES, _PLACES.c.listing == _LISTINGS.c.id)
        .where(_PLACES.c.base_at.is_not(None), _PLACES.c.seen.is_not(None))
        .group_by(_LISTINGS.c.channel)
    )
    compared = {row.channel: row.compared for row in connection.execute(asked)}
    return Agreement(compared, tuple(drifts.kept(connection, ended=False)))


def listed_at(connection: Connection) -> frozenset[str]:
    """Every channel that a listing names; those of all messages are among them, for each is one of a listing.

    Answered by an index alone, the one that sees to it that a listing is there once: some 0.1 s at a million listings.
    """
    return frozenset(connection.scalars(select(_LISTINGS.c.channel).distinct()))


def waiting_at(connection: Connection) -> Mapping[str, int]:
    """How many messages wait to be sent or confirmed, by channel; those for a person are none of them."""
    asked = (
        select(_OUTBOX.c.channel, func.count().label("messages"))
        .where(IS_OPEN, _OUTBOX.c.state.in_(WAITS))
        .group_by(_OUTBOX.c.channel)
    )
    return {row.channel: int(row.messages) for row in connection.execute(asked)}
