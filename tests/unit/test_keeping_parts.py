"""A backup by the joined parts: made by an open station, put in place by the program, in a file or on a server."""

import pytest

from app.bootstrap import Stations
from app.errors import ConfigError, UsageError
from app.services.safekeeping import Asked


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
