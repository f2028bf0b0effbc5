"""A label printer on loopback that misbehaves on demand, and knows which labels really came out of it.

Speaks as much ZPL and TSPL as is asked of printers: `~HQES`, the label counter, `<ESC>!?`, `~JX`, and whole formats.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field

_STATUS, _COUNTER, _CLEAR = b"~HQES\r\n", b'! U1 getvar "odometer.total_label_count"\r\n', b"~JX"
_WHOLE = re.compile(rb"\^XA.*?\^XZ|CLS\r\n.*?PRINT 1,1\r\n", re.DOTALL)
_LINGER = struct.pack("ii", 1, 0)
WAIT_S = 10.0


@dataclass
class Manners:
    """What it does. `bits` are the errors that it reports; `resets_at`: after so many bytes of a label it hangs up
    hard; `counts`: how its counter goes on with each label, None for a printer that has none; `stops_with`: the errors
    that it reports from its next label on."""

    answers: bool = True
    bits: int = 0
    counts: int | None = 1
    resets_at: int | None = None
    resets_when_done: bool = False
    prints: bool = True
    reads: bool = True
    at_once: int = 65_536
    garbage: bytes = b""
    doubled: bool = False
    closes_when_asked: bool = False
    stops_with: int = 0


@dataclass
class FakePrinter:
    """Listens from the start; `labels` are the whole formats that came out, in order. `close` it."""

    manners: Manners = field(default_factory=Manners)
    labels: list[bytes] = field(default_factory=list)
    heard: bytearray = field(default_factory=bytearray)
    count: int = 41

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._closing = threading.Event()
        self._taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def noticed(self) -> None:
        """A connection's first byte has come."""

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._taken:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._thread.join(WAIT_S)
        assert not self._thread.is_alive()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._taken.append(connection)
            with suppress(OSError):
                self._serve(connection)
            connection.close()

    def _serve(self, connection: socket.socket) -> None:
        """One connection, to its end."""
        left, label, heard = b"", 0, False
        if not self.manners.reads:
            self._closing.wait(WAIT_S)
            return
        while not self._closing.is_set():
            room = self.manners.at_once
            if self.manners.resets_at is not None:
                room = 1 if label or left else room
            more = connection.recv(room)
            if not more:
                return
            if not heard:
                self.noticed()
            heard = True
            self.heard += more
            left = self._asked(connection, left + more)
            label = len(left)
            if self.manners.resets_at is not None and left.startswith(b"^XA") and len(left) >= self.manners.resets_at:
                self._reset(connection)
                return
            left = self._printed(connection, left)
            if connection.fileno() < 0:
                return

    def _asked(self, connection: socket.socket, left: bytes) -> bytes:
        answers = ((_STATUS, self._status()), (_COUNTER, b'"%d"\r\n' % self.count), (b"\x1b!?", self._byte()))
        for question, answer in answers:
            while question in left:
                left = left.replace(question, b"", 1)
                if self.manners.closes_when_asked:
                    connection.close()
                    return b""
                if self.manners.answers and (question != _COUNTER or self.manners.counts is not None):
                    said = self.manners.garbage or answer
                    connection.sendall(said * (2 if self.manners.doubled else 1))
        return left.replace(_CLEAR, b"")

    def _printed(self, connection: socket.socket, left: bytes) -> bytes:
        for whole in _WHOLE.findall(left):
            left = left.replace(whole, b"", 1)
            self.manners.bits |= self.manners.stops_with
            if self.manners.prints:
                self.labels.append(whole)
                self.count += self.manners.counts or 0
            if self.manners.resets_when_done:
                self._reset(connection)
        return left

    def _status(self) -> bytes:
        flag = b"1" if self.manners.bits else b"0"
        errors = b"   ERRORS: %s 00000000 %08X\r\n" % (flag, self.manners.bits)
        return b"\x02\r\n\r\n  PRINTER STATUS\r\n" + errors + b"   WARNINGS: 0 00000000 00000000\r\n\x03"

    def _byte(self) -> bytes:
        return bytes((self.manners.bits & 0xFF,))

    @staticmethod
    def _reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        connection.close()
