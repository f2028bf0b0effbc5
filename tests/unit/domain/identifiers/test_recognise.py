"""A text is told for what it is, and for all that it may be."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers.kinds import Kind
from app.domain.identifiers.recognise import identify, readings, warm_up


def kinds(text: str, aim: str = "") -> list[Kind]:
    return [found.kind for found in readings(text, aim)]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("1Z5R89390357567127", Kind.TRACKING, "1Z5R89390357567127"),
        ("986578788855", Kind.TRACKING, "986578788855"),
        ("]C1420221539101026837331000039521", Kind.TRACKING, "9101026837331000039521"),
        ("42022153\x1d9101026837331000039521", Kind.TRACKING, "9101026837331000039521"),
        ("P-000012", Kind.TRACKING, "P000012"),
        ("036000291452", Kind.GTIN, "00036000291452"),
        ("4006381333931", Kind.GTIN, "04006381333931"),
        ("0109501101530003172705311021", Kind.GS1, "0109501101530003172705311021"),
        ("00106141411234567897", Kind.GS1, "00106141411234567897"),
        ("LPNRRCF1234567", Kind.LPN, "LPNRRCF1234567"),
        ("lpnhe123456789", Kind.LPN, "LPNHE123456789"),
        ("R-000312", Kind.LPN, "R-000312"),
        ("r-000312", Kind.LPN, "R-000312"),
        ("X001ABC123", Kind.FNSKU, "X001ABC123"),
        ("B0ABCDEFGH", Kind.FNSKU, "B0ABCDEFGH"),
        ("490154203237518", Kind.SERIAL, "490154203237518"),
        ("RG:ACCEPT", Kind.COMMAND, "RG:ACCEPT"),
        ("RGB:4711", Kind.BADGE, "4711"),
        ("hello", Kind.UNKNOWN, "hello"),
        ("", Kind.UNKNOWN, ""),
    ],
)
def test_each_kind_is_known(text: str, kind: Kind, key: str) -> None:
    found = identify(text)
    assert (found.kind, found.key, found.text) == (kind, key, text)


@pytest.mark.parametrize(
    "text",
    [
        "1Z5R89390357567128",
        "036000291453",
        "0109501101530004",
        "R-000312-70",
        "R-12",
        "X00ABC",
        "LPNABCDEFG",
        "490154203237519",
        "RG:",
    ],
)
def test_a_broken_code_is_unknown(text: str) -> None:
    assert kinds(text) == [Kind.UNKNOWN]


def test_a_label_code_leads_to_its_unit() -> None:
    found = identify("R-000312-7X")
    assert (found.kind, found.key, found.checked) == (Kind.LPN, "R-000312", True)


def test_a_message_holds_article_serial_and_lot() -> None:
    found = identify("]C101095011015300031010LOT\x1d21SER")
    assert (found.gtin, found.lot, found.serial) == ("09501101530003", "10LOT", "SER")


def test_twelve_digits_may_be_article_and_parcel() -> None:
    both = next(t for t in (f"7906955{n:05d}" for n in range(100_000)) if len(kinds(t)) == 2)
    assert kinds(both) == [Kind.GTIN, Kind.TRACKING]
    assert kinds(both, "]E0") == [Kind.GTIN]
    assert kinds(both, "]C0") == [Kind.TRACKING, Kind.GTIN]
    assert kinds(f"]E0{both}") == [Kind.GTIN]


def test_a_coupon_number_is_rather_a_parcel() -> None:
    both = next(t for t in (f"5906955{n:05d}" for n in range(100_000)) if len(kinds(t)) == 2)
    assert kinds(both) == [Kind.TRACKING, Kind.GTIN]


def test_eight_digits_may_be_two_articles() -> None:
    assert [found.gtin for found in readings("01234565")] == ["00012345000065", "00000001234565"]
    assert [found.gtin for found in readings("01234565", "]E0")] == ["00012345000065"]
    assert [found.gtin for found in readings("01234565", "]E4")] == ["00000001234565"]
    assert [found.gtin for found in readings("96385074")] == ["00000096385074"]


def test_an_unknown_symbology_prefix_is_no_part_of_the_code() -> None:
    assert readings("036000291452", "Code128") == readings("036000291452")


def test_a_mark_makes_the_message() -> None:
    assert kinds("21SER") == [Kind.UNKNOWN]
    assert kinds("21SER", "]C1") == [Kind.GS1]
    assert kinds("]C121SER") == [Kind.GS1]


def test_a_parcel_of_two_services_names_both() -> None:
    assert [found.carrier for found in readings("9261292700768711948021")] == ["fedex", "usps"]


def test_a_wrong_digit_of_an_upc_symbol_is_never_a_parcel() -> None:
    assert kinds("986578788855", "]E0") == [Kind.UNKNOWN]


@given(st.text(), st.sampled_from(["", "]C1", "]E0", "]E4", "]d2", "x"]))
def test_any_text_is_answered(text: str, aim: str) -> None:
    found = readings(text, aim)
    assert {reading.text for reading in found} == {text}
    assert identify(text, aim) is found[0]


@given(st.from_regex(r"\A[0-9A-Z\]():\-]{1,40}\Z"))
def test_unknown_stands_alone(text: str) -> None:
    found = kinds(text)
    assert found == [Kind.UNKNOWN] or Kind.UNKNOWN not in found


def test_an_answer_takes_less_than_a_millisecond() -> None:
    warm_up()
    texts = [f"]C10109501101530003172705311021SER{n}" for n in range(200)]
    begun = time.thread_time()
    for text in texts:
        identify(text)
    assert (time.thread_time() - begun) / len(texts) < 0.001
