"""B4: exactly four grades; a functional fault is never above C, whoever asks; the rule that fired is shown."""

from pathlib import Path

import pytest

from tests.e2e import floor as shop
from tests.e2e.books import Article
from tests.e2e.floor import KETTLE, LAMP, SHIRT
from tests.e2e.house import House, house
from tests.e2e.program import seed_of_run, sign_in
from tests.follower import by_chance

GRADES = ["A", "B", "C", "S"]
FAULTS = {"faulty", "dead", "not_tested", "broken", "main_part"}


def _to_grade(at: House, article: Article, condition: str) -> str:
    scene = at.parcel((article, 1))
    scene.open()
    lpn = scene.receive(scene.first)
    scene.person.until(shop.answers_for(article, condition), "grade")
    return lpn


def test_demand_b4_there_are_exactly_four_grades(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        seen = []
        for condition in (shop.CHECKED, shop.FLAW, shop.FAULT, shop.WASTE):
            lpn = _to_grade(at, LAMP, condition)
            person = at.person()
            assert set(person.last["expects"]["regrade"]["grades"]) < set(GRADES)
            for none in ("D", "a", "", "AA", "F"):
                assert person.refused("regrade", grade=none, reason="no such grade")
            person.act("accept")
            person.label()
            seen.append(at.unit(lpn)["grade"])
        assert seen == GRADES


@pytest.mark.parametrize("article", [SHIRT, LAMP])
def test_demand_b4_a_functional_fault_is_never_above_c(tmp_path: Path, article: Article) -> None:
    """Not by `regrade`, not by a route, not by a supervisor's review, not after a second inspection's wish."""
    with house(tmp_path) as at:
        lpn = _to_grade(at, article, shop.FAULT)
        person = at.person()
        assert person.last["proposal"]["grade"] == "C"
        assert "A" not in person.last["expects"]["regrade"]["grades"]
        for grade in "AB":
            assert person.refused("regrade", grade=grade, reason="looks good to me")
        for route in ("restock", "open_box", "exchange_pool"):
            assert person.refused("route", to=route, reason="looks good to me")
        person.act("accept")
        person.label()
        person.act(**sign_in("SUP-1"))
        for grade in "AB":
            assert person.refused("review", unit=lpn, decision="override", grade=grade, reason="sell it")
        person.act("review", unit=lpn, decision="override", grade="S", reason="not worth a repair")
        assert person.refused("review", unit=lpn, decision="override", grade="A", reason="sell it after all")
        assert at.unit(lpn)["grade"] == "S"
        assert at.messages(lpn) == []


def test_demand_b4_the_rule_that_fired_is_shown(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn = _to_grade(at, KETTLE, shop.FAULT)
        reasons = at.person().last["proposal"]["reasons"]
        assert any("never above C" in reason for reason in reasons), reasons
        at.person().act("accept")
        assert at.unit(lpn)["reasons"] == reasons
        at.person().label()
        clean = _to_grade(at, KETTLE, shop.SEALED)
        assert at.person().last["proposal"]["reasons"], "an A says why as well"
        assert at.unit(clean)["grade"] in {None, ""}


def test_demand_b4_whatever_is_answered(tmp_path: Path) -> None:
    """Twenty-five units answered by chance: each with a functional finding is C or S, and says why."""
    seed = seed_of_run("answers")
    with house(tmp_path) as at:
        for number in range(25):
            scene = at.parcel((scene_article(number), 1))
            scene.person.follower.choose = by_chance(seed + number)
            scene.open()
            lpn = scene.receive(scene.first)
            last, _ = scene.person.follower.follow(scene.person.bench, scene.person.last)
            assert last["step"] == "idle", last
            unit = at.unit(lpn)
            assert unit["grade"] in GRADES
            assert unit["reasons"]
            chosen = {choice for row in unit["answers"] for choice in _choices(row["choice"])}
            if chosen & FAULTS:
                assert unit["grade"] in {"C", "S"}, (seed + number, unit["answers"])


def scene_article(number: int) -> Article:
    return (LAMP, SHIRT, KETTLE)[number % 3]


def _choices(choice: str | list[str]) -> list[str]:
    return [choice] if isinstance(choice, str) else choice
