"""Whatever the bench reaches has a scene; what the scene offers the bench takes; what the bench expects can be done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.bench import actions as do
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Step
from app.services.resolving import Prepared, Resolver
from app.ui.bench import acts
from app.ui.bench.pieces import StopState
from app.ui.bench.scene import scene_of
from tests.bench_screen import standing_of, words
from tests.operators import any_move
from tests.world import CUP, KIT, NOW, PHONE, PHOTO, SHOE, SOAP, World, order, ups

MOVES = 40


def test_nobody_signed_in_is_a_scene_too():
    scene = scene_of(standing_of(World()))
    assert scene.step is Step.SIGNED_OUT
    assert not scene.controls


@pytest.mark.parametrize(
    ("keys", "now"), [((), ["Check"]), (("1", "1"), ["Photos"]), (("1", "1", "Space"), ["Grade", "Route"])]
)
def test_the_rail_says_where_the_unit_is(screen, keys, now):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press(*keys)
    assert [words(stop.text) for stop in bench.scene.rail if stop.state is StopState.NOW] == now


def _rail(bench):
    return {words(stop.text): stop.state for stop in bench.scene.rail}


@pytest.mark.parametrize(
    ("keys", "left_out"),
    [((), {"Check", "Photos"}), (("1",), {"Check", "Photos"}), (("1", "1"), {"Photos"}), (("1", "1", "Space"), set())],
)
def test_the_rail_ticks_no_stop_that_danger_left_out(screen, keys, left_out):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press(*keys).press("D", "1")
    rail = _rail(bench)
    assert {name for name, state in rail.items() if state is StopState.SKIPPED} == left_out
    assert rail["Scan"] is StopState.DONE
    assert rail["Label"] is StopState.NOW


@pytest.mark.parametrize("code", ["", "RG:DANGER:HOT"])
def test_of_a_dangerous_parcel_nothing_was_checked(screen, code):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1")
    bench = bench.scan(code) if code else bench.press("D", "1")
    rail = _rail(bench)
    assert {name for name, state in rail.items() if state is StopState.SKIPPED} == {"Check", "Photos"}


def test_a_refusal_is_shown_with_its_hint_and_goes_with_the_next_good_act(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("nonsense")
    assert bench.refusal() == "unknown_code"
    assert bench.scene.refusal.hint
    assert bench.scan("TRK1").refusal() == ""


def test_a_refusal_goes_as_well_when_something_else_is_done_at_hand(screen):
    assert screen().scan("nonsense").press("M").refusal() == ""


def test_a_label_that_was_not_printed_is_told(screen):
    standing = standing_of(World())
    told = {"code": "label_not_printed", "message": "Jam.", "hint": "Print it again."}
    standing = replace(standing, reply={**standing.reply, "warnings": [told]})
    assert [words(one.text) for one in scene_of(standing).warnings] == ["Jam. Print it again."]


@settings(max_examples=40)
@given(st.data())
def test_wherever_the_bench_gets_there_is_no_dead_end(data):
    """Nothing is offered that the bench would refuse, and each thing that it expects can be done on the screen."""
    orders = [
        order(1, "TRK1", (CUP, 2), (SHOE, 1)),
        order(2, "TRK2", (PHONE, 1)),
        order(3, "TRK3", (SOAP, 1), (KIT, 1)),
        order(4, ups(2), (CUP, 1)),
    ]
    world = World(*orders, scale=data.draw(st.booleans(), label="scale"))

    def pick(options):
        return data.draw(st.sampled_from(list(options)))

    for _ in range(data.draw(st.integers(1, MOVES), label="moves")):
        action, given_beside = any_move(world, "one", pick)
        try:
            world.act(action, "one", **given_beside)
        except Refused:
            continue
    _assert_no_dead_end(world)


def _assert_no_dead_end(world):
    scene = scene_of(standing_of(world))
    _assert_expected_is_there(world.expects(), scene)
    names = [control.name for control in scene.controls if control not in scene.keys]
    assert len(names) == len(set(names)), f"two controls of one name: {names}"
    meanings: dict[str, object] = {}
    for control in scene.controls:
        if control.key and control not in scene.keys:
            assert meanings.setdefault(control.key, control.act) == control.act, f"{control.key} means two things"
    for control in scene.controls:
        if isinstance(control.act, acts.Send) and scene.step is not Step.SIGNED_OUT:
            _assert_taken(world, control.act.action)


def _assert_taken(world, action):
    """The bench takes it as things stand. What other benches did meanwhile, no screen can know."""
    state = world.benches["one"]
    resolver = Resolver(world, world.rules, state, NOW, "K9999")
    found = resolver.found(action, Prepared(photo=PHOTO))
    try:
        reduce(state, action, found, world.rules)
    except Refused as refusal:
        pytest.fail(f"{action} is offered at {world.step()} and refused: {refusal.code} {refusal.message}")


def _assert_expected_is_there(expects, scene):
    """Each key of `expects` has something to press, or says what to scan."""
    done = [control.act for control in scene.controls]
    if "accept" in expects:
        assert acts.Send(do.Accept()) in done
    if "answer" in expects:
        asked = expects["answer"]
        if asked.get("multiple"):
            assert {acts.Mark(choice) for choice in asked["choices"]} <= set(done)
            assert acts.GiveMarked(asked["question"]) in done
        else:
            assert {acts.Send(do.GiveAnswer(asked["question"], (choice,))) for choice in asked["choices"]} <= set(done)
    for shot in expects.get("photo", {}).get("shots", ()):
        assert acts.Shoot(shot) in done
    if "weigh" in expects:
        assert acts.Typed() in done
        assert scene.stage.field is not None
    if "regrade" in expects and expects["regrade"]["grades"]:
        assert acts.Open(acts.Page.GRADE) in done
    for route in expects.get("route", {}).get("routes", ()):
        row = next(row for row in scene.stage.verdict.routes if row.route == route)
        assert row.control is not None
    if "destroy" in expects:
        assert acts.Open(acts.Page.DESTROY, expects["destroy"]["unit"]) in done
    if "scan" in expects and scene.step is not Step.SIGNED_OUT:
        assert scene.stage.target is not None or scene.stage.lines
        assert acts.Open(acts.Page.TYPED) in done


def test_a_screen_follows_the_bench_from_parcel_to_verified_label(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0])
    bench.press("1", "1", "Space", "Enter")
    assert bench.scene.step is Step.VERIFY_LABEL
    bench.scan(bench.scene.stage.target.code)
    assert bench.world.step() == "idle"
    assert bench.heard[-2:] == ["sell", "done"]
