"""B5: what the law of a place forbids is refused by its name, with what is open instead; a derogation opens it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.disposition import Goods, Route, ban_on, rank
from app.domain.subject import Subject
from app.domain.verdict import Grade
from app.paths import shipped
from tests import made_once
from tests.e2e import floor as shop
from tests.e2e.floor import SHIRT, WASTE
from tests.e2e.house import house
from tests.e2e.program import PIN

POLICY = made_once.library(shipped("resources")).routes
WHY = "seam torn, repair costs 40 EUR, worth 12 EUR"


@pytest.mark.parametrize(
    ("site", "category", "law"),
    [
        ("DE", "shoes", "2024/1781"),
        ("FR-75", "cosmetic", "L541-15-8"),
        ("ES", "power bank", "2023/1542"),
        ("IT", "kettle", "2012/19/EU"),
        ("GB", "laptop", "SI 2013/3113"),
        ("US-TX", "battery", "40 CFR Part 273"),
        ("US-TX", "perfume", "261.21"),
        ("US-NJ", "tv", "N.J.S.A."),
        ("US-TX", "tv", None),
        ("CN", "手机", "No. 551"),
        ("US-NJ", "shoes", None),
        ("DE", "books", None),
    ],
)
def test_demand_b5_the_law_goes_by_country_state_and_category(site: str, category: str, law: str | None) -> None:
    ban = ban_on(POLICY, Route.DESTROY, Subject(category), site)
    assert (ban is None) if law is None else (ban is not None and law in ban.law)


def test_demand_b5_every_law_says_since_when_and_where_it_stands() -> None:
    for ban in POLICY.bans:
        assert ban.law, ban.id
        assert ban.since, ban.id
        assert ban.source, ban.id
        assert {"en", "zh_CN", "es"} <= set(ban.text.languages)
    assert next(ban for ban in POLICY.bans if ban.id == "espr_unsold_textiles").since == "2026-07-19"
    assert [one.code[-1] for one in POLICY.bans[0].derogations] == list("abcdefghij")


def test_demand_b5_something_is_always_open_instead() -> None:
    for ban in POLICY.bans:
        for word in ban.goods:
            goods = Goods(Grade.S, Subject(word))
            found = {option.route: option.ruled_out for option in rank(POLICY, goods, "FR")}
            assert not found[Route.RECYCLE] or not found[Route.QUARANTINE]


def test_demand_b5_a_derogation_opens_only_its_own_law() -> None:
    goods = Goods(Grade.S, Subject("shoes"), derogation="espr_2f")
    assert Route.DESTROY in {one.route for one in rank(POLICY, goods, "DE") if not one.ruled_out}
    other = replace(goods, subject=Subject("power bank"))
    assert Route.DESTROY not in {one.route for one in rank(POLICY, other, "DE") if not one.ruled_out}
    unknown = replace(goods, derogation="fr_agec_safety")
    assert Route.DESTROY not in {one.route for one in rank(POLICY, unknown, "DE") if not one.ruled_out}


def test_demand_b5_at_the_bench_the_ban_holds_until_a_derogation_is_justified(tmp_path: Path) -> None:
    with house(tmp_path, more='site = "DE"\n') as at:
        person = at.person()
        scene = at.parcel((SHIRT, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        person.until(shop.answers_for(SHIRT, WASTE), "grade")
        assert person.last["proposal"]["routes"][0]["route"] != "destroy"
        answer = person.bench.do({"do": "route", "to": "destroy", "reason": "quicker"})
        assert "2024/1781" in answer["error"]["message"]
        assert "recycle" in answer["error"]["hint"]
        assert "espr_2f" in answer["error"]["hint"]
        assert person.refused("route", to="destroy", reason=WHY, derogation="made_up") == "route_refused"
        unknown = person.bench.do({"do": "route", "to": "destroy", "reason": WHY, "derogation": "espr_9z"})["error"]
        assert unknown["message"].startswith("“espr_9z” is no derogation")
        assert "espr_2f" in unknown["hint"]
        assert person.refused("route", to="destroy", reason=" ", derogation="espr_2f") == "justification_needed"
        person.act("route", to="destroy", reason=WHY, derogation="espr_2f")
        person.act("accept")
        person.label()
        proof = str(at.floor.photo("destruction", lpn))
        person.act("destroy", unit=lpn, file=proof, witness_badge="INS-2", witness_pin=PIN["INS-2"])
        one = at.first.certificates.certificate("DES-000001")
        assert (one.payload["details"]["derogation"], one.payload["details"]["justification"]) == ("espr_2f", WHY)
        assert "2024/1781" in one.content["law"]
