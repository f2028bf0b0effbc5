"""Pieces of a page that are made before the page is, each in a turn of its own; the page takes them when it is made.

A page of two hundred widgets made at once holds the window for longer than a person should notice. A piece is known
by the function that makes it, and is taken once: whoever asks for a page before its pieces are there has them made
then, as if nothing had been made ahead. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar, cast

G = TypeVar("G")
T = TypeVar("T")


class Take(Protocol):
    """Hands over what a function makes: made ahead, or now. It needs nothing of the station."""

    def __call__(self, piece: Callable[[object], T], /) -> T: ...


def made_now(piece: Callable[[object], T]) -> T:
    """Nothing was made ahead."""
    return piece(None)


class Ready:
    """What was made ahead and waits for its page."""

    def __init__(self) -> None:
        self._made: dict[Callable[..., object], object] = {}
        self._taken: set[Callable[..., object]] = set()

    def make(self, piece: Callable[[G], object], given: G) -> None:
        """Make it now; not where it is there, or where its page is."""
        if piece not in self._made and piece not in self._taken:
            self._made[piece] = piece(given)

    def take(self, piece: Callable[[G], T], given: G) -> T:
        """What was made ahead, or else is made now."""
        self._taken.add(piece)
        return cast("T", self._made.pop(piece)) if piece in self._made else piece(given)

    def clear(self) -> None:
        """No page will come for what is left."""
        self._made.clear()
