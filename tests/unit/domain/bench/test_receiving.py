"""Parcels and items: announced, wrong, extra, short, unexpected, without a code, shared, finished before."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.identifiers import parse_parcel_code
from tests.operators import finish, grade, inspect, verify
from tests.world import ANN, BOB, CUP, LAMP, MUG, OTHER_LAMP, PHONE, SHARED_BARCODE, SHOE, World, order, ups

GIVE = do.GiveAnswer


def opened(*lines, number=1):
    world = World(order(number, "TRK1", *lines)).sign_in()
    world.act(do.Scan("TRK1"))
    return world


def outcome_of_parcel(world):
    return [row.outcome for row in world.parcels.values()]


def test_an_announced_piece_moves_from_expected_to_pending():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    assert (world.balance(CUP, "expected"), world.balance(CUP, "pending")) == (0, 1)
    assert world.lines["L1-0"].received == 1
    assert world.unit_row().record.flags == ()


@pytest.mark.parametrize("code", ["TRK1", "trk1", "#1", "RMA1", "rma1"])
def test_a_parcel_is_found_by_tracking_rma_and_order_number(code):
    key, announced = order(1, "TRK1", (CUP, 1))
    world = World((key, announced)).sign_in()
    world.orders.update({"#1": [announced], "RMA1": [announced]})
    world.act(do.Scan(code))
    assert world.step() == "item"


def test_the_same_parcel_scanned_twice_is_one_parcel():
    world = opened((CUP, 1))
    assert world.act(do.Scan("TRK1")).facts == ()
    assert len(world.parcels) == 1


@pytest.mark.parametrize("code", ["1Z999AA10123456784", "986578788855", "TBA619632698000", "P-000009"])
def test_another_parcel_while_one_is_open_is_told_as_that(code):
    world = opened((CUP, 1))
    assert world.refuses(do.Scan(code)) == "parcel_open"


def test_the_same_item_scanned_twice_in_a_hurry_is_one_unit():
    world = opened((CUP, 2))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.act(do.Scan(SHARED_BARCODE)).facts == ()
    assert len(world.units) == 1


def test_a_wrong_item_takes_the_place_of_an_announced_one():
    world = opened((CUP, 1))
    world.act(do.Scan("C-SHOE"))
    assert world.unit_row().record.flags == ("wrong_item",)
    assert world.lines["L1-0"].wrong == 1
    assert (world.balance(CUP, "missing"), world.balance(SHOE, "pending")) == (1, 1)
    finish(world)
    assert world.step() == "idle"
    assert outcome_of_parcel(world) == ["short"]
    world.assert_sound()


def test_the_announced_one_turns_up_after_all():
    world = opened((CUP, 1))
    world.act(do.Scan("C-SHOE"))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Scan(SHARED_BARCODE))
    line = world.lines["L1-0"]
    assert (line.received, line.wrong, line.missing) == (1, 0, 0)
    assert (world.balance(CUP, "missing"), world.balance(CUP, "pending")) == (0, 1)
    finish(world)
    assert outcome_of_parcel(world) == ["complete"]
    world.assert_sound()


def test_a_piece_given_up_as_missing_turns_up():
    world = opened((CUP, 2))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.CloseParcel((do.MissingPieces("CUP", 1, "not in the box"),)))
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Scan(SHARED_BARCODE))
    assert (world.lines["L1-0"].received, world.lines["L1-0"].missing) == (2, 0)
    world.assert_sound()


def test_an_extra_item_is_flagged_and_booked_as_come_in():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Scan("C-SHOE"))
    assert world.unit_row(2).record.flags == ("extra_item",)
    assert world.balance(SHOE, "outside") == -1
    world.assert_sound()


def test_an_unexpected_parcel_ends_with_its_first_unit():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    assert world.step() == "item"
    world.act(do.Scan("C-SHOE"))
    assert world.unit_row().record.flags == ()
    finish(world)
    assert world.step() == "idle"
    assert outcome_of_parcel(world) == ["complete"]


def test_a_code_that_nobody_knows_opens_nothing():
    world = World().sign_in()
    assert world.refuses(do.Scan("nonsense")) == "unknown_code"
    assert world.refuses(do.Scan("C-SHOE")) == "parcel_first"
    assert world.refuses(do.Scan("P-000001")) == "unknown_code"


def test_an_item_that_nobody_knows_is_refused_with_what_to_do():
    assert opened((CUP, 1)).refuses(do.Scan("no such article")) == "unknown_item"


def test_a_parcel_without_a_code_gets_one_and_owes_its_photo():
    world = World().sign_in()
    outcome = world.act(do.NoCode("parcel", description="torn label"))
    assert isinstance(outcome.facts[0], happened.ParcelOpened)
    assert parse_parcel_code(outcome.facts[0].tracking) == 1
    assert world.refuses(do.CloseParcel(empty=True)) == "photo_owed"
    world.act(do.Scan("C-SHOE"))
    inspect(world)
    assert {"parcel", "front"} <= {shot.name for shot in world.open_unit().shots}


def test_the_photo_of_a_parcel_is_owed_once():
    world = World().sign_in()
    world.act(do.NoCode("parcel"))
    world.act(do.TakePhoto("parcel"))
    world.act(do.Scan("C-SHOE"))
    inspect(world)
    assert "parcel" not in {shot.name for shot in world.open_unit().shots}


@pytest.mark.parametrize(("sku", "description"), [("CUP", ""), ("", "a cable, black")])
def test_an_item_without_a_code_is_found_again_and_owes_its_photo(sku, description):
    world = opened((CUP, 1))
    world.act(do.NoCode("item", sku, description))
    assert "no_code" in world.unit_row().record.flags
    inspect(world)
    assert "item" in {shot.name for shot in world.open_unit().shots}


def test_a_piece_that_nobody_can_name_is_only_ever_quarantined():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.NoCode("item", "", "a grey thing"))
    inspect(world)
    assert world.expects()["route"] == {"routes": ["quarantine"]}


def test_what_has_no_code_must_be_described():
    assert opened((CUP, 1)).refuses(do.NoCode("item")) == "what_is_it"
    assert opened((CUP, 1)).refuses(do.NoCode("pallet")) == "unknown_choice"
    assert opened((CUP, 1)).refuses(do.NoCode("parcel")) == "not_now"


@pytest.mark.parametrize(("line", "client"), [(CUP, "ACME"), (MUG, "BETA")])
def test_a_shared_barcode_is_decided_by_the_open_parcel(line, client):
    world = opened((line, 1))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.unit_row().record.product.article.client == client


def test_a_shared_barcode_is_decided_by_the_clients_of_the_parcel():
    world = opened((OTHER_LAMP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.unit_row().record.product == MUG


def test_a_shared_barcode_is_asked_for_where_nothing_decides():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Scan(SHARED_BARCODE))
    assert world.expects() == {"answer": {"question": "whose_item", "choices": ["ACME", "BETA"]}}
    assert world.refuses(GIVE("whose_item", ("GAMMA",))) == "unknown_choice"
    assert world.refuses(GIVE("whose_item", ())) == "unknown_choice"
    world.act(GIVE("whose_item", ("BETA",)))
    assert world.unit_row().record.product == MUG


def test_back_at_whose_item_is_back_at_the_item():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Back())
    assert world.expects() == {"scan": ["item"]}


def test_a_finished_parcel_scanned_again_shows_its_history_and_books_nothing():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    outcome = world.act(do.Scan("TRK1"))
    assert outcome.facts == ()
    assert outcome.shown is not None
    assert outcome.shown.lines[0].received == 1
    assert world.step() == "parcel"
    assert world.act(GIVE("finished_parcel", ("leave_closed",))).facts == ()
    assert world.step() == "idle"


def test_a_tracking_number_used_again_is_a_parcel_of_its_own():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("tracking_reused",)))
    assert len(world.parcels) == 2
    world.act(do.Scan("C-SHOE"))
    assert world.lines["L1-0"].wrong == 0
    world.assert_sound()


def test_a_finished_parcel_takes_only_its_own_answers():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    assert world.refuses(GIVE("finished_parcel", ("whatever",))) == "unknown_choice"
    assert world.refuses(GIVE("finished_parcel", ())) == "unknown_choice"


def test_another_finished_parcel_may_be_scanned_at_once():
    world = World(order(1, "TRK1", (CUP, 1)), order(2, "TRK2", (LAMP, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(do.Scan("TRK2"))
    assert world.step() == "item"


def test_back_right_after_a_parcel_undoes_its_scan():
    world = opened((CUP, 1))
    world.act(do.Back())
    assert world.step() == "idle"
    assert [row.state for row in world.parcels.values()] == ["withdrawn"]
    world.act(do.Scan("TRK1"))
    assert world.step() == "item"


@pytest.mark.parametrize(("code", "flags"), [(SHARED_BARCODE, ()), ("C-SHOE", ("wrong_item",))])
def test_back_at_the_first_question_undoes_the_items_scan(code, flags):
    world = opened((CUP, 1))
    before = dict(world.balances)
    world.act(do.Scan(code))
    assert world.unit_row().record.flags == flags
    world.act(do.Back())
    assert {key: count for key, count in world.balances.items() if count} == {k: v for k, v in before.items() if v}
    assert world.lines["L1-0"].open == 1
    assert world.step() == "item"
    world.assert_sound()
    world.act(do.Scan(SHARED_BARCODE))
    assert list(world.units) == ["R-000001", "R-000002"]


def test_back_is_refused_once_a_piece_is_on_record():
    world = opened((CUP, 2))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    assert world.refuses(do.Back()) == "units_received"


def test_two_benches_count_at_one_parcel():
    world = opened((CUP, 2)).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Scan(SHARED_BARCODE), "two")
    assert world.lines["L1-0"].received == 2
    finish(world)
    finish(world, "two")
    assert (world.step(), world.step("two")) == ("idle", "idle")
    world.assert_sound()


def test_the_parcel_stays_open_for_what_is_still_awaited():
    world = opened((CUP, 1), (SHOE, 1))
    world.act(do.Scan("C-SHOE"))
    verify(grade(world))
    assert world.step() == "item"


def test_an_item_without_a_code_keeps_its_flag_when_several_clients_have_the_sku():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.NoCode("item", "LAMP"))
    world.act(GIVE("whose_item", ("BETA",)))
    assert "no_code" in world.unit_row().record.flags


def test_back_leaves_a_parcel_that_another_bench_has_open():
    world = opened((CUP, 1)).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Back(), "two")
    world.act(do.Scan(SHARED_BARCODE))
    world.assert_sound()


def test_a_wrong_item_undone_after_its_place_was_given_back():
    world = opened((CUP, 1)).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan("C-SHOE"))
    world.act(do.Scan(SHARED_BARCODE), "two")
    world.act(do.Back())
    world.assert_sound()


def test_nothing_is_booked_into_a_parcel_finished_at_another_bench():
    world = opened((CUP, 1)).sign_in(BOB, "two")
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    assert world.refuses(do.Scan("C-SHOE"), "two")


def test_an_answer_to_another_question_is_refused():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    assert world.refuses(GIVE("sealed", ("late_piece",))) == "unknown_choice"


def test_back_undoes_late_piece():
    world = opened((CUP, 1))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Back())
    assert world.step() == "idle"


def test_back_after_late_piece_leaves_an_empty_parcel_empty():
    world = opened((CUP, 1))
    world.act(do.CloseParcel(empty=True))
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Back())
    assert outcome_of_parcel(world) == ["empty"]


def test_who_is_at_the_bench_does_not_matter_for_the_parcel():
    world = opened((CUP, 1))
    world.act(do.SignOut())
    world.sign_in(ANN)
    assert world.step() == "item"


def test_what_was_reopened_here_and_finished_elsewhere_takes_nothing_more():
    world = opened((CUP, 1)).sign_in(BOB, "two")
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    world.act(do.Scan("TRK1"))
    world.act(GIVE("finished_parcel", ("late_piece",)))
    world.act(do.Scan("TRK1"), "two")
    world.act(do.Scan("C-SHOE"), "two")
    finish(world, "two")
    assert world.refuses(do.Scan("C-SHOE")) == "finished_meanwhile"
    world.act(do.Back())
    assert world.step() == "idle"


@pytest.mark.parametrize("late", [True, False])
def test_a_piece_that_came_before_its_announcement_takes_the_line_once(late):
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Scan("C-SHOE"))
    inspect(world)
    if late:
        world.act(do.Accept())
    world.announce(order(9, ups(1), (SHOE, 1)))
    facts = () if late else world.act(do.Accept()).facts
    assert late or happened.UnitAnnounced("R-000001", "L9-0") in facts
    assert (world.unit_row().record.line_id, world.lines["L9-0"].received) == ("L9-0", 1)
    assert (world.balance(SHOE, "expected"), world.balance(SHOE, "outside")) == (0, -1)
    verify(world)
    assert (world.step(), outcome_of_parcel(world)) == ("idle", ["complete"])
    world.assert_sound()


def test_another_piece_that_was_announced_meanwhile_is_still_awaited():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Scan("C-SHOE"))
    world.announce(order(9, ups(1), (LAMP, 1)))
    finish(world)
    assert (world.step(), world.unit_row().record.line_id, world.lines["L9-0"].open) == ("item", "", 1)
    world.assert_sound()


def test_a_piece_on_record_is_no_new_piece():
    world = opened((CUP, 2))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    for code in ("R-000001", world.unit_row().labels[-1].code):
        assert world.refuses(do.Scan(code)) == "known_unit"


def has_the_number(world, number, article):
    real = world.products_by_code
    world.products_by_code = lambda codes: (article,) if number in codes else real(codes)
    return world


def test_the_parcels_label_again_is_no_item_even_if_an_article_has_that_number():
    world = has_the_number(opened((CUP, 1)), "TRK1", SHOE)
    assert world.act(do.Scan("TRK1")).facts == ()
    assert (world.step(), world.units) == ("item", {})


def test_what_is_awaited_is_an_item_even_if_the_parcel_has_that_number():
    world = has_the_number(opened((SHOE, 1)), "TRK1", SHOE)
    world.act(do.Scan("TRK1"))
    assert world.unit_row().record.product == SHOE


def test_an_unexpected_parcel_shows_the_normal_form_of_its_number():
    world = World().sign_in()
    world.act(do.Scan(f" {ups(1).lower()} "))
    assert [row.parcel.tracking for row in world.parcels.values()] == [ups(1)]


def test_an_announced_parcel_shows_its_number_as_announced(monkeypatch):
    world = World(order(1, "TRK1", (PHONE, 1))).sign_in()
    real = world.parcel_by_code
    monkeypatch.setattr(
        world, "parcel_by_code", lambda keys: replace(known, tracking="Trk 1") if (known := real(keys)) else None
    )
    world.act(do.Scan("trk1"))
    assert [row.parcel.tracking for row in world.parcels.values()] == ["Trk 1"]
