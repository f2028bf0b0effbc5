"""How a station is put together, and what the doctor sees on the same way."""

import sqlite3
import stat

import pytest

from app import bootstrap, logs
from app.bootstrap import Stations
from app.config import Settings
from app.devices.virtual_camera import HEIGHT, WIDTH, picture
from app.domain.access import Role
from app.errors import ConfigError, ProfileTooNew, UsageError
from app.paths import Profile


@pytest.fixture(autouse=True)
def _quiet_log():
    yield
    logs.shut_down()


def test_a_missing_profile_is_made_on_first_use(tmp_path):
    root = tmp_path / "new" / "profile"
    with Stations().open(root) as station:
        assert list(station.reads.stock()) == []
        assert station.verify_audit().ok
    assert (root / "regrade.db").exists()
    assert stat.S_IMODE((root / "keys" / "station.key.pem").stat().st_mode) == 0o600


def test_several_stations_may_be_open_on_one_profile(tmp_path):
    with Stations().open(tmp_path) as one, Stations().open(tmp_path) as other:
        one.add_user("B-1", "Ann", Role.INSPECTOR, "482913")
        with other.people() as work:
            assert [user.operator.badge for user in work.people.everybody()] == ["B-1"]


def test_the_records_may_stand_elsewhere(tmp_path, database_url):
    with Stations().open(tmp_path, database_url) as station:
        assert list(station.reads.ledger()) == []


def test_a_newer_profile_is_refused_and_not_touched(tmp_path):
    with Stations().open(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "regrade.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (tmp_path / "keys" / "checkpoints.jsonl").read_bytes()
    with pytest.raises(ProfileTooNew), Stations().open(tmp_path):
        pass
    assert (tmp_path / "keys" / "checkpoints.jsonl").read_bytes() == before
    (check,) = [each for each in Stations().examine(tmp_path, None) if not each.ok]
    assert check.name == "database"
    assert "newer version" in check.mend


@pytest.mark.parametrize("url", ["oracle://x", "mysql", "postgresql://[bad"])
def test_an_address_that_is_none_is_wrong_configuration(tmp_path, url):
    with pytest.raises(ConfigError):
        bootstrap.database_url(Profile(tmp_path), Settings(), url)


def test_a_password_in_the_address_is_hidden(tmp_path):
    url = bootstrap.database_url(Profile(tmp_path), Settings(), "postgresql://u:s3cr%21et@h/d")
    assert url == "postgresql+psycopg://u:s3cr%21et@h/d"
    assert "s3cr" not in logs.redact(f"cannot reach {url} with s3cr!et")


def test_the_doctor_finds_everything_in_order(tmp_path):
    checks = {check.name: check for check in Stations().examine(tmp_path, None)}
    assert all(check.ok for check in checks.values())
    assert {"profile", "configuration", "disk", "keys", "database", "clock", "printer", "scale", "rules"} <= set(checks)
    assert "synchronous full" in checks["database"].found


def test_the_doctor_names_what_is_wrong_and_goes_on(tmp_path):
    (tmp_path / "config.toml").write_text(
        '[[printer]]\ntransport = "tcp://127.0.0.1:9100"\n'
        '[[channel]]\nname = "a"\nkind = "webhook"\n[channel.credentials]\nsecret = "env:REGRADE_NOT_SET"\n'
    )
    wrong = {check.name: check for check in Stations().examine(tmp_path, None) if not check.ok}
    assert set(wrong) == {"printer labels", "channel a"}
    assert all(check.mend for check in wrong.values())
    (tmp_path / "config.toml").write_text("[station]\nnmae = 3\n")
    wrong = {check.name: check for check in Stations().examine(tmp_path, None) if not check.ok}
    assert wrong["configuration"].found.startswith("Line 2: ")


def test_what_is_set_up_and_not_built_stops_the_bench_with_words(tmp_path):
    (tmp_path / "config.toml").write_text('[[printer]]\ntransport = "cups://labels"\n')
    with Stations().open(tmp_path) as station, pytest.raises(UsageError, match="not built yet"):
        _ = station.bench


@pytest.mark.parametrize(
    ("source", "ok"), [("virtual", True), ("file:/nowhere/bench.avi", False), ("device:99", False)]
)
def test_the_doctor_looks_through_the_camera(tmp_path, source, ok):
    (tmp_path / "config.toml").write_text(f'[camera]\nsource = "{source}"\n')
    (check,) = [each for each in Stations().examine(tmp_path, None) if each.name == "camera"]
    assert check.ok is ok
    assert bool(check.mend) is not ok


def test_the_doctor_says_what_the_camera_gives(tmp_path):
    (tmp_path / "front.jpg").write_bytes(picture("front"))
    (tmp_path / "config.toml").write_text(f'[camera]\nsource = "file:{tmp_path}"\n')
    (check,) = [each for each in Stations().examine(tmp_path, None) if each.name == "camera"]
    assert check.found.endswith(f"{WIDTH} × {HEIGHT}")
