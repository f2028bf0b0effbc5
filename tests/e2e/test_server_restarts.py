"""D1 on PostgreSQL: the server is stopped at once and started again while a bench works; nothing is lost or doubled."""

import itertools
import random
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.day import announce_catalogue, written
from tests.e2e.killing import GOODS, Remembered, announced, faults
from tests.e2e.program import Direct, note, people, seed_of_run, sign_in, station, take_in
from tests.follower import Answer, Bench, Follower, by_chance
from tests.pictures import picture

UNREACHABLE = {"database_unreachable", "store"}
MOST_TRIES = 200
BETWEEN_TRIES_S = 0.05


@pytest.fixture
def own_server() -> Iterator[postgres.PostgresServer]:
    """A server that no other test uses, and that may be stopped."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql), so nothing was tried on it.")
    with postgres.own_server() as server:
        yield server


@dataclass
class Patient:
    """Sends an act again under its id for as long as the environment fails."""

    bench: Bench
    ids: Iterator[str]
    said: Remembered = field(default_factory=Remembered)
    failures: int = 0

    def do(self, action: Mapping[str, Any]) -> Answer:
        named = {"id": next(self.ids), **action}
        answer: Answer = {}
        for _ in range(MOST_TRIES):
            answer = self.bench.do(named)
            if answer["ok"]:
                self.said.acts.append((named, answer))
                return answer
            assert answer["error"]["code"] in UNREACHABLE, answer["error"]
            self.failures += 1
            threading.Event().wait(BETWEEN_TRIES_S)
        raise AssertionError(f"{named} was never taken: {answer}")


def restarting(server: postgres.PostgresServer, times: int, chance: random.Random) -> threading.Thread:
    """Stops the server at once, as a crash would, and starts it again, so many times."""

    def work() -> None:
        for _ in range(times):
            threading.Event().wait(chance.uniform(0.2, 1.2))
            server.stop()
            server.start()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.soak
@pytest.mark.expects_warning
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(4))
def test_demand_d1_a_server_that_restarts_under_the_bench(
    own_server: postgres.PostgresServer, tmp_path: Path, number: int
) -> None:
    seed = seed_of_run("restarts", number)
    chance = random.Random(seed)
    rows = announced(seed, 40)
    url = own_server.url(own_server.create())
    pictures, serials = itertools.count(1), itertools.count(1)
    follower = Follower(
        {article.sku: article.barcode for article in GOODS},
        lambda shot: picture(tmp_path / "photos", f"{next(pictures)}-{shot}"),
        by_chance(seed),
        lambda: f"SN-{next(serials):06d}",
    )
    with station(tmp_path / "bench", url) as opened:
        people(opened, ["INS-1"])
        files = announce_catalogue(GOODS, tmp_path)
        take_in(opened, {**files, "returns": written(tmp_path / "returns.csv", rows)})
        patient = Patient(Direct(opened), (f"{seed}-{count}" for count in itertools.count(1)))
        restarts = restarting(own_server, 25, chance)
        patient.do(sign_in())
        for tracking in dict.fromkeys(row["tracking"] for row in rows):
            follower.follow(patient, patient.do({"do": "scan", "code": tracking}))
        restarts.join()
        note(f"{len(patient.said.acts)} acts, {patient.failures} failures of the environment")
    assert patient.failures > 0
    with station(tmp_path / "bench", url) as opened:
        assert faults(opened, patient.said, rows) == [], f"seed {seed}"
