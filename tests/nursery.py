"""A process in which lives of the program begin: `python -m tests.nursery SOCKET`, started by `tests.lives`.

All that a command may need is loaded here once, and no more than loaded: nothing has run yet when a life begins. A life
is a process of its own, forked from this one. It takes over the streams, the folder and the environment that it is
given, and from there on it is what `python -m MODULE ARGUMENTS…` is: its module runs from the first line on, and it
ends as the interpreter ends.

Each message on the socket asks for one life: a JSON object, and with it four descriptors, the three streams and the
one on which its id is said at its beginning and its exit code at its end, below 0 where a signal ended it.
"""

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import socket
import sys
import threading
import traceback
from typing import Any, TextIO

import app
from app.store.engine import sqlite_library

STREAMS = 3
MOST_DESCRIPTORS = 4096  # none is near it
LARGEST = 1 << 18  # bytes of a message: an environment may be long
WITHOUT = (
    "app.__main__",
    "app.demo",
    "app.ui",
    "app.background.bridge",
    "app.background.timers",
    "app.store.migrations.",
)
"""What is run and not loaded, what loads Qt, and what Alembic alone can load."""


def load() -> None:
    """Every module of the program but those of the window, and what these load."""
    for found in pkgutil.walk_packages(app.__path__, "app."):
        if not found.name.startswith(WITHOUT):
            importlib.import_module(found.name)
    sqlite_library()  # loads one of two


def become(asked: dict[str, Any], streams: list[int]) -> None:
    """From here on this process is the life: its module's first line comes next. Never comes back."""
    for number, (stream, name) in enumerate(zip(streams, ("stdin", "stdout", "stderr"), strict=True)):
        os.dup2(stream, number)
        anew = _opened(number, getattr(sys, name))
        setattr(sys, name, anew)
        setattr(sys, f"__{name}__", anew)
    os.closerange(STREAMS, MOST_DESCRIPTORS)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = [asked["module"], *asked["arguments"]]
    code = 1
    try:
        runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as asked_for:
        code = asked_for.code if isinstance(asked_for.code, int) else 0 if asked_for.code is None else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    finally:
        _end(code)


def _end(code: int) -> None:
    """As the interpreter ends: threads, whoever waits for the end, what is still to be written. It takes nothing down
    piece by piece, which is half of a short life."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = 120
    os._exit(code)


def _opened(number: int, before: TextIO) -> TextIO:
    """A standard stream as the interpreter opens it: it looks once whether it can be sought in."""
    below = open(number, "rb" if number == 0 else "wb", closefd=False)  # noqa: SIM115
    stderr = number == STREAMS - 1
    return io.TextIOWrapper(below, before.encoding, before.errors, newline="\n", line_buffering=stderr)


def serve(asking: socket.socket) -> None:
    """Until whoever asks has gone."""
    living: dict[int, tuple[int, int]] = {}  # what watches it: its id, and where its end is told
    while True:
        ready, _, _ = select.select([asking.fileno(), *living], [], [])
        for watch in [each for each in ready if each in living]:
            life, told = living.pop(watch)
            os.write(told, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(life, 0)[1]))
            os.close(told)
            os.close(watch)
        if asking.fileno() not in ready:
            continue
        message, given, _, _ = socket.recv_fds(asking, LARGEST, STREAMS + 1)
        if not message:
            return
        life = os.fork()
        if life == 0:
            asking.detach()
            become(json.loads(message), given[:STREAMS])
        told = given.pop()
        os.write(told, b"%d\n" % life)
        living[os.pidfd_open(life)] = life, told
        for stream in given:
            os.close(stream)


if __name__ == "__main__":
    load()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
    os._exit(0)  # nothing ran here that would want to end in good order
