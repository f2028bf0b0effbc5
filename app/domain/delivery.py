"""What is to be done after a change that a channel did not plainly take, and what a level read back tells of it.

Pure. Fails closed: a fate that cannot be told from the numbers is unclear, and is never taken for done or not done.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.domain.channel import Capabilities, Level
from app.errors import Ambiguous, ChannelError, Stale, Transient


class Next(StrEnum):
    """The next step for a message."""

    AGAIN = "again"
    """It was surely not done: later, as it was, or reckoned anew where the kind is absolute."""
    SAME_KEY = "same_key"
    """Its fate is unknown, and the same content under the same key tells it."""
    READ_BACK = "read_back"
    """Its fate is unknown: a level is read before anything is sent."""
    NEW_KEY = "new_key"
    """It was surely not done, and needs other parameters: read, reckon anew, and use the next key."""
    PERSON = "person"
    """Somebody must decide."""


class Fate(StrEnum):
    """What became of a change whose answer never came."""

    DONE = "done"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"


def after(fault: ChannelError, able: Capabilities, first_sent: datetime, now: datetime) -> Next:
    """The step that a failed change needs. `first_sent` is when its key was used first."""
    if isinstance(fault, Stale):
        return Next.NEW_KEY
    if isinstance(fault, Transient):
        return Next.AGAIN
    if not isinstance(fault, Ambiguous):
        return Next.PERSON
    if able.key and (able.key_lasts is None or now - first_sent < able.key_lasts):
        return Next.SAME_KEY
    return Next.READ_BACK if able.reads else Next.PERSON


def fate(before: Level, delta: int, seen: Level, sold: int | None = None) -> Fate:
    """What a level read back tells of a change by `delta` that was reckoned from `before`.

    `sold` are the pieces that the channel says it sold in between, less those cancelled; None where it does not say. It
    is needed where no committed quantity shows; where one shows, what is available and committed moves by us alone, but
    for pieces sent meanwhile, which make the fate unclear. What was put up again by an absolute write counts as done:
    `app.domain.channel.resurrected` finds it. A taking back that put as many sold pieces up again looks like one
    that was not done, and needs the same: to be sent.
    """
    if before.committed is not None and seen.committed is not None:
        moved = seen.available + seen.committed - before.available - before.committed
        newly_sold = max(0, seen.committed - before.committed)
        if moved == delta or (delta > 0 and delta < moved <= delta + newly_sold):
            return Fate.DONE
        return Fate.NOT_DONE if moved == 0 else Fate.UNCLEAR
    if sold is None:
        return Fate.UNCLEAR
    moved = seen.here + sold - before.here
    if moved == delta or (delta > 0 and delta < moved <= delta + sold):
        return Fate.DONE
    return Fate.NOT_DONE if moved == 0 else Fate.UNCLEAR
