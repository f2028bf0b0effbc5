"""Grade, route and `accept`, which saves grade, stock, offer and label in one act."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.grading import Grade
from app.domain.stock import Account
from tests.operators import finish, grade, inspect
from tests.world import CUP, PHONE, SHARED_BARCODE, SHOE, World, order


def at_grade(product=CUP, code=SHARED_BARCODE, **choices):
    world = World(order(1, "TRK1", (product, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(code))
    return inspect(world, **choices)


FLAWED = {"sealed": "opened", "packaging_intact": "missing"}
FAULTY = {"sealed": "opened", "works": "faulty"}


def test_accept_saves_grade_stock_offer_and_label_in_one_act():
    world = at_grade()
    facts = world.act(do.Accept()).facts
    assert [type(fact) for fact in facts] == [
        happened.Graded,
        happened.Moved,
        happened.Offered,
        happened.LabelPrinted,
        happened.ParcelClosed,
    ]
    assert world.step() == "verify_label"
    assert world.balance(CUP, "sellable_a") == 1
    world.assert_sound()


def test_nothing_is_sellable_before_the_grade():
    world = at_grade()
    assert (world.balance(CUP, "sellable_a"), world.balance(CUP, "pending")) == (0, 1)


def test_a_small_flaw_is_b_and_open_box():
    world = finish(at_grade(**FLAWED))
    assert (world.unit_row().record.grade, world.balance(CUP, "sellable_b")) == (Grade.B, 1)
    assert world.unit_row().offers == {"B": 1}
    world.assert_sound()


def test_a_functional_fault_is_never_above_c():
    world = at_grade(**FAULTY)
    assert world.refuses(do.Regrade("B", "it runs")) == "grade_too_high"
    assert world.refuses(do.Regrade("A", "it runs")) == "grade_too_high"
    finish(world)
    row = world.unit_row()
    assert (row.record.grade, row.record.account, dict(row.offers)) == (Grade.C, Account.REPAIR, {})
    assert row.record.work == "hand_over"


def test_another_grade_needs_a_reason_and_a_known_letter():
    world = at_grade()
    assert world.refuses(do.Regrade("B", " ")) == "reason_needed"
    assert world.refuses(do.Regrade("D", "why")) == "unknown_grade"


def test_after_another_grade_accept_takes_the_grade_then_the_route():
    world = at_grade()
    world.act(do.Regrade("B", "a scratch on the foot"))
    assert world.step() == "grade"
    assert world.act(do.Accept()).facts == ()
    assert world.step() == "route"
    assert world.expects()["accept"] == "route"
    graded = world.act(do.Accept()).facts[0]
    assert (graded.proposed, graded.grade, graded.regrade_reason) == (Grade.A, Grade.B, "a scratch on the foot")
    assert world.balance(CUP, "sellable_b") == 1


def test_the_proposed_grade_again_takes_the_change_back():
    world = at_grade()
    world.act(do.Regrade("B", "a scratch"))
    world.act(do.Regrade("A", "no scratch after all"))
    world.act(do.Accept())
    assert world.unit_row().record.grade is Grade.A


def test_route_then_accept_takes_grade_and_route_at_once():
    world = at_grade()
    world.act(do.ChooseRoute("exchange_pool", "the client asked"))
    world.act(do.Accept())
    row = world.unit_row()
    assert (row.record.route, row.record.account) == ("exchange_pool", Account.RESERVED_EXCHANGE)
    assert row.grades[0].route_reason == "the client asked"
    world.assert_sound()


def test_a_route_at_the_step_route():
    world = at_grade()
    world.act(do.Regrade("B", "a scratch"))
    world.act(do.Accept())
    world.act(do.ChooseRoute("donate", "worth little"))
    assert world.step() == "route"
    world.act(do.Accept())
    assert world.unit_row().record.work == "donate"


def test_a_regrade_forgets_the_route_chosen_for_the_other_grade():
    world = at_grade()
    world.act(do.ChooseRoute("exchange_pool", "asked"))
    world.act(do.Regrade("C", "cracked"))
    world.act(do.Accept())
    world.act(do.Accept())
    assert world.unit_row().record.route != "exchange_pool"


@pytest.mark.parametrize(("to", "reason"), [("nowhere", "x"), ("repair", "x"), ("donate", ""), ("exchange_pool", "  ")])
def test_a_route_that_is_closed_unknown_or_without_its_reason_is_refused(to, reason):
    assert at_grade().refuses(do.ChooseRoute(to, reason)) == "route_refused"


def test_the_best_route_needs_no_reason():
    world = at_grade()
    world.act(do.ChooseRoute("restock"))
    world.act(do.Accept())
    assert world.balance(CUP, "sellable_a") == 1


def test_back_undoes_accept_regrade_and_route():
    world = at_grade()
    stations = []
    for action in (do.Regrade("B", "a scratch"), do.Accept(), do.ChooseRoute("donate", "asked")):
        stations.append(world.benches["one"])
        world.act(action)
    for station in reversed(stations):
        world.act(do.Back())
        assert world.benches["one"] == station


def test_back_is_refused_once_the_grade_is_saved():
    world = grade(at_grade())
    assert world.refuses(do.Back()) == "grade_saved"


def test_what_may_carry_data_is_held_and_never_sellable():
    world = at_grade(PHONE, "C-PHONE", sealed="opened", wiped="not_wiped")
    grade(world)
    row = world.unit_row()
    assert (row.record.held, row.record.account, row.record.work) == (True, Account.HELD, "")
    assert world.open_label().template == "unit"
    world.assert_sound()


def test_accept_without_a_unit_is_refused():
    world = World().sign_in()
    assert world.refuses(do.Accept()) == "no_unit"


def test_the_same_accept_sent_twice_books_once():
    world = grade(at_grade())
    assert world.refuses(do.Accept()) == "no_unit"
    assert world.balance(CUP, "sellable_a") == 1


@pytest.mark.parametrize(
    ("choices", "route", "template"),
    [
        ({}, "restock", "sku"),
        (FLAWED, "open_box", "sku"),
        (FAULTY, "repair", "unit"),
        ({"sealed": "opened", "damage": "beyond_repair"}, "destroy", "unit"),
        ({"prohibited_goods": "dangerous"}, "quarantine", "quarantine"),
    ],
)
def test_each_route_has_its_label(choices, route, template):
    world = grade(at_grade(**choices))
    assert (world.unit_row().record.route, world.open_label().template) == (route, template)


def test_shoes_are_graded_by_their_own_checklist():
    world = finish(at_grade(SHOE, "C-SHOE", sealed="opened", signs_of_use="worn"))
    assert world.unit_row().grades[0].rules.checklist == "shoes"
    assert world.unit_row().record.grade is Grade.C


def test_an_a_sent_to_open_box_never_adds_to_the_listing_of_the_new_sku():
    world = at_grade()
    world.act(do.ChooseRoute("open_box", "the box was scuffed"))
    world.act(do.Accept())
    world.assert_sound()
