"""Owns the proof that a policy with a hole or an unsafe opening is refused where it is wrong."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.checklist import Severity
from app.domain.disposition import Route
from app.domain.money import Money
from app.domain.verdict import Grade
from app.errors import ConfigError
from app.store.policy_file import grading_in, holds_in, routes_in
from app.store.yaml_file import read_yaml

POLICIES = Path(__file__).parents[3] / "resources" / "policies"
READERS = {"grading.yaml": grading_in, "routes.yaml": routes_in, "holds.yaml": holds_in}


def changed(folder, name, old, new):
    text = (POLICIES / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return READERS[name], read_yaml(path), text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("name", READERS)
def test_the_shipped_policies_are_read(name):
    policy: Any = READERS[name](read_yaml(POLICIES / name))
    assert (policy.id, policy.version) >= (name.removesuffix(".yaml"), 2)


def test_figures_are_read_exactly():
    routes = routes_in(read_yaml(POLICIES / "routes.yaml"))
    restock = next(rule for rule in routes.routes if rule.route is Route.RESTOCK)
    assert restock.shares == ((Grade.A, Decimal("0.92")),)
    assert restock.handling == Decimal("1.10")
    assert dict(routes.rates)["CNY"] == Decimal("7.20")
    assert len(dict(routes.regions)["EU"]) == 27


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "grading.yaml",
            "severities: [cosmetic]",
            "severities: [packaging]",
            "of the kind cosmetic",
        ),
        ("grading.yaml", "severities: [cosmetic]", "severities: [cosmetic]\n    goods: [shoe]", "of the kind cosmetic"),
        ("grading.yaml", "grade: C", "grade: A", "a finding is never an A"),
        ("grading.yaml", "grade: C\n    best_allowed: C", "grade: C\n    best_allowed: S", "allows less than it"),
        ("grading.yaml", "route: quarantine", "route: moon", "route"),
        ("grading.yaml", "grade: S", "grade: D", "grade"),
        ("routes.yaml", "- route: donate", "- route: recycle", "stands"),
        ("routes.yaml", "  no_price:\n", "  no_prize:\n", "the words for no_price are missing"),
        ("routes.yaml", "  no_price:\n", "  blue: {en: a, zh_CN: b}\n  no_price:\n", "blue is no reason"),
        ("routes.yaml", "A: [restock]", "A: [repair]", "repair is not open to grade A"),
        ("routes.yaml", "  A: [restock]\n", "", "no route is preferred for grade A"),
        ("routes.yaml", 'shares: {A: "0.92"}', 'shares: {A: "0.92", B: "0.5"}', "restock may not be open to grade B"),
        ("routes.yaml", "closed_to: [functional, hygiene, data]", "closed_to: [data]", "restock must be closed to"),
        ("routes.yaml", "closed_goods: [battery, ", "closed_goods: [", "destroy must be closed to"),
        ("routes.yaml", 'handling: "1.10"', 'handling: "-1"', "handling"),
        ("routes.yaml", 'handling: "1.10"', "handling: NaN", "handling"),
        ("routes.yaml", 'handling: "1.10"', "handling: a lot", "handling"),
        ("routes.yaml", 'shares: {A: "0.92"}', 'shares: {A: "1.92"}', "shares"),
        ("routes.yaml", "currency: USD", "currency: Dollar", "currency"),
        ("routes.yaml", "sites: [EU]", "sites: [Europe]", "sites"),
        ("routes.yaml", "bans:", "banns:", "banns is not a known key"),
        ("holds.yaml", "    severities: [data]\n", "", "says nothing about what it holds"),
        ("holds.yaml", "severities: [data]", "one_in: 0", "one_in"),
        ("holds.yaml", "severities: [data]", "value_from: {amount: '5', currency: usd}", "currency"),
    ],
)
def test_a_policy_with_a_hole_is_refused(tmp_path, name, old, new, words):
    reader, file, _ = changed(tmp_path, name, old, new)
    with pytest.raises(ConfigError) as raised:
        reader(file)
    assert name in raised.value.message
    assert words in raised.value.message
    assert raised.value.line > 0


def test_the_line_is_the_one_to_mend(tmp_path):
    reader, file, line = changed(tmp_path, "routes.yaml", 'handling: "1.60"', "handling: free")
    with pytest.raises(ConfigError) as raised:
        reader(file)
    assert raised.value.line == line


def test_a_hold_may_say_everything(tmp_path):
    everything = "value_from: {amount: '500', currency: USD}\n    inspector_units_below: 100\n    one_in: 20"
    reader, file, _ = changed(tmp_path, "holds.yaml", "severities: [data]", everything)
    (rule,) = reader(file).rules
    assert (rule.value_from, rule.inspector_units_below, rule.one_in) == (Money.of("500", "USD"), 100, 20)
    assert Severity.DANGEROUS in reader(file).exempt
