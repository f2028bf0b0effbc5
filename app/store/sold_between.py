"""Listings at which an absolute write may have put up again what was sold while it was on its way.

A shop that shows no committed quantity tells of such a sale only by its orders, and those come later. So each write
leaves a watch on its listing, until the orders of that time have been read. How many pieces stand there too many is
reckoned twice, from the level before the first of these writes and from the very first one that is on record, and the
smaller number holds: what others changed at the shop is not ours to take back. Within the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BindParameter, Connection, and_, case, exists, func, literal, select, update

from app.domain.channel import Level, Listing
from app.domain.outbox import OPEN, Work, WriteState, level_of
from app.services.syncing.records import Watched
from app.store import models
from app.store.work_read import lease_rows, params_of

_PLACES = models.table(models.ChannelListing)
_LISTINGS = models.table(models.Listing)
_WRITES = models.table(models.ChannelWrite)
_INBOX = models.table(models.Inbox)
_OUTBOX = models.table(models.Outbox)
CLOCKS_DIFFER: Final = timedelta(seconds=5)
"""A shop's clock may be off by so much, and it may tell whole seconds only."""


def watch(connection: Connection, listing: str, since: datetime, until: datetime, look_at: datetime) -> None:
    """What was sold there in that time is to be looked at."""
    connection.execute(
        update(_PLACES)
        .where(_PLACES.c.listing == listing)
        .values(
            watch_since=func.coalesce(_PLACES.c.watch_since, _moment(since)),
            watch_until=until,
            watch_at=case((_PLACES.c.watch_at <= look_at, _PLACES.c.watch_at), else_=_moment(look_at)),
        )
    )


def _moment(at: datetime) -> BindParameter[datetime]:
    """Within an expression a time has to be told that it is written as the columns write theirs."""
    return literal(at, _PLACES.c.watch_at.type)


def due(connection: Connection, channel: str, at: datetime, most: int) -> list[str]:
    """Watched listings that may be looked at now: nothing is on its way there."""
    busy = exists().where(_WRITES.c.listing == _PLACES.c.listing, _WRITES.c.state.in_([each.value for each in OPEN]))
    asked = (
        select(_PLACES.c.listing)
        .where(_PLACES.c.channel == channel, _PLACES.c.watch_at.is_not(None), _PLACES.c.watch_at <= at, ~busy)
        .order_by(_PLACES.c.watch_at, _PLACES.c.listing)
        .limit(most)
    )
    return list(connection.scalars(asked))


def leased(
    connection: Connection, channel: str, listings: list[str], owner: str, at: datetime, until: datetime
) -> tuple[Watched, ...]:
    """Those of these that can be had, leased, with how many pieces were sold there meanwhile."""
    mine = lease_rows(connection, channel, listings, owner, at, until)
    asked = (
        select(_LISTINGS, _PLACES.c.watch_since, _PLACES.c.watch_until)
        .join(_PLACES, _PLACES.c.listing == _LISTINGS.c.id)
        .where(_LISTINGS.c.id.in_(mine), _PLACES.c.watch_at.is_not(None))
    )
    found = []
    for row in connection.execute(asked).all():
        listing = Listing(row.client, row.sku, row.grade, params_of(row.params))
        found.append(Watched(Work(row.id, row.channel, listing), row.watch_since, row.watch_until))
    return tuple(found)


def looked(connection: Connection, watched: Watched, again_at: datetime | None) -> None:
    """The orders of that time were looked at; where `again_at` is given, once more then."""
    here = and_(_PLACES.c.listing == watched.work.listing_id, _PLACES.c.watch_until == watched.until)
    ended = {"watch_since": None, "watch_until": None, "watch_at": None}
    connection.execute(update(_PLACES).where(here).values(**(ended if again_at is None else {"watch_at": again_at})))


def sold_within(connection: Connection, watched: Watched) -> int:
    """Pieces that the shop says it sold while our writes were on their way; rather too many than too few."""
    return _sold_between(connection, watched.work.listing_id, watched.since, watched.until)


