"""What the outbox has to do, read for whoever works it: which listings are due, and what each of them asks for.

Within the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)  # fmt: skip
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.channel import Change, Level, Listing
from app.domain.outbox import (
    OPEN,
    PATIENCE,
    Message,
    SoldSince,
    State,
    Used,
    Work,
    Write,
    WriteState,
    level_of,
    narrowed,
    shows,
)
from app.store import models

WAITS: Final = (State.PENDING.value, State.SENT.value, State.UNKNOWN.value)
CLOCKS_DIFFER: Final = timedelta(days=1)
"""A message may be younger by its bench's clock than a write by its dispatcher's."""

_OUTBOX = models.table(models.Outbox)
_ADDED = _OUTBOX.alias("added")
_WRITES = models.table(models.ChannelWrite)
_PLACES = models.table(models.ChannelListing)
_LISTINGS = models.table(models.Listing)
_SOLD = models.table(models.UnitSale)
_INBOX = models.table(models.Inbox)
_IS_OPEN = _WRITES.c.state.in_([state.value for state in OPEN])
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _due() -> Select[tuple[str]]:
    """Built once: it is asked several times a second for each channel, all day."""
    channel, owner = bindparam("channel", type_=Text()), bindparam("owner", type_=Text())
    at = bindparam("at", type_=_PLACES.c.next_at.type)
    messages = select(_OUTBOX.c.listing, _OUTBOX.c.created_at.label("at")).where(
        _OUTBOX.c.channel == channel, _OUTBOX.c.state.in_(WAITS), _OUTBOX.c.state != State.CONFIRMED.value
    )
    writes = select(_WRITES.c.listing, _WRITES.c.at.label("at")).where(_WRITES.c.channel == channel, _IS_OPEN)
    both = union_all(messages, writes).subquery()
    free = or_(
        _PLACES.c.listing.is_(None), _PLACES.c.owner.in_(["", owner]), _PLACES.c.lease_until <= at,
        _PLACES.c.lease_until.is_(None),
    )  # fmt: skip
    ready = or_(_PLACES.c.next_at.is_(None), _PLACES.c.next_at <= at)
    return (
        select(both.c.listing)
        .outerjoin(_PLACES, _PLACES.c.listing == both.c.listing)
        .where(free, ready)
        .group_by(both.c.listing)
        .order_by(func.min(both.c.at), both.c.listing)
        .limit(bindparam("most", type_=Integer()))
    )


_DUE = _due()


def due_listings(connection: Connection, channel: str, owner: str, at: datetime, most: int) -> list[str]:
    """Listings of a channel that have something to do now and that nobody else works, the longest waiting first."""
    return list(connection.scalars(_DUE, {"channel": channel, "owner": owner, "at": at, "most": most}))


def lease_rows(
    connection: Connection, channel: str, listings: Sequence[str], owner: str, at: datetime, until: datetime
) -> frozenset[str]:
    """Lease those of these listings that can be had at once."""
    if not listings:
        return frozenset()
    dialect_insert: Any = _INSERTS[connection.dialect.name]
    rows = [{"listing": listing, "channel": channel, "owner": "", "made": 0} for listing in sorted(listings)]
    connection.execute(dialect_insert(_PLACES).on_conflict_do_nothing(index_elements=["listing"]), rows)
    free = or_(_PLACES.c.owner.in_(["", owner]), _PLACES.c.lease_until <= at, _PLACES.c.lease_until.is_(None))
    had = connection.scalars(
        select(_PLACES.c.listing)
        .where(_PLACES.c.listing.in_(listings), free)
        .order_by(_PLACES.c.listing)
        .with_for_update(skip_locked=True)
    ).all()
    connection.execute(update(_PLACES).where(_PLACES.c.listing.in_(had)).values(owner=owner, lease_until=until))
    return frozenset(had)


def works_of(connection: Connection, listings: Sequence[str]) -> tuple[Work, ...]:
    """What each of these listings asks for."""
    if not listings:
        return ()
    places = {row.id: row for row in connection.execute(select(_LISTINGS).where(_LISTINGS.c.id.in_(listings)))}
    rows = _waiting(connection, listings)
    writes = {
        row.listing: row for row in connection.execute(select(_WRITES).where(_WRITES.c.listing.in_(listings), _IS_OPEN))
    }
    return tuple(_work(connection, places[key], rows[key], writes.get(key)) for key in listings)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A message, and the write that covered it last."""

    message: Message
    write: str | None


def _waiting(connection: Connection, listings: Sequence[str]) -> defaultdict[str, list[_Waiting]]:
    """The messages that wait, by listing; with a take that of its add, where a person was asked about it."""
    sold = exists().where(
        _SOLD.c.unit == _OUTBOX.c.unit, _SOLD.c.listing == _OUTBOX.c.listing, _SOLD.c.cancelled_at.is_(None)
    )
    columns = (
        _OUTBOX.c.id, _OUTBOX.c.listing, _OUTBOX.c.unit, _OUTBOX.c.op, _OUTBOX.c.quantity, _OUTBOX.c.write,
        _OUTBOX.c.attempts, _OUTBOX.c.created_at, sold.label("sold"),
    )  # fmt: skip
    asked = select(*columns).where(_OUTBOX.c.listing.in_(listings), _OUTBOX.c.state.in_(WAITS))
    adds = _adds_held(connection, listings)
    never_done = [add for add, state in adds.values() if state != WriteState.UNCLEAR.value]
    rows = [*connection.execute(asked)]
    if never_done:
        rows += connection.execute(select(*columns).where(_OUTBOX.c.id.in_(never_done)))
    found: defaultdict[str, list[_Waiting]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: str(each.id)):
        doubtful = row.id in adds and adds[row.id][1] == WriteState.UNCLEAR.value
        message = Message(
            row.id, row.unit, row.op, row.created_at, row.quantity, bool(row.sold), doubtful, row.attempts
        )
        found[row.listing].append(_Waiting(message, row.write))
    return found


