"""What the channels tell, taken once: sales and cancellations with the stock that they move, lines of returns, levels.

A message is known by its channel and its own id. What a sale moves is booked in the transaction that takes it: the unit
that was graded first goes from its sellable account to `sold`, and off sale at every other listing. Never is more sold
than is there: what else a shop sold was not ours. Implements `app.services.syncing.records.ShopRecords`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, exists, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.channel import Announced, Level, Listing, Sold
from app.domain.outbox import OPEN, level_of, of_level
from app.domain.owing import newest
from app.services.syncing.records import Evidence, Line, Offer
from app.store import drifts, models
from app.store.called_off import Alike, alike, call_off
from app.store.mapping import new_key
from app.store.owing import give_back, short_orders
from app.store.sale import Sale, line_of
from app.store.shop_sales import cancel, sell
from app.store.telling import Telling
from app.store.work_read import params_of

_INBOX = models.table(models.Inbox)
_LISTINGS = models.table(models.Listing)
_PLACES = models.table(models.ChannelListing)
_WRITES = models.table(models.ChannelWrite)
_CURSORS = models.table(models.ChannelCursor)
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
NEW, TAKEN, REFUSED = "new", "taken", "refused"
SHORT_FOR: Final = timedelta(days=7)
"""Orders without a unit are named as far back before the newest."""
MOST_AGAIN: Final = 200
"""Refused lines that are tried again beside what is new: the article may be known by now."""


class SqlShopInbox:
    """The inbox of one station's records."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def since(self, channel: str, stream: str) -> datetime | None:
        """See the port."""
        asked = select(_CURSORS.c.since).where(_CURSORS.c.channel == channel, _CURSORS.c.stream == stream)
        with self._telling.reading() as connection:
            found: datetime | None = connection.execute(asked).scalar()
            return found

    def reached(self, channel: str, stream: str, since: datetime, at: datetime) -> None:
        """See the port."""
        with self._telling.working() as connection:
            row = {"since": since, "read_at": at}
            there = _INSERTS[connection.dialect.name](_CURSORS).values(channel=channel, stream=stream, **row)
            connection.execute(there.on_conflict_do_update(index_elements=["channel", "stream"], set_=row))

    def sales(self, channel: str, sales: Sequence[Sold], at: datetime) -> int:
        """See the port."""
        sales = self._unknown(channel, sales)
        if not sales:
            return 0
        new = 0
        with self._telling.transaction(at) as begun:
            places = places_of(begun.connection, channel)
            for each in sorted(sales, key=lambda each: (each.at, each.cancelled)):
                told = _left(begun.connection, channel, each) if each.cancelled else each
                place = place_among(places, told.keys, told.sku)
                if not _taken_in(begun.connection, channel, told, None if place is None else place[0], at):
                    continue
                new += 1
                if place is not None and told.quantity:
                    sale = Sale(channel, place[0], place[1], told)
                    (cancel if told.cancelled else sell)(begun, sale)
                    if told.cancelled:
                        give_back(begun, sale)
        return new

    def _unknown(self, channel: str, sales: Sequence[Sold]) -> list[Sold]:
        """Those that nobody has told yet: most of a page was told before, and that is no reason to write anything."""
        if not sales:
            return []
        told = [each.external_id for each in sales]
        asked = select(_INBOX.c.external_id).where(_INBOX.c.channel == channel, _INBOX.c.external_id.in_(told))
        with self._telling.reading() as connection:
            known = frozenset(connection.scalars(asked))
        return [each for each in sales if each.external_id not in known]

    def returns(self, channel: str, lines: Sequence[Announced], at: datetime) -> tuple[Line, ...]:
        """See the port."""
        told = {line.external_id: line for line in lines}
        mine = and_(_INBOX.c.channel == channel, _INBOX.c.kind == "return")
        with self._telling.working() as connection:
            known = {
                row.external_id: row
                for row in connection.execute(select(_INBOX).where(mine, _INBOX.c.external_id.in_(list(told))))
            }
            for external_id, line in told.items():
                _note_line(connection, channel, line, known.get(external_id), at)
            open_ = select(_INBOX.c.number).where(mine, _INBOX.c.state == NEW)
            again = select(_INBOX.c.number).where(mine, _INBOX.c.state == REFUSED).limit(MOST_AGAIN)
            of_orders = or_(_INBOX.c.number.in_(open_), _INBOX.c.number.in_(again))
            rows = connection.execute(select(_INBOX).where(mine, of_orders).order_by(_INBOX.c.external_id)).all()
        return tuple(Line(row.external_id, row.payload["columns"]) for row in rows if not row.payload.get("withdrawn"))

    def called_off(self, channel: str, at: datetime) -> int:
        """See the port."""
        mine = and_(_INBOX.c.channel == channel, _INBOX.c.kind == "return")
        new = select(_INBOX.c.number).where(mine, _INBOX.c.state == NEW)
        asked = select(_INBOX).where(mine, _INBOX.c.number.in_(new))
        with self._telling.reading() as connection:
            if not any(row.payload.get("withdrawn") for row in connection.execute(asked)):
                return 0
        with self._telling.transaction(at) as begun:
            off: set[Alike] = set()
            stand: Counter[Alike] = Counter()
            done: list[str] = []
            for row in begun.connection.execute(asked).all():
                known_by = alike(row.payload["columns"])
                if not row.payload.get("withdrawn"):
                    stand[known_by] += 1
                elif row.state == NEW:
                    off.add(known_by)
                    done.append(row.id)
            begun.connection.execute(update(_INBOX).where(_INBOX.c.id.in_(done)).values(state=TAKEN))
            return call_off(begun, off, stand)

    def taken(self, channel: str, lines: Sequence[Line], refused: Mapping[str, str]) -> None:
        """See the port."""
        with self._telling.working() as connection:
            for line in lines:
                why = refused.get(line.external_id)
                connection.execute(
                    update(_INBOX)
                    .where(_INBOX.c.channel == channel, _INBOX.c.external_id == line.external_id)
                    .values(state=TAKEN if why is None else REFUSED)
                )

    def offers(self, channel: str, only: Collection[str] | None = None) -> tuple[Offer, ...]:
        """See the port."""
        sold = (
            select(func.coalesce(func.sum(_INBOX.c.quantity), 0))
            .where(_INBOX.c.listing == _LISTINGS.c.id, _INBOX.c.kind == "sale", _INBOX.c.at >= _PLACES.c.base_at)
            .scalar_subquery()
        )
        busy = exists().where(_WRITES.c.listing == _LISTINGS.c.id, _WRITES.c.state.in_([state.value for state in OPEN]))
        asked = (
            select(_LISTINGS, _PLACES.c.base, _PLACES.c.made, sold.label("sold"), busy.label("busy"))
            .outerjoin(_PLACES, _PLACES.c.listing == _LISTINGS.c.id)
            .where(_LISTINGS.c.channel == channel)
            .order_by(_LISTINGS.c.client, _LISTINGS.c.sku, _LISTINGS.c.grade)
        )
        asked = asked if only is None else asked.where(_LISTINGS.c.id.in_(only))
        with self._telling.reading() as connection:
            rows = connection.execute(asked).all()
        return tuple(
            Offer(
                row.id, Listing(row.client, row.sku, row.grade, params_of(row.params)), level_of(row.base),
                int(row.made or 0), int(row.sold or 0), bool(row.busy),
            )
            for row in rows
        )  # fmt: skip

    def short_orders(self, listing_id: str, pieces: int) -> tuple[str, ...]:
        """See the port."""
        with self._telling.reading() as connection:
            newest_at = select(func.max(_INBOX.c.at)).where(_INBOX.c.listing == listing_id, _INBOX.c.kind == "sale")
            last: datetime | None = connection.execute(newest_at).scalar()
            orders = () if last is None else short_orders(connection, listing_id, last - SHORT_FOR)
            return tuple(dict.fromkeys(order.number for order in newest(orders, pieces)))

    def hot(self, channel: str, since: datetime) -> tuple[str, ...]:
        """See the port."""
        with self._telling.reading() as connection:
            return drifts.hot(connection, channel, since)

    def keep_drift(self, channel: str, looked_at: Collection[str], found: Mapping[str, Evidence], at: datetime) -> None:
        """See the port."""
        with self._telling.working() as connection:
            drifts.keep(connection, channel, looked_at, found, at)

    def seen(self, channel: str, levels: Mapping[str, Level]) -> None:
        """See the port."""
        with self._telling.working() as connection:
            for listing, level in levels.items():
                first = {"base": of_level(level), "base_at": level.read_at, "made": 0}
                row = {"listing": listing, "channel": channel, "owner": "", "seen": of_level(level), **first}
                there = _INSERTS[connection.dialect.name](_PLACES).values(**row)
                connection.execute(
                    there.on_conflict_do_update(index_elements=["listing"], set_={"seen": of_level(level)})
                )
                connection.execute(
                    update(_PLACES).where(_PLACES.c.listing == listing, _PLACES.c.base_at.is_(None)).values(**first)
                )


