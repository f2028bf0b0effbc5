"""What is heard: POSTs, whole, bounded, in time; everything else is refused and harms nobody."""

from __future__ import annotations

import socket
from contextlib import suppress
from http import HTTPStatus

import httpx
import pytest

from app.background import events_lane
from app.background.events_lane import BIGGEST_BODY, EventsLane
from app.errors import UsageError


class Post:
    """What was taken; the status that is answered, or the error that is raised."""

    def __init__(self) -> None:
        self.taken, self.answer = [], HTTPStatus.OK

    def take(self, path, headers, body):
        self.taken.append((path, headers, body))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def door(post):
    lane = EventsLane(post.take, deadline_s=0.3)
    port = lane.open("127.0.0.1", 0)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        client.port = port
        yield client
    lane.close()


def said(port, *parts):
    """What comes back for these bytes on one connection, until it is closed."""
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        for part in parts:
            line.sendall(part)
        while part := line.recv(65_536):
            found += part
    return found


def test_the_bytes_that_came_are_handed_on_and_the_answer_is_theirs(door, post):
    for status in (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE):
        post.answer = status
        assert door.post("/shop?x=1", content="{ü}", headers={"Authorization": "s"}).status_code == status
    path, headers, body = post.taken[0]
    assert (path, headers["authorization"], body) == ("/shop", "s", "{ü}".encode())


def test_only_posts_are_heard(door, post):
    answer = door.get("/shop")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert post.taken == []


def test_a_body_that_is_too_large_is_never_handed_on(door, post):
    assert door.post("/shop", content=b"x" * BIGGEST_BODY).status_code == 200
    assert door.post("/shop", content=b"x" * (BIGGEST_BODY + 1)).status_code == 413
    parts = (b"x" * 1000 for _ in range(300))
    assert door.post("/shop", content=parts).status_code == 413
    assert len(post.taken) == 1


def test_whoever_does_not_come_to_an_end_is_told_so(door, post):
    assert b" 408 " in said(door.port, b"POST /shop HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
    assert b" 408 " in said(door.port, b"POST /sh")
    assert post.taken == []


@pytest.mark.parametrize(
    "rubbish", [b"\x16\x03\x01\x02\x00", b"HELO\r\n\r\n", b"POST / HTTP/1.1\r\nX: " + b"y" * 99_999]
)
def test_what_is_no_http_is_refused(door, post, rubbish):
    assert said(door.port, rubbish + b"\r\n\r\n")[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 431"}
    assert post.taken == []


def test_a_header_that_is_given_twice_proves_nothing(door, post):
    twice = b"POST /s HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nauthorization: b\r\nContent-Length: 0\r\n\r\n"
    assert b" 200 " in said(door.port, twice)
    assert post.taken[0][1]["authorization"] == "a, b"


def test_a_sender_that_asks_first_is_let_go_on(door):
    asks = b"POST /s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
    assert said(door.port, asks, b"x").startswith(b"HTTP/1.1 100")


def test_too_many_at_once_are_asked_to_come_again(door, post, monkeypatch):
    monkeypatch.setattr(events_lane, "MOST_AT_ONCE", 0)
    assert door.post("/s").status_code == 503


@pytest.mark.expects_warning
def test_a_fault_of_ours_is_no_acknowledgement(door, post):
    post.answer = RuntimeError("a fault")
    assert door.post("/s").status_code == 503


def test_a_place_that_cannot_be_had_is_said(door):
    lane = EventsLane(lambda *_: HTTPStatus.OK)
    with pytest.raises(UsageError, match=str(door.port)):
        lane.open("127.0.0.1", door.port)
    lane.close()


def test_it_may_be_closed_without_having_been_opened_and_while_somebody_waits(post):
    EventsLane(post.take).close()
    lane = EventsLane(post.take)
    with socket.create_connection(("127.0.0.1", lane.open("127.0.0.1", 0))) as line:
        line.settimeout(20)
        line.sendall(b"POST")
        lane.close()
        with suppress(ConnectionResetError):
            assert line.recv(9) == b""
