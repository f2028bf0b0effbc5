"""What is sent to a channel for the messages that wait: which of them one write covers, its key, and what follows.

    pending → sent → confirmed         the channel has accepted it
                   → pending           surely not done: again within 15 s, under the same key where there are keys
                   → unknown           read back, then confirmed, pending or needs_human
                   → needs_human       only a person can decide

One write of a listing is open at a time. A key is the id of a message, later `<id>:<n>`; it stands for one content,
and what is sent under it again is the very same. Fails closed: what cannot be told is neither sent nor called done.
Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.domain.channel import Capabilities, Change, Level, Listing
from app.domain.delivery import Fate, fate
from app.domain.owing import NOTHING_OWED, Owed
from app.saying import Said, say

LONGEST_PAUSE_S: Final = 15.0
SHORTEST_PAUSE_S: Final = 0.25
MOST_LOOKS: Final = 4
"""So often an unclear level is read before a person is asked."""
LOOKS_TO_BE_SURE: Final = 2
"""So often it must be read that nothing was done: a slow channel may be at it still when it is asked first."""


class State(StrEnum):
    """Where a message stands, as the contract names it."""

    PENDING = "pending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    NEEDS_HUMAN = "needs_human"


class WriteState(StrEnum):
    """Where a write stands; the first three are open: a listing has one of them at most."""

    SENT = "sent"
    """On record before it leaves; after a crash nobody knows whether it did."""
    WAITING = "waiting"
    """Surely not done; the very same goes out again."""
    UNKNOWN = "unknown"
    """It may have been done."""
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    """Surely not done, and never sent again."""
    UNCLEAR = "unclear"
    """Nobody can tell; its messages are for a person."""


PATIENCE: Final = timedelta(minutes=10)
"""So long what a shop sold may leave a fate open, before a person is asked."""
UNTOLD: Final = timedelta(minutes=30)
"""So long a shop may take to say what it sold: Amazon may be asked every three minutes, and not each answer comes."""
OPEN: Final = frozenset({WriteState.SENT, WriteState.WAITING, WriteState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox that waits: a unit is added to a listing, or taken back from it.

    Attributes:
        sold: the unit is known to be sold by this very listing, so that nothing of it is left to be taken back
        doubtful: nobody knows whether the unit was ever added here, so that it cannot be taken back either
        attempts: how many times it was tried

    """

    id: str
    unit: str
    op: str
    created_at: datetime
    quantity: int = 1
    sold: bool = False
    doubtful: bool = False
    attempts: int = 0

    @property
    def delta(self) -> int:
        """By how many pieces it changes the listing."""
        return self.quantity if self.op == "add" else -self.quantity


