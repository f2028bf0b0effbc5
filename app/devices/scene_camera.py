"""The virtual camera of the demo and of whoever tries the program: it sees what was put before it.

`show` puts a picture before the lens, `unplug` and `plug_in` do what a hand does to a cable; these may be called from
any thread. The rest belongs to its lane.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.devices.frames import Pixels, decoded, frame_of
from app.devices.pace import Pace
from app.errors import DeviceError, Offline
from app.ports import CameraInfo, Frame
from app.saying import say

FPS = 15.0
NAME = "Virtual camera"

Scene = bytes | npt.ArrayLike
"""An encoded picture, or an array of BGR pixels."""


class SceneCamera:
    """Implements `app.ports.Camera`."""

    def __init__(self, picture: Scene, *, fps: float = FPS) -> None:
        self._fps = fps
        self._pace = Pace(fps)
        self._plugged = True
        self._open = False
        self._scene = _kept(picture)
        self._unpacked: tuple[bytes, Pixels | None] = (b"", None)

    def show(self, picture: Scene) -> None:
        """See this from the next frame on."""
        self._scene = _kept(picture)

    def unplug(self) -> None:
        """As if its cable were pulled."""
        self._plugged = False

    def plug_in(self) -> None:
        """As if its cable were put in again."""
        self._plugged = True

    def open(self) -> CameraInfo:
        """Raises `Offline` while it is unplugged."""
        self._look()
        self._open = True
        height, width = self._pixels().shape[:2]
        return CameraInfo(NAME, width, height, self._fps)

    def newest(self) -> Frame:
        """What stands before it now."""
        self._pace.wait()
        self._look()
        if not self._open:
            raise Offline(say("{camera} is not open.", camera=NAME))
        return frame_of(self._pixels())

    def still(self) -> Frame:
        """What stands before it now."""
        return self.newest()

    def close(self) -> None:
        """Stop looking."""
        self._open = False

    def _look(self) -> None:
        if not self._plugged:
            self._open = False
            raise Offline(say("{camera} is unplugged.", camera=NAME), say("Plug it in again: it comes back by itself."))

    def _pixels(self) -> Pixels:
        """The scene's pixels; unpacked here, in the lane, and once."""
        scene = self._scene
        if isinstance(scene, bytes):
            if self._unpacked[0] is not scene:
                self._unpacked = (scene, decoded(scene))
            pixels = self._unpacked[1]
        else:
            pixels = scene
        if pixels is None or pixels.ndim != 3:
            raise DeviceError(say("What was put before the virtual camera is no picture."), code="camera_unreadable")
        return pixels


def _kept(scene: Scene) -> bytes | Pixels:
    """A copy: whoever drew the scene may draw on."""
    return scene if isinstance(scene, bytes) else np.array(scene, np.uint8)
