"""What a bench hangs on is changed at the word of a supervisor or a manager only, whatever the window shows."""

import json
import os

import pytest
from sqlalchemy import create_engine, text

from app.bootstrap import open_station
from app.config import Settings
from app.domain.access import Operator, Role
from app.errors import ConfigError, StoreError, UserError
from app.paths import Profile
from app.services.access import disable_user
from app.services.setting_up import SettingsFile, save_settings
from tests.lane import House


@pytest.fixture
def saved():
    return []


@pytest.fixture
def ask(house: House, saved):
    def ask(changes, by):
        file = SettingsFile(lambda _changes: (Settings(), Settings()), saved.append)
        return save_settings(house.people, file, house.clock, changes, by)

    return ask


def person(house: House, badge: str) -> Operator:
    with house.people() as work:
        found = work.people.by_badge(badge)
    assert found is not None
    return found.operator


@pytest.mark.parametrize(
    "place",
    [
        ("station", "site"),
        ("station", "name"),
        ("station", "language"),
        ("camera", "source"),
        ("scanner", "prefix"),
        ("scale", "transport"),
        ("printer", 0, "dpi"),
        ("evidence", "url"),
    ],
)
def test_an_inspector_cannot_change_what_evidence_and_law_hang_on(house, ask, saved, place):
    for by in (person(house, "LN-07"), None):
        with pytest.raises(UserError) as refused:
            ask({("window", "theme"): "dark", place: "x"}, by)
        assert refused.value.code == "not_allowed"
    assert saved == []
    ask({place: "x"}, person(house, "MO-01"))
    assert saved == [{place: "x"}]


def test_how_the_window_looks_is_anybodys(house, ask, saved):
    ask({("window", "theme"): "dark", ("window", "volume"): 0}, person(house, "LN-07"))
    assert len(saved) == 1


def test_the_records_count_not_what_the_window_knows(house, ask, saved):
    maria = person(house, "MO-01")
    forged = Operator("x", "LN-07", "Li Na", Role.MANAGER)
    disable_user(house.people, house.clock, "MO-01")
    for by in (maria, forged):
        with pytest.raises(UserError):
            ask({("station", "site"): "DE"}, by)
    assert saved == []


@pytest.fixture
def place(tmp_path) -> Profile:
    place = Profile(tmp_path / "profile")
    place.create()
    return place


@pytest.fixture
def station(place):
    station = open_station(place, Settings())
    yield station
    station.close()


@pytest.fixture
def maria(station) -> Operator:
    return station.add_user("MO-01", "Maria Ortiz", Role.SUPERVISOR, "493817")


def told(place: Profile, *kinds: str):
    with create_engine(f"sqlite:///{place.database}").connect() as connection:
        rows = connection.execute(text("SELECT kind, actor, payload FROM audit ORDER BY seq")).all()
    return [(row.actor, json.loads(row.payload)["facts"]) for row in rows if row.kind in kinds]


def test_a_change_is_in_the_chain_with_what_stood_there_before_and_who_asked(station, place, maria):
    station.save_settings({("station", "site"): "US-CA", ("window", "theme"): "dark"}, maria)
    fact = {"kind": "setting", "place": "station.site", "before": "US-NJ", "after": "US-CA"}
    assert told(place, "settings") == [(maria.user_id, [fact])]
    assert station.verify_audit().problems == ()


def test_what_changes_nothing_and_what_only_looks_otherwise_is_not_told(station, place, maria):
    station.save_settings({("station", "site"): "US-NJ"}, maria)
    station.save_settings({("window", "theme"): "dark"}, maria)
    assert told(place, "settings") == []


def test_no_secret_is_told(station, place, maria):
    place.config.write_text(
        '[[channel]]\nname = "a"\nkind = "webhook"\n[channel.credentials]\nsecret = "env:ONE"\n', encoding="utf-8"
    )
    address = "http://user:pass-word@cam.local/live?token=abcdef"
    station.save_settings({("camera", "source"): address, ("channel", 0, "credentials", "secret"): "env:TWO"}, maria)
    written = json.dumps(told(place, "settings"))
    for secret in ("pass-word", "abcdef", "env:ONE", "env:TWO"):
        assert secret not in written
    assert "http://hidden@cam.local/live?hidden" in written
    assert "channel.0.credentials.secret" in written


def test_what_cannot_be_set_is_told_nowhere(station, place, maria):
    with pytest.raises(ConfigError):
        station.save_settings({("station", "site"): "nowhere"}, maria)
    with pytest.raises(ConfigError, match="six digits"):  # the program could not be started with it
        station.save_settings({("certificates", "usual", "destruction", "waste_code"): "scrap"}, maria)
    assert told(place, "settings", "settings_not_saved") == []


def test_settings_that_were_not_saved_after_all_are_told_as_such(station, place, maria, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError):
        station.save_settings({("station", "site"): "US-CA"}, maria)
    assert [facts[0]["kind"] for _, facts in told(place, "settings", "settings_not_saved")] == [
        "setting",
        "settings_not_saved",
    ]
    assert not place.config.exists()
