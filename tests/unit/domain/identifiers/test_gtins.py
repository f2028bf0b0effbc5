"""Article numbers meet in one form, and a wrong digit never passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers.gtins import expand_upc_e, gtin14, has_check_digit


def completed(body: str) -> str:
    return next(body + digit for digit in "0123456789" if has_check_digit(body + digit))


bodies = st.sampled_from([11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))
sound = bodies.filter(lambda body: body.strip("0")).map(completed)


@pytest.mark.parametrize("text", ["036000291452", "0036000291452", "00036000291452", " 036000291452\n"])
def test_upc_ean_and_gtin14_of_one_article_meet(text: str) -> None:
    assert gtin14(text) == "00036000291452"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4006381333931", "04006381333931"),
        ("96385074", "00000096385074"),
        ("9780306406157", "09780306406157"),
        ("10614141000415", "10614141000415"),
    ],
)
def test_other_article_numbers_are_padded(text: str, expected: str) -> None:
    assert gtin14(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "036000291453",
        "00000000",
        "00000000000000",
        "12345",
        "03600029145²",
        "٠٣٦٠٠٠٢٩١٤٥٢",
        "03600029145A",
        "0360-0029145",
    ],
)
def test_what_is_no_article_number_is_refused(text: str) -> None:
    assert gtin14(text) is None


@pytest.mark.parametrize(
    ("short", "upc_a"),
    [
        ("04252614", "042100005264"),
        ("01234565", "012345000065"),
        ("01201303", "012000000133"),
        ("01234133", "012300000413"),
        ("01234543", "012340000053"),
    ],
)
def test_upc_e_stands_for_its_upc_a(short: str, upc_a: str) -> None:
    assert expand_upc_e(short) == upc_a


@pytest.mark.parametrize("text", ["24252614", "04252615", "0425261"])
def test_what_is_no_upc_e_is_not_expanded(text: str) -> None:
    assert expand_upc_e(text) is None


def test_eight_digits_follow_the_symbol_where_it_is_known() -> None:
    assert gtin14("01234565") == "00012345000065"
    assert gtin14("01234565", upc_e=True) == "00012345000065"
    assert gtin14("01234565", upc_e=False) == "00000001234565"
    assert gtin14("96385074", upc_e=True) is None
    assert gtin14("14252611") == "00142100005261"


@given(sound, st.data())
def test_one_wrong_digit_is_never_an_article_number(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))
    assert gtin14(text) == text.zfill(14)
    assert gtin14(text[:place] + other + text[place + 1 :]) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    found = gtin14(text)
    assert found is None or (len(found) == 14 and gtin14(found) == found)
