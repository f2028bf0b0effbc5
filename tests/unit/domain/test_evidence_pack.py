"""Names of a pack are ours alone, and its sums are what `sha256sum` reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import evidence_pack as pack


@given(st.text() | st.from_regex(r"(photos|video)/[0-9]{1,5}\.[a-z0-9]{1,4}"))
def test_a_name_leads_nowhere_else(name):
    if pack.is_pack_name(name):
        assert name.isascii()
        assert not name.startswith("/")
        assert ".." not in name
        assert set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./-")


@pytest.mark.parametrize(
    "name", ["README.txt\n", "photos/0001.jpg/", "photos/1.jpg", "PHOTOS/0001.jpg", "photos/0001.exe"]
)
def test_what_is_nearly_a_name_is_none(name):
    assert not pack.is_pack_name(name)


@given(st.integers(1, pack.MOST_FILES), st.sampled_from([*pack.PICTURES, *pack.VIDEOS]))
def test_every_name_that_is_given_may_be_taken(number, media_format):
    assert pack.is_pack_name(pack.media_name(number, media_format))
    assert pack.is_pack_name(pack.certificate_name(number))


def test_what_must_be_there_may_be_there():
    assert all(map(pack.is_pack_name, pack.MUST_BE))
    assert set(pack.MUST_BE) >= pack.UNNAMED


def test_a_format_that_packs_do_not_know_is_no_name():
    with pytest.raises(ValueError, match="no format"):
        pack.media_name(1, "../x")


def test_sums_stand_by_name():
    assert pack.sums_of({"b": "2" * 64, "a": "1" * 64}) == f"{'1' * 64}  a\n{'2' * 64}  b\n"
