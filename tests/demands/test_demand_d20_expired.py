"""D20: expired or recalled goods go to quarantine, sealed or opened, from every checklist."""

from pathlib import Path

import pytest

from tests.e2e.books import Article
from tests.e2e.house import house
from tests.e2e.shelf import OF_CHECKLIST, VITAMINS, stock_shelf

STOPS = [("prohibited_goods", "expired"), ("prohibited_goods", "recalled")]


def to_quarantine(tmp_path: Path, article: Article, wants: dict[str, str]) -> None:
    with house(tmp_path) as at:
        stock_shelf(at)
        scene = at.parcel((article, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until(wants, "grade")
        assert scene.person.last["proposal"]["grade"] == "S"
        for grade in "ABC":
            assert scene.person.refused("regrade", grade=grade, reason="only a day over")
        for route in ("restock", "open_box", "donate", "recycle", "destroy"):
            assert scene.person.refused("route", to=route, reason="only a day over")
        scene.person.act("accept")
        scene.person.label()
        unit = at.unit(lpn)
        assert (unit["grade"], unit["route"]) == ("S", "quarantine")
        assert at.stock(article) == {"quarantine": 1}
        assert at.messages(lpn) == []
        assert "front" in {photo["shot"] for photo in unit["photos"]}, "the date is on record"


@pytest.mark.parametrize("seal", ["sealed", "opened"])
@pytest.mark.parametrize(("question", "choice"), STOPS, ids=[choice for _, choice in STOPS])
@pytest.mark.parametrize("article", OF_CHECKLIST.values(), ids=OF_CHECKLIST)
def test_demand_d20_expired_or_recalled_goods_go_to_quarantine(
    tmp_path: Path, article: Article, question: str, choice: str, seal: str
) -> None:
    to_quarantine(tmp_path, article, {"sealed": seal, question: choice})


@pytest.mark.parametrize("choice", ["past_date", "no_date"])
def test_demand_d20_a_date_that_has_passed_or_cannot_be_read_goes_to_quarantine(tmp_path: Path, choice: str) -> None:
    to_quarantine(tmp_path, VITAMINS, {"sealed": "opened", "expiry_date": choice})
