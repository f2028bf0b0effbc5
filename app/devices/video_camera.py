"""A virtual camera: plays a video file over and over, at the video's own pace. One thread: its lane."""

from __future__ import annotations

from pathlib import Path

import cv2

from app.devices.capture import Capture
from app.devices.pace import Pace
from app.errors import DeviceError, Offline
from app.ports import CameraInfo, Frame
from app.saying import say

USUAL_FPS = 15.0
MOST_FPS = 60.0
_HINT = say("Choose another video in the settings (AVI, MP4 or WebM).")


class VideoCamera:
    """Implements `app.ports.Camera`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._capture: Capture | None = None
        self._pace = Pace(USUAL_FPS)

    def open(self) -> CameraInfo:
        """Raises `Offline` where there is no such file, `DeviceError` where it is no video."""
        self.close()
        if not self._file.is_file():
            raise Offline(say("There is no video {name}.", name=self._file.name), _HINT)
        refused = DeviceError(
            say("{name} cannot be read as a video.", name=self._file.name), _HINT, "camera_unreadable"
        )
        one_thread = (cv2.CAP_PROP_N_THREADS, 1)  # more of them hold frames back
        capture = Capture(self._file.name, str(self._file), cv2.CAP_FFMPEG, one_thread, refused)
        self._capture = capture
        fps = min(capture.setting(cv2.CAP_PROP_FPS) or USUAL_FPS, MOST_FPS)
        self._pace = Pace(fps)
        first = self.newest()
        capture.rewind()
        return CameraInfo(self._file.name, first.width, first.height, fps)

    def newest(self) -> Frame:
        """The next frame, when it is due; after the last comes the first."""
        if self._capture is None:
            raise Offline(say("The video {name} is not open.", name=self._file.name))
        self._pace.wait()
        frame = self._capture.read()
        if frame is None and self._capture.rewind():
            frame = self._capture.read()
        if frame is None:
            self.close()
            raise DeviceError(say("{name} holds no picture.", name=self._file.name), _HINT, "camera_unreadable")
        return frame

    def still(self) -> Frame:
        """The next frame."""
        return self.newest()

    def close(self) -> None:
        """Close the file."""
        if self._capture is not None:
            self._capture.close()
            self._capture = None
