"""The outbox as it is worked: leases, writes on record before they leave, and what became of them.

A listing is leased whole, by its row in `channel_listings`: on PostgreSQL locked with SKIP LOCKED, on SQLite by the one
writer. What a dispatcher says of a write counts only while that write is open, so that one who lost his lease changes
nothing. Every beginning and end of a write stands in the audit chain. Implements
`app.services.syncing.records.OutboxRecords`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from app.domain.channel import Level
from app.domain.outbox import OPEN, SoldSince, State, Turn, Work, Write, WriteState, of_level
from app.domain.owing import Debt, Owed
from app.errors import UserError
from app.saying import say
from app.services.syncing.records import Standing, Watched
from app.store import models, owing, sold_between
from app.store.keeping import Told, Transaction
from app.store.telling import Telling
from app.store.work_read import WAITS, due_listings, lease_rows, sold_after, sold_since, works_of

_OUTBOX = models.table(models.Outbox)
_WRITES = models.table(models.ChannelWrite)
_PLACES = models.table(models.ChannelListing)
_IS_OPEN = _WRITES.c.state.in_([state.value for state in OPEN])


class SqlOutbox:
    """`is_alive` says of the owner of a lease whether that program still runs, as far as can be known."""

    def __init__(self, telling: Telling, is_alive: Callable[[str], bool] = lambda _: True) -> None:
        self._telling = telling
        self._is_alive = is_alive

    def standing(self, channel: str) -> Standing:
        """See the port."""
        waits, held = _OUTBOX.c.state.in_(WAITS), _OUTBOX.c.state == State.NEEDS_HUMAN.value
        asked = select(
            func.count().filter(waits), func.count().filter(held), func.min(_OUTBOX.c.created_at).filter(waits)
        ).where(_OUTBOX.c.channel == channel, _OUTBOX.c.state != State.CONFIRMED.value)
        corrections = select(func.count()).where(_WRITES.c.channel == channel, _IS_OPEN)
        with self._telling.reading() as connection:
            waiting, kept, oldest = connection.execute(asked).one()
            on_their_way = connection.execute(corrections).scalar() or 0
        return Standing(max(waiting, on_their_way), kept, oldest)

    def claim(self, channel: str, owner: str, at: datetime, until: datetime, most: int) -> tuple[Work, ...]:
        """See the port."""
        with self._telling.reading() as connection:
            if not due_listings(connection, channel, owner, at, 1):
                return ()
        with self._telling.working() as connection:
            due = due_listings(connection, channel, owner, at, most)
            mine = lease_rows(connection, channel, due, owner, at, until)
            return works_of(connection, [listing for listing in due if listing in mine])

    def release(self, works: Sequence[Work], owner: str) -> None:
        """See the port."""
        keys = [work.listing_id for work in works]
        with self._telling.working() as connection:
            connection.execute(
                update(_PLACES)
                .where(_PLACES.c.listing.in_(keys), _PLACES.c.owner == owner)
                .values(owner="", lease_until=None)
            )

    def begin(self, work: Work, write: Write, owner: str, until: datetime) -> bool:
        """See the port."""
        with self._telling.transaction(write.sent_at) as begun:
            connection = begun.connection
            if not self._still_ours(begun, work, owner, until) or not _all_wait(begun, write):
                connection.rollback()
                return False
            known = any(used.id == write.id for used in work.used.values())
            if not (known and _reopened(begun, work, write)):
                connection.execute(insert(_WRITES), _row(work, write))
                begun.told.append(Told("channel_write", [_begun(work, write), _stands(write, 1)], ()))
            connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id.in_(write.rows))
                .values(
                    state=State.SENT.value, write=write.id, key=write.key, sent_at=write.sent_at,
                    attempts=_OUTBOX.c.attempts + 1,
                )
            )  # fmt: skip
            if write.expected is not None:
                first = {"base": of_level(write.expected), "base_at": write.expected.read_at, "made": 0}
                connection.execute(
                    update(_PLACES)
                    .where(_PLACES.c.listing == work.listing_id, _PLACES.c.base_at.is_(None))
                    .values(**first)
                )
        return True

    def again(self, work: Work, write: Write, owner: str, at: datetime, until: datetime) -> bool:
        """See the port."""
        with self._telling.transaction(at) as begun:
            if not self._still_ours(begun, work, owner, until):
                begun.connection.rollback()
                return False
            changed = {"state": WriteState.SENT.value, "tries": _WRITES.c.tries + 1}
            version = _changed(begun, write.id, changed)
            if version is None:
                begun.connection.rollback()
                return False
            _rows_become(begun, write, state=State.SENT.value, attempts=_OUTBOX.c.attempts + 1)
            begun.told.append(Told("channel_write", [{**_stands(write, version), "state": WriteState.SENT.value}], ()))
        return True

    def turn(self, work: Work, turn: Turn) -> None:
        """See the port."""
        write, confirmed = turn.write, turn.write.state is WriteState.CONFIRMED
        ended = write.state not in OPEN
        with self._telling.transaction(turn.at) as begun:
            changed: dict[str, Any] = {
                "state": write.state.value, "looks": write.looks, "problem": turn.problem,
                "accepted_at": write.accepted_at, "ended_at": turn.at if ended else None,
            }  # fmt: skip
            if turn.target is not None:
                changed["target"] = turn.target
            version = _changed(begun, write.id, changed)
            if version is None:  # somebody else has ended it meanwhile: what is on record stands
                return
            row = {"state": turn.rows.value, "problem": turn.problem, "next_try_at": turn.next_at}
            _rows_become(begun, write, **row, **({"confirmed_at": turn.at} if confirmed else {}))
            self._place(begun, work, turn, made=write.change.delta if confirmed and write.rows else 0)
            if turn.watch_at is not None and write.expected is not None:
                since, until = write.expected.read_at, write.accepted_at or turn.at
                sold_between.watch(begun.connection, work.listing_id, since, until, turn.watch_at)
            facts = [_stands(write, version), *(_confirmed(row) for row in (write.rows if confirmed else ()))]
            begun.told.append(Told("channel_write", facts, ()))
            if confirmed:
                owing.give(begun, work, write)

    def debt(self, work: Work, seen: Level) -> Debt | None:
        """See the port."""
        with self._telling.reading() as connection:
            return owing.debt(connection, work.listing_id, seen)

    def keep(self, work: Work, rows: Sequence[str], due: Owed, seen: Level) -> tuple[str, ...]:
        """See the port."""
        with self._telling.transaction(seen.read_at) as begun:
            return owing.keep(begun, work, rows, due, seen)

    def claim_watched(self, channel: str, owner: str, at: datetime, until: datetime, most: int) -> tuple[Watched, ...]:
        """See the port."""
        with self._telling.reading() as connection:
            due = sold_between.due(connection, channel, at, most)
        if not due:
            return ()
        with self._telling.working() as connection:
            return sold_between.leased(connection, channel, due, owner, at, until)

    def sold_within(self, watched: Watched) -> int:
        """See the port."""
        with self._telling.reading() as connection:
            return sold_between.sold_within(connection, watched)

    def surplus(self, watched: Watched, seen: Level) -> int:
        """See the port."""
        with self._telling.reading() as connection:
            return sold_between.surplus(connection, watched, seen)

    def looked(self, watched: Watched, again_at: datetime | None) -> None:
        """See the port."""
        with self._telling.working() as connection:
            sold_between.looked(connection, watched, again_at)

    def settle(self, rows: Sequence[str], seen: Level) -> None:
        """See the port."""
        with self._telling.transaction(seen.read_at) as begun:
            begun.connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id.in_(rows), _OUTBOX.c.state != State.CONFIRMED.value)
                .values(state=State.CONFIRMED.value, confirmed_at=seen.read_at, problem="", next_try_at=None)
            )
            begun.told.append(Told("outbox_settled", [_confirmed(row) for row in rows], ()))

    def hold(self, held: Mapping[str, str], at: datetime) -> None:
        """See the port."""
        with self._telling.transaction(at) as begun:
            for row, words in held.items():
                begun.connection.execute(
                    update(_OUTBOX)
                    .where(_OUTBOX.c.id == row, _OUTBOX.c.state.in_([State.PENDING.value, State.NEEDS_HUMAN.value]))
                    .values(
                        state=State.NEEDS_HUMAN.value, problem=str(words), next_try_at=None,
                        attempts=_OUTBOX.c.attempts + 1,
                    )
                )  # fmt: skip
            begun.told.append(Told("outbox_held", [_held(row, words) for row, words in held.items()], ()))

    def put_off(self, work: Work, problem: str, next_at: datetime) -> None:
        """See the port."""
        rows = [each.id for each in work.messages]
        with self._telling.working() as connection:
            connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id.in_(rows), _OUTBOX.c.state == State.PENDING.value)
                .values(problem=problem, next_try_at=next_at, attempts=_OUTBOX.c.attempts + 1)
            )
            connection.execute(update(_PLACES).where(_PLACES.c.listing == work.listing_id).values(next_at=next_at))

    def wake(self, channel: str) -> None:
        """See the port."""
        unknown = select(_OUTBOX.c.listing).where(
            _OUTBOX.c.channel == channel, _OUTBOX.c.state == State.UNKNOWN.value
        )  # what is looked for again has its own time
        here = and_(_PLACES.c.channel == channel, _PLACES.c.next_at.is_not(None))
        with self._telling.reading() as connection:
            if connection.execute(select(_PLACES.c.listing).where(here).limit(1)).first() is None:
                return
        with self._telling.working() as connection:
            connection.execute(update(_PLACES).where(here, _PLACES.c.listing.not_in(unknown)).values(next_at=None))

    def sold(self, listing_id: str, since: datetime, until: datetime | None = None) -> SoldSince:
        """See the port."""
        with self._telling.reading() as connection:
            return sold_since(connection, listing_id, since, until)

    def sold_after(self, listing_id: str, level: Level, until: datetime) -> SoldSince:
        """See the port."""
        with self._telling.reading() as connection:
            return sold_after(connection, listing_id, level, until)

    def free_leases(self) -> None:
        """See the port."""
        with self._telling.reading() as connection:
            owners = connection.scalars(select(_PLACES.c.owner).where(_PLACES.c.owner != "").distinct()).all()
        gone = [owner for owner in owners if not self._is_alive(owner)]
        if gone:
            with self._telling.working() as connection:
                connection.execute(update(_PLACES).where(_PLACES.c.owner.in_(gone)).values(owner="", lease_until=None))

    def retry(self, message: str, at: datetime) -> None:
        """Bring back what needed a person. Raises `UserError` for what is no such message."""
        with self._telling.transaction(at) as begun:
            back = begun.connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id == message, _OUTBOX.c.state == State.NEEDS_HUMAN.value)
                .values(state=State.PENDING.value, problem="", next_try_at=None)
                .returning(_OUTBOX.c.listing)
            ).first()
            if back is None:
                raise UserError(
                    say("No message {message} waits for a person.", message=message[:60]),
                    "Nothing was changed. `regrade outbox` lists them all.",
                    "not_held",
                )
            begun.connection.execute(update(_PLACES).where(_PLACES.c.listing == back.listing).values(next_at=None))
            begun.told.append(Told("outbox_retried", [{"kind": "outbox_retried", "id": message}], (), message))

    def _still_ours(self, begun: Transaction, work: Work, owner: str, until: datetime) -> bool:
        mine = and_(_PLACES.c.listing == work.listing_id, _PLACES.c.owner == owner)
        return begun.connection.execute(update(_PLACES).where(mine).values(lease_until=until)).rowcount == 1

    def _place(self, begun: Transaction, work: Work, turn: Turn, *, made: int) -> None:
        values: dict[str, Any] = {"next_at": turn.next_at}
        if made:
            values["made"] = _PLACES.c.made + made
        if turn.seen is not None:
            values["seen"] = of_level(turn.seen)
        begun.connection.execute(update(_PLACES).where(_PLACES.c.listing == work.listing_id).values(**values))


def _all_wait(begun: Transaction, write: Write) -> bool:
    """Whether its messages are still there to be sent; locked until the end of the transaction."""
    waiting: ColumnElement[bool] = or_(
        _OUTBOX.c.state == State.PENDING.value, _OUTBOX.c.state == State.NEEDS_HUMAN.value
    )
    found = begun.connection.execute(
        select(_OUTBOX.c.id).where(_OUTBOX.c.id.in_(write.rows), waiting).with_for_update()
    ).all()
    return len(found) == len(write.rows)


def _reopened(begun: Transaction, work: Work, write: Write) -> bool:
    """Whether it is a write that was refused before, with the very same content: it goes on as the one that it was."""
    same = (_WRITES.c.id == write.id, _WRITES.c.key == write.key, _WRITES.c.digest == write.digest(work.listing))
    row = begun.connection.execute(
        update(_WRITES)
        .where(*same, ~_IS_OPEN, _WRITES.c.state != WriteState.CONFIRMED.value)
        .values(
            state=write.state.value, version=_WRITES.c.version + 1, tries=_WRITES.c.tries + 1, looks=0, ended_at=None
        )
        .returning(_WRITES.c.version)
    ).first()
    if row is not None:
        begun.told.append(Told("channel_write", [_stands(write, row.version)], ()))
    return row is not None


def _changed(begun: Transaction, write: str, values: Mapping[str, Any]) -> int | None:
    """Change an open write; its version then, None where it is open no more."""
    row = begun.connection.execute(
        update(_WRITES)
        .where(_WRITES.c.id == write, _IS_OPEN)
        .values(**values, version=_WRITES.c.version + 1)
        .returning(_WRITES.c.version)
    ).first()
    return None if row is None else int(row.version)


def _rows_become(begun: Transaction, write: Write, **values: Any) -> None:
    if write.rows:
        mine = and_(_OUTBOX.c.id.in_(write.rows), _OUTBOX.c.write == write.id)
        still = _OUTBOX.c.state.not_in([State.CONFIRMED.value, State.NEEDS_HUMAN.value])
        begun.connection.execute(update(_OUTBOX).where(mine, still).values(**values))


def _row(work: Work, write: Write) -> dict[str, Any]:
    return {
        "id": write.id,
        "channel": work.channel,
        "listing": work.listing_id,
        "key": write.key,
        "digest": write.digest(work.listing),
        "delta": write.change.delta,
        "units": list(write.change.units),
        "rows": list(write.rows),
        "at": write.change.at,
        "expected": None if write.expected is None else of_level(write.expected),
        "state": write.state.value,
        "sent_at": write.sent_at,
    }


def _begun(work: Work, write: Write) -> dict[str, Any]:
    return {
        "kind": "channel_write",
        "id": write.id,
        "channel": work.channel,
        "listing": work.listing_id,
        "key": write.key,
        "digest": write.digest(work.listing),
        "delta": write.change.delta,
        "rows": list(write.rows),
    }


def _stands(write: Write, version: int) -> dict[str, Any]:
    return {"kind": "channel_write_stands", "id": write.id, "state": write.state.value, "version": version}


def _confirmed(row: str) -> dict[str, Any]:
    return {"kind": "outbox_confirmed", "id": row}


def _held(row: str, words: str) -> dict[str, Any]:
    return {"kind": "outbox_held", "id": row, "problem": str(words)}