def _sold_between(connection: Connection, listing: str, since: datetime, until: datetime) -> int:
    asked = select(func.coalesce(func.sum(_INBOX.c.quantity), 0)).where(
        _INBOX.c.listing == listing, _INBOX.c.kind == "sale", _INBOX.c.quantity > 0,
        _INBOX.c.at >= since - CLOCKS_DIFFER, _INBOX.c.at <= until + CLOCKS_DIFFER,
    )  # fmt: skip
    return int(connection.execute(asked).scalar_one())


def surplus(connection: Connection, watched: Watched, seen: Level) -> int:
    """Pieces that stand there too many by our own doing, or were bought; 0 where that cannot be told."""
    return surplus_since(connection, watched.work.listing_id, (watched.since, watched.until), seen)


def surplus_since(connection: Connection, listing: str, between: tuple[datetime, datetime], seen: Level) -> int:
    """The same, of the writes between these times."""
    since, until = between
    writes = and_(_WRITES.c.listing == listing, _WRITES.c.sent_at >= since)
    columns = (_WRITES.c.delta, _WRITES.c.rows, _WRITES.c.expected, _WRITES.c.state)
    ours = connection.execute(select(*columns).where(writes).order_by(_WRITES.c.sent_at, _WRITES.c.id)).all()
    if any(row.rows and row.state == WriteState.UNCLEAR.value for row in ours):
        return 0  # what only took something back is not reckoned with: its fate shows in the level
    in_all, before = expected(connection, listing), level_of(ours[0].expected) if ours else None
    if in_all is None or before is None:
        return 0
    made = sum(int(row.delta) for row in ours if row.rows and row.state == WriteState.CONFIRMED.value)
    made += _spoken_for(connection, listing, since)
    since_then = _stands(before) + made - _sold(connection, listing, before.read_at.replace(microsecond=0))
    taken_back = -sum(int(row.delta) for row in ours if not row.rows and row.state == WriteState.CONFIRMED.value)
    at_most = _sold_between(connection, listing, since, until) - taken_back
    return max(0, min(_stands(seen) - since_then, _stands(seen) - in_all, at_most))


def expected(connection: Connection, listing: str) -> int | None:
    """What should stand there, by all that we and its buyers did since it was read first; None where it never was.

    Below 0 where it sold more than there were, or others put some there.
    """
    asked = select(_PLACES.c.base, _PLACES.c.base_at, _PLACES.c.made).where(_PLACES.c.listing == listing)
    place = connection.execute(asked).first()
    base = None if place is None else level_of(place.base)
    if place is None or base is None:
        return None
    return _stands(base) + int(place.made) - _sold(connection, listing, place.base_at)


def _stands(level: Level) -> int:
    """What buyers can take there: over all places where orders are not told by place."""
    return level.here if level.committed is None else level.available


def _spoken_for(connection: Connection, listing: str, since: datetime) -> int:
    """Units that the listing was given since then without a write, for orders that were short of one; see `owing`."""
    change = case((_OUTBOX.c.op == "add", _OUTBOX.c.quantity), else_=-_OUTBOX.c.quantity)
    asked = select(func.coalesce(func.sum(change), 0)).where(
        _OUTBOX.c.listing == listing, _OUTBOX.c.write.is_(None), _OUTBOX.c.confirmed_at >= since,
        _OUTBOX.c.sent_at.is_not(None), _OUTBOX.c.attempts > 0,
    )  # fmt: skip
    return int(connection.execute(asked).scalar_one())


def _sold(connection: Connection, listing: str, since: datetime) -> int:
    asked = select(func.coalesce(func.sum(_INBOX.c.quantity), 0)).where(
        _INBOX.c.listing == listing, _INBOX.c.kind == "sale", _INBOX.c.at >= since
    )
    return int(connection.execute(asked).scalar_one())
