"""A label printer behind TCP 9100: asked how it is, given one label, and asked whether it counted it.

What it says is believed only where it is certain: a label is `confirmed` when the printer's own counter went up by
exactly one, `failed` when its last command was never given to the network, and `unknown` whenever something broke
after that. Nothing is sent twice. One deadline holds for everything, whatever the printer does: it may refuse, be
silent, never read, read slowly, answer garbage, or reset the connection at any byte. Used by one thread at a time.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar
from urllib.parse import urlsplit

from app.devices.printer_talk import DIALECTS, TSPL, Trouble, label_count, tspl_trouble, zpl_trouble
from app.domain.print_jobs import Delivery, JobState
from app.errors import BenchError, DeviceError, Jam, NoMedia, Offline, TimedOut, UsageError
from app.ports import Address, LookUp, Sheet
from app.saying import say

PORT = 9100
_AT_ONCE = 64 * 1024
_LONGEST_ANSWER = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each step may take, in seconds, within the deadline of the whole.

    Attributes:
        connect: until its name is found, and again until it takes the connection
        answer: for an answer to a question
        known: for the first answer of one that is known to answer; another bench may be printing there
        settle: after a label was given to a printer that does not count, until nothing went wrong

    """

    connect: float = 4.0
    answer: float = 1.5
    known: float = 5.0
    settle: float = 0.5


class _Broken(Exception):
    """The connection is gone, or its time is over."""


