"""A camera on the network that sends MJPEG over HTTP: most of them do, and so do telephones made into cameras.

Only the newest picture of what has come is unpacked. Proxies are not asked: a camera stands in this house.
One thread: its lane.
"""

from __future__ import annotations

import re
import select
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from app.devices.frames import Pixels, decoded, frame_of
from app.devices.mjpeg_parts import Parts, PartTooLargeError
from app.errors import DeviceError, Offline, TimedOut
from app.ports import CameraInfo, Frame
from app.saying import say

ANSWER_S: Final = 3.0
PICTURE_S: Final = 2.0
CATCH_UP_S: Final = 0.1
"""A line that is never empty is left after this time: what came is new enough."""
BLOCK: Final = 1 << 18
_BOUNDARY = re.compile(r'boundary="?([^";,\s]+)"?', re.IGNORECASE)
_BACK = say("Check its power and the network: it comes back by itself.")


class UrlCamera:
    """Implements `app.ports.Camera`."""

    def __init__(self, url: str, *, answer_s: float = ANSWER_S, picture_s: float = PICTURE_S) -> None:
        self._url = urlsplit(url)
        self._answer_s, self._picture_s = answer_s, picture_s
        self._connection: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._response: HTTPResponse | None = None
        self._parts = Parts(b"")

    @property
    def name(self) -> str:
        """Its place, without a password."""
        return say("Camera at {host}", host=self._url.hostname)

    def open(self) -> CameraInfo:
        """Raises `Offline`, `TimedOut`, or `DeviceError` where something else than a camera answers."""
        self.close()
        try:
            self._connect()
            first = self._picture()
        except DeviceError:
            self.close()
            raise
        return CameraInfo(self.name, first.shape[1], first.shape[0])

    def newest(self) -> Frame:
        """The newest picture that has come; waits for one where none has."""
        return frame_of(self._picture())

    def still(self) -> Frame:
        """The second picture that comes from now on: the first may have been under way."""
        self._picture()
        return frame_of(self._picture())

    def close(self) -> None:
        """Hang up."""
        for part in (self._response, self._connection):
            if part is not None:
                with suppress(OSError, HTTPException):
                    part.close()
        self._connection = self._socket = self._response = None

    def _connect(self) -> None:
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        self._connection = kind(self._url.hostname or "", self._url.port, timeout=self._answer_s)
        path = f"{self._url.path or '/'}{'?' + self._url.query if self._url.query else ''}"
        try:
            self._connection.request("GET", path, headers={"Accept": "multipart/x-mixed-replace, image/jpeg"})
            self._socket = self._connection.sock  # the response takes it away from the connection
            response = self._response = self._connection.getresponse()
        except TimeoutError as error:
            raise TimedOut(say("{camera} does not answer.", camera=self.name), _BACK) from error
        except (OSError, HTTPException) as error:
            raise Offline(say("{camera} cannot be reached.", camera=self.name), _BACK) from error
        boundary = _BOUNDARY.search(response.headers.get("Content-Type", ""))
        if response.status != 200 or boundary is None:
            hint = say("Look up the camera's address for MJPEG and set it under [camera] source.")
            what = say("{camera} sends no stream of pictures ({status}).", camera=self.name, status=response.status)
            raise DeviceError(what, hint, "camera_unreadable")
        self._socket.settimeout(self._picture_s)
        self._parts = Parts(boundary[1].encode())

    def _picture(self) -> Pixels:
        """The newest whole picture; damaged ones are passed over."""
        until = time.monotonic() + self._picture_s
        while time.monotonic() < until:
            newest, enough = b"", until
            while time.monotonic() < enough and (not newest or self._more_waits()):
                for part in self._parts_of(self._received()):
                    enough = enough if newest else min(until, time.monotonic() + CATCH_UP_S)
                    newest = part
            pixels = decoded(newest)
            if pixels is not None:
                return pixels
        raise TimedOut(say("{camera} sends no picture that can be read.", camera=self.name), _BACK)

    def _received(self) -> bytes:
        if self._response is None:
            raise Offline(say("{camera} is not open.", camera=self.name))
        try:
            data = self._response.read1(BLOCK)
        except TimeoutError as error:
            raise TimedOut(say("{camera} sends no picture.", camera=self.name), _BACK) from error
        except (OSError, HTTPException, ValueError) as error:
            raise Offline(say("{camera} has hung up.", camera=self.name), _BACK) from error
        if not data:
            raise Offline(say("{camera} has hung up.", camera=self.name), _BACK)
        return data

    def _parts_of(self, data: bytes) -> list[bytes]:
        try:
            return list(self._parts.feed(data))
        except PartTooLargeError as error:
            raise DeviceError(
                say("{camera} sends something else than pictures.", camera=self.name), _BACK, "camera_unreadable"
            ) from error

    def _more_waits(self) -> bool:
        return self._socket is not None and bool(select.select([self._socket], [], [], 0)[0])
