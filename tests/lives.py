"""Starts the program as a process of its own, without waiting each time until all its modules are loaded.

`begin` and `run` stand for `python -m MODULE ARGUMENTS…`. Loading takes most of a start, and is the same in each: a
process of this run has done it once, and a start is a fork of that (`tests.nursery`). What follows it is the program
as it is, from its first line to its exit code, with its own id, streams, folder and environment, and it dies of the
same signals. Whatever depends on how Python itself begins (its locale, its own options, what is loaded and how long
that takes) starts Python instead: `tests.integration.cli.test_processes` does, and the scripts of a floor.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
ENOUGH_S = 60
STDERR = 2


@dataclass
class Life:
    """A process that has begun. Its streams are pipes where they were asked for; `returncode` is known after `wait`."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None
    _told: IO[bytes]
    returncode: int | None = None

    def wait(self, timeout: float = ENOUGH_S) -> int:
        """Its exit code, below 0 where a signal ended it; TimeoutExpired after so many seconds."""
        if self.returncode is None:
            ready, _, _ = select.select([self._told], [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Nothing, where it has ended."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def begin(
    module: str,
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    stderr: int = STDERR,
) -> Life:
    """`python -m module arguments…` in the checkout; each stream is a descriptor, DEVNULL or PIPE."""
    asked = {
        "module": module,
        "arguments": [str(each) for each in arguments],
        "environment": dict(os.environ if environment is None else environment),
        "folder": str(ROOT),
    }
    with ExitStack() as given:
        to_it = _end(stdin, given, reads=True)
        from_it, errors, told = (_end(each, given, reads=False) for each in (stdout, stderr, subprocess.PIPE))
        ends = [to_it[0], from_it[0], errors[0], told[0]]
        socket.send_fds(_nursery(os.getpid()), [json.dumps(asked).encode()], ends)
    assert told[1] is not None
    return Life(int(told[1].readline()), to_it[1], from_it[1], errors[1], told[1])


def _end(stream: int, given: ExitStack, *, reads: bool) -> tuple[int, IO[bytes] | None]:
    """The descriptor that the process gets, closed here with what is `given`; and our own end, if it is a pipe."""
    if stream == subprocess.DEVNULL:
        stream = os.open(os.devnull, os.O_RDWR)
    elif stream == subprocess.PIPE:
        out, into = os.pipe()
        given.callback(os.close, out if reads else into)
        return (out, os.fdopen(into, "wb")) if reads else (into, os.fdopen(out, "rb"))
    else:
        return stream, None
    given.callback(os.close, stream)
    return stream, None


def run(
    module: str,
    *arguments: str | Path,
    text: bytes = b"",
    environment: Mapping[str, str] | None = None,
    timeout: float = ENOUGH_S,
) -> subprocess.CompletedProcess[bytes]:
    """The same, to its end; past the time it is killed, and TimeoutExpired raised."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(text)
        given.seek(0)
        streams = (given.fileno(), out.fileno(), err.fileno())
        life = begin(
            module, *arguments, environment=environment, stdin=streams[0], stdout=streams[1], stderr=streams[2]
        )
        try:
            code = life.wait(timeout)
        except subprocess.TimeoutExpired:
            life.kill()
            life.wait()
            raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([module, *arguments], code, out.read(), err.read())


@functools.cache
def _nursery(_of: int) -> socket.socket:
    """Of this process; it ends when this one does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.nursery", str(theirs.fileno())]
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, stdin=nothing, stdout=nothing, pass_fds=[theirs.fileno()])
    theirs.close()

    @atexit.register
    def end() -> None:
        ours.close()
        process.wait(ENOUGH_S)

    return ours
