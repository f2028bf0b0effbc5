"""The window killed with SIGKILL at any moment: what its screen acknowledged is there, and is not asked again."""

import contextlib
import itertools
import json
import os
import random
import select
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.day import announce_catalogue, written
from tests.e2e.killing import GOODS, Remembered, announced, faults
from tests.e2e.program import note, people, seed_of_run, sign_in, station, take_in
from tests.follower import Action, Answer, Follower, by_chance
from tests.lives import Life, begin
from tests.pictures import picture

OFTEN = 0.3
LONGEST_S = 0.25
"""How long after an act is handed to the hands the kill may come: from its first key to after its answer is drawn."""
UP_S = 60


@dataclass
class Lives:
    """One profile, the window's lives on it, and somebody who remembers what the screen said."""

    profile: Path
    seed: int
    folder: Path
    said: Remembered = field(default_factory=Remembered)
    ticked: set[str] = field(default_factory=set)
    kills: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        pictures, serials = itertools.count(1), itertools.count(1)
        self._follower = Follower(
            {article.sku: article.barcode for article in GOODS},
            lambda shot: picture(self.folder, f"{self.seed}-{next(pictures)}-{shot}"),
            by_chance(self.seed),
            lambda: f"SN-{self.seed}-{next(serials):05d}",
        )
        self._process: Life | None = None

    def work(self, trackings: list[str], kills: int) -> None:
        """Every parcel to its end, with so many kills on the way."""
        self._begin()
        for tracking in trackings:
            self._finish(tracking, kills)
        while self.kills < kills:
            self._act({"do": "state"}, killed=True)
        self._end()

    def _finish(self, tracking: str, kills: int) -> None:
        """A parcel that was cut off is scanned again: its draft is as it was."""
        answer = self._act({"do": "scan", "code": tracking})
        while True:
            if answer is None:
                answer = self._act({"do": "state"})
                if answer is not None and answer["step"] == "idle":
                    answer = self._act({"do": "scan", "code": tracking})
                continue
            if answer["step"] == "parcel":  # finished already: the kill came after its last act
                question = answer["expects"]["answer"]["question"]
                answer = self._act({"do": "answer", "question": question, "choice": "leave_closed"})
                continue
            action = self._follower.next_action(answer)
            if action is None:
                return
            self._not_asked_again(answer)
            answer = self._act(action, killed=self.kills < kills and self._chance.random() < OFTEN)

    def _act(self, action: Action, *, killed: bool = False) -> Answer | None:
        """An act; None where the window died of it."""
        process = self._running
        assert process.stdin is not None
        process.stdin.write(json.dumps(action).encode() + b"\n")
        process.stdin.flush()
        if killed:
            self._kill(action)
            self._begin()
            return None
        told = self._told(UP_S)
        assert told is not None, f"the window ended at {action}: {self.stderr()}"
        self._remember(action, told)
        answer: Answer = told["answer"]
        return answer

    def _kill(self, action: Action) -> None:
        process = self._running
        assert process.stdout is not None
        select.select([process.stdout], [], [], self._chance.uniform(0.0, LONGEST_S))
        process.send_signal(signal.SIGKILL)
        rest = self._closed()
        self.kills += 1
        for line in rest.splitlines(keepends=True):
            if line.endswith(b"\n"):
                self._remember(action, json.loads(line))

    def _begin(self) -> None:
        """Another life, with somebody signed in."""
        with (self.folder.parent / "stderr").open("ab") as stderr:
            self._process = begin(
                "tests.shift.life",
                self.profile,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr.fileno(),
                environment={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            )
        assert self._told(UP_S) == {"up": True}, self.stderr()
        answer = self._act(dict(sign_in()))
        assert answer is not None

    def _end(self) -> None:
        process = self._running
        assert process.stdin is not None
        process.stdin.close()
        self._closed()
        assert process.wait() == 0, self.stderr()

    def _closed(self) -> bytes:
        """What it said until its end."""
        process = self._running
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        rest = process.stdout.read()
        process.stdout.close()
        process.wait(UP_S)
        return rest

    def _told(self, patience_s: float) -> dict[str, Any] | None:
        process = self._running
        assert process.stdout is not None
        deadline = time.monotonic() + patience_s
        ready, _, _ = select.select([process.stdout], [], [], deadline - time.monotonic())
        line = process.stdout.readline() if ready else b""
        told: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
        return told

    def _remember(self, action: Action, told: dict[str, Any]) -> None:
        answer = told["answer"]
        assert answer["ok"], f"seed {self.seed}, after {self.kills} kills: {action} was refused: {answer['error']}"
        self.said.remember(action, answer)
        self.ticked.update(told["ticks"])

    def _not_asked_again(self, answer: Answer) -> None:
        again = self.said.asks_again(answer)
        assert not again, f"seed {self.seed}: {again} of {answer['unit']} is asked again"

    @property
    def _running(self) -> Life:
        assert self._process is not None
        return self._process

    def stderr(self) -> str:
        return (self.folder.parent / "stderr").read_text()


def chase(seed: int, kills: int, parcels: int, folder: Path) -> int:
    """One profile, so many parcels and kills; then what the screen said is compared with what is there. How many photos
    it showed as saved."""
    profile = folder / "bench"
    rows = announced(seed, parcels)
    with station(profile) as opened:
        people(opened, ["INS-1"])
        files = announce_catalogue(GOODS, folder)
        take_in(opened, {**files, "returns": written(folder / "returns.csv", rows)})
    lives = Lives(profile, seed, folder / "photos")
    lives.work(list(dict.fromkeys(row["tracking"] for row in rows)), kills)
    assert lives.kills == kills
    with station(profile) as opened:
        assert faults(opened, lives.said, rows) == [], f"seed {seed}"
        lost = [sha256 for sha256 in lives.ticked if not opened.photo_path(sha256).exists()]
        assert lost == [], f"seed {seed}: photos were shown as saved and are lost"
    assert "Traceback" not in lives.stderr()
    note(f"{kills} kills, {len(lives.said.acts)} acts, {len(lives.ticked)} photos shown as saved")
    return len(lives.ticked)


def test_killed_anywhere_the_window_loses_nothing(tmp_path: Path) -> None:
    chase(seed_of_run("lives"), 4, 2, tmp_path)  # two parcels may both owe no photo: that is chance


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", range(5))
def test_a_hundred_kills_of_the_window(tmp_path: Path, number: int) -> None:
    assert chase(seed_of_run("lives", number), 20, 6, tmp_path), "no photo was ever shown as saved"
