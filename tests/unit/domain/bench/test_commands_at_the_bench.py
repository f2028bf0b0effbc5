"""The printed sheet of command codes drives the bench by scans alone, as the actions themselves would."""

import pytest

from app.store import models
from tests.lane import SHARED, SHOE, UNANNOUNCED, UPS, UPS_2, refused, to_grade, to_photos, took


def command(lane, code: str):
    return took(lane, do="scan", code=f"RG:{code}")


def test_a_sealed_unit_by_scans_and_one_photo_alone(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    took(lane, do="scan", code=SHOE)
    command(lane, "ANSWER:1")
    assert command(lane, "answer:1")["step"] == "photos"
    took(lane, do="photo", shot="front", file=house.shot())
    code = command(lane, "ACCEPT")["expects"]["code"]
    assert took(lane, do="scan", code=code)["step"] == "idle"
    assert [row["grade"] for row in house.rows(models.Inspection)] == ["A"]
    assert command(lane, "SIGN_OUT")["step"] == "signed_out"


def test_without_a_code(house):
    lane = house.signed_in()
    assert command(lane, "NO_CODE:PARCEL")["parcel"]["tracking"] == "P-000001"
    assert command(lane, "NO_CODE:ITEM")["unit"] == "R-000001"
    assert command(lane, "BACK")["step"] == "item"


@pytest.mark.parametrize("where", ["item", "checklist", "verify_label"])
def test_danger_from_anywhere(house, where):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    if where == "checklist":
        took(lane, do="scan", code=SHOE)
    if where == "verify_label":
        took(lane, do="back")
        to_grade(house, lane)
        took(lane, do="accept")
    command(lane, "DANGER:battery_swollen")
    assert [unit["account"] for unit in house.rows(models.Unit)] == ["quarantine"]
    assert house.printer.printed[-1][0] == "quarantine"


def test_the_label_again_void_and_anew(house):
    lane = house.signed_in()
    to_grade(house, lane)
    first = took(lane, do="accept")["expects"]["code"]
    second = command(lane, "REPRINT")["expects"]["code"]
    assert command(lane, "VOID")["step"] == "label"
    third = command(lane, "ACCEPT")["expects"]["code"]
    assert len({first, second, third}) == 3
    assert refused(lane, do="scan", code=second)["code"] == "wrong_label"
    assert took(lane, do="scan", code=third)["step"] == "idle"
    assert command(lane, "REPRINT")["step"] == "verify_label"


def test_park_and_back(house):
    lane = house.signed_in()
    before = to_photos(lane)
    assert command(lane, "PARK")["step"] in {"item", "idle"}
    assert took(lane, do="scan", code="R-000001")["expects"] == before["expects"]
    assert command(lane, "BACK")["step"] == "checklist"


def test_an_empty_parcel(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS_2)
    assert command(lane, "EMPTY")["step"] == "idle"
    assert [line["missing"] for line in house.rows(models.ReturnLine) if line["number"] == "1043"] == [2]


def test_whose_item_by_its_number(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UNANNOUNCED)
    took(lane, do="scan", code=SHARED)
    assert command(lane, "ANSWER:2")["unit"] == "R-000001"
    assert [unit["client"] for unit in house.rows(models.Unit)] == ["NOVA"]


def test_the_state_changes_nothing(house):
    lane = house.signed_in()
    to_photos(lane)
    before = house.everything()
    assert command(lane, "STATE") == lane.standing()
    assert house.everything() == before


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("RG:ANSWER:1", "no_question"),
        ("RG:FROBNICATE", "unknown_command"),
        ("RG:NO_CODE", "not_now"),
        ("RG:DANGER", "nothing_open"),
        ("RG:REPRINT", "no_label"),
        ("RG:VOID", "no_label"),
        ("RG:ACCEPT", ""),
        ("RG:BACK", ""),
        ("RG:PARK", ""),
        ("RG:EMPTY", ""),
    ],
)
def test_a_command_that_means_nothing_here_is_refused_with_a_hint(house, code, error):
    lane = house.signed_in()
    before = house.everything()
    found = refused(lane, do="scan", code=code)
    assert found["code"] == error or not error
    assert found["hint"]
    assert house.everything() == before


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "x"])
def test_an_answer_that_is_not_offered_is_refused(house, number):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    took(lane, do="scan", code=SHOE)
    assert refused(lane, do="scan", code=f"RG:ANSWER:{number}")["code"] == "unknown_choice"


@pytest.mark.parametrize("code", ["RG:ACCEPT", "RG:SIGN_OUT", "RG:STATE", "RG:FROBNICATE"])
def test_nobody_signed_in_commands_nothing(house, code):
    assert refused(house.lane(), do="scan", code=code)["code"] == "signed_out"