def any_listing(connection: Connection, channel: str) -> Listing | None:
    """One listing of a channel, for whoever wants to see whether it can be read; None where there is none."""
    row = connection.execute(select(_LISTINGS).where(_LISTINGS.c.channel == channel).limit(1)).first()
    return None if row is None else Listing(row.client, row.sku, row.grade, params_of(row.params))


def places_of(connection: Connection, channel: str) -> list[tuple[str, Listing]]:
    """The listings of a channel, with their keys."""
    rows = connection.execute(select(_LISTINGS).where(_LISTINGS.c.channel == channel))
    return [(row.id, Listing(row.client, row.sku, row.grade, params_of(row.params))) for row in rows]


def place_among(
    places: Sequence[tuple[str, Listing]], keys: Mapping[str, str], sku: str = ""
) -> tuple[str, Listing] | None:
    """The listing that is meant: by the shop's own numbers, else by its SKU where only one listing has that."""
    for place in places:
        shared = [name for name, value in keys.items() if value and place[1].param(name)]
        if shared and all(_number(keys[name]) == _number(place[1].param(name)) for name in shared):
            return place
    of_sku = [place for place in places if sku and place[1].sku == sku]
    return of_sku[0] if len(of_sku) == 1 and not any(keys.values()) else None


def _number(key: str) -> str:
    """A global id is known by its last part."""
    return key.rpartition("/")[2]


