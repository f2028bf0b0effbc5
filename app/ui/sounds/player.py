"""Plays the tones, and tells everybody who shows them.

Owns the volume and one loaded effect a tone. QtMultimedia is loaded with the first tone; a machine without a
loudspeaker stays silent, is told of in one line of the log, and shows the tones all the same. Main thread.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot

from app.paths import shipped

from .tones import TONES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)
USUAL = 0.6


def prepare() -> None:
    """Loads the library ahead of the first tone; on the main thread, like everything of Qt."""
    import PySide6.QtMultimedia  # noqa: F401, PLC0415 (heavy, and needed only by those who hear)


class Sounds(QObject):
    """`play("taken")`; `sounded` carries the kind to whoever shows it (`app.ui.kit.Pulse`)."""

    sounded = Signal(str)

    def __init__(self, parent: QObject | None = None, volume: float = USUAL) -> None:
        super().__init__(parent)
        self._volume = volume
        self._effects: dict[str, QSoundEffect] = {}
        self._is_silent: bool | None = None

    @property
    def volume(self) -> float:
        """From 0, which is silence, to 1."""
        return self._volume

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
        if self._volume > 0 and not self._silent():
            self._effect(kind).play()

    def _silent(self) -> bool:
        if self._is_silent is None:
            from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 (see prepare)

            self._is_silent = QMediaDevices.defaultAudioOutput().isNull()
            if self._is_silent:
                log.info("No loudspeaker is connected: tones are only shown.")
        return self._is_silent

    def _effect(self, kind: str) -> QSoundEffect:
        if kind not in self._effects:
            from PySide6.QtMultimedia import QSoundEffect  # noqa: PLC0415 (see prepare)

            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(shipped("resources", "sounds", f"{kind}.wav"))))
            effect.setVolume(self._volume)
            self._effects[kind] = effect
        return self._effects[kind]
