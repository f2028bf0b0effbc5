"""What every page of the window is handed: the station, the road to the bench, and a lane for looking things up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

from app.background.bridge import Relay
from app.background.folder_lanes import FolderLanes
from app.background.lanes import Lane, Ticket
from app.background.live import Live
from app.services.station import Station
from app.ui.calm import Calm
from app.ui.camera import Choices
from app.ui.desk import Desk
from app.ui.ready import Ready
from app.ui.waiting import Waiting

S = TypeVar("S")
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
        calm: kept while something is looked up and painted; what looks through everything waits for it
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
    calm: Calm = field(default_factory=Calm)
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
        calm = self.calm if lane is None else None
        if calm is not None:
            calm.begin()

        def told(tell: Callable[[S], None], what: S) -> None:
            self.waits.end(mark)
            try:
                tell(what)
            finally:
                if calm is not None:
                    calm.end()

        where = self.reading if lane is None else lane
        read, failed = (self.relay.home(partial(told, tell)) for tell in (on_read, on_error))
        return where.submit(look, read, failed, timeout_s=LONGEST_S)
