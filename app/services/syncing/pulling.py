"""Takes in what one channel tells: sales first, then returns, then reports; a page a step.

How far a stream was read is on record only when all of it is; what is told twice is taken once. Returns and reports go
the way of the imports, so that a pulled line is the very line that a file would have made. One lane at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.domain.channel import Announced, Document, Item, Page
from app.domain.outbox import pause_s
from app.errors import ChannelError, Rejected, Transient, UserError
from app.ports import Channel, Clock
from app.services.importing import Imported
from app.services.importing.job import Table

from .records import Line, ShopRecords

SALES, RETURNS = "sales", "returns"
FIRST: Final[Mapping[str, timedelta]] = {SALES: timedelta(days=1), RETURNS: timedelta(days=30)}
"""How far back a stream is read that never was."""
GIVE_UP: Final = 4
"""A stream that failed so often in a row counts as tried."""

log = logging.getLogger(__name__)

TakeRows = Callable[[str, str, "Rows"], Imported]
"""Takes in rows of a kind of the import, from a channel of that name."""
TakeDocument = Callable[[str, Document], Imported]
"""Takes in a report, from a channel of that name."""


class Rows:
    """Lines in the terms of the import, as a table; implements `app.services.importing.TableReader`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.header = tuple(dict.fromkeys(name for line in lines for name in line.columns))

    @contextmanager
    def open(self, path: Path) -> Iterator[Table]:
        """The path only names where they come from."""
        del path
        yield self

    def rows(self) -> Iterator[list[str]]:
        for line in self.lines:
            yield [line.columns.get(name, "") for name in self.header]


@dataclass(frozen=True, slots=True)
class PullTools:
    """What pulling works with."""

    records: ShopRecords
    clock: Clock
    take_rows: TakeRows
    take_document: TakeDocument
    poll: timedelta


@dataclass(slots=True)
class Stream:
    """One thing that a channel tells.

    Attributes:
        due: when it is asked for next
        since: where this pull began
        began: when its first page was asked for
        read_at: when the last pull that came to its end began: what is older is on record
        rests_until: before then nobody asks a shop that did not answer; None where it does
        cursor: where it goes on; empty where none is under way
        pulled: it was read to its end since the program began
        failures: how often in a row it could not be read
        taken: how much of it was new since the program began

    """

    name: str
    due: datetime
    since: datetime | None = None
    began: datetime | None = None
    read_at: datetime | None = None
    rests_until: datetime | None = None
    cursor: str = ""
    pulled: bool = False
    failures: int = 0
    taken: int = 0

    @property
    def tried(self) -> bool:
        """Whether there is no use in waiting for it."""
        return self.pulled or self.failures >= GIVE_UP


@dataclass(slots=True)
class _Told:
    """What is to be said of the pulls of one channel."""

    problem: str = ""
    rejected: list[str] = field(default_factory=list)


