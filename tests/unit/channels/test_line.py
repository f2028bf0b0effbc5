"""What surely did not arrive is told from what may have; a write is never sent twice by itself."""

import json

import httpx
import pytest

from app.channels import line as lines
from app.channels.line import Line, Request, an_object, classify, objects, quoted, readable, retry_after, whole
from app.errors import Ambiguous, ConfigError, Rejected, Transient
from tests.shops import Noted


def line(answer):
    return Line("shop", "https://shop.test/", httpx.MockTransport(answer))


def breaking(left):
    """Breaks for each fault that is left, then answers."""

    def answer(request):
        if left:
            fault = left.pop(0)
            if isinstance(fault, int):
                return httpx.Response(fault)
            raise fault("broken", request=request)
        return httpx.Response(200, json={"done": True})

    return answer


def test_a_read_is_asked_again_by_itself():
    assert line(breaking([httpx.ReadTimeout, 503])).read("GET", "/x").status == 200


def test_a_write_never_is():
    left = [httpx.ReadTimeout, httpx.ReadTimeout]
    with pytest.raises(Ambiguous):
        line(breaking(left)).write("POST", "/x")
    assert len(left) == 1


def test_a_long_wait_is_left_to_whoever_plans_the_work():
    calls = Noted()
    shop = line(lambda request: calls.note(request) and httpx.Response(429, headers={"retry-after": "30"}))
    with pytest.raises(Transient) as caught:
        shop.read("GET", "/x")
    assert caught.value.retry_after == 30
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("error", "on_write", "on_read"),
    [
        (httpx.ConnectError("x"), Transient, Transient),
        (httpx.ConnectTimeout("x"), Transient, Transient),
        (httpx.PoolTimeout("x"), Transient, Transient),
        (httpx.ReadTimeout("x"), Ambiguous, Transient),
        (httpx.WriteTimeout("x"), Ambiguous, Transient),
        (httpx.ReadError("x"), Ambiguous, Transient),
        (httpx.RemoteProtocolError("x"), Ambiguous, Transient),
        (httpx.UnsupportedProtocol("x"), Rejected, Rejected),
    ],
)
def test_what_surely_did_not_arrive_is_told_from_what_may_have(error, on_write, on_read):
    assert type(classify(error, "shop", write=True)) is on_write
    assert type(classify(error, "shop", write=False)) is on_read


def test_it_follows_nobody_elsewhere():
    with pytest.raises(Rejected):
        line(lambda _: httpx.Response(302, headers={"location": "https://evil.test"})).read("GET", "/x")


def test_the_body_goes_out_byte_for_byte():
    seen = Noted()
    request = Request.of_json({"b": 1, "a": "ü"}, {"x-token": "t-o-k-e-n"})
    line(lambda sent: seen.note(sent.content) and httpx.Response(200)).write("POST", "/x", request)
    assert seen == ['{"b":1,"a":"ü"}'.encode()]
    assert "t-o-k-e-n" not in repr(request)


def test_an_answer_is_bounded(monkeypatch):
    monkeypatch.setattr(lines, "BIGGEST_ANSWER", 10)
    big = line(lambda _: httpx.Response(200, content=b"x" * 11))
    with pytest.raises(Rejected):
        big.read("GET", "/x")
    with pytest.raises(Ambiguous):
        big.write("POST", "/x")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_object_leaves_a_write_unknown(body):
    answer = line(lambda _: httpx.Response(200, content=body)).read("GET", "/x")
    with pytest.raises(Ambiguous):
        answer.parsed("shop", write=True)
    with pytest.raises(Transient):
        answer.parsed("shop", write=False)


def test_an_address_without_a_host_is_refused():
    with pytest.raises(ConfigError):
        Line("shop", "https:///path")


@pytest.mark.parametrize(
    ("given", "wait"), [("7", 7.0), ("", None), ("Wed, 21 Oct", None), ("-1", None), ("1e9", 3600)]
)
def test_the_wait_that_is_asked_for(given, wait):
    assert retry_after({"retry-after": given}) == wait


@pytest.mark.parametrize("value", [True, None, 1.5, "lots", [], {}])
def test_a_quantity_is_a_whole_number_or_no_answer(value):
    with pytest.raises(Transient):
        whole(value, "shop")


def test_words_of_a_shop_are_short_plain_and_without_secrets():
    said = quoted("line\nbreak access_token=abcd1234 " + "x" * 500)
    assert "\n" not in said
    assert "abcd1234" not in said
    assert len(said) == 200


@pytest.mark.expects_warning
def test_one_that_cannot_be_read_does_not_stand_in_the_way(caplog):
    found = [{"n": 1}, {"n": "shpat_secret"}, {}, None, {"n": 2}]
    assert readable(found, lambda each: [int(each["n"])], "shop") == (1, 2)
    assert "shpat" not in caplog.text


def test_only_objects_are_taken_from_what_is_told():
    assert objects([{}, 1, None, {"a": 1}]) == [{}, {"a": 1}]
    assert objects(json.loads('{"a": 1}')) == []
    assert an_object([1]) == {}
