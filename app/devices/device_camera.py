"""A camera at this computer (UVC: webcams, microscopes, document cameras), read through OpenCV.

It is asked for its pictures as JPEG, for only so most cameras send their full resolution at full rate over USB 2; what
it then really gives is what `open` says. One thread: its lane.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import cv2

from app.devices.capture import Capture, fourcc
from app.errors import Busy, DeviceError, Offline
from app.ports import CameraInfo, Frame
from app.saying import say

_APIS: Final = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_DSHOW}
_GONE = say("Put its cable in, or choose another camera in the settings; it is looked for again by itself.")


class DeviceCamera:
    """Implements `app.ports.Camera`; `target` is a number, or a path as in `/dev/v4l/by-id/…`."""

    def __init__(self, target: int | str, width: int, height: int, fps: int = 30) -> None:
        self._target = target
        self._asked = (width, height, fps)
        self._capture: Capture | None = None

    @property
    def name(self) -> str:
        """As a person may call it."""
        return say("Camera {number}", number=self._target)

    def open(self) -> CameraInfo:
        """Raises `Offline` where there is none, `Busy` where another program has it."""
        self.close()
        self._look()
        width, height, fps = self._asked
        asked = [
            *(cv2.CAP_PROP_FOURCC, fourcc("MJPG")),
            *(cv2.CAP_PROP_FRAME_WIDTH, width),
            *(cv2.CAP_PROP_FRAME_HEIGHT, height),
            *(cv2.CAP_PROP_FPS, fps),
        ]
        refused = Busy(say("{camera} does not open: another program seems to have it.", camera=self.name))
        capture = Capture(self.name, self._target, _APIS.get(sys.platform, cv2.CAP_ANY), asked, refused)
        self._capture = capture
        width, height = (int(capture.setting(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        return CameraInfo(self.name, width, height, capture.setting(cv2.CAP_PROP_FPS))

    def newest(self) -> Frame:
        """The newest frame."""
        return self._opened().newest()

    def still(self) -> Frame:
        """The frame after the one that is being exposed now."""
        self._opened().drain()
        return self._opened().newest()

    def close(self) -> None:
        """Let go of the camera, so that others may have it."""
        if self._capture is not None:
            self._capture.close()
            self._capture = None

    def _opened(self) -> Capture:
        if self._capture is None:
            raise Offline(say("{camera} is not open.", camera=self.name))
        return self._capture

    def _look(self) -> None:
        """On Linux a camera is a file; OpenCV would only say that it does not open."""
        if sys.platform != "linux":
            return
        file = Path(f"/dev/video{self._target}" if isinstance(self._target, int) else self._target)
        if not file.exists():
            raise Offline(say("{camera} is not there.", camera=self.name), _GONE)
        if not os.access(file, os.R_OK | os.W_OK):
            hint = say("Add this user to the group `video`, then sign in to the computer again.")
            raise DeviceError(
                say("{camera} is there, but this user may not use it.", camera=self.name), hint, "camera_forbidden"
            )
