"""GS1 messages are read where a symbol says so, or a checked key begins them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers.element_strings import element_strings, load_identifiers

FNC1 = "\x1d"
GTIN = "09501101530003"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"]C101{GTIN}", (("01", GTIN),)),
        (f"]d201{GTIN}21SER{FNC1}10LOT", (("01", GTIN), ("21", "SER"), ("10", "LOT"))),
        (f"{FNC1}01{GTIN}17270531", (("01", GTIN), ("17", "270531"))),
        (f"01{GTIN}", (("01", GTIN),)),
        (f"01{GTIN}17000000", (("01", GTIN), ("17", "000000"))),
        (f"(01){GTIN}(21)SER", (("01", GTIN), ("21", "SER"))),
        ("00106141411234567897", (("00", "106141411234567897"),)),
        ("]C121SER", (("21", "SER"),)),
        (f"10LOT{FNC1}21SER", (("10", "LOT"), ("21", "SER"))),
    ],
)
def test_messages_are_taken_apart(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert element_strings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        FNC1,
        "]C1",
        "01095011015300",
        "0109501101530004",
        "]C10109501101530004",
        "(01)09501101530004",
        "00106141411234567890",
        "]C100106141411234567890",
        "0100000000000000",
        "00000000000000000000",
        "21SER",
        "hello",
        f"100{FNC1}30",
        "]C1hello",
        f"(01){GTIN}(9999)X",
        "(",
        f"01{GTIN}\u0661",
        f"{FNC1}01\u0660\u0660",
    ],
)
def test_what_is_no_sound_message_is_refused(text: str) -> None:
    assert element_strings(text) is None


@given(st.text() | st.text("]C1d()0123456789AB\x1d").map(lambda rest: f"]C1{rest}") | st.text("0123456789\x1d"))
def test_any_text_is_answered(text: str) -> None:
    found = element_strings(text)
    assert found is None or all(ai.isdigit() and value for ai, value in found)


@given(st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_of_the_article_refuses_the_message(place: int, shift: int) -> None:
    wrong = GTIN[:place] + str((int(GTIN[place]) + shift) % 10) + GTIN[place + 1 :]
    assert element_strings(f"]C101{wrong}") is None
    assert element_strings(f"01{wrong}") is None


def test_loading_early_changes_nothing() -> None:
    load_identifiers()
    assert element_strings(f"01{GTIN}") == (("01", GTIN),)
