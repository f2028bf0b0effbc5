"""Only what can be a code gets in, and it gets in unaltered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import Kind, identify, label_code, tracking_key, unit_lpn
from app.domain.identifiers.scans import MAX_CHARACTERS, UnfittingCode, clean_scan


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1Z5R89390357567127\r\n", "1Z5R89390357567127"),
        ("\t R-000312\t", "R-000312"),
        ("5682 8361 0012 734", "5682 8361 0012 734"),
        ("x" * MAX_CHARACTERS, "x" * MAX_CHARACTERS),
        ("箱-12", "箱-12"),
        ("\x1d010950110153000321SER", "\x1d010950110153000321SER"),
        ("42022153\x1d9101026837331000039521", "42022153\x1d9101026837331000039521"),
    ],
)
def test_a_code_gets_in_unaltered(text: str, code: str) -> None:
    assert clean_scan(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_code"),
        (" \r\n\t", "empty_code"),
        ("x" * (MAX_CHARACTERS + 1), "code_too_long"),
        ("1Z5R\n89390357567127", "unfitting_code"),
        ("1Z\x005R", "unfitting_code"),
        ("1Z\x1b[2J", "unfitting_code"),
        ("\u202e721765753093989R5Z1", "unfitting_code"),
        ("1Z\u200b5R89390357567127", "unfitting_code"),
        ("\ufeff1Z5R89390357567127", "unfitting_code"),
        ("1Z\u00a05R", "unfitting_code"),
        ("1Z\ufe0f5R", "unfitting_code"),
        ("1Z\u31645R", "unfitting_code"),
        ("\ud800", "unfitting_code"),
        ("[)>\x1e06\x1d", "unfitting_code"),
        ("hello\x1dworld", "unfitting_code"),
        ("\x1d", "unfitting_code"),
    ],
)
def test_what_cannot_be_a_code_is_refused_with_a_hint(text: str, code: str) -> None:
    with pytest.raises(UnfittingCode) as refused:
        clean_scan(text)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")


def cleaned(text: str) -> str | None:
    try:
        return clean_scan(text)
    except UnfittingCode:
        return None


@given(st.text() | st.text("]C1 \t\r\n\x1d09AZ"))
def test_any_text_gets_in_as_it_is_or_is_refused(text: str) -> None:
    code = cleaned(text)
    assert code is None or code == text.strip(" \t\r\n") == cleaned(code)


@pytest.mark.parametrize("scanned", ["1Z5R89390357567127\r\n", "1z 5r8 939 03 5756 7127", "]C01Z5R89390357567127"])
def test_a_scanned_parcel_meets_its_announcement(scanned: str) -> None:
    found = identify(clean_scan(scanned))
    assert (found.kind, found.key) == (Kind.TRACKING, tracking_key("1Z 5R8939 03 5756 7127"))


def test_a_printed_label_scans_back_to_its_unit() -> None:
    lpn = unit_lpn(312)
    assert identify(clean_scan(label_code(lpn, 2) + "\r")).key == lpn
