"""The pace of a camera that has no shutter of its own: one frame, then a wait until the next is due. One thread."""

import time


class Pace:
    """Lets `fps` frames a second through."""

    def __init__(self, fps: float) -> None:
        self._gap = 1.0 / fps
        self._due = 0.0

    def wait(self) -> None:
        """Until the next frame is due; at once where that is past, and nothing is made up for."""
        left = self._due - time.monotonic()
        if left > 0:
            time.sleep(left)
        now = time.monotonic()
        self._due = self._due + self._gap if self._due + self._gap > now else now + self._gap
