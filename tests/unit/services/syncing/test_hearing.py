"""An event counts only when the shop signed it, it is of our time, and it is on record; all else is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.fakes.tiktok_shop import FakeTikTokShop
from app.channels.kinds import open_channel
from app.channels.tiktok_signing import event_signature
from app.errors import DatabaseLocked
from app.services.syncing.hearing import AHEAD, OLDEST, Ear, Hearing
from tests.references import reference
from tests.shops import NOON, Kept, SetClock, around, settings

SECRETS = {"app_key": "k-123", "app_secret": "fake-secret", "access_token": "tt-token-1", "shop_cipher": "c"}


class Records:
    """What was kept; `fault` is raised instead while it is set."""

    def __init__(self) -> None:
        self.kept, self.fault = [], None

    def heard(self, channel, event, at):
        if self.fault is not None:
            raise self.fault
        new = event.external_id not in self.kept
        self.kept += [event.external_id] * new
        return new


class Day:
    def __init__(self) -> None:
        self.clock, self.records, self.nudged = SetClock(), Records(), []
        shops = [
            open_channel(settings(kind), around(lambda _: None, Kept(**SECRETS), self.clock))
            for kind in ("tiktok_shop", "shopify")
        ]
        ears = {shop.name: Ear(shop, lambda name=shop.name: self.nudged.append(name)) for shop in shops}
        self.hearing = Hearing(ears, self.records, self.clock)

    def told(self, at=NOON, **more):
        return {"type": 12, "tts_notification_id": "7", "timestamp": int(at.timestamp()), "data": {}} | more

    def take(self, content, path="/tiktok_shop-us", key="k-123"):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.hearing.take(path, {"authorization": event_signature("fake-secret", key, body)}, body)


@pytest.fixture
def day():
    return Day()


def test_the_recorded_events_are_kept_and_the_work_is_told(day):
    for name in ("tiktok_webhook_12_return_status", "tiktok_webhook_71_inventory_changed"):
        body = reference("fixtures", f"{name}.json").read_bytes()
        day.clock.at = NOON.fromtimestamp(json.loads(body)["timestamp"], NOON.tzinfo)
        assert day.take(body) is HTTPStatus.OK
    assert day.records.kept == ["7300000000000000001", "7300000000000000002"]
    assert day.nudged == ["tiktok_shop-us"] * 2


def test_one_that_was_told_before_is_acknowledged_and_does_nothing(day):
    assert [day.take(day.told()) for _ in range(3)] == [HTTPStatus.OK] * 3
    assert (day.records.kept, day.nudged) == (["7"], ["tiktok_shop-us"])


@pytest.mark.expects_warning
def test_it_is_acknowledged_only_when_it_is_on_record(day):
    day.records.fault = DatabaseLocked("busy")
    assert day.take(day.told()) is HTTPStatus.SERVICE_UNAVAILABLE
    assert day.nudged == []
    day.records.fault = None
    assert day.take(day.told()) is HTTPStatus.OK


def test_another_key_another_channel_or_no_signature_is_refused(day):
    assert day.take(day.told(), key="another") is HTTPStatus.UNAUTHORIZED
    body = json.dumps(day.told()).encode()
    for headers in ({}, {"authorization": ""}, {"authorization": "0" * 64}, {"authorization": "a, b"}):
        assert day.hearing.take("/tiktok_shop-us", headers, body) is HTTPStatus.UNAUTHORIZED
    signed = {"authorization": event_signature("fake-secret", "k-123", body)}
    assert day.hearing.take("/tiktok_shop-us", signed, body + b" ") is HTTPStatus.UNAUTHORIZED
    for path in ("/shopify-us", "/", "", "/no-such", "/tiktok_shop-us/x", "/%2e%2e/tiktok_shop-us"):
        assert day.take(day.told(), path) is HTTPStatus.NOT_FOUND
    assert (day.records.kept, day.nudged) == ([], [])


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        (NOON - OLDEST, HTTPStatus.OK),
        (NOON - OLDEST - timedelta(seconds=1), HTTPStatus.BAD_REQUEST),
        (NOON + AHEAD, HTTPStatus.OK),
        (NOON + AHEAD + timedelta(seconds=1), HTTPStatus.BAD_REQUEST),
    ],
)
def test_one_of_another_time_is_refused(day, at, answer):
    assert day.take(day.told(at)) is answer


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"timestamp": 1e999, "tts_notification_id": "1"}',
        {"timestamp": int(NOON.timestamp())}, {"timestamp": int(NOON.timestamp()), "tts_notification_id": "a\0b"},
        {"timestamp": int(NOON.timestamp()), "tts_notification_id": {"$ne": 1}},
        {"timestamp": int(NOON.timestamp()), "tts_notification_id": "7", "type": 71, "data": {}},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_though_it_is_signed(day, content):
    assert day.take(content) is HTTPStatus.BAD_REQUEST
    assert day.records.kept == []


@given(st.binary(max_size=200))
def test_whatever_comes_unsigned_is_refused(body):
    day = Day()
    assert day.hearing.take("/tiktok_shop-us", {"authorization": "0" * 64}, body) is HTTPStatus.UNAUTHORIZED


def test_only_those_that_send_events_are_named(day):
    assert day.hearing.channels == ("tiktok_shop-us",)
    assert FakeTikTokShop.kind == "tiktok_shop"