def _left(connection: Connection, channel: str, told: Sold) -> Sold:
    """The cancellation of no more pieces than are left of its line: a shop may tell some first, and then all of it."""
    asked = select(_INBOX.c.external_id, _INBOX.c.quantity).where(
        _INBOX.c.channel == channel, _INBOX.c.kind == "sale", _INBOX.c.number == told.order_id
    )
    line = line_of(told.external_id)
    pieces = [row.quantity for row in connection.execute(asked) if line_of(row.external_id) == line]
    more = told.quantity + (sum(many for many in pieces if many < 0) if told.in_all else 0)
    if any(many > 0 for many in pieces):  # else nobody told us of its sale
        more = min(more, sum(pieces))
    return replace(told, quantity=max(0, more))


def _taken_in(connection: Connection, channel: str, told: Sold, listing: str | None, at: datetime) -> bool:
    """Whether it is new."""
    row = {
        "id": new_key(),
        "channel": channel,
        "external_id": told.external_id,
        "payload": {"sku": told.sku, "keys": dict(told.keys), "cancelled": told.cancelled},
        "state": TAKEN,
        "received_at": at,
        "kind": "sale",
        "number": told.order_id,
        "listing": listing,
        "quantity": -told.quantity if told.cancelled else told.quantity,
        "at": told.at,
    }
    there = _INSERTS[connection.dialect.name](_INBOX).values(**row)
    wanted = there.on_conflict_do_nothing(index_elements=["channel", "external_id"]).returning(_INBOX.c.id)
    return connection.execute(wanted).first() is not None


def _note_line(connection: Connection, channel: str, line: Announced, known: Any, at: datetime) -> None:
    payload = {"columns": dict(line.columns), "withdrawn": line.withdrawn}
    if known is None:
        row = {
            "id": new_key(), "channel": channel, "external_id": line.external_id, "payload": payload, "state": NEW,
            "received_at": at, "kind": "return", "number": line.columns.get("order_id", ""), "quantity": 0,
        }  # fmt: skip
        connection.execute(insert(_INBOX), row)
    elif known.payload != payload:
        connection.execute(update(_INBOX).where(_INBOX.c.id == known.id).values(payload=payload, state=NEW))
