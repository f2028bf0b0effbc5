"""D1, local part: two processes on one profile act as one bench, and count once (kills: tests/e2e/test_kills.py)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.day import announce_catalogue, written
from tests.e2e.floor import SHIRT, ups
from tests.e2e.program import Direct, Program, people, sign_in, station, take_in
from tests.follower import Follower
from tests.pictures import picture

PARCELS = 6


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    rows = [
        {
            "client": "ALFA",
            "platform": "other",
            "order_id": f"O-{n}",
            "tracking": ups(n),
            "sku": "SHIRT-M",
            "quantity": 1,
        }
        for n in range(1, PARCELS + 1)
    ]
    with station(tmp_path / "bench") as opened:
        people(opened, ["INS-1", "INS-2"])
        take_in(opened, {**announce_catalogue([SHIRT], tmp_path), "returns": written(tmp_path / "returns.csv", rows)})
    return tmp_path / "bench"


@pytest.fixture
def two(profile: Path) -> Iterator[list[Program]]:
    """Two processes on one profile, somebody signed in at each."""
    programs = [Program(profile), Program(profile)]
    for program, badge in zip(programs, ("INS-1", "INS-2"), strict=True):
        program.start()
        assert program.do(sign_in(badge))["ok"]
    yield programs
    for program in programs:
        program.end()


def test_demand_d1_two_processes_are_one_bench(two: list[Program], profile: Path, tmp_path: Path) -> None:
    """Every act comes at both processes at the same moment under the same id: each is done once."""
    follower = Follower(
        {SHIRT.sku: SHIRT.barcode}, lambda shot: picture(tmp_path, f"{shot}-{len(list(tmp_path.iterdir()))}")
    )
    number = 0
    for parcel in range(1, PARCELS + 1):
        action: dict[str, Any] | None = {"do": "scan", "code": ups(parcel)}
        while action is not None:
            number += 1
            answers = _at_once(two, {**action, "id": f"act-{number}"})
            assert all(answer["ok"] for answer in answers), answers
            assert {**answers[0], "seq": 0} == {**answers[1], "seq": 0}
            action = follower.next_action(answers[0])
    _counted_once(profile)


def test_demand_d1_a_double_click_at_two_processes(two: list[Program], profile: Path, tmp_path: Path) -> None:
    """The same act under different ids: one is taken, the other is refused, and nothing is counted twice."""
    follower = Follower({SHIRT.sku: SHIRT.barcode}, lambda shot: picture(tmp_path, shot))
    for parcel in range(1, PARCELS + 1):
        last = two[0].do({"do": "scan", "code": ups(parcel)})
        while (action := follower.next_action(last)) is not None:
            if action["do"] == "accept":
                answers = _at_once(two, action)
                assert sorted(answer["ok"] for answer in answers) == [False, True], answers
                last = two[1].do({"do": "state"})
            else:
                last = two[parcel % 2].do(action)
                assert last["ok"], last
    _counted_once(profile)


def test_demand_d1_duplicates_of_every_act_ever(tmp_path: Path, profile: Path) -> None:
    """The whole script is sent again, from its first line to its last: the same answers, and the stock as it was."""
    with station(profile) as opened:
        bench = Direct(opened)
        follower = Follower({SHIRT.sku: SHIRT.barcode}, lambda shot: picture(tmp_path, shot))
        bench.do(sign_in())
        sent: list[tuple[dict[str, Any], dict[str, Any]]] = []
        for parcel in range(1, PARCELS + 1):
            action: dict[str, Any] | None = {"do": "scan", "code": ups(parcel)}
            while action is not None:
                named = {**action, "id": f"line-{len(sent)}"}
                sent.append((named, bench.do(named)))
                action = follower.next_action(sent[-1][1])
        before = [list(opened.reads.stock()), list(opened.reads.ledger()), list(opened.reads.outbox())]
        for action, answer in sent:
            assert {**bench.do(action), "seq": 0} == {**answer, "seq": 0}
        assert [list(opened.reads.stock()), list(opened.reads.ledger()), list(opened.reads.outbox())] == before
    _counted_once(profile)


def _at_once(programs: list[Program], action: dict[str, Any]) -> list[dict[str, Any]]:
    """Both are given the act before either has answered."""
    for program in programs:
        program.send(action)
    answers = [program.answer() for program in programs]
    return [answer for answer in answers if answer is not None]


def _counted_once(profile: Path) -> None:
    with station(profile) as opened:
        (row,) = opened.reads.stock("SHIRT-M")
        assert row["sellable_a"] == PARCELS
        assert [message["op"] for message in opened.reads.outbox()] == ["add"] * PARCELS
        verified = opened.verify_audit()
        assert verified.ok, verified.problems
