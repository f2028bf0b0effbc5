"""Which settings there are, what is refused, and on which line."""

import keyring
import keyring.backends.fail
import keyring.core
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import config, logs
from app.errors import ConfigError

WHOLE = """\
[station]
name = "bench-07"
site = "DE"
language = "de"

[database]
url = "postgresql+psycopg://user@127.0.0.1/regrade"
[evidence]
url = "disk"
[scale]
transport = "virtual"
[camera]
source = "device:0"
width = 3840
height = 2160
mirror = true
rotate = 180
live_fps = 10
read_codes = false
[window]
theme = "dark"
text_size = 130
volume = 40
[scanner]
prefix = "STX"
suffix = "Tab"
gap_ms = 20
gs_substitute = "~"

[[printer]]
name = "labels"
driver = "tspl"
transport = "tcp://127.0.0.1:9100"
dpi = 300
stock = "102x152"
templates = ["unit", "sku"]

[[printer]]
name = "tags"

[[channel]]
name = "tiktok-us"
kind = "tiktok_shop"
client = "ACME"
base_url = "https://example.test"
poll_seconds = 30
[channel.credentials]
app_key = "env:TT_KEY"
app_secret = "keyring:tt"

[[channel]]
name = "drop"
kind = "csv_drop"
[channel.credentials]
folder = "/srv/drop"
"""


def refused(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        config.parse(text)
    return caught.value


def test_every_key_has_a_default(tmp_path):
    assert config.load(tmp_path / "config.toml") == config.parse("") == config.Settings()
    assert config.Settings().station.name == "bench-01"
    assert config.Settings().scale.transport is None
    assert config.Settings().camera.source == "virtual"


def test_everything_of_the_contract_is_taken():
    settings = config.parse(WHOLE)
    assert settings.station.site == "DE"
    assert [printer.name for printer in settings.printer] == ["labels", "tags"]
    assert settings.printer[0].templates == ("unit", "sku")
    assert settings.channel[0].credentials["app_key"] == "env:TT_KEY"
    assert settings.channel[1].credentials["folder"] == "/srv/drop"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('source = "device:0"', 'source = "webcam"', "file:FOLDER"),
        ("rotate = 180", "rotate = 45", "camera.rotate"),
        ("live_fps = 10", "live_fps = 0", "camera.live_fps"),
        ('site = "DE"', 'sight = "DE"', "no setting 'station.sight'"),
        ('site = "DE"', 'site = "Berlin"', "a site is a country"),
        ('language = "de"', 'language = "fr"', "station.language"),
        ("dpi = 300", "dpi = 600", "printer.dpi"),
        ("dpi = 300", 'dpi = "300"', "printer.dpi"),
        ("poll_seconds = 30", "poll_seconds = 0", "channel.poll_seconds"),
        ('name = "tags"', 'name = "labels"', "Two of the printers are called 'labels'"),
        ('name = "tags"', "dip = 3", "no setting 'printer.dip'"),
        ('app_secret = "keyring:tt"', 'app_secret = "hunter2hunter2"', "written out"),
        ('app_secret = "keyring:tt"', 'secret = "env:X"', "no credential 'secret'"),
        ('folder = "/srv/drop"', "folder = 3", "credentials.folder"),
        ("[scale]", "[scales]", "no setting 'scales'"),
        ('transport = "virtual"', 'transport = "com1"', "scale.transport"),
        ('kind = "csv_drop"', 'kind = "fax"', "channel.kind"),
        ('language = "de"', "language = de", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(before, after, words):
    line = WHOLE[: WHOLE.index(before)].count("\n") + 1
    error = refused(WHOLE.replace(before, after, 1))
    assert words in error.message
    assert error.line == line
    assert str(error).startswith(f"Line {line}: ")


def test_a_secret_that_was_written_out_is_not_repeated():
    error = refused(WHOLE.replace('"keyring:tt"', '"hunter2hunter2"'))
    assert "hunter2" not in f"{error} {error.hint} {error.__cause__}"


def test_what_must_be_given_is_blamed_on_its_section():
    error = refused('[station]\nname = "x"\n\n[[channel]]\nname = "a"\nkind = "webhook"\n[[channel]]\nname = "b"\n')
    assert "'channel.kind' must be given" in error.message
    assert error.line == 7


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "config.toml").write_bytes(b'[station]\nname = "\xff"\n')
    with pytest.raises(ConfigError) as caught:
        config.load(tmp_path / "config.toml")
    assert caught.value.line == 2


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "config.toml").write_bytes(b'\xef\xbb\xbf[station]\nname = "b"\n')
    assert config.load(tmp_path / "config.toml").station.name == "b"


def test_a_folder_in_its_place_is_refused(tmp_path):
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "config.toml")


def test_a_huge_file_is_refused(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"#" * (config.BIGGEST_FILE + 1))
    with pytest.raises(ConfigError, match="no configuration"):
        config.load(tmp_path / "config.toml")


def test_a_reference_is_revealed_and_a_plain_value_is_its_own():
    assert config.reveal("env:TT_KEY", {"TT_KEY": "k-123"}) == "k-123"
    assert config.reveal("sqlite", {}) == "sqlite"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self):
        super().__init__()
        self.entries = {}

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password


class Locked(Ring):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked("the words of a backend, with s3cret-inside")

    def set_password(self, service, username, password):
        raise keyring.errors.KeyringLocked("the words of a backend, with s3cret-inside")


@pytest.fixture
def ring(monkeypatch):
    """The platform's keyring for this test; never the machine's own."""
    at_hand = Ring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", at_hand)
    return at_hand


def test_a_secret_is_read_from_the_keyring_and_a_renewed_one_goes_back_there(ring):
    keyring.set_password(config.KEYRING_SERVICE, "tt", "first-secret")
    assert config.reveal("keyring:tt") == "first-secret"
    config.keep("keyring:tt", "second-secret")
    assert config.reveal("keyring:tt") == "second-secret"
    assert logs.redact("first-secret second-secret") == "*** ***"


def test_a_renewed_secret_of_the_environment_stays_in_memory(ring):
    config.keep("env:TT_TOKEN", "renewed-token")
    assert ring.entries == {}


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, Locked])
def test_a_machine_without_a_keyring_is_told_in_words_of_ours(monkeypatch, backend):
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend())
    with pytest.raises(ConfigError) as caught:
        config.reveal("keyring:tt")
    assert "env:VARIABLE" in caught.value.hint
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("reference", ["env:MISSING", "keyring:later"])
def test_a_reference_to_nothing_says_what_to_do(reference, ring):
    with pytest.raises(ConfigError) as caught:
        config.reveal(reference, {})
    assert caught.value.hint


@given(st.text(alphabet='[]a="\n.#{}1', max_size=60))
def test_any_text_gives_settings_or_a_line(text):
    line = 0
    try:
        config.parse(text)
    except ConfigError as error:
        line = error.line
    assert 0 <= line <= text.count("\n") + 1
