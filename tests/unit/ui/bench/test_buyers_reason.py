"""The marketplaces’ reason codes in our words; what is not known is not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.bench.buyers_reason import reason_of, wording_of
from app.ui.bench.wording import phrase


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ecom_order_delivered_refund_reason_too_small", "Too small"),
        ("APPAREL_TOO_LARGE", "Too large"),
        ("DEFECTIVE", "Does not work"),
        ("UNWANTED_ITEM", "Changed their mind"),
        ("changed_mind", "Changed their mind"),
        ("ecom_order_delivered_refund_and_return_reason_no_need", "Changed their mind"),
        ("ecom_order_delivered_refund_and_return_reason_wrong_product", "Wrong item"),
        ("NOT_AS_DESCRIBED", "Not as described"),
        ("ecom_order_delivered_refund_and_return_reason_not_match_description", "Not as described"),
        ("MISSING_PARTS", "Something is missing"),
        ("SWITCHEROO", "Wrong item"),
        ("quality", "Quality"),
    ],
)
def test_codes_of_the_marketplaces(code, said):
    found = reason_of(code)
    assert found is not None
    assert found.words == said


@pytest.mark.parametrize("code", ["", "  ", "R-17", "其他"])
def test_what_is_not_known_is_not_guessed(code):
    assert reason_of(code) is None


@given(st.text(max_size=60))
def test_any_text_is_borne(code):
    reason_of(code)


@pytest.mark.parametrize(
    ("code", "platform", "said"),
    [("24", "temu", "Arrived damaged"), ("34", "temu", "Changed their mind"), ("STYLE", "", "Does not like the style")],
)
def test_numbers_are_known_of_their_marketplace(code, platform, said):
    found = reason_of(code, platform)
    assert found is not None
    assert found.words == said


def test_a_number_of_another_marketplace_is_not_guessed():
    assert reason_of("24", "ebay") is None
    assert reason_of("999", "temu") is None
    assert reason_of("lifestyle") is None


def test_the_marketplaces_word_that_is_ours_in_english_is_said_in_the_readers_language():
    assert wording_of("too_small", "Too small") == phrase("Too small")