class Pulls:
    """All that one channel tells."""

    def __init__(self, shop: Channel, tools: PullTools) -> None:
        self._shop, self._tools = shop, tools
        able, now = shop.capabilities, tools.clock.now()
        wanted = [SALES] * able.sales + [RETURNS] * able.returns
        self.streams = {name: Stream(name, now) for name in wanted}
        if able.reports:
            self.streams |= {kind: Stream(kind, now) for kind in shop.report_kinds}
        self.told = _Told()

    @property
    def tried(self) -> bool:
        """Whether every pull is done, or has failed often enough to be left for later."""
        return all(stream.tried for stream in self.streams.values())

    def wait_s(self) -> float:
        """Seconds until something is due; a poll where the channel tells nothing."""
        now = self._tools.clock.now()
        dues = [(stream.due - now).total_seconds() for stream in self.streams.values()]
        return max(0.0, min(dues, default=self._tools.poll.total_seconds()))

    def step(self) -> None:
        """Read the next page of what is due longest."""
        now = self._tools.clock.now()
        due = [stream for stream in self.streams.values() if stream.due <= now]
        if due:
            self._page(min(due, key=lambda each: each.due))

    def take_returns(self, lines: Sequence[Announced]) -> None:
        """Take in returns that were asked for by name."""
        new = self._tools.records.returns(self._shop.name, lines, self._tools.clock.now())
        self._take_lines(self.streams[RETURNS], new)

    def sales_read_at(self) -> datetime | None:
        """When the sales were asked for that were last read to their end; None where they never were.

        A time that is still to come was taken from a clock that was set back since: it says nothing, and is forgotten.
        """
        stream = self.streams.get(SALES)
        if stream is None:
            return None
        if stream.read_at is not None and stream.read_at > self._tools.clock.now():
            stream.read_at = None
        return stream.read_at

    def sales_rest_until(self) -> datetime | None:
        """Before then a shop that did not answer is not asked for its sales; None where it may be asked."""
        stream = self.streams.get(SALES)
        return None if stream is None else stream.rests_until

    def look_for_sales(self) -> bool:
        """Read all that was sold up to now; False where the channel does not tell it now.

        A pull that is under way is brought to its end first, however often it is put off: one that always began anew
        would come to no end at a shop that lets few pages be read.
        """
        stream, now = self.streams.get(SALES), self._tools.clock.now()
        if stream is None or (stream.rests_until is not None and now < stream.rests_until):
            return False
        failed, begins_here = stream.failures, False
        while stream.read_at != now:  # else they were asked for in this very instant
            begins_here = begins_here or not stream.cursor
            self._page(stream)
            if stream.failures > failed:
                return False
            failed = stream.failures
            if begins_here and not stream.cursor:  # whatever the clock says: it may be set back meanwhile
                break
        return True

    def _page(self, stream: Stream) -> None:
        try:
            wait = self._read(stream)
        except (ChannelError, UserError) as fault:
            stream.failures += 1
            if isinstance(fault, Rejected):  # perhaps the shop knows that page no more
                stream.cursor, stream.since = "", None
            asked = fault.retry_after if isinstance(fault, Transient) else None
            # What a person must mend is asked for at the usual times, so that it goes on by itself when it is mended.
            pause = self._tools.poll.total_seconds() if isinstance(fault, Rejected) else pause_s(stream.failures)
            stream.due = self._tools.clock.now() + timedelta(seconds=max(pause, asked or 0.0))
            stream.rests_until = stream.due if isinstance(fault, Transient) else None
            self.told.problem = str(fault)
            log.info("%s: the %s could not be read: %s", self._shop.name, stream.name, fault)
            return
        stream.failures, stream.rests_until = 0, None
        self.told.problem = ""
        stream.due = self._tools.clock.now() + wait

    def _read(self, stream: Stream) -> timedelta:
        if not stream.cursor:
            stream.began = self._tools.clock.now()
        match stream.name:
            case "sales":
                sales = self._shop.pull_sales(self._since(stream), stream.cursor)
                stream.taken += self._tools.records.sales(self._shop.name, sales.items, self._tools.clock.now())
                return self._went_on(stream, sales)
            case "returns":
                lines = self._shop.pull_returns(self._since(stream), stream.cursor)
                new = self._tools.records.returns(self._shop.name, lines.items, self._tools.clock.now())
                self._take_lines(stream, new)
                return self._went_on(stream, lines)
        documents = self._shop.pull_reports(stream.name, stream.cursor)
        for document in documents.items:
            self._count(stream, self._tools.take_document(self._shop.name, document))
        return self._went_on(stream, documents)

    def _went_on(self, stream: Stream, page: Page[Item]) -> timedelta:
        stream.cursor = page.cursor
        if page.cursor:
            return timedelta(seconds=page.wait_s)
        stream.pulled, stream.read_at = True, stream.began
        if stream.since is not None and page.until is not None:
            self._tools.records.reached(self._shop.name, stream.name, page.until, self._tools.clock.now())
        stream.since = None
        return max(self._tools.poll, timedelta(seconds=page.wait_s))

    def _since(self, stream: Stream) -> datetime:
        if stream.since is None:
            known = self._tools.records.since(self._shop.name, stream.name)
            stream.since = known or self._tools.clock.now() - FIRST[stream.name]
        return stream.since

    def _take_lines(self, stream: Stream, lines: Sequence[Line]) -> None:
        refused: dict[str, str] = {}
        if lines:
            done = self._tools.take_rows("returns", self._shop.name, Rows(lines))
            refused = {lines[each.row - 1].external_id: each.reason for each in done.rejected}
            self._count(stream, done)
        off = self._tools.records.called_off(self._shop.name, self._tools.clock.now())
        stream.taken += off
        self._tools.records.taken(self._shop.name, lines, refused)

    def _count(self, stream: Stream, done: Imported) -> None:
        stream.taken += done.inserted + done.updated
        self.told.rejected += [f"{each.field}: {each.reason}" for each in done.rejected]
        del self.told.rejected[:-100]
