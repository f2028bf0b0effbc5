"""No token, key or secret in a log line at any level, in an error, or in what an object shows of itself."""

import json
import logging
import traceback
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import httpx
import pytest
import stamina

from app import config, logs
from app.channels.fakes.faults import Faults, Moody
from app.channels.kinds import CONNECTORS, FAKES, open_channel, open_fake
from app.channels.shop import Surroundings
from app.channels.tiktok_signing import event_signature
from app.config import CREDENTIALS, LITERAL_CREDENTIALS
from app.domain.channel import Change, Listing
from app.errors import BenchError
from app.services.syncing.hearing import Ear, Hearing
from tests.shops import NOON, Loopback, SetClock, level, settings

PARAMS = {
    "product_id": "9", "sku_id": "17", "warehouse_id": "w", "listing_sku": "S-1", "inventory_item_id": "1",
    "location_id": "7", "target": "erp",
}  # fmt: skip
HERE = Listing("ACME", "SHOE-1", "A", PARAMS)
KEY = "0192f0c1-0000-7000-8000-000000000001"


@pytest.fixture
def everything(monkeypatch):
    """Every line that any library writes at DEBUG, as it was meant and not as our log shows it."""
    monkeypatch.setattr(logs, "_secrets", set())
    lines = []

    class All(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage() + repr(record.args))

    handler, root = All(logging.DEBUG), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours, of_ours = logging.getLogger("app"), logging.getLogger("app").level
    ours.setLevel(logging.DEBUG)  # whatever an earlier log was set to
    with stamina.set_testing(True, attempts=3):  # no waits between them
        yield lines
    root.setLevel(before)
    ours.setLevel(of_ours)
    root.removeHandler(handler)


def told_by(error):
    return "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))


def secrets_of(kind, given):
    """A value for each credential that is one: the marketplace's own, made longer where it does not look at it."""
    values = {name: f"s3cret-{kind}-{name}-value" for name in CREDENTIALS[kind] - LITERAL_CREDENTIALS}
    return values | {name: value for name, value in given.items() if "secret" in name}


def worked(channel, clock):
    """A day with everything that a connector can do; what it says goes into the errors."""
    errors = []

    def do(work):
        try:
            return work()
        except BenchError as error:
            errors.append(error)
            return None

    for number in range(12):
        clock.go_on(10)
        before = do(lambda: channel.read(HERE))
        do(lambda b=before, n=number: channel.apply(HERE, Change(1, ("R-1",), NOON), f"{KEY}:{n + 1}", b or level(0)))
        do(lambda: channel.read_all([HERE]))
        do(lambda: channel.pull_returns(NOON - timedelta(days=1)))
        do(lambda: channel.pull_sales(NOON - timedelta(days=1)))
        for kind in channel.report_kinds:
            do(lambda k=kind: channel.pull_reports(k))
        do(lambda: channel.event({"Authorization": "x"}, b"{}"))
    return errors


@pytest.mark.parametrize("kind", sorted(FAKES))
@pytest.mark.parametrize("faults", [Faults(), Faults(lose=0.2, reset=0.2, throttle=0.2, expire=0.3, fail=0.2)])
def test_a_whole_day_tells_no_secret(everything, kind, faults):
    clock = SetClock()
    fake = open_fake(kind, clock.now, 1)
    fake.address = "https://shop.test"
    literal = {name: value for name, value in fake.credentials().items() if name in LITERAL_CREDENTIALS}
    secrets = secrets_of(kind, fake.credentials())
    chosen = settings(kind, credentials=literal)
    around = Surroundings(clock, Loopback(Moody(fake, faults, 2)), partial(config.reveal, environment=secrets))
    channel = open_channel(chosen, around)
    errors = worked(channel, clock)
    parts = [repr(part) for part in (channel, *vars(channel).values()) if not isinstance(part, str)]
    shown = [*everything, *map(told_by, errors), *parts]
    given_out = [token for token in fake._seen if token]
    assert any("HTTP " in line for line in everything)  # something was logged at all
    for secret in [*secrets.values(), *given_out]:
        assert not [line for line in shown if secret in line]


def test_a_shop_that_says_our_token_back_is_not_quoted(everything):
    secrets = {"access_token": "shpat_0123456789abcdef"}
    content = {"errors": [{"message": "bad token shpat_0123456789abcdef", "extensions": {"code": "X"}}]}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=content))
    around = Surroundings(SetClock(), transport, partial(config.reveal, environment=secrets))
    with pytest.raises(BenchError) as caught:
        open_channel(settings("shopify"), around).read(HERE)
    assert "shpat" not in told_by(caught.value)


def test_the_libraries_are_quiet_about_requests_over_a_real_line(everything):
    channel = open_channel(
        settings("shopify", "http://127.0.0.1:9"),
        Surroundings(SetClock(), None, partial(config.reveal, environment={"access_token": "shpat_0123456789abcdef"})),
    )
    with pytest.raises(BenchError):
        channel.read(HERE)
    channel.close()
    assert not [line for line in everything if "shpat" in line or "x-shopify" in line.lower()]


def test_events_true_forged_and_hostile_tell_no_secret(everything):
    clock, secret = SetClock(), "s3cret-of-the-app-and-its-events"
    secrets = {"app_key": "key", "app_secret": secret, "access_token": "t0ken-of-the-shop", "shop_cipher": "cipher"} | {
        "refresh_token": "refresh"
    }
    around = Surroundings(clock, None, partial(config.reveal, environment=secrets))
    channel = open_channel(settings("tiktok_shop"), around)
    records = SimpleNamespace(heard=lambda *_: True)
    hearing = Hearing({channel.name: Ear(channel, lambda: None)}, records, clock)
    told = {"type": 12, "tts_notification_id": "7", "timestamp": int(NOON.timestamp()), "data": {"return_id": secret}}
    answers, signatures = set(), []
    for body in (json.dumps(told).encode(), secret.encode(), b"[", b"\xff" + secret.encode()):
        right = event_signature(secret, "key", body)
        signatures.append(right)
        for given in (right, secret, right[:-1], f"Bearer {secret}", ""):
            answers.add(int(hearing.take(f"/{channel.name}", {"authorization": given}, body)))
            hearing.take(f"/{secret}", {"authorization": given}, body)
    assert answers == {200, 400, 401}
    assert [line for line in everything if "event" in line], "something was logged of them"
    for hidden in (secret, *signatures):
        assert not [line for line in everything if hidden in line]


def test_every_kind_was_tried():
    assert set(CONNECTORS) - set(FAKES) == {"csv_drop"}
