"""How long the main thread was held, and by what: a timer that should beat every few milliseconds, and a thread that
looks at the main thread's stack while a beat is late.

What the benchmark itself does on the main thread is left out by `aside`. Times are of the wall: a thread that waits for
the processor, or for Python's lock, is held as well.
"""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_S = 0.005
LATE_S = 0.025
APP = str(Path(__file__).parents[2] / "app")
DEEP = 3
FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<name>\S+)')


@dataclass(frozen=True, slots=True)
class Hold:
    """One late beat: how late, how much of it the main thread was at work, in which lines, and what was played then."""

    ms: float
    busy_ms: float
    where: str
    doing: str

    def __str__(self) -> str:
        return f"{self.ms:.0f} ms ({self.busy_ms:.0f} at work) in {self.where or 'no line of ours'}, at {self.doing}"


class Heartbeat(QObject):
    """Beats while `listening`. Main thread; the stack is looked at by a thread of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.beats: list[float] = []
        self.late: list[Hold] = []
        self.doing = "the beginning"
        self._seen: list[str] = []
        self._main = threading.get_ident()
        self._at = self._busy = 0.0
        self._listens = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(BEAT_S * 1000))
        self._timer.timeout.connect(self._on_beat)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Beat within the block."""
        self._listens = True
        thread = threading.Thread(target=self._watch, name="heartbeat")
        self._begin()
        thread.start()
        try:
            yield
        finally:
            self._timer.stop()
            self._listens = False
            thread.join()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is done within is the benchmark's own, not the program's."""
        self._on_beat()
        self._timer.stop()
        self._at = 0.0
        try:
            yield
        finally:
            self._begin()

    @property
    def worst(self) -> Hold:
        return max(self.late, key=lambda hold: hold.ms, default=Hold(max(self.beats, default=0.0), 0.0, "", ""))

    def _begin(self) -> None:
        self._at, self._busy = time.perf_counter(), time.thread_time()
        self._seen.clear()
        self._timer.start()

    @Slot()
    def _on_beat(self) -> None:
        if not self._at:
            return
        now, busy = time.perf_counter(), time.thread_time()
        late = now - self._at - BEAT_S
        self.beats.append(max(0.0, late) * 1000)
        if late > LATE_S:
            where = self._seen[-1] if self._seen else ""
            self.late.append(Hold(late * 1000, (busy - self._busy) * 1000, where, self.doing))
        self._seen.clear()
        self._at, self._busy = now, busy

    def _watch(self) -> None:
        """The interpreter itself writes the stack, in one go: the frames of a thread that runs are not to be walked."""
        with tempfile.TemporaryFile() as told:
            while self._listens:
                time.sleep(BEAT_S)
                begun = self._at
                if begun and time.perf_counter() - begun > LATE_S and len(self._seen) < DEEP:
                    told.seek(0)
                    told.truncate()
                    faulthandler.dump_traceback(told)
                    told.seek(0)
                    self._seen.append(_place(told.read().decode(errors="replace"), self._main))


def _place(stacks: str, thread: int) -> str:
    """The innermost lines of the program in this thread."""
    own = next((one for one in stacks.split("\n\n") if f"{thread:016x} (most recent" in one), "")
    found = [match for match in FRAME.finditer(own) if match["file"].startswith(APP)]
    return " < ".join(f"{Path(one['file']).stem}.{one['name']}:{one['line']}" for one in found[:DEEP])