def _adds_held(connection: Connection, listings: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """By takes that wait: the message by which the unit was to be added, and the state of its write, where a person was
    asked about that."""
    its_add = and_(
        _ADDED.c.allocation == _OUTBOX.c.allocation, _ADDED.c.listing == _OUTBOX.c.listing, _ADDED.c.op == "add",
        _ADDED.c.state == State.NEEDS_HUMAN.value,
    )  # fmt: skip
    asked = (
        select(_OUTBOX.c.id, _ADDED.c.id.label("add"), _WRITES.c.state)
        .select_from(_OUTBOX.join(_ADDED, its_add).outerjoin(_WRITES, _WRITES.c.id == _ADDED.c.write))
        .where(_OUTBOX.c.listing.in_(listings), _OUTBOX.c.op == "take", _OUTBOX.c.state.in_(WAITS))
    )
    return {row.id: (row.add, row.state) for row in connection.execute(asked)}


def _work(connection: Connection, place: Row[Any], waiting: Sequence[_Waiting], open_write: Row[Any] | None) -> Work:
    write = None if open_write is None else write_of(open_write)
    messages = tuple(each.message for each in waiting if write is None or each.write != write.id)
    times = [each.message.created_at for each in waiting] + ([write.sent_at] if write is not None else [])
    tried = write is not None or any(each.message.attempts for each in waiting)
    used = _ended(connection, place.id, min(times) - CLOCKS_DIFFER) if tried else {}
    listing = Listing(place.client, place.sku, place.grade, params_of(place.params))
    return Work(place.id, place.channel, listing, messages, write, used)


def _ended(connection: Connection, listing: str, since: datetime) -> dict[str, Used]:
    """Writes of a listing by their key: a message's are younger than itself."""
    asked = select(_WRITES.c.key, _WRITES.c.id, _WRITES.c.digest).where(
        _WRITES.c.listing == listing, _WRITES.c.sent_at >= since
    )
    return {row.key: Used(row.id, row.digest) for row in connection.execute(asked)}


def params_of(params: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of a listing as its channel's kind asks for them; a file's notes are none."""
    return {str(name): str(value) for name, value in params.items() if not isinstance(value, dict)}


def write_of(row: Row[Any]) -> Write:
    """A write as it stands on record."""
    return Write(
        row.id,
        row.key,
        Change(row.delta, tuple(row.units), row.at),
        tuple(row.rows),
        level_of(row.expected),
        row.sent_at,
        WriteState(row.state),
        row.accepted_at,
        row.looks,
        row.tries,
    )


def sold_since(connection: Connection, listing: str, since: datetime, until: datetime | None = None) -> SoldSince:
    """Pieces that a channel says it sold of a listing, less those cancelled.

    Those up to `since` in its very second may be older, and so be in the level that was read then; those of the second
    of `until` and later may be younger.
    """
    second = since.replace(microsecond=0)
    told = connection.execute(
        select(_INBOX.c.quantity, _INBOX.c.at).where(
            _INBOX.c.listing == listing, _INBOX.c.kind == "sale", _INBOX.c.at >= second
        )
    ).all()
    last = None if until is None else until.replace(microsecond=0)
    open_ = [int(row.quantity) for row in told if row.at <= since or (last is not None and row.at >= last)]
    sure = sum(int(row.quantity) for row in told) - sum(open_)
    return SoldSince(sure + sum(min(0, each) for each in open_), sure + sum(max(0, each) for each in open_))


def sold_after(connection: Connection, listing: str, level: Level, until: datetime) -> SoldSince:
    """The same since a level was read that an open write was reckoned from.

    Of a sale in its very second the level read before it tells whether it is in, where nothing but sales came between.
    """
    sold = sold_since(connection, listing, level.read_at, until)
    if sold.least == sold.most:
        return sold
    before = _level_before(connection, listing, level)
    if before is None or _any_cancelled(connection, listing, before.read_at):  # not every shop puts that piece back
        return sold
    return narrowed(sold, before, level, sold_since(connection, listing, before.read_at, until))


def _level_before(connection: Connection, listing: str, level: Level) -> Level | None:
    """What the listing showed not long before, with all that we wrote by then; None where that is not sure."""
    asked = select(_PLACES.c.seen).where(_PLACES.c.listing == listing)
    before = level_of(connection.execute(asked).scalar())
    if before is None or not level.read_at - PATIENCE <= before.read_at < level.read_at:
        return None
    ended = _WRITES.c.state.in_([WriteState.CONFIRMED.value, WriteState.UNCLEAR.value])
    last = connection.execute(
        select(_WRITES).where(_WRITES.c.listing == listing, ended).order_by(_WRITES.c.ended_at.desc()).limit(1)
    ).first()
    if last is None:
        return before
    write = write_of(last)
    if write.state is WriteState.UNCLEAR or write.expected is None or last.ended_at > before.read_at:
        return None
    sold = sold_since(connection, listing, write.expected.read_at, before.read_at)
    return before if shows(write, before, sold) else None  # a shop may be slow to show what it took


def _any_cancelled(connection: Connection, listing: str, since: datetime) -> bool:
    asked = select(_INBOX.c.listing).where(
        _INBOX.c.listing == listing, _INBOX.c.kind == "sale", _INBOX.c.quantity < 0,
        _INBOX.c.at >= since.replace(microsecond=0),
    )  # fmt: skip
    return connection.execute(asked.limit(1)).first() is not None
