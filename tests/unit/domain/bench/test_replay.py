"""The same actions give the same state: also over the end of a process, and with a scale set up meanwhile."""

from __future__ import annotations

import pytest

from app.domain.access import Operator, Role
from app.domain.bench.actions import Scan, SignIn, SignOut
from app.domain.bench.found import Found
from app.domain.bench.refusal import Refused
from app.domain.bench.replay import Logged, replay
from app.domain.bench.state import Bench
from app.domain.rulebook import Rulebook

ADA = Operator("u-1", "1001", "Ada", Role.INSPECTOR)
BEN = Operator("u-2", "1002", "Ben", Role.INSPECTOR)
RULES = Rulebook((), (), (), ())


def signed_in(who: Operator, before: str = "") -> Logged:
    return Logged(SignIn(who.badge), Found(operator=who), before)


def test_an_empty_log_is_an_empty_bench():
    assert replay([], RULES) == Bench()


def test_the_last_to_sign_in_has_the_bench():
    assert replay([signed_in(ADA), signed_in(BEN, ADA.user_id)], RULES).operator == BEN
    assert replay([signed_in(ADA), Logged(SignOut(), Found(), ADA.user_id)], RULES).operator is None


def test_a_process_that_ended_signed_its_person_out():
    badge = Logged(Scan("RGB:1002"), Found(badge="1002"), "")
    assert replay([signed_in(ADA), badge], RULES) == Bench(badge="1002")


def test_a_scale_counts_from_the_act_it_was_there():
    there = Logged(SignIn(BEN.badge), Found(operator=BEN, scale=True), ADA.user_id)
    assert replay([signed_in(ADA), there], RULES) == Bench(operator=BEN, scale=True)


def test_a_log_that_does_not_fit_is_refused():
    with pytest.raises(Refused):
        replay([Logged(SignOut(), Found(), "")], RULES)
