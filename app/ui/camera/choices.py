"""What a station chose for its eye: photos by themselves, what lies over the live picture, the pedal. Main thread.

One for the window, so that the bench and the settings, which both change it, show the same.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QObject, Signal

from app.config import CameraSettings

Overlay = Literal["none", "lines", "reference", "both"]
NEXT: Final[dict[Overlay, Overlay]] = {"none": "lines", "lines": "reference", "reference": "both", "both": "none"}
PLAIN: Final[dict[Overlay, Overlay]] = {"none": "lines", "lines": "none", "reference": "lines", "both": "none"}


class Choices(QObject):
    """Signals: changed(): something was chosen otherwise."""

    changed = Signal()

    def __init__(self, settings: CameraSettings | None = None) -> None:
        super().__init__()
        self._settings = settings or CameraSettings()
        self._begun = settings is not None

    def begin(self, settings: CameraSettings) -> None:
        """What was set when the program started; later calls change nothing."""
        if not self._begun:
            self.take(settings)

    def take(self, settings: CameraSettings) -> None:
        """What is set now."""
        self._begun = True
        if settings != self._settings:
            self._settings = settings
            self.changed.emit()

    def choose(self, **chosen: object) -> CameraSettings:
        """Otherwise from now on, in this window; whoever asked for it has it saved."""
        self.take(self._settings.model_copy(update=chosen))
        return self._settings

    @property
    def auto(self) -> bool:
        """Whether photos are taken by themselves."""
        return self._settings.auto

    @property
    def overlay(self) -> Overlay:
        """What lies over the live picture."""
        return self._settings.overlay

    @property
    def lines(self) -> bool:
        """Whether the lines of the thirds do."""
        return self.overlay in {"lines", "both"}

    @property
    def reference(self) -> bool:
        """Whether the reference picture does, where there is one."""
        return self.overlay in {"reference", "both"}

    @property
    def pedal(self) -> str:
        """The key of the foot switch; empty: there is none."""
        return self._settings.pedal

    @property
    def inbox(self) -> str:
        """The folder into which other cameras put their photos; empty: there is none."""
        return self._settings.inbox

    def following(self, *, has_reference: bool) -> Overlay:
        """What the next press chooses; a reference picture only where there is one."""
        return (NEXT if has_reference else PLAIN)[self.overlay]
