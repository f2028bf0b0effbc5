"""Lives of one program: `python -m tests.e2e.lives VERB …` loads it once, and begins a life whenever it is told to.

A life is a process of its own that runs the whole command, from its first line on, but for the loading of modules,
which takes thirty times as long as the rest of a start. `start` on the standard input begins one, and its id is
answered; `wait` waits for the last one, and its exit code is answered, below 0 where a signal ended it.
"""

import os
import sys
import tempfile
from importlib import import_module

from app.__main__ import main
from app.channels.kinds import CONNECTORS


def load() -> None:
    """All that the command is going to load: it is run once where there is nothing to do."""
    with tempfile.TemporaryDirectory() as folder:
        main([sys.argv[1], "--once", "--json", "--profile", folder])
    for module, _ in CONNECTORS.values():
        import_module(f"app.channels.{module}")


def live() -> int:
    """Begin a life; its id. Never comes back in that life."""
    life = os.fork()
    if life == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nothing, stream)
        code = 1
        try:
            code = main(sys.argv[1:])
        finally:
            os._exit(code)
    return life


if __name__ == "__main__":
    load()
    last = 0
    for line in sys.stdin:
        last = live() if line.strip() == "start" else last
        answer = last if line.strip() == "start" else os.waitstatus_to_exitcode(os.waitpid(last, 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
