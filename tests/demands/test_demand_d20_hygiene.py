"""D20: opened hygiene goods are never A or B, whoever asks and whatever the catalogue says of them."""

from pathlib import Path

import pytest

from tests.e2e.books import Article
from tests.e2e.house import House, house
from tests.e2e.program import sign_in
from tests.e2e.scene import Scene
from tests.e2e.shelf import BRIEFS, EARBUDS, SERUM, VITAMINS, stock_shelf

HYGIENE = [SERUM, VITAMINS, EARBUDS, BRIEFS]
every_hygiene = pytest.mark.parametrize("article", HYGIENE, ids=lambda article: article.sku.lower())


def at_grade(at: House, article: Article, **wants: str) -> tuple[Scene, str]:
    scene = at.parcel((article, 1))
    scene.open()
    lpn = scene.receive(scene.first)
    scene.person.until(wants, "grade")
    return scene, lpn


def never_sold(at: House, scene: Scene, lpn: str, article: Article) -> None:
    person = scene.person
    assert person.last["proposal"]["grade"] == "C"
    for grade in "AB":
        assert person.refused("regrade", grade=grade, reason="it looks unused")
    for route in ("restock", "open_box", "exchange_pool", "refurbish", "donate"):
        assert person.refused("route", to=route, reason="it looks unused")
    person.act("accept")
    person.label()
    person.act(**sign_in("SUP-1"))
    for grade in "AB":
        assert person.refused("review", unit=lpn, decision="override", grade=grade, reason="sell it")
    unit = at.unit(lpn)
    assert unit["grade"] == "C"
    assert at.sellable(article) == 0
    assert at.messages(lpn) == []
    assert any("hygiene" in reason.lower() for reason in unit["reasons"]), unit["reasons"]


@every_hygiene
def test_demand_d20_opened_hygiene_goods_are_never_a_or_b(tmp_path: Path, article: Article) -> None:
    with house(tmp_path) as at:
        stock_shelf(at)
        scene, lpn = at_grade(at, article, sealed="opened")
        never_sold(at, scene, lpn, article)


@every_hygiene
def test_demand_d20_hygiene_goods_that_we_had_to_open_are_never_a_or_b(tmp_path: Path, article: Article) -> None:
    """The seal stands, but nothing on the box says what it is: it is opened for the check."""
    with house(tmp_path) as at:
        stock_shelf(at)
        scene = at.parcel((article, 1))
        scene.open()
        scene.person.act("no_code", of="item", sku=article.sku)
        lpn = str(scene.person.last["unit"])
        scene.person.until({"sealed": "sealed"}, "grade")
        never_sold(at, scene, lpn, article)


@every_hygiene
def test_demand_d20_sealed_hygiene_goods_are_sold_as_new(tmp_path: Path, article: Article) -> None:
    with house(tmp_path) as at:
        stock_shelf(at)
        scene, lpn = at_grade(at, article)
        scene.person.act("accept")
        scene.person.label()
        assert at.unit(lpn)["grade"] == "A"
        assert at.stock(article) == {"sellable_a": 1}
