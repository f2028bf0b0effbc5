"""What finished jobs leave behind, for the one thread that may let go of it.

A job and those who wait for it hold what they belong to: a page, a photo on it. Where the page is closed meanwhile they
hold it last, and whoever lets go of them deletes it. In a lane, while the main thread is deleting the other half of the
same widget, that takes the program down. So while somebody keeps house a lane hands over what a job was made of, in a
box of which it keeps nothing; where nobody does, as in a command without a window, it empties the box itself.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

Box = list[Any]
Tell = Callable[[], None]


class Leavings:
    """Boxes that wait to be emptied. Any thread may leave one; the thread that keeps house clears them."""

    def __init__(self) -> None:
        self._boxes: SimpleQueue[Box] = SimpleQueue()
        self._tell: Tell | None = None
        self._told = False

    def handed_to(self, tell: Tell | None) -> Tell | None:
        """From now on boxes wait for `clear`, and `tell` is called with the first that waits, in the thread that leaves
        it; without it they are emptied at once. Returns who was told before."""
        before, self._tell, self._told = self._tell, tell, False
        return before

    def leave(self, box: Box) -> None:
        """Whoever leaves it must hold nothing of what lies in it."""
        tell = self._tell
        if tell is None:
            box.clear()
            return
        self._boxes.put(box)
        if not self._told:
            self._told = True
            tell()

    def clear(self) -> None:
        """Let go of all that waits, here and now."""
        self._told = False
        while True:
            try:
                self._boxes.get_nowait().clear()
            except Empty:
                return


LEAVINGS = Leavings()
"""Those of the whole program: whichever lane a job was given to, a widget may hang on it."""
