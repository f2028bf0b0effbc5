"""A backup by the joined parts: made by an open station, put in place by the program, in a file or on a server."""

import threading

import pytest

from app import keeping_parts
from app.bootstrap import Stations
from app.config import EvidenceSettings
from app.errors import ConfigError, DiskFull, UsageError
from app.paths import Profile
from app.services.safekeeping import Asked, RoomState
from app.store.reserve import Reserve


def test_a_station_is_backed_up_and_put_on_a_server(tmp_path, bare_postgres_url):
    with Stations().open(tmp_path / "profile") as station:
        made = station.back_up(tmp_path / "kept.tar")
    put = Stations().restore(tmp_path / "copy", bare_postgres_url, Asked(made.file))
    assert put.problems == ()
    with Stations().open(put.profile, bare_postgres_url) as again:
        assert again.verify_audit().ok


def test_a_bad_address_or_key_is_refused_before_anything_is_there(tmp_path):
    with pytest.raises(ConfigError):
        Stations().restore(tmp_path / "copy", "mysql://x", Asked(tmp_path / "kept.tar"))
    with pytest.raises(UsageError):
        Stations().restore(tmp_path / "copy", None, Asked(tmp_path / "kept.tar", keys=(tmp_path / "no.pem",)))
    assert list(tmp_path.iterdir()) == []


def test_the_window_holds_the_reserve_and_looks_through_the_evidence(tmp_path, monkeypatch):
    held, real = threading.Event(), Reserve.hold

    def hold(reserve):
        real(reserve)
        held.set()

    monkeypatch.setattr(Reserve, "hold", hold)
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "config.toml").write_text("[evidence]\nreserve_mb = 1\n")
    with Stations().open(tmp_path / "profile") as station:
        with keeping_parts.watched(station):
            assert held.wait(30)
            assert (tmp_path / "profile" / "spool" / "reserve").stat().st_size == 1 << 20
        assert station.room().state is not RoomState.SPENT
        assert station.scrub(lambda _done, _of: None).whole
        assert station.damaged() == ()
        assert station.open_retention().due().photos == ()
    seen = {check.name: check for check in Stations().examine(tmp_path / "profile", None)}
    assert seen["evidence"].ok
    assert seen["room"].ok


def test_a_full_disk_is_said_by_the_doctor(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1 << 20}))
    with pytest.raises(DiskFull, match="no new parcel is begun"):
        keeping_parts.room_seen(Profile(tmp_path), EvidenceSettings())
