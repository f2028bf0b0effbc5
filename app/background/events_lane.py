"""The lane that hears what shops send by themselves: a small HTTP server that takes POSTs, and nothing else.

Owns the sockets and their bounds: how large a request may be, how long it may take, how many come at once. One event
loop in the lane's thread; events are handed on one at a time, as the bytes that came, and answered with what became of
them. Each connection carries one request. It listens where it was told to, on this machine unless told otherwise, and
speaks plain HTTP: what shops reach is a proxy before it that has the certificate.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from threading import Event
from typing import Final

import h11

from app.background.lanes import Lane
from app.errors import UsageError
from app.saying import say
from app.services.syncing.hearing import Take

BIGGEST_BODY: Final = 256 * 1024
READ_AND_DROPPED: Final = 4 * 1024 * 1024
"""So much of a body that is too large is still read, so that the sender hears why."""
DEADLINE_S: Final = 10.0
MOST_AT_ONCE: Final = 32
CHUNK: Final = 65_536

log = logging.getLogger(__name__)


class EventsLane:
    """Open and close it from one thread; `take` is called in the lane's."""

    def __init__(self, take: Take, deadline_s: float = DEADLINE_S) -> None:
        self._take = take
        self._deadline_s = deadline_s
        self._lane = Lane("events")
        self._begun = Event()
        self._port = 0
        self._fault: BaseException | None = None
        self._end: Callable[[], None] = lambda: None
        self._busy: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def open(self, host: str, port: int) -> int:
        """Listen; the port, which the machine chooses for 0. Raises `UsageError` where it cannot be had."""
        self._lane.submit(lambda: asyncio.run(self._serve(host, port)), lambda _: None, self._failed)
        self._begun.wait()
        if isinstance(self._fault, OSError):
            why = self._fault.strerror or str(self._fault)
            raise UsageError(
                say("Nothing can be heard at {host}, port {port}: {why}.", host=host, port=port, why=why),
                "Choose another --listen.",
            ) from self._fault
        if self._fault is not None:
            raise self._fault
        return self._port

    def close(self) -> None:
        """Hear no more; what is being taken in is waited for."""
        self._end()
        self._lane.close()

    def _failed(self, error: BaseException) -> None:
        if self._begun.is_set():
            log.error("A fault of the program where events are heard", exc_info=error)
        self._fault = error
        self._begun.set()

    async def _serve(self, host: str, port: int) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()

        def came(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = loop.create_task(self._meet(reader, writer))
            self._busy[task] = writer
            task.add_done_callback(lambda done: self._busy.pop(done, None))

        server = await asyncio.start_server(came, host, port, limit=CHUNK)
        self._port = int(server.sockets[0].getsockname()[1])
        self._end = lambda: _at_once(loop, ended)
        self._begun.set()
        try:
            await ended.wait()
        finally:
            for _ in range(4):  # whoever was just let in gets so far that the connection can be broken off
                await asyncio.sleep(0)
            server.close()
            met = dict(self._busy)
            for task, writer in met.items():
                task.cancel()
                writer.transport.abort()  # one that had not begun yet closes nothing by itself
            await asyncio.gather(*met, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, and its one request."""
        link = h11.Connection(h11.SERVER)
        try:
            status = await self._heard(link, reader, writer)
            async with asyncio.timeout(self._deadline_s):
                writer.write(_said(link, status))
                await writer.drain()
        except (OSError, h11.ProtocolError, asyncio.CancelledError):
            pass  # the other side has gone, or speaks no HTTP; or we end
        finally:
            writer.close()

    async def _heard(
        self, link: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> HTTPStatus:
        if len(self._busy) > MOST_AT_ONCE:
            return HTTPStatus.SERVICE_UNAVAILABLE
        try:
            async with asyncio.timeout(self._deadline_s):
                request, body = await _request(link, reader, writer)
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        except h11.RemoteProtocolError as error:
            return HTTPStatus(error.error_status_hint)
        if request is None:
            raise ConnectionError("it went before it had said anything")
        if request.method != b"POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        path = request.target.decode("latin-1").partition("?")[0]
        try:
            return self._take(path, _headers(request), body)
        except Exception:
            log.exception("A fault of the program while an event was taken in")
            return HTTPStatus.SERVICE_UNAVAILABLE


async def _request(
    link: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[h11.Request | None, bytes | None]:
    """The request with its body, which is None where it is too large."""
    request: h11.Request | None = None
    body, size = bytearray(), 0
    while True:
        event = link.next_event()
        if event is h11.NEED_DATA:
            if link.they_are_waiting_for_100_continue:
                writer.write(link.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
            link.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            size += len(event.data)
            if size <= BIGGEST_BODY:
                body += event.data
            elif size > READ_AND_DROPPED:
                return request, None
        elif isinstance(event, h11.EndOfMessage):
            return request, bytes(body) if size <= BIGGEST_BODY else None
        else:
            return None, None


def _headers(request: h11.Request) -> dict[str, str]:
    """Names in lower case; what is given twice stands there as both, and so proves nothing."""
    found: dict[str, str] = {}
    for raw_name, raw_value in request.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _said(link: h11.Connection, status: HTTPStatus) -> bytes:
    headers = [("content-length", "0"), ("connection", "close")]
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("allow", "POST"))
    said = link.send(h11.Response(status_code=status, headers=headers, reason=status.phrase.encode())) or b""
    return said + (link.send(h11.EndOfMessage()) or b"")


def _at_once(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    with suppress(RuntimeError):  # it has ended by itself
        loop.call_soon_threadsafe(ended.set)
