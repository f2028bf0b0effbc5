"""B7: sellable 0 before the grade, exactly +1 with it: replayed, doubled, at two benches."""

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import floor as shop
from tests.e2e.floor import SHIRT, SHOE
from tests.e2e.house import house
from tests.e2e.program import Direct


def test_demand_b7_nothing_is_sellable_before_the_grade(database_url: str, tmp_path: Path) -> None:
    with house(tmp_path, database_url) as at:
        scene = at.parcel((SHIRT, 2))
        person = scene.person
        assert at.stock(SHIRT) == {"expected": 2}
        scene.open()
        lpn = scene.receive(scene.first)
        while person.last["step"] != "grade":
            assert at.stock(SHIRT) == {"expected": 1, "pending": 1}, person.last["step"]
            person.act(**(person.follower.next_action(person.last) or {}))
        assert at.stock(SHIRT) == {"expected": 1, "pending": 1}
        assert at.messages(lpn) == []
        person.act("accept")
        assert at.stock(SHIRT) == {"expected": 1, "sellable_a": 1}
        assert at.messages(lpn) == [("alfa-erp", "add")]
        person.label()
        assert at.stock(SHIRT) == {"expected": 1, "sellable_a": 1}


def test_demand_b7_a_replayed_grade_counts_once(database_url: str, tmp_path: Path) -> None:
    with house(tmp_path, database_url) as at:
        scene = at.parcel((SHIRT, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until(shop.answers_for(SHIRT, shop.CHECKED), "grade")
        accept = {"do": "accept", "id": "the-grade"}
        first = scene.person.bench.do(accept)
        assert first["ok"]
        for _ in range(3):
            assert {**scene.person.bench.do(accept), "seq": 0} == {**first, "seq": 0}
        assert not scene.person.bench.do({"do": "accept", "id": "a-double-click"})["ok"]
        assert not scene.person.bench.do({"do": "accept"})["ok"]
        assert at.stock(SHIRT) == {"sellable_a": 1}
        assert at.messages(lpn) == [("alfa-erp", "add")]


def test_demand_b7_an_open_box_never_adds_to_the_new_one(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((SHOE, 1))
        scene.open()
        lpn = scene.inspect(scene.first, shop.FLAW)
        assert at.stock(SHOE) == {"sellable_b": 1}
        assert at.messages(lpn) == [("alfa-outlet", "add")]


def test_demand_b7_two_benches_race_for_one_unit(database_url: str, tmp_path: Path) -> None:
    """Both take up the same parked unit and accept it at the same moment: one does, the other is told so."""
    with house(tmp_path, database_url, benches=2) as at:
        for round_ in range(5):
            scene = at.parcel((SHIRT, 1))
            scene.open()
            lpn = scene.receive(scene.first)
            scene.person.until(shop.answers_for(SHIRT, shop.SEALED), "grade")
            scene.person.act("park")
            answers = _together([at.person(n).bench for n in (0, 1)], {"do": "resume", "unit": lpn}, {"do": "accept"})
            graded = [one for one in answers if any(fact["kind"] == "grade" for fact in one["facts"])]
            assert len(graded) == 1, answers
            assert at.stock(SHIRT) == {"sellable_a": round_ + 1}
            assert at.messages(lpn) == [("alfa-erp", "add")]
            for number in (0, 1):
                last = at.person(number).bench.do({"do": "state"})
                if last["step"] == "verify_label":
                    at.person(number).bench.do({"do": "scan", "code": last["expects"]["code"]})


def _together(benches: list[Any], *actions: dict[str, str]) -> list[dict[str, Any]]:
    """The same acts at several benches at the same moment; all answers."""
    gate, answers = threading.Barrier(len(benches)), []

    def work(bench: Direct) -> None:
        gate.wait()
        answers.extend([bench.do(action) for action in actions])

    threads = [threading.Thread(target=work, args=(bench,)) for bench in benches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("grade", ["B", "S"])
def test_demand_b7_a_grade_taken_back_takes_its_quantity_back(tmp_path: Path, grade: str) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((SHIRT, 1))
        scene.open()
        lpn = scene.inspect(scene.first)
        scene.person.act("sign_in", badge="SUP-1", pin="915046")
        scene.person.act("review", unit=lpn, decision="override", grade=grade, reason="seen on the photo")
        added = [("alfa-outlet", "add")] if grade == "B" else []
        assert at.messages(lpn) == [("alfa-erp", "add"), ("alfa-erp", "take"), *added]
        assert at.stock(SHIRT).get("sellable_a", 0) == 0
        assert sum(at.stock(SHIRT).values()) == 1
