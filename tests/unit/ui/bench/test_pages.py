"""Every exception of the trade within two acts, by key, by touch and by the codes of the printed sheet."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench.found import UnitState
from app.services.inspecting import Request
from app.ui.bench.acts import Open, Page
from app.ui.bench.around import Around
from app.ui.bench.hand import Hand
from app.ui.bench.pieces import Waiting
from tests.bench_screen import Screen, words
from tests.world import ANN, BOB, CUP, LAMP, MUG, NOW, PHONE, SHOE, order


def _parcel(screen):
    return screen(order(1, "TRK1", (CUP, 2))).scan("TRK1")


def _item(screen):
    return _parcel(screen).scan(CUP.codes[0])


def _grade(screen):
    return _item(screen).press("1", "1", "Space")


def _label(screen):
    return _grade(screen).press("Enter")


def _again(screen):
    return screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").press("E", "Enter").scan("TRK1")


def _serial(screen):
    return screen(order(1, "TRK1", (PHONE, 1))).scan("TRK1").scan(PHONE.codes[0])


def _shared(screen):
    return screen(order(1, "TRK1", (CUP, 1)), order(2, "TRK1", (MUG, 1))).scan("TRK1")


EXCEPTIONS = {
    "short parcel": (_parcel, ("S", "1"), do.CloseParcel),
    "empty parcel": (_parcel, ("E", "Enter"), do.CloseParcel),
    "parcel without a code": (lambda screen: screen(), ("K",), do.NoCode),
    "item without a code": (_parcel, ("K", "1"), do.NoCode),
    "danger in a parcel": (_parcel, ("D", "1"), do.Danger),
    "danger where a code is shared": (lambda screen: _shared(screen).scan(CUP.codes[0]), ("D", "1"), do.Danger),
    "danger at a unit": (_item, ("D", "6"), do.Danger),
    "danger at a label": (_label, ("D", "3"), do.Danger),
    "park": (_item, ("P",), do.Park),
    "park a label": (_label, ("P",), do.Park),
    "back": (_item, ("Backspace",), do.Back),
    "void label": (_label, ("X", "1"), do.VoidLabel),
    "reprint": (_label, ("R", "2"), do.Reprint),
    "other route": (_grade, ("2", "1"), do.ChooseRoute),
    "late piece": (_again, ("2",), do.GiveAnswer),
    "tracking number used again": (_again, ("3",), do.GiveAnswer),
    "serial number not readable": (_serial, ("K",), do.NoCode),
    "sign out": (_item, ("O",), do.SignOut),
}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_by_key_within_two_acts(screen, name):
    stand, keys, action = EXCEPTIONS[name]
    bench: Screen = stand(screen)
    assert len(keys) <= 2
    bench.press(*keys)
    assert isinstance(bench.desk.sent[-1].action, action)
    assert bench.refusal() == ""


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_by_touch_within_two_acts_or_three_from_under_more(screen, name):
    stand, keys, action = EXCEPTIONS[name]
    bench: Screen = stand(screen)
    acts = 0
    for key in keys:
        control = bench.scene.keyed(key)
        assert control is not None
        if control in bench.scene.keys and not _is_visible(bench, key):
            bench.touch("more")
            control, acts = bench.scene.keyed(key), acts + 1
            assert control is not None
        bench.touch(control.name)
        acts += 1
    assert acts <= len(keys) + 1
    assert isinstance(bench.desk.sent[-1].action, action)
    assert bench.refusal() == ""


def _is_visible(bench, key):
    beside = (*bench.scene.stage.controls, *bench.scene.stage.choices, *bench.scene.beside.controls)
    return any(control.key == key for control in beside)


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_by_the_codes_of_the_printed_sheet(screen, name):
    stand, keys, action = EXCEPTIONS[name]
    bench: Screen = stand(screen)
    for key in keys:
        bench.scan(f"RG:KEY:{key.upper()}")
    assert isinstance(bench.desk.sent[-1].action, action)
    assert bench.refusal() == ""


def test_more_lists_every_exception_and_esc_goes_back(screen):
    bench = _item(screen)
    question, offered = bench.title, {control.name for control in bench.scene.keys}
    bench.press("M")
    assert {control.name for control in bench.scene.stage.choices} == offered
    assert bench.press("Esc").title == question
    assert bench.press("F10").title == "What else?"


def test_pages_lie_in_the_card_and_a_scan_goes_on_all_the_same(screen):
    bench = _parcel(screen).press("K").scan(CUP.codes[0])
    assert bench.page is Page.MOMENT
    assert bench.world.open_unit().product == CUP


def test_what_is_missing_is_what_was_not_scanned(screen):
    bench = screen(order(1, "TRK1", (CUP, 2), (SHOE, 1))).scan("TRK1").press("S")
    assert bench.title == "3 pieces are missing. Why?"
    assert [line.marked for line in bench.scene.stage.lines] == [2, 1]
    bench.press("−")
    assert bench.title == "Scan the 1 piece that is here"
    assert bench.press("+", "Down", "−").scene.stage.lines[1].marked == 0
    bench.press("+").touch("reason_2")
    assert bench.world.step() == "idle"
    assert [line.missing for line in bench.world.lines.values()] == [2, 1]
    assert bench.desk.sent[-1].action.missing[0].reason == "Parcel was open or torn"


def test_a_piece_of_two_clients_is_named_with_its_client(screen):
    bench = screen(order(1, "TRK1", (LAMP, 1)), order(2, "TRK1", (MUG, 1))).scan("TRK1").press("S", "1")
    assert {pieces.client for pieces in bench.desk.sent[-1].action.missing} == {"ACME", "BETA"}


def test_an_item_nobody_can_name_is_described(screen):
    bench = _parcel(screen).press("K").type("a grey cable").press("Enter")
    assert not bench.world.open_unit().product.identified
    assert words(bench.scene.known.title) == "a grey cable"


def test_words_of_ones_own_instead_of_a_reason_from_the_list(screen):
    bench = _grade(screen).press("G", "1").type("chewed by a dog").press("Enter")
    assert bench.world.open_unit().regrade[1] == "chewed by a dog"
    assert _item(screen).press("D").type("ticking").press("Enter").world.unit("R-000001").account == "quarantine"


def test_other_grade_in_three_keys(screen):
    bench = _grade(screen).press("G", "2", "1")
    assert bench.world.open_unit().regrade[0] == "C"


def test_parked_units_are_listed_and_taken_up_again(screen):
    bench = _item(screen).press("P")
    bench.presenter.around_read(Around(parked=(Waiting("R-000001", "Cup of ACME", NOW),)))
    bench.press("L")
    assert [control.name for control in bench.scene.stage.choices] == ["unit_R-000001"]
    assert bench.press("1").world.open_unit().lpn == "R-000001"


def test_nothing_parked_is_said(screen):
    assert screen().press("L").title == "Nothing is parked"


def test_a_page_that_means_nothing_any_more_gives_way_to_the_question(screen):
    bench = _parcel(screen).press("S")
    bench.world.act(do.Back())
    bench.desk.send(_state())
    assert bench.title == "Scan the next parcel"


def _state():
    return Request(do.AskState())


def _for_destruction(screen):
    return _inspected(screen, sealed="opened", damage="beyond_repair")


def _inspected(screen, **answers):
    """A unit at its grade, with these answers."""
    return screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).inspect(**answers)


def test_a_parcel_is_not_declared_empty_by_one_key(screen):
    bench = _parcel(screen).press("E")
    assert bench.title == "Is nothing at all inside?"
    assert bench.press("Esc").world.step() == "item"
    assert bench.press("E", "Enter").world.step() == "idle"


def _with_its_label(screen):
    bench = _for_destruction(screen).press("Enter")
    return bench.scan(bench.scene.stage.target.code)


def test_nothing_is_destroyed_before_it_bears_a_code_for_the_proof(screen):
    bench = _for_destruction(screen).press("Y")
    assert bench.title == "Do not destroy it yet"
    assert bench.scene.named("prove") is None
    assert bench.press("Enter").world.step() == "verify_label"


def _watched(bench):
    """The witness's badge and PIN are right."""
    return bench.scan(f"RGB:{BOB.badge}").type("482915").press("Enter")


