"""Pieces whose return was called off: taken in as that, undone as that, and in nobody's way."""

from app.domain.bench import actions as do
from tests.operators import finish
from tests.world import CUP, SHARED_BARCODE, World, order


def outcome_of_parcel(world):
    return [row.outcome for row in world.parcels.values()]


def called_off(*lines):
    world = World(order(1, "TRK1", *lines)).sign_in()
    for place in range(len(lines)):
        world.call_off(f"L1-{place}")
    world.act(do.Scan("TRK1"))
    return world


def test_a_piece_whose_return_was_called_off_is_taken_in_as_that():
    world = called_off((CUP, 1))
    assert world.balance(CUP, "expected") == 0
    world.act(do.Scan(SHARED_BARCODE))
    assert world.unit_row().record.flags == ("called_off",)
    assert world.open_unit().subject.flags == frozenset()
    line = world.lines["L1-0"]
    assert (line.quantity, line.received, line.called_off) == (1, 1, 0)
    assert (world.balance(CUP, "expected"), world.balance(CUP, "pending")) == (0, 1)
    finish(world)
    assert world.step() == "idle"
    assert outcome_of_parcel(world) == ["complete"]
    world.assert_sound()


def test_its_scan_undone_leaves_it_called_off():
    world = called_off((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Back())
    line = world.lines["L1-0"]
    assert (line.quantity, line.received, line.called_off) == (0, 0, 1)
    assert (world.balance(CUP, "expected"), world.balance(CUP, "pending")) == (0, 0)
    world.act(do.Back())
    assert world.step() == "idle"
    world.assert_sound()


def test_another_article_in_a_parcel_that_was_called_off_takes_no_place():
    world = called_off((CUP, 1))
    world.act(do.Scan("C-SHOE"))
    assert world.unit_row().record.flags == ("extra_item",)
    assert world.lines["L1-0"].called_off == 1
    world.assert_sound()


def test_what_is_called_off_while_the_parcel_is_open_is_awaited_no_more():
    world = World(order(1, "TRK1", (CUP, 2))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    world.call_off("L1-0")
    finish(world)
    assert world.step() == "idle"
    assert world.balance(CUP, "expected") == 0
    world.assert_sound()
