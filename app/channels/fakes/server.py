"""A marketplace on loopback over real HTTP: one event loop, no thread, HTTP/1.1 by h11.

Owns the sockets, and acts the faults out: a lost reply is a connection that closes after the work was done, a reset one
that closes before. Binds to this machine only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import h11

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.faults import Broken, Moody
from app.channels.fakes.messenger import deliver
from app.errors import UsageError
from app.saying import say

LOOPBACK = "127.0.0.1"
BIGGEST_BODY = 8 * 1024 * 1024
CHUNK = 65_536


async def serve(moody: Moody, port: int, ready: Callable[[int], None], stop: asyncio.Event | None = None) -> None:
    """Serves until it is stopped or cancelled; `ready` is told the port, which the machine chooses for 0."""
    busy: set[asyncio.Task[None]] = set()
    told = asyncio.Event()
    messenger = asyncio.create_task(deliver(moody.market, told))

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            busy.add(task)
            task.add_done_callback(busy.discard)
        try:
            await _converse(moody, reader, writer, told)
        except (OSError, h11.RemoteProtocolError, asyncio.CancelledError):
            pass  # the other side has gone, or spoke no HTTP; or we are stopped
        finally:
            writer.close()

    try:
        server = await asyncio.start_server(meet, LOOPBACK, port)
    except OSError as error:
        messenger.cancel()
        raise UsageError(
            say("Port {port} of this machine cannot be had: {why}.", port=port, why=error.strerror),
            "Choose another --port.",
        ) from error
    try:
        ready(int(server.sockets[0].getsockname()[1]))
        await (stop or asyncio.Event()).wait()
    finally:
        server.close()
        for task in (messenger, *busy):
            task.cancel()
        await asyncio.gather(messenger, *busy, return_exceptions=True)


async def _converse(
    moody: Moody, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, told: asyncio.Event
) -> None:
    """Requests of one connection, one after the other, as long as both sides keep it."""
    link = h11.Connection(h11.SERVER)
    while True:
        ask = await _next(link, reader)
        if ask is None:
            return
        reply = moody.answer(ask)
        told.set()
        if moody.faults.latency_ms:
            await asyncio.sleep(moody.faults.latency_ms / 1000)
        if isinstance(reply, Broken):
            writer.transport.abort()
            return
        writer.write(_spoken(link, reply, head=ask.method == "HEAD"))
        await writer.drain()
        if link.our_state is h11.MUST_CLOSE:
            return
        link.start_next_cycle()


async def _next(link: h11.Connection, reader: asyncio.StreamReader) -> Ask | None:
    """The next whole request, or None where there is no more."""
    request: h11.Request | None = None
    body = bytearray()
    while True:
        event = link.next_event()
        if event is h11.NEED_DATA:
            link.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > BIGGEST_BODY:
                return None
        elif isinstance(event, h11.EndOfMessage) and request is not None:
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
            return Ask.of(request.method.decode(), request.target.decode("latin-1"), headers, bytes(body))
        else:
            return None


def _spoken(link: h11.Connection, reply: Reply, *, head: bool) -> bytes:
    headers = [*reply.headers.items(), ("content-length", str(len(reply.body)))]
    said = link.send(h11.Response(status_code=reply.status, headers=headers)) or b""
    if not head:
        said += link.send(h11.Data(data=reply.body)) or b""
    return said + (link.send(h11.EndOfMessage()) or b"")


def run(moody: Moody, port: int, ready: Callable[[int], None]) -> None:
    """Serves until the keyboard interrupts it."""
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(moody, port, ready))