def test_whoever_takes_a_proof_sees_the_live_picture(screen):
    bench = _watched(_with_its_label(screen).press("Y"))
    assert bench.title == "Destroy it now, then take the proof"
    assert bench.scene.beside.camera
    assert words(bench.scene.beside.aim) == "The unit's label"


def test_what_enter_does_at_the_grade_is_not_said_where_enter_means_a_page(screen):
    bench = _for_destruction(screen)
    assert bench.scene.beside.then
    assert not bench.press("G").scene.beside.then
    assert bench.press("Esc").scene.beside.then


def test_a_refused_witness_types_the_whole_pin_anew_and_nothing_was_destroyed(screen):
    bench = _with_its_label(screen).press("Y").scan(f"RGB:{ANN.badge}").type("000000").press("Enter")
    assert bench.refusal() == "other_witness"
    assert bench.title == "The witness's PIN"
    assert bench.scene.stage.field.value == ""
    assert bench.scene.named("prove") is None


def test_a_proof_that_shows_no_code_is_taken_again_and_the_witness_stays(screen):
    bench = _watched(_with_its_label(screen).press("Y"))
    bench.desk.proof = ()
    bench.press("Space")
    assert bench.refusal() == "code_not_in_frame"
    assert bench.scene.named("prove") is not None
    bench.desk.proof = None
    bench.press("Space")
    assert bench.world.unit("R-000001").state is UnitState.CLOSED


