"""A request to a marketplace on loopback is taken apart as it was meant."""

import json

import pytest

from app.channels.fakes.asking import Ask, Reply


def test_a_target_is_taken_apart_and_decoded():
    ask = Ask.of("GET", "/items/a%2Fb%20c?x=1&x=2&empty=", {"X-Token": "t"}, b"")
    assert ask.path == "/items/a%2Fb%20c"
    assert ask.parts() == ("items", "a/b c")
    assert ask.query == {"x": "2", "empty": ""}
    assert ask.headers == {"x-token": "t"}


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_is_empty(body):
    assert Ask("POST", "/", body=body).content() == {}


def test_a_reply_is_json():
    reply = Reply.of_json({"a": 1}, 202, retry_after="3")
    assert json.loads(reply.body) == {"a": 1}
    assert reply.headers == {"content-type": "application/json", "retry-after": "3"}
