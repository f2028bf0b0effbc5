"""What a part of the screen drew last, in which language and size of text, so that the same is not made anew.

Main thread.
"""

from __future__ import annotations

from app.ui.theme.fonts import scale
from app.ui.words import language


class Drawn:
    """Remembers one drawing."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] = ()

    def is_again(self, *what: object) -> bool:
        """Whether this is what stands there already; from now on it is."""
        now = (language.code, scale(), *what)
        same = now == self._last
        self._last = now
        return same
