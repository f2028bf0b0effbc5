"""Settings are written back with their comments and in their order, whole or not at all."""

import os
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import config
from app.errors import ConfigError, StoreError
from app.store import config_file
from app.store.config_file import changed, save

TEXT = """\
# our bench by the door
[station]
name = "bench-07"   # on the sign
site = "US-NJ"

# the roll printer
[[printer]]
name = "labels"
dpi = 203  # it is the old one
[[printer]]
name = "tags"
"""


def test_a_changed_setting_keeps_comments_and_order():
    written = changed(TEXT, {("station", "site"): "DE", ("printer", 0, "dpi"): 300})
    assert written == TEXT.replace('"US-NJ"', '"DE"').replace("203", "300")


def test_a_new_section_stands_at_the_end_after_an_empty_line():
    written = changed(TEXT, {("scanner", "prefix"): "STX", ("scanner", "gap_ms"): 20})
    assert written == TEXT + '\n[scanner]\nprefix = "STX"\ngap_ms = 20\n'


def test_an_empty_file_gets_what_is_set():
    assert tomllib.loads(changed("", {("window", "theme"): "dark"})) == {"window": {"theme": "dark"}}


def test_a_setting_taken_away_has_its_default():
    written = changed(TEXT, {("station", "name"): None, ("scanner", "prefix"): None})
    assert config.parse(written).station.name == "bench-01"
    assert "# our bench by the door" in written


def test_the_first_printer_is_made():
    written = changed("", {("printer", 0, "name"): "labels", ("printer", 0, "dpi"): 300})
    assert [printer.dpi for printer in config.parse(written).printer] == [300]


def test_it_is_saved_and_read_again(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")
    settings = save(path, {("station", "language"): "zh_CN"})
    assert settings == config.load(path)
    assert settings.station.language == "zh_CN"
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]


def test_what_is_refused_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        save(path, {("station", "site"): "nowhere"})
    assert caught.value.line == 4
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_file_that_is_wrong_already_is_not_touched(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[station\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        save(path, {("station", "site"): "DE"})
    assert path.read_text(encoding="utf-8") == "[station\n"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")

    def full(descriptor: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(config_file, "write_all", full)
    with pytest.raises(StoreError):
        save(path, {("station", "site"): "DE"})
    assert path.read_text(encoding="utf-8") == TEXT
    monkeypatch.undo()
    assert save(path, {("station", "site"): "DE"}).station.site == "DE"


def test_what_was_left_behind_is_in_nobodys_way(tmp_path):
    path = tmp_path / "config.toml"
    assert save(path, {("window", "volume"): 0}).window.volume == 0


@given(
    st.fixed_dictionaries(
        {},
        optional={
            ("station", "language"): st.sampled_from(["en", "zh_CN", "es"]),
            ("window", "theme"): st.sampled_from(["system", "light", "dark", None]),
            ("window", "volume"): st.integers(0, 100),
            ("scanner", "gs_substitute"): st.sampled_from(["", "~", "|", '"', "\\\\"]),
            ("printer", 1, "dpi"): st.sampled_from([203, 300]),
        },
    )
)
def test_whatever_is_changed_is_read_back(changes):
    settings = config.parse(changed(TEXT, changes))
    for place, value in changes.items():
        found: object = settings
        for name in place:
            found = found[name] if isinstance(name, int) else getattr(found, name)  # type: ignore[index]
        assert value is None or found == value
    assert "# it is the old one" in changed(TEXT, changes)


def test_a_link_stays_one_and_what_it_leads_to_is_changed(tmp_path):
    """The house keeps its benches' settings in one place."""
    real, link = tmp_path / "house" / "bench-07.toml", tmp_path / "config.toml"
    real.parent.mkdir()
    real.write_text(TEXT, encoding="utf-8")
    link.symlink_to(real)
    save(link, {("station", "site"): "DE"})
    assert link.is_symlink()
    assert config.load(real).station.site == "DE"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights")
def test_whoever_could_read_it_before_still_can(tmp_path):
    path = tmp_path / "config.toml"
    save(path, {("station", "site"): "DE"})
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    save(path, {("station", "site"): "US-NJ"})
    assert path.stat().st_mode & 0o777 == 0o640
