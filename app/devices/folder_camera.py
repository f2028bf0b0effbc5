"""A virtual camera: shows the pictures of a folder one after another, over and over. One thread: its lane."""

from __future__ import annotations

import time
from pathlib import Path

from app.devices.frames import Pixels, decoded, frame_of
from app.devices.pace import Pace
from app.errors import DeviceError, Offline
from app.ports import CameraInfo, Frame
from app.saying import say

FPS = 15.0
EACH_S = 1.5
KINDS = {".jpg", ".jpeg", ".png", ".webp"}
_HINT = say("Put pictures into the folder (JPEG, PNG or WebP), or choose another one in the settings.")


class FolderCamera:
    """Implements `app.ports.Camera`; each picture is shown for `each_s` seconds, in the order of their names."""

    def __init__(self, folder: Path, *, each_s: float = EACH_S, fps: float = FPS) -> None:
        self._folder = folder
        self._each_s = each_s
        self._fps = fps
        self._pace = Pace(fps)
        self._pictures: tuple[Path, ...] = ()
        self._shown = -1
        self._begun = 0.0
        self._pixels: Pixels | None = None

    def open(self) -> CameraInfo:
        """Raises `Offline` where there is no such folder or no picture in it."""
        self.close()
        if not self._folder.is_dir():
            raise Offline(say("There is no folder {name}.", name=self._folder.name), _HINT)
        self._pictures = tuple(sorted(file for file in self._folder.iterdir() if file.suffix.lower() in KINDS))
        if not self._pictures:
            raise Offline(say("There is no picture in the folder {name}.", name=self._folder.name), _HINT)
        self._begun = time.monotonic()
        first = self._frame()
        return CameraInfo(self._folder.name, first.width, first.height, self._fps)

    def newest(self) -> Frame:
        """The picture whose turn it is."""
        if not self._pictures:
            raise Offline(say("The folder {name} is not open.", name=self._folder.name))
        self._pace.wait()
        return self._frame()

    def still(self) -> Frame:
        """The picture whose turn it is."""
        return self.newest()

    def close(self) -> None:
        """Forget the pictures."""
        self._pictures, self._shown, self._pixels = (), -1, None

    def _frame(self) -> Frame:
        turn = int((time.monotonic() - self._begun) / self._each_s) % len(self._pictures)
        if self._pixels is None or turn != self._shown:
            self._pixels, self._shown = self._loaded(self._pictures[turn]), turn
        return frame_of(self._pixels)

    def _loaded(self, file: Path) -> Pixels:
        try:
            pixels = decoded(file.read_bytes())
        except OSError as error:
            raise Offline(
                say("The picture {name} cannot be read: {reason}.", name=file.name, reason=error.strerror), _HINT
            ) from error
        if pixels is None:
            raise DeviceError(say("{name} cannot be read as a picture.", name=file.name), _HINT, "camera_unreadable")
        return pixels
