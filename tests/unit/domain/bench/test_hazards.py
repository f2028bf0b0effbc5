"""Danger, from every step, ends in quarantine and never on sale."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.grading import Grade
from app.domain.stock import Account
from tests.operators import asked, finish, grade, inspect, verify
from tests.world import ANN, BOB, CUP, PHONE, SHARED_BARCODE, SHOE, SUE, World, order, ups


def opened(*lines):
    world = World(order(1, "TRK1", *(lines or ((CUP, 1),)))).sign_in()
    world.act(do.Scan("TRK1"))
    return world


def assert_quarantined(world, number=1):
    one = world.unit_row(number).record
    assert (one.grade, one.route, one.account, one.held) == (Grade.S, "quarantine", Account.QUARANTINE, False)
    assert not any(world.unit_row(number).offers.values())
    world.assert_sound()


def test_danger_at_every_step_of_the_checklist():
    for stop in range(30):
        world = opened()
        world.act(do.Scan(SHARED_BARCODE))
        for _ in range(stop):
            if world.step() in {"checklist", "photos"}:
                action, given = asked(world, "one", {"sealed": "opened"})
                world.act(action, **given)
        last = world.step() == "grade"
        facts = world.act(do.Danger("Battery swollen!")).facts
        graded = next(fact for fact in facts if isinstance(fact, happened.Graded))
        assert graded.reasons[0].code == "danger_battery_swollen"
        assert graded.cause == "danger"
        assert_quarantined(world)
        assert (world.step(), world.open_label().template) == ("verify_label", "quarantine")
        verify(world)
        assert world.step() == "idle"
        if last:
            return
    pytest.fail("the checklist does not end")


@pytest.mark.parametrize("choices", [{}, {"sealed": "opened", "works": "faulty"}])
def test_danger_while_the_label_is_awaited_takes_everything_back(choices):
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    grade(world, **choices)
    first = world.open_label().code
    world.act(do.Danger("hot"))
    assert_quarantined(world)
    assert world.unit_row().record.work == ""
    assert world.refuses(do.Scan(first)) == "wrong_label"
    verify(world)
    assert world.step() == "idle"


def test_danger_after_another_grade_was_chosen():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    inspect(world)
    world.act(do.Regrade("B", "a scratch"))
    world.act(do.Accept())
    world.act(do.Danger("hot"))
    assert_quarantined(world)


def test_danger_of_a_unit_that_waits_for_its_review():
    world = opened((PHONE, 1))
    world.act(do.Scan("C-PHONE"))
    finish(world, sealed="opened", wiped="not_wiped")
    assert world.step() == "review"
    world.act(do.Danger("hot"))
    assert_quarantined(world)


def test_danger_at_a_void_label():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    grade(world)
    world.act(do.VoidLabel("wrong roll"))
    world.act(do.Danger("hot"))
    assert world.step() == "verify_label"
    assert_quarantined(world)


def test_an_unopened_parcel_goes_to_quarantine_whole_and_every_piece_gets_its_tag():
    world = opened((CUP, 2), (SHOE, 1))
    facts = world.act(do.Danger("leaking")).facts
    tags = [fact for fact in facts if isinstance(fact, happened.LabelPrinted)]
    assert [(tag.lpn, tag.template) for tag in tags] == [(f"R-00000{number}", "quarantine") for number in (1, 2, 3)]
    assert world.open_label().code == tags[0].code
    assert [row.record.product.article.sku for row in world.units.values()] == ["CUP", "CUP", "SHOE"]
    for number in (1, 2, 3):
        assert_quarantined(world, number)
    assert (world.balance(CUP, "quarantine"), world.balance(SHOE, "quarantine")) == (2, 1)
    verify(world)
    assert world.step() == "idle"


def test_an_unexpected_parcel_goes_to_quarantine_as_one_unknown_piece():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Danger("smoking"))
    assert not world.unit_row().record.product.identified
    assert_quarantined(world)


def test_danger_in_a_second_inspection():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.sign_in(SUE)
    world.act(do.Review("R-000001", "send_back", "", "look again"))
    world.act(do.Scan("R-000001"))
    world.act(do.Danger("hot"))
    assert world.unit_row().grades[-1].round == 2
    assert_quarantined(world)


def test_danger_needs_something_open_and_a_kind():
    world = World(order(1, "TRK1", (CUP, 201))).sign_in()
    assert world.refuses(do.Danger("hot")) == "nothing_open"
    world.act(do.Scan("TRK1"))
    assert world.refuses(do.Danger(" !? ")) == "kind_needed"
    assert world.refuses(do.Danger("hot")) == "too_many"


def test_what_is_in_quarantine_stays_there():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Danger("hot"))
    assert world.refuses(do.Danger("hot")) == "in_quarantine"


def test_what_is_closed_for_good_is_not_touched():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    inspect(world)
    world.act(do.ChooseRoute("donate", "asked"))
    world.act(do.Accept())
    world.act(do.CloseWork("R-000001", "donate", "note 7"))
    assert world.refuses(do.Danger("hot")) == "closed_already"


def test_danger_looks_at_the_counts_as_they_are_now():
    world = opened().sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Danger("hot"), "two")
    world.assert_sound()
    assert world.lines["L1-0"].received == 1


def test_a_danger_before_the_checklist_was_done_is_never_made_sellable_by_a_word():
    world = opened()
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Danger("hot"))
    verify(world)
    world.sign_in(SUE)
    for letter in ("A", "B", "C"):
        assert world.refuses(do.Review("R-000001", "override", letter, "it is cold")) == "not_inspected"
    world.act(do.Review("R-000001", "send_back", "", "it is cold"))
    world.sign_in(ANN)
    world.act(do.Scan("R-000001"))
    finish(world)
    assert world.balance(CUP, "sellable_a") == 1
    world.assert_sound()


def test_danger_in_a_parcel_finished_meanwhile_opens_it_again():
    world = opened().sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Danger("hot"))
    world.act(do.Danger("hot"), "two")
    world.assert_sound()
