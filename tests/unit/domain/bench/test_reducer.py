"""Who may act when, and the bench as a whole."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.bench.refusal import Refused
from tests.operators import finish, follow, grade, inspect
from tests.world import ANN, BOB, CAL, CATALOGUE, CUP, PHONE, SHARED_BARCODE, SUE, World, order, ups

GIVE = do.GiveAnswer


def a_world():
    return World(order(1, "TRK1", (CUP, 1)))


def test_a_sealed_a_takes_seven_acts_of_which_four_are_keys():
    world = a_world().sign_in()
    acts = (
        do.Scan("TRK1"),
        do.Scan(SHARED_BARCODE),
        GIVE("sealed", ("sealed",)),
        GIVE("prohibited_goods", ("none",)),
        do.TakePhoto("front"),
        do.Accept(),
    )
    for action in acts:
        world.act(action)
        world.assert_sound()
    world.act(do.Scan(world.expects()["code"]))
    assert (world.step(), world.balance(CUP, "sellable_a")) == ("idle", 1)
    assert sum(isinstance(action, GIVE | do.TakePhoto | do.Accept) for action in acts) <= 4
    assert world.replayed() == world.benches


@pytest.mark.parametrize("product", CATALOGUE, ids=lambda product: str(product.article.sku))
@pytest.mark.parametrize("scale", [False, True])
def test_whoever_follows_what_is_asked_finishes_any_unit(product, scale):
    world = World(order(1, "TRK1", (product, 2)), scale=scale)
    while world.lines["L1-0"].open:
        world.act(do.SignIn(ANN.badge), operator=ANN)
        if world.step() == "idle":
            world.act(do.Scan("TRK1"))
        follow(world, "one")
    assert world.lines["L1-0"].received == 2
    world.assert_sound()


def test_nobody_works_at_a_bench_without_signing_in():
    world = a_world()
    for action in (do.Accept(), do.Back(), do.Danger("hot"), do.CloseParcel(empty=True), do.SignOut()):
        assert world.refuses(action) == "signed_out"
    assert world.step() == "signed_out"
    assert world.act(do.AskState()).facts == ()


def test_badge_and_pin_must_fit():
    assert a_world().refuses(do.SignIn("1001")) == "unknown_person"


def test_a_scanned_badge_waits_for_its_pin():
    world = a_world()
    world.act(do.Scan("RGB:1001"))
    assert (world.benches["one"].badge, world.step()) == ("1001", "signed_out")
    world.sign_in()
    assert (world.benches["one"].badge, world.step()) == ("", "idle")


def test_another_person_takes_over_where_the_bench_stands():
    world = a_world().sign_in(ANN)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    world.act(GIVE("sealed", ("sealed",)))
    before = world.expects()
    world.act(do.SignOut())
    assert world.expects() == {"scan": ["badge"], "sign_in": ["badge", "pin"]}
    world.sign_in(BOB)
    assert world.expects() == before
    world.act(GIVE("prohibited_goods", ("none",)))
    assert world.unit_row().answered_by[0] == ("sealed", ANN.user_id)
    assert world.unit_row().answered_by[-1] == ("prohibited_goods", BOB.user_id)
    finish(world)


def test_signing_in_and_out_are_facts():
    world = a_world()
    assert world.act(do.SignIn("1001"), operator=ANN).facts == (happened.SignedIn(ANN.user_id),)
    assert world.act(do.SignOut()).facts == (happened.SignedOut(ANN.user_id),)


def test_client_service_does_not_inspect():
    world = a_world().sign_in(CAL)
    for action in (do.Scan("TRK1"), do.NoCode("parcel"), do.Danger("hot"), do.Scan("RG:NO_CODE:PARCEL")):
        assert world.refuses(action) == "not_permitted"


def test_a_supervisor_may_inspect():
    world = a_world().sign_in(SUE)
    world.act(do.Scan("TRK1"))
    assert world.step() == "item"


@pytest.mark.parametrize("code", ["", "   ", "x" * 129, "TRK\u200b1", "a\x1db"])
def test_what_no_code_holds_is_refused(code):
    world = a_world().sign_in()
    assert world.refuses(do.Scan(code)) in {"empty_code", "code_too_long", "unfitting_code"}


def test_asking_for_the_state_changes_nothing():
    world = a_world().sign_in()
    before = world.benches["one"]
    outcome = world.act(do.AskState())
    assert (outcome.state, outcome.facts) == (before, ())


def test_there_is_nothing_to_undo_at_an_idle_bench():
    assert a_world().sign_in().refuses(do.Back()) == "nothing_to_undo"


def test_the_log_alone_brings_the_bench_back_whatever_was_imported_since():
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("C-PHONE"))
    world.act(do.Scan("IMEI-1"))
    inspect(world, sealed="opened")
    world.act(do.Regrade("B", "a scratch"))
    world.lines.clear()
    world.orders.clear()
    world.units.clear()
    assert world.replayed() == world.benches


def test_the_next_parcel_is_scanned_straight_after_a_unit_that_waits_for_review():
    world = World(order(1, "TRK1", (PHONE, 1)), order(2, "TRK2", (CUP, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("C-PHONE"))
    finish(world, sealed="opened", wiped="not_wiped")
    assert world.step() == "review"
    world.act(do.Scan("TRK2"))
    assert world.step() == "item"


def test_every_action_at_every_step_is_taken_or_refused_in_words():
    """No action, at no step, ends in anything but an outcome or a refusal."""

    def at_whose():
        world = World().sign_in()
        world.act(do.Scan(ups(1)))
        world.act(do.Scan(SHARED_BARCODE))
        return world

    def scanned(*codes):
        world = a_world().sign_in()
        for code in codes:
            world.act(do.Scan(code))
        return world

    def voided():
        world = grade(scanned("TRK1", SHARED_BARCODE))
        world.act(do.VoidLabel("wrong roll"))
        return world

    steps = (
        a_world,
        scanned,
        at_whose,
        voided,
        lambda: scanned("TRK1"),
        lambda: scanned("TRK1", SHARED_BARCODE),
        lambda: inspect(scanned("TRK1", SHARED_BARCODE)),
        lambda: grade(scanned("TRK1", SHARED_BARCODE)),
    )
    actions = (
        do.SignOut(),
        do.Scan("TRK1"),
        do.Scan(SHARED_BARCODE),
        do.Scan("R-000001"),
        GIVE("sealed", ("sealed",)),
        GIVE("whose_item", ("ACME",)),
        do.TakePhoto("front"),
        do.Weigh(300),
        do.Accept(),
        do.Regrade("B", "why"),
        do.ChooseRoute("donate", "why"),
        do.Back(),
        do.Park(),
        do.Resume("R-000001"),
        do.CloseParcel(empty=True),
        do.NoCode("item", "CUP"),
        do.NoCode("parcel"),
        do.Danger("hot"),
        do.Reprint("torn"),
        do.VoidLabel("torn"),
        do.CloseWork("R-000001", "donate", "note"),
        do.Review("R-000001", "approve"),
        do.Destroy("R-000001", "1002"),
        do.AskState(),
    )
    taken = 0
    for make in steps:
        for action in actions:
            world = make()
            before = len(world.log)
            try:
                world.act(action)
            except Refused:
                assert len(world.log) == before
            else:
                taken += 1
            world.assert_sound()
            assert world.expects()
    assert taken > len(steps)


@pytest.mark.parametrize("role", [ANN, CAL])
def test_a_badge_scanned_while_somebody_is_signed_in_begins_a_change_of_person(role):
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in(ANN)
    for before in ((), (do.Scan("TRK1"),), (do.Scan("C-PHONE"),), (do.Scan("IMEI-1"),)):
        for action in before:
            world.sign_in(ANN).act(action)
        world.sign_in(role)
        stands = world.step(), world.expects()
        assert world.act(do.Scan("RGB:1002")).facts == ()
        assert (world.benches["one"].badge, world.step(), world.expects()) == ("1002", *stands)
    grade(world.sign_in(ANN))
    world.act(do.Scan("RGB:1002"))
    assert (world.benches["one"].badge, world.step()) == ("1002", "verify_label")
    world.sign_in(BOB)
    assert world.benches["one"].badge == ""


def test_an_unknown_badge_signs_nobody_in_and_a_command_is_no_badge():
    world = a_world()
    assert world.refuses(do.Scan("RGB:9999")) == "unknown_badge"
    assert world.refuses(do.Scan("TRK1")) == "unknown_badge"
    assert world.refuses(do.Scan("RG:ACCEPT")) == "signed_out"
    world.act(do.Scan("1001"))
    assert world.benches["one"].badge == "1001"
