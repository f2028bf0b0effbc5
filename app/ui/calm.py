"""While a page looks one thing up and is painted with it, what looks through everything waits: the stock of five
thousand articles, and the codes in the live picture.

They share Python's lock with the window, each for as long as the window itself has it. Main thread; lanes wait for its
`precedence`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from app.background.precedence import Precedence
from app.background.timers import once

PAINTED_MS: Final = 40
"""So long after something was looked up it is drawn and painted."""


class Calm(QObject):
    """Taken by every look-up, given when the last of them has been painted. The desk keeps one in which acts go before
    look-ups."""

    def __init__(self, parent: QObject | None = None, precedence: Precedence | None = None) -> None:
        """`precedence`: the one that is taken, where others wait for it already."""
        super().__init__(parent)
        self.precedence = precedence if precedence is not None else Precedence()
        self._count = 0
        self._painted = once(PAINTED_MS, self.precedence.give, self)

    def keep(self) -> None:
        """Something that is known already is painted."""
        self.begin()
        self.end()

    def begin(self) -> None:
        """Something is looked up."""
        self._count += 1
        self._painted.stop()
        self.precedence.take()

    def end(self) -> None:
        """It was answered, and drawn."""
        self._count -= 1
        if not self._count:
            self._painted.start()
