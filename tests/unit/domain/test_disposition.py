"""Owns the proof that every unit has its routes in order, and that what may not be sold is not."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import Dimension, Finding, Severity, Subject
from app.domain.disposition import ACCOUNT_OF, REASON_CODES, Goods, Route, derogations_at, rank, refusal_of
from app.domain.money import Money
from app.domain.texts import Texts
from app.domain.verdict import Grade
from tests import made_once

POLICY = made_once.library(Path(__file__).parents[3] / "resources").routes
WORDS = Texts.of({"en": "A crack"})
PRICE = Money.of("59.90", "USD")
GRAVE = [Severity.DANGEROUS, Severity.PROHIBITED, Severity.EXPIRED, Severity.RECALLED, Severity.IDENTITY]


def finding(severity):
    return Finding("crack", Dimension.APPEARANCE, severity, "damage", ("light",), WORDS)


def goods(grade, *severities, price=PRICE, subject=None, **more):
    return Goods(Grade(grade), subject or Subject(), price, findings=tuple(map(finding, severities)), **more)


def best(graded, site="US-NJ", policy=POLICY):
    return rank(policy, graded, site)[0].route


def open_routes(graded, site="US-NJ"):
    return {option.route for option in rank(POLICY, graded, site) if not option.ruled_out}


prices = st.none() | st.builds(
    Money, st.decimals(0, 5000, places=2), st.sampled_from(["USD", "EUR", "CNY", "JPY", "XAU"])
)
any_goods = st.builds(
    Goods,
    grade=st.sampled_from(Grade),
    subject=st.builds(
        Subject,
        category=st.sampled_from(["", "shoes", "phone", "aerosol", "liquid soap", "book"]),
        battery=st.booleans(),
        data_bearing=st.booleans(),
    ),
    price=prices,
    cost=prices,
    weight_g=st.none() | st.integers(0, 50_000),
    identified=st.booleans(),
    findings=st.lists(st.sampled_from(Severity).map(finding), max_size=3).map(tuple),
    forbidden=st.frozensets(st.sampled_from(Route), max_size=3),
)
sites = st.sampled_from(["US-NJ", "US-CA", "DE", "FR-75", "GB", "de", ""])


@given(any_goods, sites)
def test_the_ranking_is_whole_ordered_and_the_same_each_time(graded, site):
    options = rank(POLICY, graded, site)
    assert sorted(option.route for option in options) == sorted(Route)
    assert options == rank(POLICY, graded, site)
    assert [option.ruled_out for option in options] == sorted(option.ruled_out for option in options)
    assert {option.net.currency for option in options} == {graded.currency or "USD"}
    assert all(option.reasons for option in options)
    assert not next(option for option in options if option.route is Route.QUARANTINE).ruled_out


@given(any_goods, sites)
def test_what_fails_is_never_sold(graded, site):
    routes = {option.route for option in rank(POLICY, graded, site) if not option.ruled_out}
    found = {one.severity for one in graded.findings}
    if graded.grade is not Grade.A:
        assert Route.RESTOCK not in routes
    if graded.grade not in (Grade.A, Grade.B):
        assert Route.OPEN_BOX not in routes
    if found & {Severity.FUNCTIONAL, Severity.HYGIENE, Severity.DATA}:
        assert not routes & {Route.RESTOCK, Route.OPEN_BOX, Route.EXCHANGE_POOL}
    if not graded.identified or found & set(GRAVE):
        assert routes == {Route.QUARANTINE}


@given(any_goods, sites)
def test_what_burns_bursts_or_spills_is_never_destroyed(graded, site):
    if graded.subject.is_any_of(["battery", "aerosol", "liquid", "phone"]):
        assert Route.DESTROY not in {option.route for option in rank(POLICY, graded, site) if not option.ruled_out}


@pytest.mark.parametrize("price", [None, Money.of("0.50", "USD"), PRICE, Money.of("900", "EUR")])
def test_a_goes_back_on_sale_and_b_to_open_box_at_any_price(price):
    assert best(goods("A", price=price)) is Route.RESTOCK
    assert best(goods("B", Severity.COSMETIC, price=price)) is Route.OPEN_BOX


def test_without_a_price_the_net_is_nothing_and_says_why():
    option = rank(POLICY, goods("A", price=None), "US-NJ")[0]
    assert option.net == Money.zero("USD")
    assert "no_price" in {reason.code for reason in option.reasons}


def test_c_goes_where_the_most_comes_back_of_repair_parts_and_refurbishing():
    routes = {
        price: best(goods("C", Severity.FUNCTIONAL, price=Money.of(price, "USD"))) for price in ("5", "20", "300")
    }
    assert routes == {"5": Route.PARTS, "20": Route.REFURBISH, "300": Route.REPAIR}


def test_scrap_is_destroyed_or_recycled():
    assert best(goods("S", Severity.WASTE)) is Route.DESTROY
    assert best(goods("S", Severity.WASTE, weight_g=20_000)) is Route.DESTROY


@pytest.mark.parametrize(
    "subject",
    [Subject(battery=True), Subject("Aerosol"), Subject("liquid soap"), Subject("blender"), Subject(data_bearing=True)],
)
def test_demand_b5_what_burns_or_is_electronic_waste_is_recycled(subject):
    assert best(goods("S", Severity.WASTE, subject=subject)) is Route.RECYCLE
    assert Route.DESTROY not in open_routes(goods("S", Severity.WASTE, subject=subject))


@pytest.mark.parametrize(
    ("site", "category", "allowed"),
    [
        ("DE", "shoes", False),
        ("FR-75", "Women's Dresses", False),
        ("de", "apparel", False),
        ("DE", "book", True),
        ("US-NJ", "shoes", True),
        ("GB", "shoes", True),
    ],
)
def test_demand_b5_unsold_clothes_and_shoes_are_not_destroyed_in_the_eu(site, category, allowed):
    graded = goods("S", Severity.WASTE, subject=Subject(category))
    assert (Route.DESTROY in open_routes(graded, site)) is allowed
    assert best(graded, site) is (Route.DESTROY if allowed else Route.RECYCLE)


@pytest.mark.parametrize("severity", GRAVE)
def test_demand_d20_what_may_not_be_sold_has_only_quarantine(severity):
    assert open_routes(goods("S", severity)) == {Route.QUARANTINE}


def test_goods_that_nobody_knows_have_only_quarantine():
    assert open_routes(goods("A", identified=False)) == {Route.QUARANTINE}
    assert best(goods("A", identified=False)) is Route.QUARANTINE


def test_demand_a11_the_factory_is_for_what_is_worth_it_and_can_be_mended():
    dear = goods("C", Severity.FUNCTIONAL, price=Money.of("400", "USD"))
    assert {Route.RETURN_TO_FACTORY, Route.BONDED_REPAIR} <= open_routes(dear)
    for graded in (goods("C", Severity.FUNCTIONAL), goods("C", Severity.FUNCTIONAL, price=None)):
        assert not {Route.RETURN_TO_FACTORY, Route.BONDED_REPAIR} & open_routes(graded)
    assert Route.RETURN_TO_FACTORY not in open_routes(goods("S", Severity.WASTE, price=Money.of("400", "USD")))


def test_the_least_value_is_reckoned_in_the_products_currency():
    worth = goods("C", Severity.FUNCTIONAL, price=Money.of("1100", "CNY"))
    assert Route.BONDED_REPAIR in open_routes(worth)
    assert Route.BONDED_REPAIR not in open_routes(replace(worth, price=Money.of("1000", "CNY")))
    assert Route.BONDED_REPAIR not in open_routes(replace(worth, price=Money.of("1000", "XAU")))


def test_the_net_is_the_share_less_everything_spent():
    option = rank(POLICY, goods("B", Severity.COSMETIC, weight_g=1000, price=Money.of("100", "USD")), "US-NJ")[0]
    # 100 × 0.64 - 1.60 handling - 9 days × 0.02
    assert option.net == Money.of("62.22", "USD")


def test_freight_and_cost_count_where_the_policy_says_so():
    graded = goods("B", Severity.COSMETIC, weight_g=2000, cost=Money.of("20", "USD"))
    nets = {option.route: option.net for option in rank(POLICY, graded, "US-NJ")}
    # 20 × 0.45 - 2.00 - 2 kg × 1.20 - 30 days × 0.02
    assert nets[Route.RETURN_TO_VENDOR] == Money.of("4.00", "USD")


def test_figures_that_are_not_known_are_named():
    options = {option.route: option for option in rank(POLICY, goods("B", price=Money.of("50", "XAU")), "US-NJ")}
    codes = {reason.code for reason in options[Route.RETURN_TO_VENDOR].reasons}
    assert {"no_cost", "no_rate"} <= codes
    assert options[Route.OPEN_BOX].net == Money.of("32", "XAU")


def test_every_reason_can_be_said():
    assert {code for code, _ in POLICY.words} == set(REASON_CODES)


def test_what_a_client_forbids_and_what_a_rule_forces():
    assert best(goods("A", forbidden=frozenset({Route.RESTOCK}))) is Route.EXCHANGE_POOL
    forced = goods("C", Severity.FUNCTIONAL, route_forced=Route.RECYCLE)
    assert open_routes(forced) == {Route.RECYCLE, Route.QUARANTINE}
    assert best(forced) is Route.RECYCLE
    assert Route.QUARANTINE in open_routes(goods("A", forbidden=frozenset(Route)))


def test_a_route_may_be_for_some_sites_only():
    rules = tuple(replace(r, sites=("US-NJ", "EU")) if r.route is Route.DONATE else r for r in POLICY.routes)
    policy = replace(POLICY, routes=rules)
    for site, ruled_out in (("US-NJ", False), ("DE", False), ("US-CA", True)):
        donate = next(option for option in rank(policy, goods("A"), site) if option.route is Route.DONATE)
        assert donate.ruled_out is ruled_out


def test_another_route_than_the_best_needs_a_reason_and_an_open_door():
    options = rank(POLICY, goods("B", Severity.COSMETIC), "US-NJ")
    assert refusal_of(options, "open_box", "") is None
    assert refusal_of(options, "donate", "the client asked") is None
    assert "give a reason" in (refusal_of(options, "donate", "  ") or "")
    assert "ruled out" in (refusal_of(options, "restock", "because") or "")
    assert "is no route" in (refusal_of(options, "moon", "because") or "")


def test_demand_a12_each_route_names_its_account():
    assert set(ACCOUNT_OF) == set(Route)
    assert len(set(ACCOUNT_OF.values())) == len(Route)


def test_a_grade_that_quarantine_does_not_name_is_not_a_fault():
    rules = tuple(replace(r, shares=()) if r.route is Route.QUARANTINE else r for r in POLICY.routes)
    options = rank(replace(POLICY, routes=rules), goods("S", Severity.DANGEROUS), "US-NJ")
    assert options[0].net.amount < Decimal(0)


def test_the_cases_that_the_laws_of_a_site_know_are_those_of_its_region_and_country():
    codes = {
        site: {case.code for case in derogations_at(POLICY, Route.DESTROY, site)} for site in ("US-NJ", "DE", "FR")
    }
    assert codes["US-NJ"] == set()
    assert "espr_2f" in codes["DE"]
    assert codes["FR"] == codes["DE"] | {"fr_agec_safety"}
    assert derogations_at(POLICY, Route.DONATE, "FR") == ()