class TcpPrinter:
    """Implements `app.ports.LabelPrinter`; `address` is `tcp://HOST:PORT`."""

    def __init__(self, name: str, address: str, driver: str, look_up: LookUp, patience: Patience | None = None) -> None:
        self._name = name
        self._look_up = look_up
        self._answers = False  # it has, since the program began
        self._host, self._port = _place(address)
        self._dialect = DIALECTS[driver]
        self._trouble = tspl_trouble if self._dialect is TSPL else zpl_trouble
        self._patience = patience or Patience()

    def send(self, sheet: Sheet, seconds: float) -> Delivery:
        """See the port."""
        until = time.monotonic() + seconds
        try:
            line = self._connected(until)
        except DeviceError as error:
            return Delivery(
                JobState.FAILED, say("{what} Nothing was printed. {hint}", what=error.message, hint=error.hint)
            )
        with line:
            return self._sent(line, sheet)

    def look(self, seconds: float) -> str:
        """See the port."""
        with self._connected(time.monotonic() + seconds) as line:
            try:
                found = line.ask(self._dialect.status, self._trouble, self._patience.answer)
            except _Broken as error:
                raise Offline(say("The printer {name} closed the connection.", name=self._name), _check()) from error
            if found:
                raise _fault(self._name, found)
            if found is None:
                return say("{name} takes connections and does not say how it is", name=self._name)
            return say("{name} is ready", name=self._name)

    def _connected(self, until: float) -> _Line:
        try:
            places = self._look_up(self._host, self._port, _at_most(self._patience.connect, until))
            return _Line(_connection(places, _at_most(self._patience.connect, until)), until)
        except TimeoutError as error:
            raise TimedOut(
                say("The printer {name} did not take the connection in time.", name=self._name), _check()
            ) from error
        except OSError as error:
            why = error.strerror or str(error)
            raise Offline(
                say("The printer {name} cannot be reached ({why}).", name=self._name, why=why), _check()
            ) from error

    def _sent(self, line: _Line, sheet: Sheet) -> Delivery:
        ask, patience = self._dialect, self._patience.answer
        try:
            trouble = line.ask(ask.status, self._trouble, self._patience.known if self._answers else patience)
            if trouble is None and self._answers:
                return self._silent()
            self._answers = trouble is not None
            if trouble:
                fault = _fault(self._name, trouble)
                said = say("{what} Nothing was sent to it. {hint}", what=fault.message, hint=fault.hint)
                return Delivery(JobState.FAILED, said)
            before = line.ask(ask.counter, label_count, patience) if trouble is not None and ask.counter else None
        except _Broken:
            return self._failed()
        payload = (ask.clear if sheet.clear else b"") + sheet.payload
        needed = ask.ends_at(payload)
        given = line.give(payload)
        if given < needed:
            return self._failed()
        if given < len(payload):
            return self._unknown()
        return self._seen(line) if before is None else self._counted(line, before)

    def _silent(self) -> Delivery:
        """Said once, for it may have been exchanged for one that does not answer: the next label is given blind."""
        self._answers = False
        said = say(
            "The printer {name} answered before and is silent now: nothing was sent. Look at its paper and its "
            "display, then print again.",
            name=self._name,
        )
        return Delivery(JobState.FAILED, said)

    def _seen(self, line: _Line) -> Delivery:
        """Nobody counts: it was sent, if nothing goes wrong right behind it."""
        if line.is_reset_within(self._patience.settle):
            return self._unknown()
        try:
            trouble = line.ask(self._dialect.status, self._trouble, self._patience.answer) if self._answers else None
        except _Broken:
            return self._unknown()
        if trouble:
            return self._stuck(trouble)
        if not self._answers:
            said = say(
                "The label was sent to {name}, which answers nothing: look whether it came out, then scan it.",
                name=self._name,
            )
            return Delivery(JobState.SENT, said)
        said = say("{name} has the label, but does not say whether it came out: look, then scan it.", name=self._name)
        return Delivery(JobState.SENT, said)

    def _counted(self, line: _Line, before: int) -> Delivery:
        """Asked until it has counted, or says why it cannot, or the time is over."""
        trouble: tuple[Trouble, ...] | None = None
        try:
            while line.left > 0:
                now = line.ask(self._dialect.counter, label_count, self._patience.answer)
                if now is not None and now == before + 1:
                    return Delivery(JobState.CONFIRMED, say("{name} has printed the label.", name=self._name))
                if now is not None and now != before:
                    said = say("{name} has the label, and counted others beside it.", name=self._name)
                    return Delivery(JobState.SENT, said)
                if trouble:  # with the last label of a roll it counts first: asked once more since
                    return self._stuck(trouble)
                trouble = line.ask(self._dialect.status, self._trouble, self._patience.answer)
                if not trouble and line.is_reset_within(_BETWEEN):
                    break
        except _Broken:
            pass
        return self._unknown()

    def _stuck(self, trouble: tuple[Trouble, ...]) -> Delivery:
        """It was given the label and cannot print it now; what was interrupted may be printed as soon as it can."""
        said = say(
            "{what} Once mended it may print the label by itself: look first; scan it, or print it again.",
            what=_fault(self._name, trouble).message,
        )
        return Delivery(JobState.UNKNOWN, said)

    def _failed(self) -> Delivery:
        said = say(
            "The printer {name} broke off before it had the whole label: nothing can have come out. Check its cable "
            "and its paper, then print the label again.",
            name=self._name,
        )
        return Delivery(JobState.FAILED, said)

    def _unknown(self) -> Delivery:
        said = say(
            "Nobody knows whether {name} printed the label. Look whether it came out: if it did, scan it; if not, "
            "print it again.",
            name=self._name,
        )
        return Delivery(JobState.UNKNOWN, said)


_BETWEEN = 0.1
"""Between two looks at the counter, in seconds."""


