"""A short or empty parcel ends only when every announced piece is accounted for."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from tests.operators import finish, grade
from tests.world import BOB, CUP, LAMP, OTHER_LAMP, SHARED_BARCODE, SHOE, World, order, ups

MISSING = do.MissingPieces


def opened(*lines):
    world = World(order(1, "TRK1", *lines)).sign_in()
    world.act(do.Scan("TRK1"))
    return world


def ended(world):
    return [(row.state, row.outcome) for row in world.parcels.values()]


def test_an_empty_parcel_leaves_everything_missing():
    world = opened((CUP, 2), (SHOE, 1))
    world.act(do.CloseParcel(empty=True))
    assert ended(world) == [("closed", "empty")]
    assert (world.balance(CUP, "missing"), world.balance(SHOE, "missing")) == (2, 1)
    assert world.step() == "idle"
    world.assert_sound()


def test_a_short_parcel_names_what_is_missing_with_its_reason():
    world = opened((CUP, 2), (SHOE, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    facts = world.act(do.CloseParcel((MISSING("CUP", 1, "not in the box"), MISSING("SHOE", 1)))).facts
    counted = [fact for fact in facts if isinstance(fact, happened.LineCounted)]
    assert [(fact.missing, fact.reason) for fact in counted] == [(1, "not in the box"), (1, "missing")]
    assert ended(world) == [("closed", "short")]
    assert [(line.received, line.missing, line.open) for line in world.lines.values()] == [(1, 1, 0), (0, 1, 0)]
    world.assert_sound()


def test_what_is_not_accounted_for_keeps_the_parcel_open():
    world = opened((CUP, 2), (SHOE, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    assert world.refuses(do.CloseParcel()) == "not_accounted_for"
    assert world.refuses(do.CloseParcel((MISSING("CUP", 1),))) == "not_accounted_for"
    assert world.refuses(do.CloseParcel(empty=True)) == "not_empty"


@pytest.mark.parametrize(
    "named", [MISSING("CUP", 3), MISSING("CUP", 0), MISSING("CUP", -1), MISSING("LAMP", 1), MISSING("", 1)]
)
def test_only_announced_pieces_can_be_missing(named):
    assert opened((CUP, 2)).refuses(do.CloseParcel((named,))) == "not_awaited"


def test_the_same_sku_named_twice_is_counted_twice_and_never_above():
    world = opened((CUP, 2))
    assert world.refuses(do.CloseParcel((MISSING("CUP", 2), MISSING("CUP", 1)))) == "not_awaited"
    world.act(do.CloseParcel((MISSING("CUP", 1), MISSING("CUP", 1))))
    assert world.lines["L1-0"].missing == 2


def test_a_sku_of_two_orders_is_taken_line_by_line():
    world = World(order(1, "TRK1", (LAMP, 1)), order(2, "TRK1", (OTHER_LAMP, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.CloseParcel((MISSING("LAMP", 2),)))
    assert [line.missing for line in world.lines.values()] == [1, 1]
    world.assert_sound()


def test_an_unexpected_parcel_is_closed_as_empty_or_with_what_came():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    assert world.refuses(do.CloseParcel()) == "nothing_received"
    world.act(do.CloseParcel(empty=True))
    assert ended(world) == [("closed", "empty")]


def test_there_must_be_a_parcel_and_nothing_else_open():
    world = World(order(1, "TRK1", (CUP, 2))).sign_in()
    assert world.refuses(do.CloseParcel(empty=True)) == "no_parcel"
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.refuses(do.CloseParcel((MISSING("CUP", 1),))) == "unit_open"
    grade(world)
    assert world.refuses(do.CloseParcel((MISSING("CUP", 1),))) == "label_pending"


def test_what_another_bench_received_meanwhile_is_not_missing():
    world = opened((CUP, 2)).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan(SHARED_BARCODE), "two")
    assert world.refuses(do.CloseParcel((MISSING("CUP", 2),))) == "not_awaited"
    world.act(do.CloseParcel((MISSING("CUP", 1),)))
    finish(world, "two")
    world.assert_sound()
    assert world.step("two") == "idle"
