"""What a row of keys holds, and how far apart two of them are."""

import pytest

from app.ui.scanner.strokes import ETX, GS, STX, Sort, Stroke, gap_ms, text_of


def keys(text: str) -> list[Stroke]:
    return [Stroke(Sort.TAB if sign == "\t" else Sort.CHARACTER, sign) for sign in text]


def alt(digits: str) -> list[Stroke]:
    return [Stroke(Sort.MODIFIER), *(Stroke(Sort.ALT_DIGIT, digit) for digit in digits)]


@pytest.mark.parametrize(
    ("strokes", "substitute", "text"),
    [
        (keys("0195012345678903"), "", "0195012345678903"),
        (keys(f"{STX}RG:ACCEPT{ETX}"), "", "RG:ACCEPT"),
        (keys(f"10AB{GS}21X"), "", f"10AB{GS}21X"),
        (keys("10AB\t21X\t"), "", f"10AB{GS}21X"),
        (keys("10AB~21X"), "~", f"10AB{GS}21X"),
        (keys("10AB~21X"), "", "10AB~21X"),
        (keys("10AB") + alt("029") + keys("21X"), "", f"10AB{GS}21X"),
        (alt("065") + alt("066"), "", "AB"),
        (alt("999"), "", ""),
        ([Stroke(Sort.MODIFIER), *keys("A")], "", "A"),
    ],
)
def test_the_text_of_a_row_of_keys(strokes, substitute, text):
    assert text_of(strokes, substitute) == text


@pytest.mark.parametrize(
    ("earlier", "later", "gap"),
    [
        (Stroke(Sort.CHARACTER, "a", 100, 0.0), Stroke(Sort.CHARACTER, "b", 108, 400.0), 8),
        (Stroke(Sort.CHARACTER, "a", 0, 10.0), Stroke(Sort.CHARACTER, "b", 108, 400.0), 390),
        (Stroke(Sort.CHARACTER, "a", 0, 10.0), Stroke(Sort.CHARACTER, "b", 0, 12.5), 2.5),
        (Stroke(Sort.CHARACTER, "a", 2**32 - 4), Stroke(Sort.CHARACTER, "b", 4), 8),
        (Stroke(Sort.CHARACTER, "a", 100), Stroke(Sort.CHARACTER, "b", 90), 0),
    ],
)
def test_the_gap_is_of_the_stamps_where_there_are_any(earlier, later, gap):
    assert gap_ms(earlier, later) == gap
