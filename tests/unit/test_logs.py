"""The log goes to two places alike, and never tells a secret."""

import io
import logging
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import logs
from app.errors import UsageError

log = logging.getLogger("app.bench")


@pytest.fixture(autouse=True)
def _nobody_listens():
    """A station that a test before opened in this process may have left its log set up."""
    logs.shut_down()


@pytest.fixture
def stream(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "_secrets", set())
    text = io.StringIO()
    logs.set_up(tmp_path, logging.DEBUG, text)
    yield text
    logs.shut_down()


def file_text(folder):
    return "".join(path.read_text() for path in folder.glob("regrade-*.log"))


def test_the_file_gets_what_the_stream_gets(stream, tmp_path):
    log.info("Signed in: %s", "Ana")
    log.debug("a detail")
    assert stream.getvalue() == file_text(tmp_path)
    assert "INFO app.bench: Signed in: Ana\n" in stream.getvalue()
    assert "+00:00 " in stream.getvalue()


def test_what_was_said_past_the_log_goes_to_the_file_alone(stream, tmp_path):
    logs.write_down("100% refused: pin=4711")
    assert stream.getvalue() == ""
    assert file_text(tmp_path).endswith("ERROR app.cli: 100% refused: pin=***\n")


def test_before_the_log_is_set_up_it_goes_to_a_folder_that_is_there_and_makes_none(tmp_path):
    logs.write_down("Refused.", tmp_path / "logs")
    assert not (tmp_path / "logs").exists()
    (tmp_path / "logs").mkdir()
    logs.write_down("Refused.", tmp_path / "logs")
    assert file_text(tmp_path / "logs").endswith("app.cli: Refused.\n")


def test_two_stations_share_one_file(stream, tmp_path):
    other = logs.DayFile(tmp_path)
    other.setFormatter(logs.RedactingFormatter())
    log.info("first")
    other.handle(logging.LogRecord("app", logging.INFO, "", 0, "second", (), None))
    assert [line.rsplit(" ", 1)[1] for line in file_text(tmp_path).splitlines()] == ["first", "second"]


def test_setting_up_again_does_not_double_lines(stream, tmp_path):
    logs.set_up(tmp_path, logging.INFO, stream)
    log.info("once")
    assert stream.getvalue().count("once") == 1


def test_libraries_stay_quiet_below_a_warning(stream):
    logging.getLogger("sqlalchemy.engine").info("INSERT pin_hash")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    "message",
    [
        "pin=48151623",
        "PIN: 48151623",
        '{"badge": "7", "witness_pin": "48151623"}',
        "{'access_token': '48151623'}",
        "Authorization: Bearer 48151623",
        "POST /token?refresh_token=48151623&x=1",
        "app_secret = 48151623",
        '"{\\"pin\\": \\"48151623\\"}"',
    ],
)
def test_what_stands_behind_a_telling_name_is_hidden(stream, tmp_path, message):
    log.info(message)
    assert "48151623" not in stream.getvalue() + file_text(tmp_path)
    assert "***" in stream.getvalue()


def test_a_known_secret_is_hidden_wherever_it_stands_also_in_a_trace(stream, tmp_path):
    logs.keep_secret("s3cr3t-value")
    try:
        raise ValueError("refused s3cr3t-value")  # noqa: TRY301 (a trace is wanted)
    except ValueError:
        log.info("the call with s3cr3t-value failed", exc_info=True)
    assert "ValueError" in stream.getvalue()
    assert "s3cr3t-value" not in stream.getvalue() + file_text(tmp_path)


@given(st.text(alphabet=st.characters(blacklist_characters="*", blacklist_categories=["Cs"]), min_size=4), st.text())
def test_no_text_around_a_secret_lets_it_out(secret, around):
    logs._secrets.clear()
    logs.keep_secret(secret)
    try:
        assert secret not in logs.redact(around + secret + around).replace(logs.HIDDEN, "*")
    finally:
        logs._secrets.clear()


def test_ordinary_words_are_left_alone(stream):
    log.info("Pinned 3 labels at the spinning bench; tokens are not written")
    assert "Pinned 3 labels at the spinning bench; tokens are not written" in stream.getvalue()


def test_a_scanned_code_cannot_forge_a_line(stream):
    log.info("Scanned %s", "X\n2026-01-01 ERROR app: all is lost\u202e\x1b[2J")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_a_line_that_cannot_be_formed_tells_no_arguments(stream, capsys):
    bad = logging.LogRecord("app.bench", logging.INFO, "", 0, "%d", ("48151623",), None)
    for handler in (handler for handler in logging.getLogger().handlers if handler.get_name() == "regrade"):
        handler.handle(bad)
    said = capsys.readouterr().err
    assert said.count("could not be written") == 2
    assert "48151623" not in said + stream.getvalue()


def test_a_full_disk_stops_nobody(stream, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        logs.DayFile, "format", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    log.info("goes on")
    assert "goes on" in stream.getvalue()
    assert "No space left" in capsys.readouterr().err


@pytest.mark.expects_warning
def test_a_warning_of_python_reaches_the_file_too(stream, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logs.set_up(tmp_path, stream=stream)
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
    assert "soon gone" in file_text(tmp_path)


def test_old_files_go_and_the_newest_stay(tmp_path):
    for day in range(1, 32):
        (tmp_path / f"regrade-2025-01-{day:02}.log").touch()
    logs.set_up(tmp_path, stream=io.StringIO())
    logs.shut_down()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert (len(left), left[0]) == (logs.DAYS_KEPT, "regrade-2025-01-02.log")


@pytest.mark.parametrize(
    ("named", "environment", "level"),
    [
        (None, {}, logging.INFO),
        (None, {"REGRADE_LOG": "debug"}, logging.DEBUG),
        ("ERROR", {"REGRADE_LOG": "debug"}, logging.ERROR),
    ],
)
def test_the_level_is_named_or_taken_from_the_environment(named, environment, level):
    assert logs.chosen_level(named, environment) == level


def test_an_unknown_level_is_refused_with_the_choices():
    with pytest.raises(UsageError, match="debug, info, warning, error"):
        logs.chosen_level("loud", {})
