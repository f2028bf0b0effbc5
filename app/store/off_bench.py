"""Checkpoints off the bench: the same signed lines in a folder elsewhere, out of reach for whoever has this computer.

Whoever has all rights here, the key among them, can write chain and checkpoints anew; he cannot take back what lies on
another machine. A share may be slow or away, so the bench never waits for it: lines are handed to a lane, of many that
wait only the newest is written (each hash stands for all entries before it), and one that could not be written is
followed by the next. A file a month, of which the newest two are read. Any thread hands in; one lane writes.
"""

import logging
import os
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.store import durable

APART_S = 30.0
"""The chain's end is written this often at most; the last word of a day comes when the station is closed."""
READ_BACK = 2
LARGEST = 64 * 1024 * 1024

Submit = Callable[[Callable[[], None]], None]

log = logging.getLogger(__name__)


class OffBench:
    """Writes a station's newest checkpoint into `folder`; `submit` has a call made in the lane that may wait."""

    def __init__(
        self, folder: Path, station: str, submit: Submit, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._station = folder, station
        self._submit, self._seconds = submit, seconds
        self._newest: deque[bytes] = deque(maxlen=1)
        self._written_at = -APART_S

    def note(self, line: bytes) -> None:
        """Take a signed line; returns at once."""
        self._newest.append(line)
        if self._seconds() - self._written_at >= APART_S:
            self._submit(self.write)

    def write(self) -> None:
        """Write what waits. In the lane. Never raises for the share's sake: the bench has the same line."""
        try:
            line = self._newest.pop()
        except IndexError:
            return
        self._written_at = self._seconds()
        path = self._folder / f"{self._station}-{datetime.now(UTC):%Y-%m}.jsonl"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | durable.CLOSE_ON_EXEC, 0o644)
            try:
                durable.write_all(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            if not self._newest:
                self._newest.append(line)  # where nothing follows, the station's closing tries it once more
            log.warning(
                "The checkpoint was not written to %s (%s); the next one will be.", self._folder, error.strerror
            )


def off_bench_lines(folder: Path, station: str) -> Iterator[tuple[str, bytes]]:
    """The newest lines that lie there of this station, each with its place. Raises `OSError` where it is away."""
    mine = re.compile(re.escape(station) + r"-[0-9]{4}-[0-9]{2}\.jsonl")
    files = sorted(file for file in folder.iterdir() if mine.fullmatch(file.name))
    for file in files[-READ_BACK:]:
        with file.open("rb") as opened:
            lines = opened.read(LARGEST).splitlines()
        for number, line in enumerate(lines, 1):
            if line.startswith(b"{") and line.endswith(b"}"):
                yield f"{file.name}:{number}", line
