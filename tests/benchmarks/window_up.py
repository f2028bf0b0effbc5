"""The window up: from the start of the process to the first paint of the sign-in, beside an empty window.

The empty window imports SQLAlchemy and opens the same database, once as this house opens it (its tables looked at and
brought up to date, durable settings), once by SQLAlchemy alone. All three are whole processes; they take turns. Each
was started once before, so that its modules are compiled, as those of an installed program are: where Python is told to
write no bytecode, it would compile all modules of the program, and none of the libraries', at every start. What watches
for the paint loads nothing of Qt: each does so where it would without.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, take_turns

NAME = "window-up"
LIMIT = 1.5
CHECKOUT = Path(__file__).parents[2]
OURS, AS_OURS, PLAIN = (
    "the window",
    "an empty window on the database opened alike",
    "an empty window on SQLAlchemy alone",
)
SAID = b"painted"
COMPILED_APART = True
"""Whatever is compiled before lies elsewhere; where no figure is asked for it serves."""

PAINTED = """
import os, sys, time
class Painted:
    def event(self, event):
        done = super().event(event)
        if event.type() == sys.modules["PySide6.QtCore"].QEvent.Type.UpdateRequest:
            print("painted", time.process_time(), flush=True)
            self.close()
            os._exit(0)
        return done
"""
PROGRAM = """
import app.__main__ as program
import app.ui.application as application
class Window(Painted, application.StationWindow): pass
application.StationWindow = Window
program.main(["--profile", sys.argv[1]])
"""
EMPTY = """
import sqlalchemy.orm
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow
file = Path(sys.argv[1], "regrade.db")
{opened}
class Window(Painted, QMainWindow): pass
application = QApplication([])
window = Window()
window.showMaximized()
application.exec()
"""
ALIKE = """
from app.store.keys import StationIdentity
from app.store.unit_of_work import open_store
store = open_store(f"sqlite:///{file}", StationIdentity("0190a000-0000-7000-8000-00000000be4c", "bench-01"))
"""
ALONE = """
engine = sqlalchemy.create_engine(f"sqlite:///{file}")
with engine.connect() as connection:
    connection.exec_driver_sql("SELECT count(*) FROM units").all()
"""
CODES = {OURS: PROGRAM, AS_OURS: EMPTY.format(opened=ALIKE), PLAIN: EMPTY.format(opened=ALONE)}


def measure(options: Options) -> Result:
    """In a profile that is there already; the first start of each, which makes or compiles things, is not counted."""
    watch, busy = Stopwatch(), Stopwatch()
    with tempfile.TemporaryDirectory(dir=options.place) as profile:
        for name in CODES:
            _painted(name, profile)

        def one(name: str) -> None:
            begun = time.perf_counter()
            seconds = _painted(name, profile)
            watch.add(name, time.perf_counter() - begun)
            busy.add(f"{name}: of it the processor's", seconds)

        take_turns(options.times(15, 3), [lambda name=name: one(name) for name in CODES])  # type: ignore[misc]
    ours, alike, plain = (watch.of(name).median for name in CODES)
    cpu = [busy.of(f"{name}: of it the processor's").median for name in CODES]
    figure = Figure("window up, beside an empty one on the database opened alike", ours / alike, LIMIT)
    notes = (
        f"beside an empty window on SQLAlchemy alone: {ours / plain:.2f} ×",
        f"the processor's time alone: {cpu[0] / cpu[1]:.2f} × and {cpu[0] / cpu[2]:.2f} ×",
    )
    return Result(NAME, (*watch.series(), *busy.series()), (figure,), notes)


def _painted(name: str, profile: str) -> float:
    """Start it and wait for its first paint; the seconds that the processor was busy for it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "QT_QPA_PLATFORM": "offscreen"}
    if COMPILED_APART:
        environment["PYTHONPYCACHEPREFIX"] = str(Path(profile, "compiled"))
    with subprocess.Popen(
        [sys.executable, "-c", PAINTED + CODES[name], profile],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=CHECKOUT,
    ) as process:
        if process.stdout is None:
            raise RuntimeError("the window was started without a pipe")
        told = next((line for line in process.stdout if line.startswith(SAID)), b"")
    if not told:
        message = f"{name} was never painted"
        raise RuntimeError(message)
    return float(told.split()[1])
