"""What passes between the house and the shops: writes on their way, levels, what was sold, and what the shops tell.

A write is on record before it leaves, so that after a crash it is known what may have been sent. One write of a listing
is open at a time, a key stands for one write, and a unit is sold once: the database says so.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Key, Name, Plain

IS_OPEN = "state IN ('sent', 'waiting', 'unknown')"
IS_SOLD = "cancelled_at IS NULL"
OF_BUNDLE = "bundle IS NOT NULL"
IS_WATCHED = "watch_at IS NOT NULL"
IS_DRIFT = "ended_at IS NULL"


class ChannelListing(Base):
    """Who works a listing, and what its channel is known to offer.

    `base` is what was available and committed when it was read first, `made` the sum of what we changed since. The
    lease (`owner`, `lease_until`) is that of its one dispatcher; `next_at` says when it is any use to try it again.
    From `watch_since` to `watch_until` absolute writes may have put up again what was sold meanwhile: at `watch_at` it
    is looked at whether they did.
    """

    __tablename__ = "channel_listings"

    listing: Mapped[Key] = mapped_column(ForeignKey("listings.id"), primary_key=True)
    channel: Mapped[Name]
    owner: Mapped[Empty]
    lease_until: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    base_at: Mapped[datetime | None]
    base: Mapped[Plain | None]
    made: Mapped[Count]
    seen: Mapped[Plain | None]
    watch_since: Mapped[datetime | None]
    watch_until: Mapped[datetime | None]
    watch_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_channel_listings_channel", "channel"),
        Index(
            "ix_channel_listings_watch", "channel", "watch_at",
            sqlite_where=text(IS_WATCHED), postgresql_where=text(IS_WATCHED),
        ),
    )  # fmt: skip


class ChannelWrite(Base):
    """One change of a listing on its way to its channel: what went out, under which key, for which messages.

    `digest` is the SHA-256 of what goes out, `at` when the change was decided, `sent_at` when its key was used first.
    One without `rows` takes back what another write put up again.
    """

    __tablename__ = "channel_writes"

    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Name]
    listing: Mapped[Key] = mapped_column(ForeignKey("listings.id"))
    key: Mapped[Name]
    digest: Mapped[Name]
    delta: Mapped[int]
    units: Mapped[Plain]
    rows: Mapped[Plain]
    at: Mapped[datetime]
    expected: Mapped[Plain | None]
    state: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)
    tries: Mapped[int] = mapped_column(default=1)
    looks: Mapped[Count]
    target: Mapped[int | None]
    problem: Mapped[Empty]
    sent_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("delta <> 0", name="changes_something"),
        CheckConstraint("state <> 'confirmed' OR accepted_at IS NOT NULL", name="accepted_before_confirmed"),
        Index(
            "uq_channel_writes_open", "listing", unique=True, sqlite_where=text(IS_OPEN), postgresql_where=text(IS_OPEN)
        ),
        Index("ix_channel_writes_listing", "listing", "sent_at"),
    )


class UnitSale(Base):
    """A unit that a shop has sold; until the order is cancelled it cannot be sold again.

    `bundle` is the same for all pieces that went into one bundle; None where the unit was sold by itself.
    """

    __tablename__ = "unit_sales"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    listing: Mapped[Key] = mapped_column(ForeignKey("listings.id"))
    channel: Mapped[Name]
    number: Mapped[Name]
    line: Mapped[Name]
    at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    bundle: Mapped[Key | None]

    __table_args__ = (
        Index("ix_unit_sales_bundle", "listing", sqlite_where=text(OF_BUNDLE), postgresql_where=text(OF_BUNDLE)),
        Index("uq_unit_sales_unit", "unit", unique=True, sqlite_where=text(IS_SOLD), postgresql_where=text(IS_SOLD)),
        Index("ix_unit_sales_line", "channel", "line"),
    )


class Inbox(Base):
    """A message from a channel, taken once whatever it is sent.

    `number` is the order that it is about, `at` when the channel says that it happened, `listing` the one of ours that
    it is about.
    """

    __tablename__ = "inbox"

    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Name]
    external_id: Mapped[Name]
    payload: Mapped[Plain]
    state: Mapped[str] = mapped_column(default="new")
    received_at: Mapped[datetime]
    kind: Mapped[Empty]
    number: Mapped[Empty]
    listing: Mapped[Key | None]
    quantity: Mapped[Count]
    at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_number", "channel", "kind", "number"),
        Index("ix_inbox_state", "channel", "kind", "state"),
        Index("ix_inbox_listing", "listing", "at"),
    )


class ChannelCursor(Base):
    """How far a stream of a channel (`returns`, `sales`) has been read.

    `pace:…` are no streams: `since` is when as much may be asked there as ever, `read_at` when it was asked last.
    """

    __tablename__ = "channel_cursors"

    channel: Mapped[Name] = mapped_column(primary_key=True)
    stream: Mapped[Name] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    read_at: Mapped[datetime]


class DriftFound(Base):
    """A listing that showed another quantity than it should, from `found_at` until a look found it in order again.

    `evidence` is what that is reckoned from, in plain values; a look that finds the same only renews `seen_at`.
    """

    __tablename__ = "drifts"

    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Name]
    listing: Mapped[Key] = mapped_column(ForeignKey("listings.id"))
    expected: Mapped[int]
    found: Mapped[int]
    evidence: Mapped[Plain]
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_drifts_open", "listing", unique=True, sqlite_where=text(IS_DRIFT), postgresql_where=text(IS_DRIFT)),
        Index("ix_drifts_channel", "channel", "found_at"),
    )
