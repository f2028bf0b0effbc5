"""Tracking numbers are known by their check digit, and import and scan meet in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers.carriers import carriers_of, tracking_key

FNC1 = "\x1d"


def names(text: str) -> list[str]:
    return [found.carrier for found in carriers_of(tracking_key(text))]


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("1Z5R89390357567127", "ups"),
        ("1Z879E930346834440", "ups"),
        ("1Z8V92A70367203024", "ups"),
        ("986578788855", "fedex"),
        ("477179081230", "fedex"),
        ("5682 8361 0012 734", "fedex"),
        ("61299998820821171811", "fedex"),
        ("9261292700768711948021", "fedex"),
        ("9611020987654312345672", "fedex"),
        ("000123450000000027", "fedex"),
        ("0307 1790 0005 2348 3741", "usps"),
        ("9400 1112 0108 0805 4830 16", "usps"),
        ("9505511069605048600624", "usps"),
        ("9405803699300124287899", "usps"),
        ("92748931507708513018050063", "usps"),
        ("4201002334249200190132607600833457", "usps"),
        ("3318810025", "dhl"),
        ("73891051146", "dhl"),
        ("C11031500001879", "ontrac"),
        ("D10011345983010", "ontrac"),
        ("RB123456785GB", "royal_mail"),
    ],
)
def test_a_right_check_digit_names_the_carrier(text: str, carrier: str) -> None:
    best = carriers_of(tracking_key(text))[0]
    assert (best.carrier, best.checked) == (carrier, True)


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("TBA502887274000", "amazon"),
        ("TBC502887274000", "amazon"),
        ("TBM502887274000", "amazon"),
        ("YT2229521272164446", "yunexpress"),
        ("YT1234567890123", "yto"),
        ("SF6043310798724", "sf_express"),
        ("4PX3000123456789CN", "4px"),
        ("LP00492755414105", "cainiao"),
        ("UG336196744YP", "yanwen"),
        ("GFUS01011884214464", "gofo"),
        ("SPX1DM123456789012", "speedx"),
        ("GM2951173225174494", "dhl"),
    ],
)
def test_where_there_is_no_check_digit_the_shape_speaks_and_says_so(text: str, carrier: str) -> None:
    best = carriers_of(tracking_key(text))[0]
    assert (best.carrier, best.checked) == (carrier, False)


@pytest.mark.parametrize(
    "text",
    [
        "1Z5R89390357567128",
        "1Z5R8939035756712A",
        "2Z5R89390357567127",
        "996578788855",
        "568283610012732",
        "9261292700768711948020",
        "9400111201080805483017",
        "4201028200009261290113185417468511",
        "1001901781990001000300617767839438",
        "9622001560001234567100794808390595",
        "3318810010",
        "C11031500001889",
        "D10011345983012",
        "RB123456784GB",
        "TBA50288727400A",
        "YT123456789012345",
        "GFUS0101188421446",
        "LPNRRCF1234567",
        "000000000000",
        "111111111111",
        "",
        "１Ｚ",
        "\u0661" * 12,
    ],
)
def test_a_broken_number_is_no_tracking_number(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("scanned", "known"),
    [
        ("1z 5r8 939 03 5756 7127", "1Z5R89390357567127"),
        ("１Ｚ５Ｒ８９３９０３５７５６７１２７", "1Z5R89390357567127"),
        ("４　７７１７９０８１２３０", "477179081230"),
        ("9400\u00a01112-0108 0805\u20114830 16\r\n", "9400111201080805483016"),
        ("]C1420221539101026837331000039521", "9101026837331000039521"),
        (f"]C1{FNC1}42022153{FNC1}9101026837331000039521", "9101026837331000039521"),
        ("4201028200009261290113185417468510", "9261290113185417468510"),
        ("4202215392748931507708513018050063", "92748931507708513018050063"),
        ("9611020987654312345672", "987654312345672"),
        ("9622001900000000000000776632517510", "776632517510"),
        ("9632001560123456789900794808390594", "794808390594"),
        ("1001921334250001000300779017972697", "779017972697"),
        ("1002297871540001000300790695517286", "790695517286"),
    ],
)
def test_import_and_scan_meet(scanned: str, known: str) -> None:
    assert tracking_key(scanned) == tracking_key(known) == known


@pytest.mark.parametrize(
    "text",
    [
        "9611020987654312345673",
        "9622001560001234567100794808390595",
        "4202215391010268373310000395",
        "42022153",
        "12-34 ab",
    ],
)
def test_what_cannot_be_reduced_safely_keeps_all_its_characters(text: str) -> None:
    assert tracking_key(text) == text.replace("-", "").replace(" ", "").upper()


def test_a_zip_plus_four_that_looks_like_a_number_is_a_zip_plus_four() -> None:
    numbers = (f"92{n:019d}{check}" for n in range(100) for check in range(10))
    sound = (number for number in numbers if "usps" in names(number))
    text, number = next((f"42010021{r}{n}", n) for n in sound for r in ("9200", "9300") if "usps" in names(f"{r}{n}"))
    assert tracking_key(text) == number


@given(st.text(st.characters(codec="utf-8")) | st.text("]C1420 9-\x1d", max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert tracking_key(tracking_key(text)) == tracking_key(text)


@given(st.text("0123456789", min_size=27, max_size=31).map(lambda rest: f"420{rest}"))
def test_a_route_is_dropped_only_before_a_sound_number(text: str) -> None:
    key = tracking_key(text)
    assert key == text or (text.endswith(key) and "usps" in names(text))


@given(st.integers(2, 17), st.integers(1, 9))
def test_one_wrong_digit_of_a_ups_number_is_found_where_it_can_be(place: int, shift: int) -> None:
    number = "1Z1234560367203029"
    number = next(number[:-1] + digit for digit in "0123456789" if names(number[:-1] + digit))
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    # Every second digit counts twice, so there five up and five down are the same to UPS's own rule.
    unseen = shift == 5 and place % 2 == 1 and place != 17
    assert (names(wrong) == ["ups"]) == unseen


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_of_a_fedex_ground_number_is_found(body: str, place: int, shift: int) -> None:
    sound = [f"041{body}{digit}" for digit in "0123456789" if "fedex" in names(f"041{body}{digit}")]
    assert len(sound) == 1
    number = sound[0]
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "fedex" not in names(wrong)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    carriers_of(tracking_key(text))
    carriers_of(text)


@given(st.from_regex(r"1Z[0-9A-Z]{16}", fullmatch=True))
def test_letters_anywhere_in_a_ups_number_are_no_error(text: str) -> None:
    assert names(text) in ([], ["ups"])
