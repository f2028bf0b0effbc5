"""Whatever sequence of acts: no piece is sellable before its grade, none of Amazon's before its second inspection."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.bench import facts as happened
from app.domain.bench import finishing
from app.domain.bench.outcome import Outcome
from app.domain.grading import Grade
from app.domain.stock import Account, Move
from tests.sequences import a_house, check, play
from tests.world import CUP, World
from tests.world_writing import DoesNotAddUp

ROOT = Path(__file__).resolve().parents[4]
SEED = int(os.environ.get("REGRADE_SEED", "20261130"))
SOAK = int(os.environ.get("REGRADE_SOAK_SEQUENCES", "1000000"))
SAMPLE = 3_000


def test_a_sample_of_sequences():
    found = play(SEED, SAMPLE)
    sys.stdout.write(f"seed {SEED} (another: REGRADE_SEED): {dict(found)}\n")
    assert found["sequences"] >= SAMPLE
    assert found["sellable"] == found["offered"] > 0


def test_the_same_seed_plays_the_same_sequences():
    assert play(SEED, 300) == play(SEED, 300) != play(SEED + 1, 300)


@pytest.mark.parametrize(
    "fact",
    [
        happened.Moved(Move(CUP.article, Account.PENDING, Account.SELLABLE_A, 1, "x", "R-000001")),
        happened.Moved(Move(CUP.article, Account.EXPECTED, Account.SELLABLE_B, 1, "x")),
        happened.Offered("R-000001", CUP.article, Grade.B, "add"),
    ],
)
def test_what_is_sellable_without_a_grade_is_found(fact):
    world = a_house(random.Random(1))
    opened = happened.Flagged("R-000001", ())
    with pytest.raises(DoesNotAddUp):
        check(world, Outcome(world.benches["one"], (opened, fact)))


def test_a_rule_that_forgets_amazons_second_inspection_is_found(monkeypatch):
    monkeypatch.setattr(finishing, "needs_second", lambda *_: False)
    monkeypatch.setattr("tests.sequences.a_house", only_amazons)
    with pytest.raises(DoesNotAddUp, match="after one inspection"):
        play(SEED, SAMPLE)


def only_amazons(chance: random.Random) -> World:
    """A house in which every piece comes from Amazon."""
    world = a_house(chance)
    for key, orders in world.orders.items():
        world.orders[key] = [replace(one, origin="fba_removal") for one in orders]
    return world


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_a_million_sequences():
    cores = os.cpu_count() or 1
    each = -(-SOAK // cores)
    playing = [
        subprocess.Popen([sys.executable, "-m", "tests.sequences", str(SEED + core), str(each)], cwd=ROOT, stdout=-1)
        for core in range(cores)
    ]
    for process in playing:
        told, _ = process.communicate()
        sys.stdout.write(told.decode())
        assert process.returncode == 0
