"""The first tone loads Qt's media backends, which speak while the system's loader holds its lock.

A lane that imports a library at that moment has Python's lock and waits for the loader: with a listener in Python both
would wait for ever. In a process of its own, which can be ended from outside.
"""

import os
import subprocess
import sys

import pytest

TONE = """
import _ctypes, os, pathlib, sys, threading
import numpy
from app.ui import qt_messages
from app.ui.application import make_application
application = make_application()
if sys.argv[1:] == ["aloud"]:
    from PySide6.QtCore import QLoggingCategory
    QLoggingCategory.setFilterRules("")
packages = pathlib.Path(numpy.__file__).parents[1]
libraries = [str(file) for file in packages.rglob("*.so*") if not {"PySide6", "shiboken6"} & set(file.parts)]
def load():
    while True:
        for library in libraries:
            try:
                _ctypes.dlclose(_ctypes.dlopen(library, 1))
            except OSError:
                pass
threading.Thread(target=load, daemon=True).start()
from app.ui.sounds import Sounds
with qt_messages.to_the_log():
    sounds = Sounds()
    sounds.play("taken")
    while not sounds.is_open:
        application.processEvents()
print("sounded", flush=True)
os._exit(0)
"""
PATIENCE_S = 60.0
HANGS_S = 8.0


def ended(patience: float, *how: str) -> str:
    command = [sys.executable, "-c", TONE, *how]
    alone = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}  # the program's own rule
    done = subprocess.run(command, env=alone, capture_output=True, text=True, timeout=patience, check=True)
    return done.stdout


def test_the_first_tone_sounds_while_a_lane_loads_libraries():
    assert ended(PATIENCE_S) == "sounded\n"


@pytest.mark.soak
def test_without_the_silence_both_would_wait_for_ever():
    with pytest.raises(subprocess.TimeoutExpired):
        ended(HANGS_S, "aloud")
