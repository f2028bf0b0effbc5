"""After the grade: reviews, the work that a route asked for, destruction before a witness."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.bench import actions as do
from app.domain.bench import afterwards
from app.domain.bench import facts as happened
from app.domain.bench.found import Found, UnitState
from app.domain.bench.refusal import Refused
from app.domain.grading import Grade
from app.domain.stock import Account
from app.domain.verdict import Route
from tests.operators import finish, inspect, verify
from tests.world import ANN, BOB, CAL, CUP, PAT, PHONE, PHOTO, SHARED_BARCODE, SUE, World, order

UNIT = "R-000001"
FLAWED = {"sealed": "opened", "packaging_intact": "missing"}
FAULTY = {"sealed": "opened", "works": "faulty"}
WASTE = {"sealed": "opened", "damage": "beyond_repair"}


HELD = {"sealed": "opened", "wiped": "not_wiped"}


def finished(product=CUP, code=SHARED_BARCODE, *, route="", operator=SUE, grader=ANN, **choices):
    world = World(order(1, "TRK1", (product, 1))).sign_in(grader)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(code))
    inspect(world, **choices)
    if route:
        world.act(do.ChooseRoute(route, "the client asked"))
    world.act(do.Accept())
    return verify(world).sign_in(operator)


def record(world):
    return world.unit_row().record


# Review


def test_an_override_moves_stock_and_offer_at_once():
    world = finished()
    facts = world.act(do.Review(UNIT, "override", "B", "a scratch on the photo")).facts
    assert [type(fact) for fact in facts][:2] == [happened.Reviewed, happened.Graded]
    assert (record(world).account, dict(+world.unit_row().offers)) == (Account.SELLABLE_B, {"B": 1})
    world.assert_sound()


@pytest.mark.parametrize("letter", ["C", "S"])
def test_a_grade_taken_back_takes_its_quantity_back(letter):
    world = finished()
    world.act(do.Review(UNIT, "override", letter, "cracked"))
    assert not any(world.unit_row().offers.values())
    assert world.balance(CUP, "sellable_a") == 0
    assert len(world.unit_row().grades) == 2
    world.assert_sound()


def test_a_unit_that_a_shop_has_sold_is_taken_back_by_a_message_all_the_same():
    sold = replace(record(finished()), account=Account.SOLD)
    moved, taken = afterwards._moved(sold, Account.PARTS, "review")
    assert isinstance(moved, happened.Moved)
    assert (moved.move.source, moved.move.target) == (Account.SOLD, Account.PARTS)
    assert taken == happened.Offered(UNIT, CUP.article, Grade.A, "take")


def test_an_override_sent_twice_books_once():
    world = finished()
    world.act(do.Review(UNIT, "override", "B", "a scratch"))
    assert world.refuses(do.Review(UNIT, "override", "B", "a scratch")) == "same_grade"
    assert world.balance(CUP, "sellable_b") == 1


def test_no_word_raises_a_functional_fault_above_c():
    world = finished(**FAULTY)
    assert world.refuses(do.Review(UNIT, "override", "B", "it runs")) == "grade_too_high"


def test_a_held_unit_is_approved_onto_its_route():
    world = finished(PHONE, "C-PHONE", sealed="opened", wiped="not_wiped")
    route = record(world).route
    assert record(world).account is Account.HELD
    world.act(do.Review(UNIT, "approve"))
    assert (record(world).held, record(world).account) == (False, Account(route))
    assert world.step() == "label"
    world.act(do.Accept())
    verify(world)
    assert (world.step(), dict(world.unit_row().labels[-1].fields)["work"]) == ("idle", "repair")
    before = world.balances.copy()
    world.act(do.Review(UNIT, "approve"))
    assert world.balances == before
    world.assert_sound()


def test_approve_of_a_unit_that_does_not_wait_changes_no_stock():
    world = finished()
    assert [type(fact) for fact in world.act(do.Review(UNIT, "approve")).facts] == [happened.Reviewed]


def test_sent_back_is_held_until_its_second_inspection():
    world = finished()
    world.act(do.Review(UNIT, "send_back", "", "look again"))
    assert (record(world).account, record(world).state) == (Account.HELD, UnitState.AWAITS_INSPECTION)
    assert not any(world.unit_row().offers.values())
    world.act(do.Scan(UNIT))
    finish(world, **FLAWED)
    assert (record(world).grade, record(world).account) == (Grade.B, Account.SELLABLE_B)
    world.assert_sound()


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (do.Review("R-000099", "approve"), "unknown_unit"),
        (do.Review(UNIT, "praise", "", "x"), "unknown_decision"),
        (do.Review(UNIT, "override", "B"), "reason_needed"),
        (do.Review(UNIT, "send_back"), "reason_needed"),
        (do.Review(UNIT, "override", "D", "x"), "unknown_grade"),
        (do.Review(UNIT, "override", "A", "x"), "same_grade"),
    ],
)
def test_a_review_that_says_nothing_sound_is_refused(action, code):
    assert finished().refuses(action) == code


@pytest.mark.parametrize("operator", [ANN, CAL])
def test_reviews_are_a_supervisors(operator):
    assert finished(operator=operator).refuses(do.Review(UNIT, "approve")) == "not_permitted"


def test_only_finished_units_are_reviewed():
    world = World(order(1, "TRK1", (CUP, 1))).sign_in(SUE)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.refuses(do.Review(UNIT, "approve")) == "not_reviewable"
    world.act(do.Park())
    assert world.refuses(do.Review(UNIT, "approve")) == "not_reviewable"


def test_nobody_approves_a_held_unit_that_he_graded_himself():
    world = finished(PHONE, "C-PHONE", grader=SUE, **HELD)
    assert world.refuses(do.Review(UNIT, "approve")) == "other_person"
    world.sign_in(PAT)
    world.act(do.Review(UNIT, "approve"))
    assert not record(world).held


def test_nobody_raises_his_own_grade_but_takes_it_back():
    world = finished(grader=SUE, **FLAWED)
    assert world.refuses(do.Review(UNIT, "override", "A", "as new")) == "other_person"
    world.act(do.Review(UNIT, "override", "C", "it rattles"))
    assert record(world).grade is Grade.C
    world.sign_in(PAT)
    world.act(do.Review(UNIT, "override", "B", "it does not"))
    assert world.refuses(do.Review(UNIT, "override", "A", "as new")) == "other_person"
    world.assert_sound()


@pytest.mark.parametrize(
    ("choices", "decision", "why"),
    [
        (HELD, do.Review(UNIT, "approve"), "approved"),
        ({}, do.Review(UNIT, "override", "B", "a scratch"), "review"),
        ({}, do.Review(UNIT, "send_back", "", "look again"), "sent_back"),
    ],
)
def test_a_review_that_changes_what_the_label_says_voids_it(choices, decision, why):
    world = finished(PHONE, "C-PHONE", **choices)
    code = world.unit_row().labels[-1].code
    assert happened.LabelVoided(UNIT, code, why) in world.act(decision).facts
    assert world.unit_row().valid_codes == ()
    world.assert_sound()


def test_a_review_that_changes_nothing_leaves_the_label():
    world = finished()
    world.act(do.Review(UNIT, "approve"))
    assert len(world.unit_row().valid_codes) == 1


def test_a_review_of_the_unit_on_the_bench_asks_for_its_new_label():
    world = finished(PHONE, "C-PHONE", **HELD)
    assert world.step() == "review"
    world.act(do.Review(UNIT, "approve"))
    assert (world.step(), world.expects()) == ("label", {"accept": "label"})
    world.act(do.Accept())
    assert world.open_label().says("work") == "repair"
    verify(world)
    assert world.step() == "idle"


def test_a_review_from_another_place_leaves_the_bench_where_it_stands():
    world = finished()
    assert world.step() == "idle"
    world.act(do.Review(UNIT, "override", "B", "a scratch"))
    assert world.step() == "idle"


def test_a_unit_that_awaits_its_second_inspection_is_put_on_sale_by_no_word():
    world = finished(route="refurbish", **FLAWED)
    world.act(do.CloseWork(UNIT, "refurbish"))
    for letter in ("A", "B"):
        assert world.refuses(do.Review(UNIT, "override", letter, "mended")) in {"second_inspection_due", "same_grade"}
    assert world.refuses(do.Review(UNIT, "override", "A", "mended")) == "second_inspection_due"
    world.act(do.Review(UNIT, "override", "C", "it fell apart"))
    world.assert_sound()


# Work


@pytest.mark.parametrize(
    ("route", "kind", "certificate"),
    [("donate", "donate", ["donation"]), ("recycle", "recycle", ["recycling"]), ("return_to_vendor", "hand_over", [])],
)
def test_work_that_takes_the_unit_away_closes_it_with_proof(route, kind, certificate):
    world = finished(route=route)
    assert world.refuses(do.CloseWork(UNIT, kind)) == "proof_needed"
    world.act(do.CloseWork(UNIT, kind, "note 7"))
    assert (record(world).state, world.unit_row().certificates) == (UnitState.CLOSED, certificate)
    assert world.refuses(do.CloseWork(UNIT, kind, "note 7")) in {"not_due", "closed_already"}
    assert world.refuses(do.Review(UNIT, "override", "B", "x")) == "not_reviewable"
    world.assert_sound()


@pytest.mark.parametrize(("route", "kind"), [("refurbish", "refurbish"), ("repair", "hand_over")])
def test_work_that_mends_leads_to_a_second_inspection(route, kind):
    choices = FLAWED if route == "refurbish" else FAULTY
    world = finished(route=route, **choices)
    world.act(do.CloseWork(UNIT, kind, "mended"))
    assert record(world).state is UnitState.AWAITS_INSPECTION
    assert not any(world.unit_row().offers.values())
    world.act(do.Resume(UNIT))
    finish(world)
    assert (record(world).round, record(world).account) == (2, Account.SELLABLE_A)
    world.assert_sound()


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (do.CloseWork("R-000099", "donate", "x"), "unknown_unit"),
        (do.CloseWork(UNIT, "polish", "x"), "unknown_work"),
        (do.CloseWork(UNIT, "recycle", "x"), "not_due"),
    ],
)
def test_only_the_work_that_is_due_can_be_closed(action, code):
    assert finished(route="donate").refuses(action) == code


def test_a_held_unit_waits_with_its_work():
    world = finished(PHONE, "C-PHONE", sealed="opened", wiped="not_wiped")
    assert world.refuses(do.CloseWork(UNIT, "hand_over", "x")) == "held"


@pytest.mark.parametrize("kind", ["refurbish", "hand_over"])
def test_work_ends_with_the_grade_that_asked_for_it(kind):
    world = finished(route="refurbish" if kind == "refurbish" else "return_to_vendor", **FLAWED)
    world.act(do.Review(UNIT, "override", "A", "as new after all"))
    world.assert_sound()
    assert world.refuses(do.CloseWork(UNIT, kind, "done")) == "not_due"


def test_work_is_not_closed_under_an_open_inspection():
    world = finished(route="refurbish", **FLAWED)
    world.act(do.Review(UNIT, "send_back", "", "look again"))
    world.act(do.Resume(UNIT))
    assert world.refuses(do.CloseWork(UNIT, "refurbish", "done")) == "not_due"


def test_client_service_closes_work_but_begins_no_inspection():
    world = finished(route="refurbish", operator=CAL, **FLAWED)
    world.act(do.CloseWork(UNIT, "refurbish"))
    assert world.refuses(do.CloseWork(UNIT, "second_inspection")) == "not_permitted"
    assert world.refuses(do.Scan(UNIT)) == "not_permitted"


# Destruction


def destroy(world, *, witness=BOB, proof=(UNIT,)):
    return world.act(do.Destroy(UNIT, BOB.badge), witness=witness, proof=proof)


@pytest.mark.parametrize("later", [False, True])
def test_destruction_with_proof_and_witness_closes_the_unit(later):
    if later:
        world = finished(**WASTE)
    else:
        world = World(order(1, "TRK1", (CUP, 1))).sign_in(SUE)
        world.act(do.Scan("TRK1"))
        world.act(do.Scan(SHARED_BARCODE))
        inspect(world, **WASTE)
    facts = destroy(world).facts
    assert next(fact for fact in facts if isinstance(fact, happened.Destroyed)).witness_id == BOB.user_id
    assert (record(world).state, record(world).account) == (UnitState.CLOSED, Account.SCRAPPED)
    assert world.unit_row().certificates == ["destruction"]
    assert world.step() == "idle"
    world.assert_sound()
    given: dict[str, Any] = {"witness": BOB, "proof": (UNIT,)}
    assert world.refuses(do.Destroy(UNIT, BOB.badge), **given) == "closed_already"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"witness": SUE, "proof": (UNIT,)}, "other_witness"),
        ({"witness": None, "proof": (UNIT,)}, "other_witness"),
        ({"witness": BOB, "proof": ()}, "code_not_in_frame"),
        ({"witness": BOB, "proof": ("R-000002", "4711")}, "code_not_in_frame"),
        ({"witness": BOB}, "proof_needed"),
    ],
)
def test_no_destruction_without_proof(given, code):
    assert finished(**WASTE).refuses(do.Destroy(UNIT, BOB.badge), **given) == code


def test_an_old_picture_proves_nothing():
    world = finished(**WASTE)
    assert world.refuses(do.Destroy(UNIT, BOB.badge), witness=BOB, proof=(UNIT,), photo=PHOTO) == "old_picture"
    destroy(world)
    assert record(world).state is UnitState.CLOSED


def test_a_void_print_proves_nothing():
    world = finished(**WASTE)
    first = world.unit_row().labels[-1].code
    world.act(do.VoidLabel("wrong roll"))
    world.act(do.Accept())
    assert world.refuses(do.Destroy(UNIT, BOB.badge), witness=BOB, proof=(first,)) == "code_not_in_frame"


def test_the_label_code_proves_as_well():
    world = finished(**WASTE)
    destroy(world, proof=("x", world.unit_row().labels[-1].code.lower()))
    assert record(world).state is UnitState.CLOSED


def test_only_what_is_routed_to_destroy_is_destroyed():
    given: dict[str, Any] = {"witness": BOB, "proof": (UNIT,)}
    assert finished().refuses(do.Destroy(UNIT, BOB.badge), **given) == "not_for_destruction"
    assert finished(route="quarantine", **WASTE).refuses(do.Destroy(UNIT, BOB.badge), **given) == "not_for_destruction"
    assert finished().refuses(do.Destroy("R-000099", BOB.badge), **given) == "unknown_unit"


def test_destroy_is_not_close_work():
    assert finished(**WASTE).refuses(do.CloseWork(UNIT, "destroy", "done")) == "unknown_work"


def test_a_derogation_that_no_law_knows_stands_on_no_certificate():
    given: dict[str, Any] = {"witness": BOB, "proof": (UNIT,)}
    for code, refusal in (("made_up", "unfit_detail"), ("espr_2f", None)):
        world = finished(**WASTE)
        act = do.Destroy(UNIT, BOB.badge, (("derogation", code), ("justification", "torn")))
        if refusal:
            assert world.refuses(act, **given) == refusal
            assert record(world).state is UnitState.FINISHED
        else:
            world.act(act, **given)
            assert record(world).state is UnitState.CLOSED


def test_what_holds_a_battery_is_never_destroyed():
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in(SUE)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("C-PHONE"))
    inspect(world, **WASTE)
    assert "destroy" not in world.expects()["route"]["routes"]
    given: dict[str, Any] = {"witness": BOB, "proof": (UNIT,)}
    assert world.refuses(do.Destroy(UNIT, BOB.badge), **given) == "not_for_destruction"


# Out of quarantine


def quarantined(product=CUP, code=SHARED_BARCODE, *, operator=SUE):
    world = World(order(1, "TRK1", (product, 1))).sign_in(ANN)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(code))
    world.act(do.Danger("swollen battery"))
    return verify(world).sign_in(operator)


def test_what_lies_in_quarantine_leaves_it_with_its_paper_at_a_supervisors_word():
    world = quarantined()
    facts = world.act(do.CloseWork(UNIT, "recycle", "note 7", (("recipient", "Batt AG"),))).facts
    (due,) = (fact for fact in facts if isinstance(fact, happened.CertificateDue))
    assert (due.kind, due.details) == ("recycling", (("recipient", "Batt AG"),))
    assert (record(world).state, record(world).account) == (UnitState.CLOSED, Account("recycled"))
    assert (world.balance(CUP, "quarantine"), world.balance(CUP, "recycled")) == (0, 1)
    (graded,) = (fact for fact in facts if isinstance(fact, happened.Graded))
    assert (graded.proposed, graded.grade, graded.route) == (Grade.S, Grade.S, Route.RECYCLE)
    assert [str(reason.text) for reason in graded.reasons] == ["Danger: swollen battery"]
    assert not any(isinstance(fact, happened.LabelVoided) for fact in facts)
    assert world.refuses(do.CloseWork(UNIT, "recycle", "note 7")) == "not_due"
    world.assert_sound()


@pytest.mark.parametrize(
    ("operator", "kind", "proof", "code"),
    [
        (BOB, "recycle", "note 7", "not_permitted"),
        (SUE, "recycle", " ", "proof_needed"),
        (SUE, "donate", "note 7", "not_due"),
        (SUE, "hand_over", "note 7", "not_due"),
    ],
)
def test_nothing_else_takes_it_out_of_quarantine(operator, kind, proof, code):
    world = quarantined(operator=operator)
    assert world.refuses(do.CloseWork(UNIT, kind, proof)) == code
    assert record(world).account is Account.QUARANTINE


def test_a_client_who_forbids_recycling_keeps_it_in_quarantine():
    world = quarantined()
    forbidding = replace(record(world), product=replace(CUP, forbidden=(Route.RECYCLE,)))
    with pytest.raises(Refused) as caught:
        afterwards.close_work(do.CloseWork(UNIT, "recycle", "note 7"), SUE, Found(unit=forbidding), world.rules)
    assert caught.value.code == "route_refused"