def test_destruction_asks_witness_and_pin_before_the_act_and_then_takes_the_proof(screen):
    bench = _with_its_label(screen)
    assert bench.scene.named("destroy") is not None
    bench.press("Y")
    assert bench.title == "Who watches it?"
    bench.scan(f"RGB:{BOB.badge}")
    assert bench.title == "The witness's PIN"
    assert bench.scene.stage.field.secret
    bench.type("482915").press("Enter")
    assert bench.heard[-1] == "taken"
    assert bench.refusal() == ""
    assert bench.world.unit("R-000001").state is not UnitState.CLOSED
    bench.press("Space")
    request = bench.desk.sent[-1]
    assert (request.pin, request.file.name) == ("482915", "proof.jpg")
    assert bench.world.unit("R-000001").state is UnitState.CLOSED


def test_a_destruction_may_be_left_at_any_point(screen):
    bench = _with_its_label(screen).press("Y", "Esc")
    assert bench.page is Page.MOMENT
    bench.press("Y").type("1002").press("Enter", "Esc")
    assert bench.title == "Who watches it?"
    _watched(bench).press("Esc")
    assert bench.title == "The witness's PIN"
    assert bench.presenter._hand.pin == ""


def test_a_witness_pin_waits_for_nobody_when_another_page_comes(screen):
    bench = _watched(_with_its_label(screen).press("Y"))
    bench.presenter.left()
    assert bench.title == "The witness's PIN"
    assert (bench.presenter._hand.pin, bench.presenter._hand.typed) == ("", "")


def test_a_photo_below_the_gate_is_taken_with_a_reason(screen):
    bench = _item(screen).press("2")
    bench.presenter._hold(Hand(pages=(Open(Page.OVERRULE, "front"),)))
    assert bench.title == "Take this photo all the same?"
    bench.press("1")
    assert bench.world.open_unit().shots[-1].overrule == "It cannot be seen any better"


def test_the_work_that_a_route_asked_for_is_ended_with_its_proof(screen):
    bench = _inspected(screen, sealed="opened", signs_of_use="slight")
    donate = next(row for row in bench.scene.stage.verdict.routes if row.route == "donate")
    bench.touch(donate.control.name).press("1", "Enter")
    bench.scan(bench.scene.stage.target.code)
    assert words(bench.control("close_work").text) == "It was donated"
    bench.press("W").type("Note 17").press("Enter")
    assert bench.refusal() == ""
    assert bench.world.unit("R-000001").state is UnitState.CLOSED


def test_a_unit_that_was_cleaned_waits_for_its_second_inspection(screen):
    bench = _inspected(screen, sealed="opened", signs_of_use="slight")
    clean = next(row for row in bench.scene.stage.verdict.routes if row.route == "refurbish")
    bench.touch(clean.control.name).press("1", "Enter")
    bench.scan(bench.scene.stage.target.code).press("W", "2")
    assert bench.world.unit("R-000001").state is UnitState.AWAITS_INSPECTION


def test_a_unit_on_the_route_destroy_may_be_destroyed_later(screen):
    bench = _for_destruction(screen)
    lpn = bench.world.open_unit().lpn
    bench.press("Enter").scan(bench.scene.stage.target.code)
    _watched(bench.press("Y")).press("Space")
    assert bench.world.unit(lpn).state is UnitState.CLOSED


def test_parked_units_are_paged_and_those_beyond_are_counted(screen):
    bench = screen()
    parked = tuple(Waiting(f"R-{number:06}", "Cup", NOW) for number in range(1, 21))
    bench.presenter.around_read(Around(parked=parked, parked_count=22))
    bench.press("L")
    choices = bench.scene.stage.choices
    assert [control.key for control in choices] == [*"1234567890"]
    assert words(bench.scene.stage.head.hint) == "1 to 10 of 22, the oldest first."
    bench.press("N")
    assert [control.name for control in bench.scene.stage.choices][::9] == ["unit_R-000011", "unit_R-000020"]
    assert words(bench.scene.stage.head.hint) == "2 more are parked: scan their tags."
    assert "parked_on" not in [control.name for control in bench.scene.stage.controls]
    bench.press("Esc")
    assert bench.scene.stage.choices == choices
    bench.press("N")
    bench.presenter.around_read(Around(parked=parked[:3], parked_count=3))  # others took the rest up meanwhile
    assert [control.name for control in bench.scene.stage.choices] == [f"unit_R-00000{n}" for n in (1, 2, 3)]
