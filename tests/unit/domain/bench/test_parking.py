"""Put aside and taken up again, at any bench; second inspections."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.bench.found import UnitState
from tests.operators import asked, finish, grade, inspect, verify
from tests.world import ANN, BOB, CUP, SHARED_BARCODE, SUE, World, order

GIVE = do.GiveAnswer
FLAWED = {"sealed": "opened", "packaging_intact": "missing"}


def two_benches(pieces=1):
    world = World(order(1, "TRK1", (CUP, pieces))).sign_in(ANN).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    return world


def refurbished():
    world = inspect(two_benches(), **FLAWED)
    world.act(do.ChooseRoute("refurbish", "clean it"))
    world.act(do.Accept())
    verify(world)
    world.act(do.CloseWork("R-000001", "refurbish"))
    return world


def test_park_prints_a_tag_and_frees_the_bench():
    world = two_benches()
    tag, parked = world.act(do.Park()).facts
    assert isinstance(tag, happened.LabelPrinted)
    assert isinstance(parked, happened.UnitParked)
    assert (tag.template, tag.code.startswith("R-000001")) == ("park", True)
    assert world.step() == "idle"
    world.assert_sound()


@pytest.mark.parametrize("by", ["R-000001", "tag", "resume", "parcel"])
@pytest.mark.parametrize("bench", ["one", "two"])
def test_a_parked_unit_is_taken_up_where_it_was_at_any_bench(by, bench):
    world = two_benches()
    world.act(GIVE("sealed", ("opened",)))
    tag = world.act(do.Park()).facts[0]
    code = {"tag": tag.code, "parcel": "TRK1"}.get(by, by)
    world.act(do.Resume("R-000001") if by == "resume" else do.Scan(code), bench)
    assert world.expects(bench)["answer"]["question"] == "prohibited_goods"
    world.assert_sound()
    finish(world, bench, **FLAWED)
    world.assert_sound()
    assert world.step(bench) == "idle"


def test_an_answer_before_parking_keeps_its_operator():
    world = two_benches()
    world.act(GIVE("sealed", ("opened",)))
    world.act(do.Park())
    world.act(do.Resume("R-000001"), "two")
    world.act(GIVE("prohibited_goods", ("none",)), "two")
    assert world.unit_row().answered_by == [("sealed", ANN.user_id), ("prohibited_goods", BOB.user_id)]


def test_park_and_resume_at_every_step():
    for stop in range(1, 30):
        world = two_benches()
        for _ in range(stop):
            if world.step() in {"checklist", "photos"}:
                action, given = asked(world, "one", {"sealed": "opened"})
                world.act(action, **given)
        unit = world.benches["one"].unit
        step = world.step()
        world.act(do.Park())
        world.act(do.Resume("R-000001"), "two")
        assert world.step("two") == step
        assert world.open_unit("two").answers == unit.answers
        assert world.open_unit("two").shots == unit.shots
        if step == "grade":
            return
    pytest.fail("the checklist does not end")


def test_a_park_tag_is_no_label():
    world = two_benches()
    tag = world.act(do.Park()).facts[0]
    world.act(do.Resume("R-000001"))
    grade(world)
    assert world.refuses(do.Scan(tag.code)) == "wrong_label"
    verify(world)


@pytest.mark.parametrize("bench", ["one", "two"])
def test_park_at_verify_label(bench):
    world = grade(two_benches())
    code = world.open_label().code
    world.act(do.Park())
    assert world.step() == "idle"
    world.act(do.Scan(code), bench)
    assert world.expects(bench) == {"scan": ["label"], "code": code}
    verify(world, bench)
    assert world.unit_row().record.state is UnitState.FINISHED
    assert world.balance(CUP, "sellable_a") == 1
    world.assert_sound()


def test_the_parcel_stays_open_while_more_of_it_is_awaited():
    world = two_benches(2)
    world.act(do.Park())
    assert world.step() == "item"
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    assert world.step() == "idle"
    world.act(do.Scan("R-000001"))
    finish(world)
    assert world.lines["L1-0"].received == 2
    world.assert_sound()


def test_what_cannot_be_parked_or_resumed_is_refused():
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    assert world.refuses(do.Park()) == "no_unit"
    assert world.refuses(do.Resume("R-000009")) == "unknown_unit"
    world.act(do.Scan("TRK1"))
    assert world.refuses(do.Park()) == "no_unit"
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    assert world.refuses(do.Resume("R-000001")) == "not_parked"


def test_resume_of_the_unit_on_the_bench_changes_nothing():
    assert two_benches().act(do.Resume("R-000001")).facts == ()


def test_a_unit_open_at_one_bench_is_not_taken_up_at_another():
    world = two_benches()
    assert world.refuses(do.Resume("R-000001"), "two") == "open_elsewhere"
    assert world.refuses(do.Scan("R-000001"), "two") == "open_elsewhere"


def test_a_busy_bench_takes_up_nothing():
    world = World(order(1, "TRK1", (CUP, 1)), order(2, "TRK2", (CUP, 2))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Park())
    world.act(do.Scan("TRK2"))
    assert world.refuses(do.Resume("R-000001")) == "parcel_open"
    world.act(do.Scan(SHARED_BARCODE))
    assert world.refuses(do.Resume("R-000001")) == "unit_open"


@pytest.mark.parametrize(
    "by", [do.Scan("R-000001"), do.Resume("R-000001"), do.CloseWork("R-000001", "second_inspection")]
)
def test_a_second_inspection_is_begun_and_its_grade_makes_it_sellable(by):
    world = refurbished()
    assert world.balance(CUP, "sellable_a") + world.balance(CUP, "sellable_b") == 0
    world.act(by)
    assert (world.balance(CUP, "work"), world.balance(CUP, "pending")) == (0, 1)
    assert world.unit_row().record.round == 2
    world.assert_sound()
    finish(world)
    assert world.balance(CUP, "sellable_a") == 1
    assert world.step() == "idle"
    world.assert_sound()


def test_a_second_inspection_undone_puts_the_unit_back():
    world = refurbished()
    world.act(do.Scan("R-000001"))
    world.act(do.Back())
    assert (world.step(), world.balance(CUP, "work")) == ("idle", 1)
    assert world.unit_row().record.state is UnitState.AWAITS_INSPECTION
    world.act(do.Scan("R-000001"))
    assert world.unit_row().record.round == 2
    world.assert_sound()


def test_a_second_inspection_is_parked_and_resumed():
    world = refurbished()
    world.act(do.Scan("R-000001"))
    world.act(GIVE("sealed", ("opened",)))
    world.act(do.Park())
    world.act(do.Scan("R-000001"), "two")
    finish(world, "two")
    world.assert_sound()


def test_a_second_inspection_must_be_due():
    world = finish(two_benches())
    assert world.refuses(do.CloseWork("R-000001", "second_inspection")) == "no_inspection_due"


def test_a_parked_label_of_a_finished_parcel_ends_at_idle():
    world = grade(two_benches(2))
    world.act(do.Park())
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Resume("R-000001"))
    verify(world)
    assert world.step() == "idle"


def test_a_unit_parked_at_its_label_can_be_reviewed():
    world = grade(two_benches())
    world.act(do.Park())
    world.sign_in(SUE)
    world.act(do.Review("R-000001", "override", "B", "a scratch on the photo"))
    assert world.balance(CUP, "sellable_b") == 1


def test_the_order_for_a_second_inspection_ends_with_it():
    world = refurbished()
    world.act(do.Scan("R-000001"))
    finish(world)
    assert world.unit_row().works == []
