"""One channel at work: its messages first, then what it tells, all of it in one lane.

`step` does the next thing that is due and says when it is any use to come back; the records failing or a fault of the
program ends no channel: it rests, and goes on.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.domain.outbox import pause_s
from app.errors import StoreError
from app.ports import Channel

from .dispatching import LOOK_S, Dispatcher
from .errands import Errands
from .pulling import RETURNS, SALES, Pulls
from .reconciling import Compared, compare
from .records import OutboxRecords, ShopRecords, Standing
from .rounds import Rounds

ENOUGH: Final = 4
"""A channel that has not answered so often in a row has been tried."""
POLL_AT_LEAST: Final = timedelta(seconds=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """What a channel's work has come to, for whoever asks."""

    channel: str
    standing: Standing
    sales: int
    returns: int
    reports: int
    rejected: tuple[str, ...]
    problem: str


class Worker:
    """The work of one channel. One thread at a time, but for `account`."""

    def __init__(
        self,
        shop: Channel,
        dispatcher: Dispatcher,
        pulls: Pulls,
        outbox: OutboxRecords,
        inbox: ShopRecords,
        rounds: Rounds | None = None,
        *,
        errands: Errands | None = None,
    ) -> None:
        self._shop, self._dispatcher, self._pulls, self._rounds = shop, dispatcher, pulls, rounds
        self._errands = errands
        self._outbox, self._inbox = outbox, inbox
        self._failures = 0
        self._begun = False

    @property
    def name(self) -> str:
        """The channel's name in the configuration."""
        return self._shop.name

    @property
    def problem(self) -> str:
        """Why the channel does not answer, in words; empty while it does. Any thread."""
        return self._dispatcher.problem or self._pulls.told.problem

    def step(self) -> float:
        """Do the next thing; seconds until it is any use to come back. Raises nothing."""
        try:
            if not self._begun:
                self._outbox.free_leases()
                self._begun = True
            wait = self._dispatcher.step()
            if wait == 0:
                return 0.0
            if self._errands is not None and self._errands.wait_s() == 0:
                self._errands.step()
                return 0.0
            if self._pulls.wait_s() == 0:
                self._pulls.step()
                return 0.0
            self._failures = 0
            if self._dispatcher.failures:  # whoever does not answer is not asked for more
                return min(wait, self._pulls.wait_s())
            if self._rounds is not None and self._rounds.wait_s() == 0:
                self._rounds.step()
                return 0.0
            return min(wait, self._pulls.wait_s(), LOOK_S)
        except StoreError as fault:
            self._failures += 1
            log.warning("%s rests: %s", self.name, fault)
        except Exception:
            self._failures += 1
            log.exception("A fault of the program while %s was worked", self.name)
        return pause_s(self._failures + 2)

    def tried(self) -> bool:
        """Whether every pull is done and every message has been tried, so that only time can help what is left."""
        if self._failures >= ENOUGH:
            return True
        if not self._pulls.tried:
            return False
        return self._dispatcher.failures >= ENOUGH or not self._outbox.standing(self.name).waiting

    def account(self) -> Account:
        """What has come of it since the program began."""
        taken = {name: stream.taken for name, stream in self._pulls.streams.items()}
        reports = sum(many for name, many in taken.items() if name not in {SALES, RETURNS})
        return Account(
            self.name, self._outbox.standing(self.name), taken.get(SALES, 0), taken.get(RETURNS, 0), reports,
            tuple(self._pulls.told.rejected), self.problem,
        )  # fmt: skip

    def compare(self) -> Compared:
        """What the ledger says beside what the channel shows."""
        return compare(self._shop, self._inbox, self._pulls.look_for_sales)

    def close(self) -> None:
        """Let go of the channel's connections."""
        self._shop.close()
