"""Only a unit's newest print verifies."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.bench.found import Found
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from tests.operators import finish, grade, verify
from tests.world import BOB, CUP, PHONE, SHARED_BARCODE, SUE, World, order


def labelled():
    world = World(order(1, "TRK1", (CUP, 2))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    return grade(world)


def code_of(world):
    return world.open_label().code


def test_only_the_newest_print_verifies():
    world = labelled()
    first = code_of(world)
    world.act(do.Reprint("torn"))
    assert code_of(world) != first
    assert world.refuses(do.Scan(first)) == "wrong_label"
    assert world.refuses(do.Scan("R-000001")) == "wrong_label"
    assert world.refuses(do.Scan(SHARED_BARCODE)) == "wrong_label"
    world.act(do.Scan(code_of(world).lower()))
    assert world.step() == "item"


def test_a_reprint_is_marked_once_and_names_the_print_before():
    world = labelled()
    first = code_of(world)
    printed = world.act(do.Reprint("torn")).facts[0]
    assert isinstance(printed, happened.LabelPrinted)
    assert (printed.reprint_of, printed.reason, printed.sequence) == (first, "torn", 2)
    assert first not in dict(printed.fields).values()
    again = world.act(do.Reprint("torn again")).facts[0]
    assert again.fields.count(("mark", "REPRINT")) == 1


@pytest.mark.parametrize("action", [do.Reprint(" "), do.VoidLabel("")])
def test_a_reason_is_needed(action):
    assert labelled().refuses(action) == "reason_needed"


def test_a_void_label_never_verifies_and_accept_prints_a_new_one():
    world = labelled()
    first = code_of(world)
    world.act(do.VoidLabel("wrong roll"))
    assert (world.step(), world.expects()) == ("label", {"accept": "label"})
    assert world.refuses(do.Scan(first)) == "label_void"
    assert world.refuses(do.VoidLabel("again")) == "already_void"
    world.act(do.Accept())
    assert world.step() == "verify_label"
    assert world.refuses(do.Scan(first)) == "wrong_label"
    verify(world)


def test_a_label_that_never_came_out_does_not_verify_and_accept_prints_a_new_one():
    world = labelled()
    first, bench = code_of(world), world.benches["one"]
    never = Found(unit=replace(world.unit("R-000001"), unprinted=True))
    with pytest.raises(Refused, match=f"{first} did not come out"):
        reduce(bench, do.Scan(first), never, world.rules)
    new = reduce(bench, do.Accept(), never, world.rules).state.label
    assert new is not None
    assert (new.sequence, new.code != first, new.void) == (2, True, False)
    assert world.refuses(do.Accept()) == "no_unit"  # else there is nothing to accept


def test_a_reprint_takes_the_place_of_a_void_label():
    world = labelled()
    world.act(do.VoidLabel("wrong roll"))
    world.act(do.Reprint("new roll"))
    assert world.step() in {"label", "verify_label"}
    if world.step() == "label":
        world.act(do.Accept())
    verify(world)
    world.assert_sound()


def test_the_last_label_may_be_printed_again_after_it_was_verified():
    world = verify(labelled())
    world.act(do.Reprint("fell off"))
    assert world.step() == "verify_label"
    verify(world)
    assert world.step() == "item"
    assert world.balance(CUP, "sellable_a") == 1


def test_a_verified_label_scanned_again_changes_nothing():
    world = labelled()
    code = code_of(world)
    verify(world)
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    outcome = world.act(do.Scan(code))
    assert (outcome.facts, outcome.unit, world.step()) == ((), "R-000001", "idle")


@pytest.mark.parametrize("action", [do.Reprint("torn"), do.VoidLabel("torn")])
def test_there_must_be_a_label(action):
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    assert world.refuses(action) == "no_label"


@pytest.mark.parametrize("action", [do.Reprint("torn"), do.VoidLabel("torn")])
def test_another_piece_on_the_bench_comes_first(action):
    world = verify(labelled())
    world.act(do.Scan(SHARED_BARCODE))
    assert world.refuses(action) == "unit_open"


def test_a_label_printed_anew_elsewhere_is_the_one_that_counts():
    world = labelled()
    world.act(do.Park())
    world.sign_in(SUE, "two")
    world.act(do.Resume("R-000001"), "two")
    world.act(do.Reprint("torn"), "two")
    verify(world, "two")
    assert world.refuses(do.Reprint("torn")) == "no_label"
    world.assert_sound()


def test_a_held_unit_waits_at_review_after_its_label():
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("C-PHONE"))
    finish(world, sealed="opened", wiped="not_wiped")
    assert world.step() == "review"
    assert world.expects()["review"] == {"unit": "R-000001", "decisions": ["approve", "override", "send_back"]}
    world.act(do.Accept())
    assert world.step() == "idle"
    assert world.unit_row().record.held


def test_a_unit_that_was_approved_waits_for_no_second_review():
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("C-PHONE"))
    finish(world, sealed="opened", wiped="not_wiped")
    world.sign_in(SUE)
    world.act(do.Review("R-000001", "approve"))
    world.act(do.Reprint("fell off"))
    verify(world)
    assert world.step() == "idle"


def reviewed_elsewhere(decision, *given):
    """The label is awaited at one bench; a supervisor decides otherwise at the other."""
    world = labelled().sign_in(SUE, "two")
    world.act(do.Review("R-000001", decision, *given), "two")
    return world


def test_a_label_that_a_review_elsewhere_made_untrue_never_verifies():
    world = reviewed_elsewhere("override", "B", "a scratch")
    assert world.refuses(do.Scan(code_of(world))) == "label_outdated"
    assert world.act(do.VoidLabel("reviewed")).facts == ()
    world.act(do.Accept())
    assert world.open_label().says("work") == "open_box"
    verify(world)
    world.assert_sound()


def test_a_label_replaced_at_another_bench_never_verifies_the_newest_does():
    world = labelled().sign_in(BOB, "two")
    old = code_of(world)
    world.act(do.Scan("R-000001"), "two")
    world.act(do.Reprint("torn"), "two")
    assert world.refuses(do.Scan(old)) == "label_outdated"
    with pytest.raises(Refused) as caught:
        world.act(do.Scan(old))
    assert world.open_label("two").code in caught.value.hint
    world.act(do.Scan(code_of_two := world.open_label("two").code))
    assert world.step() == "item"
    world.act(do.Scan(code_of_two), "two")


def test_a_void_label_that_another_bench_printed_anew_is_printed_again():
    world = labelled().sign_in(BOB, "two")
    world.act(do.VoidLabel("wrong roll"))
    world.act(do.Scan("R-000001"), "two")
    world.act(do.Accept(), "two")
    world.act(do.Accept())
    assert len({one.code for one in world.unit_row().labels}) == 3
    verify(world)


def test_a_finished_unit_without_a_label_gets_one_where_it_is_scanned():
    world = verify(labelled())
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.sign_in(SUE)
    world.act(do.Review("R-000001", "override", "B", "a scratch"))
    old = world.unit_row().labels[-1].code
    outcome = world.act(do.Scan(old))
    assert (world.step(), world.expects(), outcome.unit) == ("label", {"accept": "label"}, "R-000001")
    world.act(do.Accept())
    assert world.open_label().says("work") == "open_box"
    assert world.refuses(do.Scan(old)) == "wrong_label"
    verify(world)
    assert world.step() == "idle"


def test_what_was_sent_back_gets_no_shop_label():
    world = labelled().sign_in(SUE)
    world.act(do.Review("R-000001", "send_back", "", "look again"))
    assert world.step() == "label"
    world.act(do.Accept())
    assert (world.open_label().template, world.open_label().says("work")) == ("unit", "second_inspection")
    verify(world)


def test_a_unit_that_is_inspected_elsewhere_gets_no_label_here():
    world = reviewed_elsewhere("send_back", "", "look again")
    world.act(do.Scan("R-000001"), "two")
    world.act(do.VoidLabel("sent back"))
    assert world.refuses(do.Reprint("torn")) == "not_graded"
    assert world.act(do.Accept()).facts == ()
    assert world.step() == "item"
    world.assert_sound()
