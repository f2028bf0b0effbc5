"""A5: four mandatory first checks; a prohibited or dangerous item stops the flow into quarantine."""

from pathlib import Path

import pytest

from tests.e2e.books import Article
from tests.e2e.floor import LAMP, PHONE, SHIRT
from tests.e2e.house import house

FIRST_CHECKS = {"packaging_intact", "parts_complete", "signs_of_use", "prohibited_goods"}


@pytest.mark.parametrize("article", [SHIRT, LAMP], ids=["apparel", "anything"])
def test_demand_a5_the_four_first_checks_cannot_be_passed_by(tmp_path: Path, article: Article) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((article, 1))
        scene.open()
        scene.receive(scene.first)
        asked = []
        while scene.person.last["step"] == "checklist":
            asked.append(scene.person.last["expects"]["answer"]["question"])
            assert scene.person.refused("accept")
            choice = "opened" if asked[-1] == "sealed" else scene.person.last["expects"]["answer"]["choices"][0]
            scene.person.act("answer", question=asked[-1], choice=choice)
        assert set(asked) >= FIRST_CHECKS


@pytest.mark.parametrize("article", [SHIRT, LAMP], ids=["apparel", "anything"])
def test_demand_a5_a_seal_answers_the_first_checks_in_its_own_wording(tmp_path: Path, article: Article) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((article, 1))
        scene.open()
        lpn = scene.inspect(scene.first)
        answered = {row["question"]: row["choice"] for row in at.unit(lpn)["answers"]}
        assert set(answered) >= FIRST_CHECKS
        assert answered["sealed"] == "sealed"


@pytest.mark.parametrize(
    ("article", "question", "choice"),
    [
        (SHIRT, "prohibited_goods", "dangerous"),
        (SHIRT, "prohibited_goods", "prohibited"),
        (LAMP, "prohibited_goods", "prohibited"),
        (PHONE, "battery_condition", "swollen"),
    ],
)
def test_demand_a5_danger_stops_the_flow_into_quarantine(
    tmp_path: Path, article: Article, question: str, choice: str
) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((article, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until({"sealed": "opened", question: choice}, "grade")
        assert len(at.unit(lpn)["answers"]) <= 3, "nothing more is asked after the stop"
        assert scene.person.last["proposal"]["grade"] == "S"
        assert scene.person.refused("route", to="recycle", reason="it is only a little dangerous")
        assert scene.person.refused("regrade", grade="C", reason="it is only a little dangerous")
        scene.person.act("accept")
        scene.person.label()
        unit = at.unit(lpn)
        assert (unit["grade"], unit["route"]) == ("S", "quarantine")
        assert at.stock(article) == {"quarantine": 1}
        assert at.messages(lpn) == []
