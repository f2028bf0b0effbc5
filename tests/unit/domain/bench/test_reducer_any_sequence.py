"""Whatever two benches do: stock adds up, nothing is sold ungraded, refusals and replays change nothing."""

import os
import random
import sys

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.domain.bench.refusal import Refused
from tests.operators import any_move, follow
from tests.world import BANK, CUP, LAMP, MUG, PHONE, SHOE, SOAP, World, order, ups
from tests.world_writing import insist

SEED = int(os.environ.get("REGRADE_SEED", "20261122"))
SOAK_STEPS = int(os.environ.get("REGRADE_SOAK_STEPS", "1000000"))


def a_house(*, scale: bool) -> World:
    return World(
        order(1, "TRK1", (CUP, 2), (SHOE, 1)),
        order(2, "TRK2", (PHONE, 1), serial="SN1"),
        order(3, "TRK3", (MUG, 1), (SOAP, 1)),
        order(4, "TRK3", (LAMP, 1)),
        order(5, "TRK4", (BANK, 1)),
        scale=scale,
    )


LATE = (order(6, "TRK3", (MUG, 1)), order(7, ups(1), (SHOE, 1), (CUP, 1)), order(8, ups(2), (LAMP, 2)))
"""Announced while the benches work: in time, too late, or never."""


def announce(world):
    """The next order that was not known when the parcels came."""
    known = {one.order_id for orders in world.orders.values() for one in orders}
    late = next((one for one in LATE if one[1].order_id not in known), None)
    if late is not None:
        world.announce(late)


def take(world, bench, pick):
    """One move; refused, it leaves everything as it was; sent twice, it books nothing twice."""
    action, given = any_move(world, bench, pick)
    before = world.picture()
    try:
        world.act(action, bench, **given)
    except Refused as refusal:
        words = (refusal.code, refusal.message, refusal.hint)
        insist(all(words), f"{action} was refused without words: {words}")
        assert world.picture() == before, f"{action} was refused and changed something"


class Benches(RuleBasedStateMachine):
    """Two benches, one house."""

    @initialize(scale=st.booleans())
    def opens(self, scale):
        self.world = a_house(scale=scale)

    @rule(bench=st.sampled_from(("one", "one", "two")), data=st.data())
    def somebody_acts(self, bench, data):
        take(self.world, bench, lambda choices: data.draw(st.sampled_from(choices)))

    @rule(comes=st.integers(0, 9).map(lambda number: number == 0))
    def an_order_comes_in(self, comes):
        if comes:
            announce(self.world)

    @invariant()
    def adds_up(self):
        self.world.assert_sound()

    @invariant()
    def says_what_it_wants(self):
        for bench in self.world.benches:
            assert self.world.expects(bench), f"at {self.world.step(bench)} nothing is asked for"

    def teardown(self):
        assert self.world.replayed() == self.world.benches
        for bench in self.world.benches:
            follow(self.world, bench)


def test_any_sequence():
    sys.stdout.write(f"seed {SEED} (another: REGRADE_SEED)\n")
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    sample = settings(max_examples=80, stateful_step_count=50, suppress_health_check=checks, deadline=None)
    seed(SEED)(Benches)
    run_state_machine_as_test(Benches, settings=sample)


def wander(number, steps):
    chance = random.Random(number)
    world = a_house(scale=chance.random() < 0.5)
    for _ in range(steps):
        if chance.random() < 0.01:
            announce(world)
        take(world, chance.choice(("one", "one", "two")), chance.choice)
        world.assert_sound()
        assert all(world.expects(bench) for bench in world.benches)
    assert world.replayed() == world.benches
    for bench in world.benches:
        follow(world, bench)


@pytest.mark.parametrize("number", range(SEED, SEED + 12))
def test_long_days(number):
    wander(number, 250)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_a_million_steps():
    sys.stdout.write(f"seed {SEED}, {SOAK_STEPS} steps\n")
    for number in range(SOAK_STEPS // 500):
        wander(SEED + number, 500)
