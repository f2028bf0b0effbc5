"""What every page of the window is handed: the station, the road to the bench, and a lane for looking things up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.background.bridge import Relay
from app.background.lanes import Lane, Ticket
from app.background.live import Live
from app.services.station import Station
from app.ui.desk import Desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """The window's own parts; made by `app.ui.application`, closed by it. Main thread.

    Attributes:
        reading: the lane in which pages look things up, apart from the bench's, so that neither waits for the other
        live: the camera

    """

    station: Station
    desk: Desk
    relay: Relay
    reading: Lane
    live: Live

    def read(
        self, look: Callable[[], T], on_read: Callable[[T], None], on_error: Callable[[BaseException], None]
    ) -> Ticket:
        """Look something up in the lane; both calls come on the main thread. Read streams to their end."""
        return self.reading.submit(look, self.relay.home(on_read), self.relay.home(on_error), timeout_s=30)
