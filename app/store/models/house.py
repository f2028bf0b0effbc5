"""The house itself: stations and people, what they did (audit, log), requests seen, counters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Flag, Key, Name


class Station(Base):
    """A bench's computer, known by the UUIDv7 it made for itself."""

    __tablename__ = "stations"

    id: Mapped[Name] = mapped_column(primary_key=True)
    name: Mapped[Name]
    public_key: Mapped[Empty]
    first_seen_at: Mapped[datetime]


class User(Base):
    """A person; `pin_hash` is an Argon2id hash, never a PIN; `version` grows with each change of what they may do.

    `pin_given` says that somebody else set the PIN, and that its owner has not chosen one yet.
    """

    __tablename__ = "users"

    id: Mapped[Key] = mapped_column(primary_key=True)
    badge: Mapped[Name]
    name: Mapped[Name]
    role: Mapped[Name]
    pin_hash: Mapped[Name]
    pin_given: Mapped[Flag]
    disabled: Mapped[Flag]
    language: Mapped[Empty]  # their own; empty: the station's
    failures: Mapped[Count]
    locked_until: Mapped[datetime | None]
    version: Mapped[Count]
    last_seen_at: Mapped[datetime | None]  # when badge and PIN were last right
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("badge"),)


class Audit(Base):
    """One hash chain a station; triggers refuse UPDATE and DELETE.

    `hash` is over all that stands before it (station, seq, at, actor, kind, payload, prev_hash); `subject` (the LPN or
    parcel that the entry is about) only finds it, and repeats what the payload says. `sig` is the station's Ed25519
    signature over the hash, in base64; none before there were any.
    """

    __tablename__ = "audit"

    station: Mapped[Name] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[Name]
    kind: Mapped[Name]
    payload: Mapped[Name]
    prev_hash: Mapped[Name]
    hash: Mapped[Name]
    subject: Mapped[Empty]
    sig: Mapped[str | None]

    __table_args__ = (Index("ix_audit_subject", "subject"),)


class Request(Base):
    """An answer given to a request, so that the same request does nothing again."""

    __tablename__ = "requests"

    station: Mapped[Name] = mapped_column(primary_key=True)
    id: Mapped[Name] = mapped_column(primary_key=True)
    fingerprint: Mapped[Name]
    reply: Mapped[Name]
    at: Mapped[datetime]


class Bench(Base):
    """Where a station's bench stands; `version` grows with every action."""

    __tablename__ = "bench"

    station: Mapped[Name] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    state: Mapped[Name]
    version: Mapped[Count]


class BenchLog(Base):
    """The durable log: each action with what it resolved to, so that a replay gives the same state.

    `digest` is the SHA-256 over the entry and the digest before it (`app.store.bench_log`); none before there were any.
    """

    __tablename__ = "bench_log"

    station: Mapped[Name] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    operator: Mapped[Key | None]
    action: Mapped[Name]
    found: Mapped[Name]
    digest: Mapped[Empty]


class Counter(Base):
    """The next number of a kind; a number that was given is never given again."""

    __tablename__ = "counters"

    name: Mapped[Name] = mapped_column(primary_key=True)
    value: Mapped[int]

    __table_args__ = (CheckConstraint("value >= 1", name="from_1"),)
