"""Weight, serial number, answers and shots of the open unit, and `back`, which undoes each of them."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from tests.operators import asked, finish, inspect
from tests.world import ANN, BANK, BOB, CUP, PHONE, SHARED_BARCODE, SHOE, World, order

GIVE = do.GiveAnswer


def at_item(product, code, *, scale=False, serial=""):
    world = World(order(1, "TRK1", (product, 1), serial=serial), scale=scale).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(code))
    return world


def unit_of(world, bench="one"):
    return world.benches[bench].unit


def test_the_answers_are_kept_with_what_they_settle():
    world = at_item(CUP, SHARED_BARCODE)
    facts = world.act(GIVE("sealed", ("sealed",), "film whole")).facts
    answered = {fact.question: fact for fact in facts}
    assert answered["sealed"].note == "film whole"
    assert answered["packaging_intact"].settled_by == "sealed"
    assert set(answered) == {"sealed", "packaging_intact", "parts_complete", "signs_of_use"}


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (GIVE("damage", ("none",)), "other_question"),
        (GIVE("sealed", ()), "unknown_choice"),
        (GIVE("sealed", ("sealed", "opened")), "unknown_choice"),
        (GIVE("sealed", ("perhaps",)), "unknown_choice"),
        (GIVE("sealed", ("sealed",), "x" * 2001), "unknown_choice"),
        (do.Accept(), "not_now"),
        (do.Regrade("B", "why"), "not_now"),
        (do.ChooseRoute("donate", "why"), "not_now"),
        (do.TakePhoto("No Shot"), "unknown_shot"),
        (do.Weigh(0), "bad_weight"),
        (do.Weigh(2_000_001), "bad_weight"),
        (do.Scan("TRK9"), "unit_open"),
    ],
)
def test_what_does_not_fit_is_refused(action, code):
    assert at_item(CUP, SHARED_BARCODE).refuses(action) == code


def test_there_is_no_question_after_the_last():
    world = inspect(at_item(CUP, SHARED_BARCODE))
    assert world.refuses(GIVE("sealed", ("sealed",))) == "no_question"


def test_the_weight_is_asked_first_where_a_scale_is_set_up():
    world = at_item(CUP, SHARED_BARCODE, scale=True)
    assert world.expects() == {"weigh": "grams"}
    assert world.refuses(GIVE("sealed", ("sealed",))) == "weigh_first"
    world.act(do.Weigh(310))
    assert unit_of(world).flags == ()
    assert "answer" in world.expects()


@pytest.mark.parametrize(("grams", "off"), [(285, False), (284, True), (315, False), (316, True)])
def test_a_weight_outside_the_tolerance_is_flagged(grams, off):
    world = at_item(CUP, SHARED_BARCODE, scale=True)
    facts = world.act(do.Weigh(grams)).facts
    assert (unit_of(world).flags == ("weight_off",)) is off
    assert any(isinstance(fact, happened.Flagged) for fact in facts) is off


def test_a_sealed_box_off_its_weight_takes_the_full_checklist():
    world = at_item(CUP, SHARED_BARCODE, scale=True)
    world.act(do.Weigh(900))
    world.act(GIVE("sealed", ("sealed",)))
    world.act(GIVE("prohibited_goods", ("none",)))
    assert world.step() == "checklist"
    assert world.refuses(do.Weigh(300)) == "weighed_late"


def test_the_serial_number_comes_before_the_questions():
    world = at_item(PHONE, "C-PHONE")
    assert world.expects() == {"scan": ["serial"]}
    assert world.refuses(GIVE("sealed", ("sealed",))) == "serial_first"
    world.act(do.Scan("IMEI-1"))
    assert world.unit_row().record.serial == "IMEI-1"
    assert world.refuses(do.Scan("IMEI-2")) == "unit_open"


def test_the_article_is_no_serial_number():
    world = at_item(PHONE, "C-PHONE")
    for code in ("C-PHONE", "c-phone", "PHONE"):
        assert world.refuses(do.Scan(code)) == "no_serial"
    assert world.refuses(do.Scan("9" * 65)) == "no_serial"
    assert world.expects() == {"scan": ["serial"]}


def test_another_serial_than_announced_is_flagged_and_back_takes_the_flag_away():
    world = at_item(PHONE, "C-PHONE", serial="IMEI-1")
    world.act(do.Scan("IMEI-2"))
    assert unit_of(world).flags == ("serial_mismatch",)
    world.act(do.Back())
    assert (unit_of(world).flags, unit_of(world).serial) == ((), "")
    world.act(do.Scan("imei-1"))
    assert unit_of(world).flags == ()


def test_a_serial_in_stock_is_refused_with_the_unit_that_holds_it():
    world = World(order(1, "TRK1", (PHONE, 1)), order(2, "TRK2", (PHONE, 1))).sign_in().sign_in(BOB, "two")
    for bench, tracking in (("one", "TRK1"), ("two", "TRK2")):
        world.act(do.Scan(tracking), bench)
        world.act(do.Scan("C-PHONE"), bench)
    world.act(do.Scan("IMEI-1"))
    assert world.refuses(do.Scan("IMEI-1"), "two") == "serial_in_stock"
    world.act(do.Back())
    world.act(do.Scan("IMEI-1"), "two")


def test_the_serial_of_a_withdrawn_unit_is_free_again():
    world = at_item(PHONE, "C-PHONE")
    world.act(do.Scan("IMEI-1"))
    world.act(do.Back())
    world.act(do.Back())
    world.act(do.Scan("C-PHONE"))
    world.act(do.Scan("IMEI-1"))
    assert world.unit_row(2).record.serial == "IMEI-1"


def test_a_shot_with_its_overrule_is_kept():
    world = at_item(CUP, SHARED_BARCODE)
    facts = world.act(do.TakePhoto("front", "lamp broken")).facts
    assert [(fact.shot, fact.overrule) for fact in facts] == [("front", "lamp broken")]


def test_a_photo_needs_something_to_show():
    world = World().sign_in()
    assert world.refuses(do.TakePhoto("front")) == "no_unit"


@pytest.mark.parametrize(("product", "code"), [(CUP, SHARED_BARCODE), (SHOE, "C-SHOE"), (PHONE, "C-PHONE")])
@pytest.mark.parametrize("sealed", ["sealed", "opened"])
def test_back_undoes_every_step_one_by_one(product, code, sealed):
    world = at_item(product, code, scale=product is not SHOE)
    stations = [unit_of(world)]
    while world.step() in {"checklist", "photos"}:
        action, given = asked(world, "one", {"sealed": sealed, "damage": "light", "signs_of_use": "none"})
        world.act(action, **given)
        stations.append(unit_of(world))
    for station in reversed(stations[:-1]):
        world.act(do.Back())
        assert unit_of(world) == station
        world.assert_sound()
    world.act(do.Back())
    assert world.step() == "item"


def test_every_answer_keeps_its_own_operator():
    world = at_item(CUP, SHARED_BARCODE)
    world.act(GIVE("sealed", ("opened",)))
    world.act(do.SignIn(BOB.badge), operator=BOB)
    assert world.step() == "checklist"
    world.act(GIVE("prohibited_goods", ("none",)))
    assert world.unit_row().answered_by == [("sealed", ANN.user_id), ("prohibited_goods", BOB.user_id)]


@pytest.mark.parametrize("choice", ["swollen", "hot", "leaking"])
def test_a_dangerous_battery_ends_the_checklist_with_s_and_quarantine(choice):
    world = at_item(BANK, "C-BANK")
    inspect(world, sealed="opened", battery_condition=choice)
    assert world.expects()["route"] == {"routes": ["quarantine"]}
    finish(world)
    assert (world.unit_row().record.grade, world.balance(BANK, "quarantine")) == ("S", 1)


@pytest.mark.parametrize("code", ["R-000001", "P-000001"])
def test_what_is_plainly_something_else_is_no_serial_number(code):
    world = World(order(1, "TRK1", (CUP, 1)), order(2, "TRK2", (PHONE, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK2"))
    world.act(do.Scan("C-PHONE"))
    assert world.refuses(do.Scan(code)) == "no_serial"


@pytest.mark.parametrize(
    "acts",
    [
        (do.Weigh(300), do.Weigh(310)),
        (do.Regrade("B", "worn"), do.Regrade("C", "worn")),
        (do.ChooseRoute("donate", "asked"), do.ChooseRoute("recycle", "asked")),
        (do.ChooseRoute("donate", "asked"), do.Regrade("B", "worn")),
    ],
)
def test_back_brings_the_earlier_one_back(acts):
    world = at_item(CUP, SHARED_BARCODE)
    if not isinstance(acts[0], do.Weigh):
        inspect(world)
    world.act(acts[0])
    before = unit_of(world)
    world.act(acts[1])
    world.act(do.Back())
    assert unit_of(world) == before
