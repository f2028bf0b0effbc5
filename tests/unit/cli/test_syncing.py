"""`sync`, `reconcile` and `outbox`, against a shop that is a folder."""

from __future__ import annotations

import csv
import signal
import sqlite3
from contextlib import closing, contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from app.cli.syncing import _until_stopped
from tests.e2e.floor import CHECKED, CUP, SHOE
from tests.e2e.house import house
from tests.unit.cli.conftest import FOLDER

PRODUCTS = "client,sku,title,category,barcodes\nACME,SHOE-1,Shoe,hard goods,4006381333931\n"


def test_without_channels_there_is_nothing_to_do(regrade):
    assert "no [[channel]]" in regrade("sync", "--once").out
    assert regrade("sync", "--once", "--json").lines == []
    assert "no [[channel]]" in regrade("reconcile").out


def test_once_ends_when_all_was_tried(regrade, dropped):
    told = regrade("sync", "--once", "--json")
    assert (told.code, told.lines) == (
        0,
        [{"channel": "drop", "waiting": 0, "needs_human": 0, "sales": 0, "returns": 0, "reports": 0, "rejected": [],
          "problem": ""}],
    )  # fmt: skip
    assert list(dropped.iterdir()) == []
    assert "0 listings" in regrade("reconcile").out


def test_a_channel_that_lacks_something_is_named_and_the_others_are_worked(regrade, dropped, tmp_path):
    config = tmp_path / "profile" / "config.toml"
    more = '[[channel]]\nname = "hook"\nkind = "webhook"\nclient = "ACME"\n'
    config.write_text(config.read_text("utf-8") + more, "utf-8")
    told = regrade("sync", "--once", "--json")
    assert told.code == 2
    assert "hook" in told.err
    assert [each["channel"] for each in told.lines] == ["drop"]
    assert regrade("reconcile").code == 2


def test_outbox_lists_and_brings_nothing_back_that_needs_nobody(regrade):
    assert "There are no messages." in regrade("outbox").out
    refused = regrade("outbox", "retry", "0192f0c1-0000-7000-8000-000000000001")
    assert refused.code == 1
    assert "waits for a person" in refused.err
    assert regrade("outbox", "retry", "; DROP TABLE outbox").code == 1
    assert regrade("outbox", "retry").code == regrade("outbox", "retry", "x", "--channel", "shop").code == 2
    assert (regrade("outbox", "--state", "lost").code, regrade("outbox", "--state", "sent").code) == (2, 0)


@pytest.fixture
def graded(tmp_path):
    """A station without channels of its own, with two units that wait for two of them."""
    with house(tmp_path) as at:
        for article in (SHOE, CUP):
            scene = at.parcel((article, 1))
            scene.open()
            scene.whole(CHECKED)
    return tmp_path / "bench-0"


def test_all_of_a_channel_that_need_a_person_are_brought_back_together(regrade, graded):
    first, second = regrade("outbox", "--json", profile=graded).lines
    assert first["channel"] != second["channel"]
    with closing(sqlite3.connect(graded / "regrade.db")) as records, records:
        records.execute("UPDATE outbox SET state = 'needs_human'")
    assert len(regrade("outbox", "--state", "needs_human", "--json", profile=graded).lines) == 2
    back = regrade("outbox", "retry", "--channel", first["channel"], "--json", profile=graded)
    assert back.lines == [{"id": first["id"], "state": "pending"}]
    (left,) = regrade("outbox", "--state", "needs_human", "--json", profile=graded).lines
    assert left["id"] == second["id"]
    config = FOLDER.format(folder=graded.as_posix()).replace('"drop"', f'"{second["channel"]}"')
    (graded / "config.toml").write_text(config, "utf-8")
    told = regrade("sync", "--once", profile=graded)
    assert (told.code, "1 messages to" in told.err, "--state needs_human" in told.err) == (0, True, True)


