"""An inspection keeps the versions it began with."""

from dataclasses import replace

import pytest

from app.domain.rulebook import Rulebook, RulesRef
from tests.world import shipped_rules

RULES = shipped_rules()


def newer(rules: Rulebook) -> Rulebook:
    """The same rules with one more version of each."""

    def again(known):
        return (*known, replace(known[-1], version=known[-1].version + 1))

    return Rulebook(
        again(rules.checklists),
        again(rules.gradings),
        again(rules.route_policies),
        again(rules.hold_policies),
        rules.site,
    )


@pytest.mark.parametrize(
    ("category", "checklist"), [("shoes", "shoes"), ("", "safe_default"), ("teapot", "safe_default")]
)
def test_a_new_inspection_is_judged_by_the_checklist_of_its_goods(category, checklist):
    ref = RULES.current(category)
    assert ref.checklist == checklist
    assert RULES.checklist(ref).id == checklist


def test_the_newest_version_counts_for_what_is_taken_up_now():
    before, after = RULES.current(""), newer(RULES).current("")
    assert after.checklist_version == before.checklist_version + 1
    assert (after.grading, after.routes, after.holds) == (before.grading + 1, before.routes + 1, before.holds + 1)


def test_an_inspection_keeps_its_versions_to_its_end():
    ref, rules = RULES.current(""), newer(RULES)
    assert rules.checklist(ref) == RULES.checklist(ref)
    assert rules.grading(ref).version == ref.grading
    assert rules.routes(ref).version == ref.routes
    assert rules.holds(ref).version == ref.holds


@pytest.mark.parametrize("part", ["checklist", "grading", "routes", "holds"])
def test_a_version_that_is_not_here_is_never_replaced_by_another(part):
    with pytest.raises(LookupError, match="not here in version 99"):
        getattr(RULES, part)(RulesRef("safe_default", 99, 99, 99, 99))


def test_a_checklist_that_is_not_here():
    with pytest.raises(LookupError, match="teapots"):
        RULES.checklist(RulesRef("teapots", 1, 1, 1, 1))
