"""Plays the tones, and tells everybody who shows them.

Owns the volume and one loaded effect a tone. What it takes to be heard (Qt's library, its media backend, a look for the
loudspeaker) takes long enough to be felt in one go: it is opened in pieces, a turn of the loop each, once the window is
up and nobody waits. A tone that is wanted earlier begins with it, and sounds after the last. A machine without a
loudspeaker stays silent, is told of in one line of the log, and shows the tones all the same. Main thread: libraries of
Qt are loaded nowhere else.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot

from app.background.timers import once
from app.paths import shipped

from .tones import TONES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)
USUAL = 0.6
AHEAD_MS = 800
"""After it is made, with its window: what is seen comes first, and the bench, which reads its rules then."""
PAUSE_MS = 15
"""Between two pieces: keys, scans and paints have their turn."""


class Sounds(QObject):
    """`play("taken")`; `sounded` carries the kind to whoever shows it (`app.ui.kit.Pulse`)."""

    sounded = Signal(str)

    def __init__(self, parent: QObject | None = None, volume: float = USUAL) -> None:
        super().__init__(parent)
        self._volume = volume
        self._effects: dict[str, QSoundEffect] = {}
        self._is_silent = False
        self._wanted = ""
        self._pieces: deque[Callable[[], object]] = deque(
            (_network, _library, self._look_for_loudspeaker, self._open_effect)
        )
        self._timer = once(AHEAD_MS, self._on_turn, self)
        self._timer.start()

    @property
    def volume(self) -> float:
        """From 0, which is silence, to 1."""
        return self._volume

    @property
    def is_open(self) -> bool:
        """Whether a tone sounds as soon as it is asked for, if this machine has what it sounds from."""
        return not self._pieces

    @property
    def is_silent(self) -> bool:
        """Whether it was found that nothing can be heard from this machine."""
        return self._is_silent

    def set_volume(self, volume: float) -> None:
        """Louder or softer from the next tone on."""
        self._volume = min(1.0, max(0.0, volume))
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    @Slot(str)
    def play(self, kind: str) -> None:
        """Plays and shows a tone; one that nobody knows is an act that was taken."""
        kind = kind if kind in TONES else "taken"
        self.sounded.emit(kind)
        if self._volume == 0:
            return
        if self.is_open:
            self._sound(kind)
        else:
            if not self._wanted:
                self._timer.start(PAUSE_MS)
            self._wanted = kind  # the last that was asked for: two at once would be neither

    def _on_turn(self) -> None:
        """One piece."""
        if self._pieces:
            self._pieces.popleft()()
        if self._pieces:
            self._timer.start(PAUSE_MS)
        elif self._wanted:
            self._sound(self._wanted)
            self._wanted = ""

    def _sound(self, kind: str) -> None:
        if not self._is_silent:
            self._effect(kind).play()

    def _look_for_loudspeaker(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 (heavy: a piece of its own)

        self._is_silent = QMediaDevices.defaultAudioOutput().isNull()
        if self._is_silent:
            log.info("No loudspeaker is connected: tones are only shown.")

    def _open_effect(self) -> None:
        """The first takes Qt longer than those that follow."""
        if not self._is_silent:
            self._effect("taken")

    def _effect(self, kind: str) -> QSoundEffect:
        if kind not in self._effects:
            from PySide6.QtMultimedia import QSoundEffect  # noqa: PLC0415 (heavy: a piece of its own)

            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(shipped("resources", "sounds", f"{kind}.wav"))))
            effect.setVolume(self._volume)
            self._effects[kind] = effect
        return self._effects[kind]


def _network() -> None:
    """What the library below is built upon."""
    import PySide6.QtNetwork  # noqa: F401, PLC0415 (heavy: a piece of its own)


def _library() -> None:
    import PySide6.QtMultimedia  # noqa: F401, PLC0415 (heavy: a piece of its own)
