"""A claim is written as the reason of a route, and read back from it."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.derogation import claimed, written


@given(st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True), st.text(max_size=80))
def test_what_was_claimed_is_read_back(code, why):
    assert claimed(written(code, why)) == (code, why.strip())


def test_a_reason_that_claims_nothing_is_just_a_reason():
    assert claimed(written("", " torn seam ")) == ("", "torn seam")
    assert claimed("[Espr] no") == ("", "[Espr] no")
