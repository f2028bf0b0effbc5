"""Names of shots and files, and what a picture must be to count."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import MAX_BYTES, MIN_SIDE, is_digest, is_shot, picture_fault


@pytest.mark.parametrize("name", ["front", "defect:screen", "no_code", "a", "a" * 40, "defect:2"])
def test_the_name_of_a_shot(name):
    assert is_shot(name)


@pytest.mark.parametrize(
    "name",
    ["", "Front", "2nd", "front ", "front\n", "../front", "defect:", ":screen", "a:b:c", "a" * 41, "正面", "a/b"],
)
def test_no_name_of_a_shot(name):
    assert not is_shot(name)


@given(st.binary(max_size=20))
def test_a_digest_is_what_sha_256_writes(content):
    digest = hashlib.sha256(content).hexdigest()
    assert is_digest(digest)
    assert not is_digest(digest[:-1])
    assert not is_digest(digest + "\n")
    assert not is_digest(f"../{digest[3:]}")


@given(st.text(max_size=70))
def test_nothing_that_could_leave_the_folder_is_a_digest(name):
    if is_digest(name):
        assert set(name) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("size", "width", "height", "word"),
    [
        (MAX_BYTES + 1, 640, 480, "MB"),
        (1000, 10_000, 5_001, "megapixels"),
        (1000, MIN_SIDE - 1, 480, "nothing can be seen"),
        (1000, 640, 0, "nothing can be seen"),
    ],
)
def test_a_picture_that_is_no_evidence_is_told_why(size, width, height, word):
    assert word in (picture_fault(size, width, height) or "")


@pytest.mark.parametrize(("size", "width", "height"), [(MAX_BYTES, 10_000, 5_000), (1, MIN_SIDE, MIN_SIDE)])
def test_the_limits_themselves_are_good_enough(size, width, height):
    assert picture_fault(size, width, height) is None
