"""Starting: from the start of the process to the first answer of `play`, beside a Python that imports SQLAlchemy."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import Options, Result, Stopwatch, take_turns

NAME = "starting"
CHECKOUT = Path(__file__).parents[2]
BARE = "import sqlalchemy.orm; print('{}')"


def measure(options: Options) -> Result:
    """The profile is there and so are its records; only the first start makes them."""
    watch = Stopwatch()
    with tempfile.TemporaryDirectory(dir=options.place) as profile:
        environment = {**os.environ, "REGRADE_PROFILE": profile}

        def first_answer(name: str, *command: str) -> None:
            with watch.timed(name):
                _first_line(environment, *command)

        first_answer("play, in a new profile", "-m", "app", "play")
        take_turns(
            options.times(15, 4),
            (
                lambda: first_answer("play, in its profile", "-m", "app", "play"),
                lambda: first_answer("Python with SQLAlchemy alone", "-c", BARE),
            ),
        )
    ratio = watch.of("play, in its profile").median / watch.of("Python with SQLAlchemy alone").median
    return Result(NAME, watch.series(), (), (f"play takes {ratio:.2f} × a Python that only imports SQLAlchemy",))


def _first_line(environment: dict[str, str], *command: str) -> None:
    """Start it, ask where the bench stands, and wait for the answer; its end is not timed, but waited for."""
    with subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=CHECKOUT
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the program was started without pipes")
        process.stdin.write(b'{"do":"state"}\n')
        process.stdin.flush()
        if not process.stdout.readline().startswith(b"{"):
            raise RuntimeError("the program gave no answer")
        process.stdin.close()
