"""Real HTTP on loopback: kept connections, many at once, replies that never come."""

import asyncio

import httpx
import pytest

from app.channels.fakes.asking import Reply
from app.channels.fakes.counter import Counter
from app.channels.fakes.faults import Faults, Moody
from app.channels.fakes.server import serve
from app.errors import UsageError
from tests.shops import SetClock


class Echo(Counter):
    def answer(self, ask):
        return Reply.of_json({"path": ask.path, "body": ask.body.decode(), "x": ask.headers.get("x", "")})


def visit(talk, **faults):
    """Serves as long as `talk` lasts, in one event loop."""

    async def day():
        mood, stop = Moody(Echo(SetClock().now), Faults(**faults)), asyncio.Event()
        ports: asyncio.Queue[int] = asyncio.Queue()
        serving = asyncio.create_task(serve(mood, 0, ports.put_nowait, stop))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{await ports.get()}", trust_env=False) as client:
            found = await talk(client)
        stop.set()
        await serving
        return found

    return asyncio.run(day())


def test_requests_of_one_connection_are_answered_one_after_the_other():
    async def talk(client):
        return [(await client.post(f"/a/{n}", content="ü" * n, headers={"X": "y"})).json() for n in (1, 50_000)]

    assert visit(talk) == [{"path": f"/a/{n}", "body": "ü" * n, "x": "y"} for n in (1, 50_000)]


def test_many_are_served_at_once():
    async def talk(client):
        return await asyncio.gather(*(client.get(f"/{n}") for n in range(20)))

    assert [each.json()["path"] for each in visit(talk, latency_ms=1)] == [f"/{n}" for n in range(20)]


@pytest.mark.parametrize("fault", ["lose", "reset"])
def test_a_reply_that_never_comes_is_a_connection_that_breaks(fault):
    async def talk(client):
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await client.get("/x")

    visit(talk, **{fault: 1})


def test_what_is_no_http_is_hung_up_on():
    async def talk(client):
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(b"\x16\x03\x01 hello\r\n\r\n")
        await reader.read()
        writer.close()
        return (await client.get("/still")).status_code

    assert visit(talk) == 200


def test_a_port_that_is_taken_is_said():
    async def talk(client):
        with pytest.raises(UsageError):
            await serve(Moody(Echo(SetClock().now)), client.base_url.port, lambda _: None)

    visit(talk)