class _Line:
    """A connection with a deadline (`until`, on the monotonic clock)."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._socket = connection
        self._until = until

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.close()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._until - time.monotonic()

    def ask(self, question: bytes, read: Callable[[bytes], T | None], seconds: float) -> T | None:
        """What the printer answers, None where it does not or not so that it can be read. Raises `_Broken`."""
        self._drain()
        if self.give(question) < len(question):
            raise _Broken
        until = time.monotonic() + min(seconds, self.left)
        heard = b""
        while len(heard) < _LONGEST_ANSWER and (rest := until - time.monotonic()) > 0:
            more = self._heard(rest)
            if more is None:
                break
            heard += more
            answer = read(heard)
            if answer is not None:
                return answer
        return None

    def give(self, content: bytes) -> int:
        """Hand over as much as it takes in time: how many bytes went."""
        given = 0
        with contextlib.suppress(OSError):
            while given < len(content) and self.left > 0:
                self._socket.settimeout(self.left)
                given += self._socket.send(content[given : given + _AT_ONCE])
        return given

    def is_reset_within(self, seconds: float) -> bool:
        """Whether the connection breaks within this time; an orderly end is none."""
        until = time.monotonic() + min(seconds, self.left)
        try:
            while (rest := until - time.monotonic()) > 0:
                if self._heard(rest) is None:
                    return False
        except _Broken as broken:
            return not isinstance(broken, _Ended)
        return False

    def _drain(self) -> None:
        """What came unasked answers nothing that is asked now."""
        self._socket.settimeout(0)
        for _ in range(_LONGEST_ANSWER):
            try:
                if not self._socket.recv(_LONGEST_ANSWER):
                    raise _Ended
            except BlockingIOError:
                return
            except OSError as error:
                raise _Broken from error

    def _heard(self, seconds: float) -> bytes | None:
        """What comes within this time; None for nothing. Raises `_Broken`, `_Ended` for an orderly end."""
        self._socket.settimeout(max(seconds, 0.001))
        try:
            heard = self._socket.recv(_LONGEST_ANSWER)
        except TimeoutError:
            return None
        except OSError as error:
            raise _Broken from error
        if not heard:
            raise _Ended
        return heard


class _Ended(_Broken):
    """The printer has closed the connection in order."""


def _at_most(seconds: float, until: float) -> float:
    return max(min(seconds, until - time.monotonic()), 0.001)


def _connection(places: tuple[Address, ...], seconds: float) -> socket.socket:
    """To the first of these addresses that takes it; the others have their share of the time. Raises `OSError`."""
    until = time.monotonic() + seconds
    failed = OSError(0, "no address")
    for number, (family, kind, protocol, _, place) in enumerate(places):
        one = socket.socket(family, kind, protocol)
        try:
            one.settimeout(max((until - time.monotonic()) / (len(places) - number), 0.001))
            one.connect(place)
        except OSError as error:
            one.close()
            failed = error
        else:
            return one
    raise failed


def _place(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise UsageError(
            say("{address} is no address of a printer.", address=address),
            "Write tcp://HOST:PORT, as in tcp://10.0.0.9:9100.",
        )
    return host, port or PORT


def _check() -> str:
    return say("Check that it is switched on and its cable is in.")


def _fault(name: str, trouble: tuple[Trouble, ...]) -> BenchError:
    first = trouble[0]
    if first is Trouble.MEDIA_OUT:
        roll = say("Put in a roll, close the head, then print the label again.")
        return NoMedia(say("The printer {name} has no labels left.", name=name), roll)
    if first is Trouble.RIBBON_OUT:
        ribbon = say("Put in a ribbon, then print the label again.")
        return NoMedia(say("The printer {name} has no ribbon left.", name=name), ribbon)
    if first is Trouble.HEAD_OPEN:
        close = say("Close it, then print the label again.")
        return DeviceError(say("The head of the printer {name} is open.", name=name), close)
    if first is Trouble.JAM:
        out = say("Take the label out, then print it again.")
        return Jam(say("A label is stuck in the printer {name}.", name=name), out)
    if first is Trouble.PAUSED:
        pause = say("Press its pause key, then print the label again.")
        return DeviceError(say("The printer {name} is paused.", name=name), pause)
    look = say("Look at its display, then print the label again.")
    return DeviceError(say("The printer {name} reports a fault.", name=name), look)
