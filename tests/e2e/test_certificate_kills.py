"""Killed while certificates get their numbers: none is given twice, none is missing, none is used again for another."""

import itertools
import random
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.failpoint import NAMES
from tests.e2e.floor import MUG, WASTE
from tests.e2e.house import house
from tests.e2e.program import PIN, Program, note, seed_of_run, sign_in, station
from tests.lives import run

Point = tuple[str, int]
MOST_LIVES = 20
WHO_VOIDS = "SUP-1"


@dataclass
class Destroyer:
    """Destroys units and replaces certificates, whatever kills the program; remembers each number it was told."""

    program: Program
    points: Iterator[Point]
    told: dict[str, str] = field(default_factory=dict)
    kills: int = 0

    def destroy(self, lpn: str, proof: Path) -> None:
        """Sent under one id until it is answered."""
        witness = {"witness_badge": "INS-2", "witness_pin": PIN["INS-2"]}
        act = {"do": "destroy", "id": f"destroy-{lpn}", "unit": lpn, "file": str(proof), **witness}
        answer = self._answered(act)
        numbers = [fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate"]
        assert len(numbers) == 1, answer
        self.told[numbers[0]] = lpn

    def _answered(self, act: Mapping[str, Any]) -> dict[str, Any]:
        for _ in range(MOST_LIVES):
            if (answer := self._in_one_life(act)) is not None:
                code = self.program.end()  # its label may be what kills it: the certificate was answered
                assert code in {0, -signal.SIGKILL}, self.program.stderr()
                self.kills += code != 0
                return answer
            self._died()
        raise AssertionError(f"{act} was never answered")

    def _in_one_life(self, act: Mapping[str, Any]) -> dict[str, Any] | None:
        self._start()
        answer: dict[str, Any] | None = None
        for line in (sign_in(), act):
            self.program.send(line)
            if (answer := self.program.answer()) is None:
                return None
            assert answer["ok"], answer
        return answer

    def _start(self) -> None:
        point = next(self.points, None)
        self.program.start(*(("tests.e2e.failpoint", point[0], str(point[1])) if point else ()))

    def _died(self) -> None:
        self.program.kill()
        assert self.program.running.returncode == -signal.SIGKILL, self.program.stderr()
        self.kills += 1

    def replace(self, number: str) -> None:
        """Declared void, with another in its place; done again until it is."""
        for _ in range(MOST_LIVES):
            point = next(self.points, None)
            runner = ("tests.e2e.failpoint", point[0], str(point[1])) if point else ("app",)
            asked = ["certificate", "void", number, "--reason", "weight wrong", "--replace", "--json"]
            asked += ["--badge", WHO_VOIDS, "--pin-stdin"]
            done = run(*runner, *asked, "--profile", self.program.profile, text=PIN[WHO_VOIDS].encode())
            if done.returncode != -signal.SIGKILL:
                assert done.returncode == 0 or b"void" in done.stderr + done.stdout, done.stderr.decode()
                return
            self.kills += 1
        raise AssertionError(f"{number} was never declared void")


def chase(folder: Path, units: int, points: list[Point]) -> None:
    """So many units destroyed, every other certificate replaced; then the books of the numbers are looked through."""
    with house(folder) as at:
        scene = at.parcel((MUG, units))
        scene.open()
        lpns = scene.whole(WASTE)
        proofs = {lpn: at.floor.photo("destruction", lpn) for lpn in lpns}
    person = Destroyer(Program(folder / "bench-0"), iter(points))
    for lpn in lpns:
        person.destroy(lpn, proofs[lpn])
    replaced = list(person.told)[::2]
    for number in replaced:
        person.replace(number)
    note(f"{person.kills} kills, {len(person.told)} certificates, {len(replaced)} replaced")
    assert person.kills > 0
    with station(folder / "bench-0") as opened:
        rows = [dict(row) for row in opened.reads.certificates()]
        assert opened.verify_audit().problems == ()
    numbers = sorted(row["number"] for row in rows)
    assert numbers == [f"DES-{count:06d}" for count in range(1, units + len(replaced) + 1)], "no gap, and none twice"
    unit_of = {row["number"]: row["unit"] for row in rows}
    assert {number: unit_of[number] for number in person.told} == person.told, "a number told is that unit's for ever"
    valid = Counter(row["unit"] for row in rows if row["state"] == "valid")
    assert valid == dict.fromkeys(lpns, 1)
    assert {row["number"] for row in rows if row["state"] == "void"} == set(replaced)


def test_demand_d1_killed_while_a_certificate_is_numbered(tmp_path: Path) -> None:
    chance = random.Random(seed_of_run("certificates"))
    chase(tmp_path, 1, [(f"{chance.choice(['before', 'after'])}_commit", 2)])


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_demand_d1_killed_at_every_point_of_a_certificate(tmp_path: Path) -> None:
    points = list(itertools.product(NAMES, range(1, 5)))
    random.Random(seed_of_run("certificates")).shuffle(points)
    chase(tmp_path, 12, points)
