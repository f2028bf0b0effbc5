"""The codes we print ourselves come back as what they were, and a damaged one never as another."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.identifiers.house_codes import (
    Command,
    label_code,
    parcel_code,
    parse_badge,
    parse_command,
    parse_label_code,
    parse_parcel_code,
    parse_unit_lpn,
    unit_lpn,
)

PRINTABLE = [chr(code) for code in range(0x20, 0x7F)]
numbers = st.integers(1, 99_999_999)
sequences = st.integers(1, 50_000)


def test_numbers_have_six_digits_at_least() -> None:
    assert unit_lpn(312) == "R-000312"
    assert unit_lpn(1_234_567) == "R-1234567"
    assert parcel_code(12) == "P-000012"


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_begin_with_one(number: int) -> None:
    with pytest.raises(ValueError, match="begin with 1"):
        unit_lpn(number)
    with pytest.raises(ValueError, match="begin with 1"):
        label_code("R-000001", number)


@given(numbers)
def test_numbers_round_trip(number: int) -> None:
    assert parse_unit_lpn(unit_lpn(number)) == number
    assert parse_parcel_code(parcel_code(number)) == number
    assert parse_unit_lpn(parcel_code(number)) is None
    assert parse_parcel_code(unit_lpn(number)) is None


@pytest.mark.parametrize(
    "text", ["", "R-", "R-312", "R-0000312", "R-000000", "R-0003l2", "R-٠٠٠٣١٢", "RR-000312", "R-000312-"]
)
def test_what_is_no_lpn_of_ours_is_refused(text: str) -> None:
    assert parse_unit_lpn(text) is None


@given(numbers, sequences)
def test_label_codes_round_trip(number: int, sequence: int) -> None:
    code = label_code(unit_lpn(number), sequence)
    assert parse_label_code(code) == (unit_lpn(number), sequence)
    assert parse_label_code(f" {code.lower()}\n") == (unit_lpn(number), sequence)


@given(numbers, sequences, sequences)
def test_each_print_has_its_own_code(number: int, one: int, other: int) -> None:
    assume(one != other)
    assert label_code(unit_lpn(number), one) != label_code(unit_lpn(number), other)


@pytest.mark.parametrize("sequence", range(1, 75))
def test_a_label_code_holds_letters_and_digits_only(sequence: int) -> None:
    code = label_code("R-000312", sequence)
    assert code.replace("-", "").isalnum()
    assert parse_label_code(code) == ("R-000312", sequence)


@pytest.mark.parametrize("number", range(1, 75))
def test_each_remainder_of_an_lpn_leaves_a_letter_or_digit(number):
    codes = [label_code(unit_lpn(number), sequence) for sequence in range(1, 112)]
    assert all(code[-1].isalnum() for code in codes)
    assert [parse_label_code(code) for code in codes] == [(unit_lpn(number), n) for n in range(1, 112)]


@settings(max_examples=25)
@given(numbers, sequences)
def test_no_single_wrong_character_passes(number: int, sequence: int) -> None:
    code = label_code(unit_lpn(number), sequence)
    for place, right in enumerate(code):
        for wrong in PRINTABLE:
            if wrong.upper() != right:
                damaged = code[:place] + wrong + code[place + 1 :]
                assert parse_label_code(damaged) is None or damaged.strip() == code


@given(numbers, sequences)
def test_no_swap_of_neighbours_passes(number: int, sequence: int) -> None:
    code = label_code(unit_lpn(number), sequence)
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or parse_label_code(swapped) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    for parse in (parse_label_code, parse_unit_lpn, parse_parcel_code, parse_command, parse_badge):
        parse(text)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("RG:ACCEPT", Command("ACCEPT")),
        ("rg:accept", Command("ACCEPT")),
        ("RG:ANSWER:3", Command("ANSWER", "3")),
        ("RG:NO_CODE:ITEM", Command("NO_CODE", "ITEM")),
        ("RG:DANGER:battery_swollen", Command("DANGER", "battery_swollen")),
        ("RG:PHOTO:defect:screen", Command("PHOTO", "defect:screen")),
    ],
)
def test_commands_are_read(text: str, command: Command) -> None:
    assert parse_command(text) == command


@pytest.mark.parametrize(
    "text", ["", "RG", "RG:", "RG::", "RG:ACCEPT:", "RG:9", "ACCEPT", "RG:ACC EPT", "RGB:ACCEPT", "RG:ANSWER:a b"]
)
def test_what_is_no_command_is_refused(text: str) -> None:
    assert parse_command(text) is None


def test_badges_are_read_as_they_are_printed() -> None:
    assert parse_badge("RGB:4711") == "4711"
    assert parse_badge("rgb:Ana-7") == "Ana-7"


@pytest.mark.parametrize("text", ["", "RGB", "RGB:", "RG:4711", "RGB:47 11", "RGB:" + "1" * 33])
def test_what_is_no_badge_is_refused(text: str) -> None:
    assert parse_badge(text) is None
