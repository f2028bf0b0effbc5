"""A route that the law forbids: which law, which of its cases, and why; then it is chosen under it."""

import pytest

from app.domain.bench import actions as do
from app.ui.bench.acts import Page
from tests.bench_screen import Screen, words
from tests.world import ANN, SHOE, World, order, shipped_rules


@pytest.fixture
def broken(qapp):
    def at(site):
        bench = Screen(World(order(1, "TRK1", (SHOE, 1)), rules=shipped_rules(site)).sign_in(ANN))
        return bench.scan("TRK1").scan(SHOE.codes[0]).inspect(sealed="opened", damage="beyond_repair")

    return at


def _destroying(bench):
    return next(row for row in bench.scene.stage.verdict.routes if row.route == "destroy")


def test_the_law_is_named_and_its_case_with_its_justification_opens_the_route(broken):
    bench = broken("DE")
    row = _destroying(bench)
    assert "2024/1781" in words(row.why)
    assert not row.chosen
    bench.touch(row.control.name)
    assert bench.page == "route_law"
    assert "2024/1781" in words(bench.scene.stage.head.kicker)
    codes = [words(control.hint) for control in bench.scene.stage.choices]
    assert codes[0] == "espr_2a"
    bench.press("1").press("Enter")
    assert bench.page == "route_law_why", "a case without its justification is none"
    bench.type("The sole contains lead.").press("Enter")
    sent = bench.desk.sent[-1].action
    assert sent == do.ChooseRoute("destroy", "The sole contains lead.", "espr_2a")
    assert bench.refusal() == ""
    assert _destroying(bench).chosen


def test_where_no_law_forbids_it_nothing_is_asked(broken):
    bench = broken("US-NJ")
    assert "2024/1781" not in words(_destroying(bench).why)
    assert not [one for one in bench.scene.controls if getattr(one.act, "page", None) is Page.ROUTE_LAW]
