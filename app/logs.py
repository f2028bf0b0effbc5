"""The log: one set-up, the same lines on standard error and in the profile's `logs` folder.

Owns the form of a line, and the promise that no PIN, token or secret is ever written: values that were announced by
`keep_secret`, and whatever stands behind a telling name (`pin=…`, `"access_token": "…"`, `Authorization: Bearer …`).
Refuses to raise the level of libraries, whose debug lines carry statements and headers with their values.
Handlers lock themselves: any thread may log. Several processes may append to one file; each line is one write.
"""

import logging
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from app.errors import UsageError

LEVEL_VARIABLE = "REGRADE_LOG"
LEVELS = ("debug", "info", "warning", "error")
DAYS_KEPT = 30
HIDDEN = "***"
SHORTEST_SECRET = 4  # hiding every "1" would make the log unreadable

_secrets: set[str] = set()
_TELLING_NAME = re.compile(
    r"""(?P<name>["']?\b[\w-]*(?:pin|password|passwd|secret|token|api_?key|app_?key|credential|authorization|cookie)\\*["']?
         \s*[=:]\s*)
        (?P<value>(?:Bearer|Basic)\s+\S+|"[^"]*"|'[^']*'|[^\s,;&)}\]]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNPRINTABLE = {n: f"\\x{n:02x}" for n in (*range(32), *range(127, 160)) if n != ord("\t")} | {
    n: f"\\u{n:04x}" for n in (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
}


def keep_secret(value: str) -> None:
    """From now on this value is hidden in every line."""
    if len(value) >= SHORTEST_SECRET:
        _secrets.add(value)


def redact(text: str) -> str:
    """The text without the secrets that are known, and without what stands behind a telling name."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _TELLING_NAME.sub(lambda match: match["name"] + HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, its traceback included; a message from outside cannot forge a second line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 (logging's name)
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        record.message = record.message.translate(_UNPRINTABLE)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _TightLipped(logging.Handler):
    """Where a line cannot be written, says so without its arguments, which logging itself would print bare."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        if sys.stderr is not None:  # a windowed program on Windows has none
            sys.stderr.write(redact(f"A log line of {record.name} could not be written: {sys.exc_info()[1]}\n"))


class _Stream(_TightLipped, logging.StreamHandler[TextIO]):
    pass


class DayFile(_TightLipped):
    """Appends to one file a day (UTC); opened for each line, so that many processes may share and move them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        try:
            day = datetime.fromtimestamp(record.created, UTC).date().isoformat()
            with (self.folder / f"regrade-{day}.log").open("ab", buffering=0) as file:
                file.write((self.format(record) + "\n").encode("utf-8", "backslashreplace"))
        except Exception:  # noqa: BLE001 (a line that cannot be written never stops the bench)
            self.handleError(record)


def chosen_level(named: str | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """The level named on the command line, else in the environment, else `info`."""
    name = (named or environment.get(LEVEL_VARIABLE) or "info").lower()
    if name not in LEVELS:
        raise UsageError(f"There is no log level {name!r}.", f"Use one of: {', '.join(LEVELS)}.")
    return int(getattr(logging, name.upper()))


def set_up(folder: Path | None, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Sends the log to `stream` (standard error) and to a file of the day in `folder`; replaces an earlier set-up."""
    shut_down()
    handlers: list[logging.Handler] = [_Stream(stream or sys.stderr)]
    if folder is not None:
        handlers.append(DayFile(folder))
        _remove_old_files(folder)
    for handler in handlers:
        handler.setFormatter(RedactingFormatter())
        handler.set_name("regrade")
        logging.getLogger().addHandler(handler)
    logging.getLogger("app").setLevel(level)
    logging.captureWarnings(capture=True)


def write_down(words: str, folder: Path | None = None) -> None:
    """Puts into the file what a person was told on standard error past the log, so that both hold the same.

    Where no file is set up yet, into that of `folder`, if there is such a folder: nothing is made for it.
    """
    files: list[logging.Handler] = [each for each in logging.getLogger().handlers if isinstance(each, DayFile)]
    if not files and folder is not None and folder.is_dir():
        files = [DayFile(folder)]
        files[0].setFormatter(RedactingFormatter())
    record = logging.LogRecord("app.cli", logging.ERROR, "", 0, words, None, None)
    for file in files:
        file.handle(record)


def shut_down() -> None:
    """Takes our handlers away again, and nobody else's."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if h.get_name() == "regrade"]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("app").setLevel(logging.NOTSET)
    logging.captureWarnings(capture=False)


def _remove_old_files(folder: Path) -> None:
    for old in sorted(folder.glob("regrade-*.log"))[:-DAYS_KEPT]:
        old.unlink(missing_ok=True)
