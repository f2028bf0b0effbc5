"""Drives the real program: the bench in this process (fast), or `python -m app play` as a process of its own."""

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.bootstrap import Stations
from app.cli.play import play
from app.domain.access import Role
from app.services.importing import Imported, import_file, kind_named
from app.services.station import Station
from tests.lives import ROOT as ROOT
from tests.lives import Life, begin, run

PIN = {"INS-1": "482915", "INS-2": "730164", "SUP-1": "915046"}
ROLES = {"INS-1": "inspector", "INS-2": "inspector", "SUP-1": "supervisor"}
ANSWER_TIMEOUT_S = 30


class Direct:
    """The bench in this process, through the same script reader and player."""

    def __init__(self, station: Station) -> None:
        self._bench = station.bench

    def line(self, line: bytes) -> dict[str, Any]:
        """Any line at all, a broken one too."""
        written = io.StringIO()
        play(self._bench, [line], written)
        answer: dict[str, Any] = json.loads(written.getvalue())
        return answer

    def do(self, action: Mapping[str, Any]) -> dict[str, Any]:
        return self.line(json.dumps(action).encode())


@dataclass
class Program:
    """`regrade play` over pipes; may be killed and started again on the same profile."""

    profile: Path
    database: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    process: Life | None = None

    def start(self, *runner: str) -> None:
        """Begins a process; the one before must have ended. `runner` is what runs instead of the program itself."""
        with (self.profile.parent / f"{self.profile.name}.stderr").open("ab") as stderr:
            self.process = begin(
                *(runner or ("app",)),
                "play",
                *options(self.profile, self.database),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr.fileno(),
                environment={**os.environ, **self.more},
            )

    @property
    def running(self) -> Life:
        assert self.process is not None, "The program was not started."
        return self.process

    def send(self, action: Mapping[str, Any]) -> None:
        """Hands a line in without waiting for its answer; nobody may be there to read it."""
        assert self.running.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.running.stdin.write(json.dumps(action).encode() + b"\n")
            self.running.stdin.flush()

    def answer(self) -> dict[str, Any] | None:
        """The next answer; None where the process ended without one."""
        assert self.running.stdout is not None
        line = self.running.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def do(self, action: Mapping[str, Any]) -> dict[str, Any]:
        self.send(action)
        answer = self.answer()
        assert answer is not None, f"The program ended at {action}: {self.stderr()}"
        return answer

    def kill(self) -> list[dict[str, Any]]:
        """SIGKILL; what it had answered before counts as answered."""
        self.running.send_signal(signal.SIGKILL)
        return self._last_answers()

    def end(self) -> int:
        """The script is over: the process ends by itself. Its exit code."""
        assert self.running.stdin is not None
        self.running.stdin.close()
        self._last_answers()
        return self.running.wait()

    def _last_answers(self) -> list[dict[str, Any]]:
        process = self.running
        with contextlib.suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        assert process.stdout is not None
        rest = process.stdout.read()
        process.stdout.close()
        process.wait(ANSWER_TIMEOUT_S)
        return [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]

    def stderr(self) -> str:
        return (self.profile.parent / f"{self.profile.name}.stderr").read_text()


def options(profile: Path, database: str | None) -> list[str]:
    """The options that name a profile and its database."""
    return ["--profile", str(profile), *(["--database", database] if database else [])]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its results, one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def command(*arguments: str | Path, text: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """Runs `regrade …` as a user does, in a process of its own."""
    done = run("app", *arguments, text=text.encode(), environment={**os.environ, **(environment or {})})
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def station(profile: Path, database: str | None = None) -> contextlib.AbstractContextManager[Station]:
    """An open station in this process."""
    return Stations().open(profile, database)


def people(opened: Station, badges: Sequence[str] = tuple(PIN)) -> None:
    """The people of the tests, with their PINs."""
    for badge in badges:
        opened.add_user(badge, f"Person {badge}", Role(ROLES[badge]), PIN[badge])


def take_in(opened: Station, files: Mapping[str, Path]) -> dict[str, Imported]:
    """Imports the files of a client, all of whose rows must be sound."""
    done = {kind: import_file(opened.imports, opened.tables, kind_named(kind), file) for kind, file in files.items()}
    for kind, imported in done.items():
        assert not imported.rejected, f"{kind}: {imported.rejected[:3]}"
    return done


def seed_of_run(name: str, number: int = 0) -> int:
    """Another one each run; `--randomly-seed`, which the run prints at its end, brings the same again."""
    seed = random.randrange(10**6) * 100 + number
    note(f"{name}: seed {seed}")
    return seed


def note(text: str) -> None:
    """Shown where a test fails, or with `-rP`."""
    sys.stdout.write(text + "\n")


def sign_in(badge: str = "INS-1") -> dict[str, str]:
    return {"do": "sign_in", "badge": badge, "pin": PIN[badge]}