@dataclass(frozen=True, slots=True)
class Write:
    """One change on its way to a channel, as it stands on record.

    Attributes:
        rows: the messages that it covers, by id; none where it takes back what another write put up again
        expected: the level that it was reckoned from
        sent_at: when its key was used first
        accepted_at: when the channel took it, where what was read after it did not show it yet
        looks: how often it was looked for

    """

    id: str
    key: str
    change: Change
    rows: tuple[str, ...]
    expected: Level | None
    sent_at: datetime
    state: WriteState = WriteState.SENT
    accepted_at: datetime | None = None
    looks: int = 0
    tries: int = 1

    def digest(self, listing: Listing) -> str:
        """The SHA-256 of what goes out under its key, to this listing."""
        content = {
            "listing": [listing.client, listing.sku, listing.grade, dict(listing.params)],
            "delta": self.change.delta,
            "units": list(self.change.units),
            "at": self.change.at.astimezone(UTC).isoformat(),
            "expected": None if self.expected is None else of_level(self.expected),
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Used:
    """A write that has ended, by its id, and the digest of what went out under its key."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a listing asks for, leased to whoever holds this.

    Attributes:
        listing_id: key of the listing
        messages: those that wait and that no open write covers, oldest first
        write: the one that is open
        used: writes of these messages that have ended, by key

    """

    listing_id: str
    channel: str
    listing: Listing
    messages: tuple[Message, ...] = ()
    write: Write | None = None
    used: Mapping[str, Used] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done next for the messages of a listing.

    Attributes:
        covered: the messages of one write; empty where there is nothing to send
        delta: what it changes; 0 where the covered ones cancel out and nothing needs to be sent
        held: messages that a person must decide, each with the words
        kept: those of units that go to orders which the shop took without a piece, and never on offer

    """

    covered: tuple[Message, ...] = ()
    delta: int = 0
    held: Mapping[str, Said] = field(default_factory=dict)
    kept: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of a write, to be put on record.

    Attributes:
        write: the write as it stands now
        rows: how its messages stand now
        next_at: when it is any use to come back to this listing
        target: what the channel was told to set, where it was told a quantity
        seen: the newest level that was read
        watch_at: when to look whether it put up again what was sold meanwhile; None where that is known already

    """

    write: Write
    rows: State
    at: datetime
    problem: str = ""
    next_at: datetime | None = None
    target: int | None = None
    seen: Level | None = None
    watch_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SoldSince:
    """Pieces sold since a level was read, less those cancelled: a shop's whole seconds may leave that open."""

    least: int
    most: int


class Verdict(StrEnum):
    """What a level read back tells of a write."""

    CONFIRMED = "confirmed"
    NOT_APPLIED = "not_applied"
    LOOK_AGAIN = "look_again"
    PERSON = "person"


def plan(
    shop: str, messages: Sequence[Message], able: Capabilities, here: int | None, due: Owed = NOTHING_OWED
) -> Plan:
    """One write for as many of the waiting messages as the channel can take in one; never below 0.

    `here` is what the listing's own place offers, where that can be read. A take that finds nothing left is held. The
    units that were graded first go to the orders that are `due` a piece.
    """
    held = {each.id: _why(shop, each) for each in messages if each.op == "take" and (each.sold or each.doubtful)}
    kept = _free(messages)[: due.kept]
    waiting = [each for each in messages if each.id not in held and each not in kept]
    if not able.coalesces:
        first = waiting[:1]
        return Plan(tuple(first), sum(each.delta for each in first), held)
    covered: list[Message] = []
    left = (here or 0) + sum(each.delta for each in waiting if each.op == "add")
    for each in waiting:
        if each.op == "take":
            if here is not None and left < each.quantity:
                held[each.id] = sold_meanwhile(shop, each.unit)
                continue
            left -= each.quantity
        covered.append(each)
    return Plan(tuple(covered), sum(each.delta for each in covered), held, kept)


def _free(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Units that come on offer by these messages and stay there: what an order may be given."""
    going = {each.unit for each in messages if each.op == "take"}
    return tuple(each for each in messages if each.op == "add" and each.quantity == 1 and each.unit not in going)


def key_of(message: str, used: Collection[str]) -> str:
    """The key of a write whose first message this is: its id, and after a refusal `<id>:<n>`."""
    key, number = message, 0
    while key in used:
        number += 1
        key = f"{message}:{number}"
    return key


def next_write(new_id: str, chosen: Plan, able: Capabilities, work: Work, level: Level | None, now: datetime) -> Write:
    """The write of a plan that sends something.

    A single message always has the same content, and so goes out under its own id again after a refusal, as the very
    write that it was; whatever is reckoned anew gets the next key.
    """
    first = chosen.covered[0]
    at = now if able.coalesces else first.created_at
    change = Change(chosen.delta, tuple(each.unit for each in chosen.covered), at)
    write = Write(new_id, first.id, change, tuple(each.id for each in chosen.covered), level, now)
    before = work.used.get(first.id)
    if before is not None and before.digest == write.digest(work.listing):
        return replace(write, id=before.id)
    return replace(write, key=key_of(first.id, work.used))


def pause_s(failures: int, asked: float | None = None) -> float:
    """Seconds until the next try after so many failures in a row; the channel may ask for more, up to 15 s."""
    ours = SHORTEST_PAUSE_S * 2.0 ** min(max(failures - 1, 0), 10)
    return min(LONGEST_PAUSE_S, ours if asked is None else max(asked, 0.0))


def look_pause(looks: int) -> timedelta:
    """How long to wait before a write is looked for again."""
    return timedelta(seconds=min(3.0, 0.5 * 2**looks))


def judged(write: Write, seen: Level, sold: SoldSince | None, *, told_later: bool = False) -> Verdict:
    """What a level read back tells of a write whose answer never came, or that does not show yet.

    `sold` is None where it is not known how many pieces were sold since the write was reckoned. Where the shop tells
    them later (`told_later`), only a level that was raised just so is believed meanwhile, and the rest is looked at
    again until `UNTOLD` is over; what was sold so lately that it may be in the level or not, until `PATIENCE` is. Where
    it never tells them, a level that shows exactly one of the two after several looks. What the channel accepted is
    done, even where its level stays unclear: reconciling finds what is wrong there.
    """
    looks, known = write.looks + 1, sold is not None
    told_better_later = told_later and (sold is None or sold.least != sold.most)
    patience = PATIENCE if known else UNTOLD
    if sold is None and looks >= MOST_LOOKS and (not told_later or _raised(write, seen)):
        sold = SoldSince(0, 0)
    told = _fate(write, seen, sold)
    if told is Fate.DONE:
        return Verdict.CONFIRMED
    if told is Fate.NOT_DONE and looks >= (MOST_LOOKS if write.accepted_at or known else LOOKS_TO_BE_SURE):
        return Verdict.NOT_APPLIED
    enough = MOST_LOOKS if write.rows or told_later else LOOKS_TO_BE_SURE  # its watch goes on with what only takes back
    if looks < enough or (told_better_later and seen.read_at - write.sent_at < patience):
        return Verdict.LOOK_AGAIN
    return Verdict.CONFIRMED if write.accepted_at else Verdict.PERSON


def _raised(write: Write, seen: Level) -> bool:
    """Buyers only lower a level: one that stands higher by just what was sent shows that it was taken."""
    expected = write.expected
    return expected is not None and write.change.delta > 0 and seen.here == expected.here + write.change.delta


def _fate(write: Write, seen: Level, sold: SoldSince | None) -> Fate:
    """The fate that all numbers of sold pieces agree on."""
    if write.expected is None:
        return Fate.UNCLEAR
    if sold is None:
        return fate(write.expected, write.change.delta, seen)
    many = range(sold.least, sold.most + 1)
    told = {fate(write.expected, write.change.delta, seen, each) for each in many}
    return told.pop() if len(told) == 1 else Fate.UNCLEAR


def shows(write: Write, seen: Level, sold: SoldSince) -> bool:
    """Whether a level leaves no doubt that a write was taken."""
    return _fate(write, seen, sold) is Fate.DONE


def narrowed(since: SoldSince, before: Level, level: Level, since_before: SoldSince) -> SoldSince:
    """Pieces sold since a level was read, where the one read before it tells more than whole seconds do.

    Nothing of ours came between the two, so that what is missing in the second was sold by then: of all that was sold
    since the first (`since_before`) only the rest came later. Numbers that fit no sale tell nothing: somebody else
    changed it.
    """
    gone = before.here - level.here
    least, most = max(since.least, since_before.least - gone), min(since.most, since_before.most - gone)
    return SoldSince(least, most) if least <= most else since


def looked_at(write: Write) -> Write:
    """The same write, looked for once more."""
    return replace(write, looks=write.looks + 1)


def of_level(level: Level) -> dict[str, object]:
    """A level in plain values, as a record keeps it."""
    return {
        "available": level.available,
        "committed": level.committed,
        "read_at": level.read_at.isoformat(),
        "here": level.here,
        "places": dict(level.places),
    }


def level_of(content: Mapping[str, object] | None) -> Level | None:
    """The level that a record keeps."""
    if content is None:
        return None
    places, committed = content["places"], content["committed"]
    return Level(
        int(str(content["available"])),
        None if committed is None else int(str(committed)),
        datetime.fromisoformat(str(content["read_at"])),
        int(str(content["here"])),
        {str(name): int(many) for name, many in places.items()} if isinstance(places, dict) else {},
    )


def _why(shop: str, message: Message) -> Said:
    return sold_meanwhile(shop, message.unit) if message.sold else cannot_tell(shop)


def sold_meanwhile(shop: str, unit: str) -> Said:
    """What a person reads where a unit should be taken back that is gone."""
    return say(
        "{shop} has sold {unit} meanwhile, so it cannot be taken back from sale. Nothing was changed. Look at the "
        "orders: send the buyer another piece, or cancel the order. Then retry.",
        shop=shop,
        unit=unit,
    )


def cannot_tell(shop: str) -> Said:
    """What a person reads where the fate of a write cannot be told from the level."""
    return say(
        "{shop} never answered, and its quantity does not tell whether it took the change. Nothing is sent again by "
        "itself. Compare the shop's quantity with the stock page. If the change is there, undo it at the shop. Then "
        "retry.",
        shop=shop,
    )
