"""Only a unit's newest print verifies."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from tests.operators import finish, grade, verify
from tests.world import CUP, PHONE, SHARED_BARCODE, SUE, World, order


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
    assert first not in printed.lines
    again = world.act(do.Reprint("torn again")).facts[0]
    assert again.lines.count("REPRINT") == 1


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
