"""What every page of the window is handed: the station, the road to the bench, and a lane for looking things up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from app.background.bridge import Relay
from app.background.folder_lanes import FolderLanes
from app.background.lanes import Lane, Ticket
from app.background.live import Live
from app.services.station import Station
from app.ui.camera import Choices
from app.ui.desk import Desk
from app.ui.ready import Ready
from app.ui.waiting import Waiting

T = TypeVar("T")
LONGEST_S: Final = 30


@dataclass(frozen=True, slots=True)
class Parts:
    """The window's own parts; made by `app.ui.application`, closed by it. Main thread.

    Attributes:
        reading: the lane in which pages look things up, apart from the bench's, so that neither waits for the other
        counting: the lane for what looks through all there is, as the whole stock: who asks for one thing meanwhile
            does not wait behind it
        live: the camera
        importing: the lane in which files are taken in: that may last, and nobody waits for it
        folders: lanes for folders that may hang, as those do into which phones put their photos
        waits: how long anybody has been waiting for a look-up
        choices: what this station chose for its eye
        ready: pieces of pages that were made ahead

    """

    station: Station
    desk: Desk
    relay: Relay
    reading: Lane
    live: Live
    waits: Waiting = field(default_factory=Waiting)
    choices: Choices = field(default_factory=Choices)
    counting: Lane = field(default_factory=lambda: Lane("counting"))
    importing: Lane = field(default_factory=lambda: Lane("importing"))
    folders: FolderLanes = field(default_factory=FolderLanes)
    ready: Ready = field(default_factory=Ready)

    def take(self, piece: Callable[[Parts], T]) -> T:
        """A piece of a page: made ahead, or now."""
        return self.ready.take(piece, self)

    def read(
        self,
        look: Callable[[], T],
        on_read: Callable[[T], None],
        on_error: Callable[[BaseException], None],
        *,
        lane: Lane | None = None,
    ) -> Ticket:
        """Look something up in a lane, of its own accord the reading one; both calls come on the main thread. Read
        streams to their end."""
        mark = self.waits.begin()

        def read(value: T) -> None:
            self.waits.end(mark)
            on_read(value)

        def failed(error: BaseException) -> None:
            self.waits.end(mark)
            on_error(error)

        where = self.reading if lane is None else lane
        return where.submit(look, self.relay.home(read), self.relay.home(failed), timeout_s=LONGEST_S)
