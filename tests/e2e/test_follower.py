"""A program that follows only `expects` finishes any unit; a sealed A parcel takes at most seven acts."""

import random
from pathlib import Path

import pytest

from tests.day import announce_catalogue, written
from tests.e2e.books import Article
from tests.e2e.floor import CATALOGUE, PLUSH, SHIRT
from tests.e2e.house import house
from tests.e2e.program import Program, people, seed_of_run, sign_in, station, take_in
from tests.follower import Follower, by_chance
from tests.pictures import picture

KEYS = {"answer", "photo", "accept"}
ROUNDS = 4


@pytest.mark.parametrize("scale", [False, True], ids=["no_scale", "scale"])
def test_any_unit_is_finished_by_expects_alone(tmp_path: Path, scale: bool) -> None:
    seed = seed_of_run("choices")
    with house(tmp_path, scale=scale) as at:
        for round_ in range(ROUNDS):
            for number, article in enumerate(CATALOGUE):
                scene = at.parcel((article, 1))
                follower = _follower(at.folder, article, seed + 100 * round_ + number)
                opened = scene.person.bench.do({"do": "scan", "code": scene.tracking})
                last, _ = follower.follow(scene.person.bench, opened)
                assert last["step"] == "idle", (seed, article.sku, last)
        done = at.first.reads.stock()
        left = [row for row in done if row["expected"] or row["pending"]]
        assert left == [], left


def _follower(folder: Path, article: Article, seed: int) -> Follower:
    chance = random.Random(seed)
    return Follower(
        {article.sku: article.barcode},
        lambda shot: picture(folder / "photos", f"{seed}-{shot}"),
        by_chance(seed),
        lambda: f"SN{seed:08d}",
        lambda: chance.choice((article.weight or 100, 7)),
    )


@pytest.mark.parametrize("article", [SHIRT, PLUSH], ids=["plain", "weighed"])
def test_demand_d14_a_sealed_a_parcel_takes_seven_acts_of_which_four_keys(tmp_path: Path, article: Article) -> None:
    with house(tmp_path, scale=True) as at:
        scene = at.parcel((article, 1))
        follower = Follower({article.sku: article.barcode}, at.floor.photo, grams=lambda: article.weight)
        acts = ["scan"]
        last = scene.person.bench.do({"do": "scan", "code": scene.tracking})
        while (action := follower.next_action(last)) is not None:
            last = scene.person.bench.do(action)
            acts.append(action["do"])
        by_hand = [do for do in acts if do != "weigh"]  # the scale's reading is no act of the operator
        assert by_hand == ["scan", "scan", "answer", "answer", "photo", "accept", "scan"]
        assert sum(do in KEYS for do in by_hand) <= 4
        assert at.stock(article) == {"sellable_a": 1}


def test_the_program_itself_is_driven_over_pipes(tmp_path: Path) -> None:
    """Another process, started as a user starts it: one sealed unit from its scan to the stock."""
    profile = tmp_path / "bench"
    with station(profile) as opened:
        people(opened, ["INS-1"])
        rows = [
            {
                "client": "ALFA",
                "platform": "other",
                "order_id": "1",
                "tracking": "TBA600000000001",
                "sku": "SHIRT-M",
                "quantity": 1,
            }
        ]
        take_in(opened, {**announce_catalogue([SHIRT], tmp_path), "returns": written(tmp_path / "returns.csv", rows)})
    program = Program(profile)
    program.start()
    program.do(sign_in())
    follower = Follower({SHIRT.sku: SHIRT.barcode}, lambda shot: picture(tmp_path, shot))
    last, acts = follower.follow(program, program.do({"do": "scan", "code": "TBA600000000001"}))
    assert (last["step"], acts) == ("idle", 6)
    assert last["seq"] == 8
    assert program.end() == 0
    with station(profile) as opened:
        (row,) = opened.reads.stock("SHIRT-M")
        assert row["sellable_a"] == 1
    assert program.stderr() == ""
