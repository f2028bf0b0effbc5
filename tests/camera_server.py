"""A network camera on loopback that misbehaves on demand: MJPEG over HTTP, as such cameras send it."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import cv2
import numpy as np

BOUNDARY = "regrade"
GAP_S = 0.02
WAIT_S = 10


def scene(width: int = 640, height: int = 480, *, light: int = 150) -> Any:
    """What a camera over the bench sees, with edges to be sharp about."""
    pixels = np.full((height, width, 3), light // 2, np.uint8)
    for step, left in enumerate(range(width // 8, width * 7 // 8, max(8, width // 32))):
        cv2.rectangle(pixels, (left, height // 4), (left + 6, height * 3 // 4), (light, light * (step % 2), light), -1)
    return pixels


def jpeg(pixels: Any) -> bytes:
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def blurred(pixels: Any) -> Any:
    return cv2.GaussianBlur(pixels, (0, 0), 12)


class CameraServer:
    """Sends `picture` again and again. `stall()` keeps the line and sends nothing; `drop()` hangs up on everybody and
    is gone; `come_back()` listens at the same place again; `lengths` says whether parts tell their length."""

    def __init__(self, picture: bytes | None = None) -> None:
        self.picture = picture or jpeg(scene())
        self.lengths = True
        self.status = 200
        self.kind = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
        self.sent = 0
        self._flowing = threading.Event()
        self._flowing.set()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.come_back()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/stream?name=bench"

    def stall(self) -> None:
        self._flowing.clear()

    def go_on(self) -> None:
        self._flowing.set()

    def come_back(self) -> None:
        self._hanging_up = threading.Event()
        self._server = _Server(("127.0.0.1", self._port), _handler(self, self._hanging_up))
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def drop(self) -> None:
        if self._server is None:
            return
        self._hanging_up.set()
        self._flowing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(WAIT_S)
        self._server = None

    def stream(self, write: Any, hanging_up: threading.Event) -> None:
        while not hanging_up.wait(GAP_S):
            self._flowing.wait(WAIT_S)
            picture = self.picture
            length = f"Content-Length: {len(picture)}\r\n" if self.lengths else ""
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\n{length}\r\n".encode()
            write(head + picture + b"\r\n")
            self.sent += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True


def _handler(camera: CameraServer, hanging_up: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(camera.status)
            self.send_header("Content-Type", camera.kind)
            self.end_headers()
            if camera.status == 200:
                with suppress(OSError):
                    camera.stream(self.wfile.write, hanging_up)

        def log_message(self, *words: Any) -> None:
            """Nothing: a test says what it saw."""

    return Handler
