"""Takes in what shops tell by themselves: proven to be theirs, of our time, and on record before it is acknowledged.

An event only says where to look. What it says of stock or of a return is never believed: the channel's own work goes
and asks the shop (`errands`), so that events which are lost, late, doubled or out of order change nothing. One that was
told before is acknowledged again and does nothing. Any thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from app.errors import ChannelError, StoreError
from app.ports import Channel, Clock

from .records import EventRecords

OLDEST: Final = timedelta(hours=24)
"""How late an event may still come: when shops repeat one is not documented. The polls have seen what is older."""
AHEAD: Final = timedelta(minutes=5)
"""How far a shop's clock may be ahead of ours."""

log = logging.getLogger(__name__)

Take = Callable[[str, Mapping[str, str], bytes], HTTPStatus]
"""Takes in a POST to this path, with its headers and the bytes of its body; what it is to be answered."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Where one channel is heard; `nudge` tells its work that there is something to ask for."""

    shop: Channel
    nudge: Callable[[], None]


class Hearing:
    """Hears for all channels, each under its own name as the path."""

    def __init__(self, ears: Mapping[str, Ear], records: EventRecords, clock: Clock) -> None:
        self._ears, self._records, self._clock = dict(ears), records, clock

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels that send events."""
        return tuple(name for name, ear in self._ears.items() if ear.shop.capabilities.events)

    def take(self, path: str, headers: Mapping[str, str], body: bytes) -> HTTPStatus:
        """200 only when the event is on record; 503 where it cannot be now, so that the shop sends it again."""
        ear = self._ears.get(path.strip("/"))
        if ear is None or not ear.shop.capabilities.events:
            return HTTPStatus.NOT_FOUND
        name = ear.shop.name
        try:
            event = ear.shop.event(headers, body)
        except ChannelError as fault:
            log.info("An event for %s was refused: %s", name, fault.code)
            unproven = fault.code == "event_not_signed"
            return HTTPStatus.UNAUTHORIZED if unproven else HTTPStatus.BAD_REQUEST
        now = self._clock.now()
        if not now - OLDEST <= event.at <= now + AHEAD:
            log.info("An event for %s was refused: it is of %s", name, event.at.isoformat())
            return HTTPStatus.BAD_REQUEST
        try:
            new = self._records.heard(name, event, now)
        except StoreError as fault:
            log.warning("An event for %s could not be kept: %s", name, fault)
            return HTTPStatus.SERVICE_UNAVAILABLE
        log.info("%s told of a change (%s)%s", name, event.kind, "" if new else ", once more")
        if new:
            ear.nudge()
        return HTTPStatus.OK
