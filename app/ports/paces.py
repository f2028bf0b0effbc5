"""How often a shop may be asked, as it is kept on record for all programs of a house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Bucket:
    """A shop's allowance of requests of one kind.

    Attributes:
        full_at: when all of it may be spent at once again; it fills steadily until then
        asked_at: when something was asked for last that was to be heard to its end

    """

    full_at: datetime
    asked_at: datetime


class Buckets(Protocol):
    """The allowances of all shops. Any thread."""

    def turn(self, channel: str, name: str, change: Callable[[Bucket | None], Bucket | None]) -> None:
        """Gives `change` what is on record, and keeps what it returns; nothing is kept of a None. Raises `StoreError`.

        One transaction: of two programs that draw on one allowance at once each sees what the other took.
        """
