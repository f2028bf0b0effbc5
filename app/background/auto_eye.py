"""What looks in the camera's lane whether a photo is due by itself, by `app.domain.auto_capture`.

The main thread says what is owed (`owe`); everything else is called in the camera's lane, and what came of it is read
by anybody. While nobody wants it, nothing is reckoned: only the photos that hands take are remembered, so that none of
their scenes is taken again when it is switched on.
"""

from __future__ import annotations

from app.background.code_lane import CodeLane
from app.domain.auto_capture import Auto, Order, Seen, Watch
from app.domain.picture_quality import Measured, fault_of
from app.ports import Darkroom, Frame


class AutoEye:
    """One camera's."""

    def __init__(self, codes: CodeLane | None = None) -> None:
        self.auto = Auto()
        self._codes = codes
        self._order: Order | None = None
        self._wanted = False
        self._watch = Watch()

    def owe(self, order: Order | None, *, wanted: bool) -> None:
        """What is owed now, and whether it is to be taken by itself. Main thread."""
        self._order, self._wanted = order, wanted and order is not None
        if self._codes is not None:
            self._codes.watched = self._wanted and order is not None and order.asks_code

    def look(self, frame: Frame, measured: Measured, darkroom: Darkroom) -> None:
        """One frame, and its newest measures."""
        if not self._wanted:
            self.auto = Auto()
            return
        code_at = self._codes.fitting_at if self._codes is not None else None
        scene = darkroom.scene(frame)
        watch = self._watch.ordered(self._order)
        self._watch, self.auto = watch.after(Seen(frame.captured_at, scene, fault_of(measured) is None, code_at))

    def took(self, still: Frame, live: Frame | None, darkroom: Darkroom) -> None:
        """A photo is being taken; `live` is what was seen just before, for a camera's stills may show more or less."""
        scenes = [darkroom.scene(frame) for frame in (still, live) if frame is not None]
        self._watch = self._watch.ordered(self._order).took(scenes)
        self.auto = Auto()