def test_once_says_what_needs_a_person_and_what_waits_at_every_channel_and_is_done_all_the_same(
    regrade, graded, monkeypatch
):
    monkeypatch.setattr("app.cli.syncing.ONCE_S", 0.01)
    first, second = regrade("outbox", "--json", profile=graded).lines
    config = FOLDER.format(folder=(graded / "not" / "there").as_posix()).replace('"drop"', f'"{first["channel"]}"')
    (graded / "config.toml").write_text(config, "utf-8")
    with closing(sqlite3.connect(graded / "regrade.db")) as records, records:
        records.execute("UPDATE outbox SET state = 'needs_human' WHERE channel = ?", (second["channel"],))
    told = regrade("sync", "--once", "--json", profile=graded)
    assert told.code == 0
    assert [(each["waiting"], each["needs_human"]) for each in told.lines] == [(1, 0)]
    assert f"1 messages to {first['channel']} are not confirmed yet" in told.err
    assert f"1 messages to {second['channel']} need a person" in told.err  # it is no channel of this station's
    with closing(sqlite3.connect(graded / "regrade.db")) as records, records:
        records.execute("UPDATE outbox SET state = 'needs_human'")
    assert "2 messages need a person in all" in regrade("sync", "--once", profile=graded).err


def test_messages_that_no_channel_of_this_station_sends_are_named(regrade, graded):
    name = regrade("outbox", "--json", profile=graded).lines[0]["channel"]
    told = regrade("sync", "--once", profile=graded)
    assert (told.code, f"wait for {name}" in told.err) == (0, True)
    (seen,) = [row for row in regrade("doctor", "--json", profile=graded).lines if row["name"] == "offers"]
    assert f"{name} (1)" in seen["found"]

    with closing(sqlite3.connect(graded / "regrade.db")) as records, records:
        records.execute("UPDATE outbox SET state = 'needs_human'")
    told = regrade("sync", "--once", profile=graded)
    assert ("need a person in all" in told.err, "or nobody does" in told.err) == (True, False)
    (seen,) = [row for row in regrade("doctor", "--json", profile=graded).lines if row["name"] == "offers"]
    assert name not in seen["found"]


@contextmanager
def heeding(number, how):
    before = signal.signal(number, how)
    try:
        yield
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("ignored", [True, False])
def test_what_a_background_job_ignores_does_not_end_it_and_the_system_does(ignored):
    came = []

    def until(is_asked):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.raise_signal(number)
            came.append(is_asked())

    lanes = SimpleNamespace(wait_until_closed=until)
    with heeding(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler):
        before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
        channels: Any = SimpleNamespace(start=lambda: None, lanes=lanes)
        _until_stopped(channels)
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert came == [not ignored, True]


def test_what_was_graded_is_dropped_once(regrade, played, dropped):
    profile, _ = played
    (profile / "config.toml").write_text(
        FOLDER.format(folder=dropped.as_posix()).replace('"drop"', f'"{channel_of(regrade, profile)}"'), "utf-8"
    )
    before = regrade("outbox", "--json", profile=profile).lines
    for _ in range(2):
        assert regrade("sync", "--once", profile=profile).code == 0
    after = [row for row in regrade("outbox", "--json", profile=profile).lines if row["state"] == "confirmed"]
    assert after
    assert {row["id"] for row in after} <= {row["id"] for row in before}
    files = [next(csv.DictReader(file.read_text("utf-8").splitlines())) for file in dropped.glob("*.csv")]
    assert sorted(file["id"] for file in files) == sorted(row["id"] for row in after)
    assert all(row["confirmed_at"] >= row["created_at"] for row in after)
    assert regrade("audit", "verify", profile=profile).code == 0


def channel_of(regrade, profile):
    return regrade("outbox", "--json", profile=profile).lines[0]["channel"]


@pytest.mark.parametrize(
    "words", [("--listen", "x"), ("--listen", "70000"), ("--listen", "0", "--once"), ("--listen", "0")]
)
def test_events_are_heard_only_where_a_channel_sends_them_and_a_place_is_given(regrade, dropped, words):
    told = regrade("sync", *words)
    assert told.code == 2
    assert "--listen" in told.err


def test_a_return_is_settled_only_by_somebody(regrade, dropped):
    told = regrade("settle-return", "drop", "R-1", "--badge", "NOBODY", "--pin-stdin")
    assert told.code == 1
