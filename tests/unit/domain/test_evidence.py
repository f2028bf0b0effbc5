"""Names of shots and files, and what a picture must be to count."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import MAX_BYTES, MIN_SIDE, MOST_SCANS, has_endless_scans, is_digest, is_shot, picture_fault


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


def jpeg(frame: int, parts: int, scans: int, behind: bytes = b"") -> bytes:
    """The markers of one, with a byte of data a scan; its first scan is of the first part alone."""
    start = (
        b"\xff\xd8\xff\xe0\x00\x04\xff\xda" + bytes([0xFF, frame]) + b"\x00\x0b\x08\x00\x40\x00\x40" + bytes([parts])
    )
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\xff\xd0"
    return start + b"\x01\x11\x00" + scan * scans + b"\xff\xd9" + behind


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2])
def test_a_jpeg_in_many_passes_is_one_of_endless_scans_progressive_or_not(frame):
    assert not has_endless_scans(jpeg(frame, 3, MOST_SCANS))
    assert has_endless_scans(jpeg(frame, 3, MOST_SCANS + 1))


def test_what_a_phone_puts_behind_a_picture_and_what_is_never_read_again_are_no_scans():
    assert not has_endless_scans(jpeg(0xC2, 3, 10, b"\xff\xda" * 500))
    assert not has_endless_scans(jpeg(0xC0, 1, 500)), "of one pass, no more than that is read"


def test_segments_without_end_are_endless_too():
    assert has_endless_scans(b"\xff\xd8" + b"\xff\xfe\x00\x02" * 20_000)


@given(st.lists(st.sampled_from([b"\xff", b"\xda", b"\xc2", b"\xd9", b"\x00", b"\x03", b"\x08"]), max_size=60))
def test_hostile_markers_end_in_an_answer(parts):
    assert not has_endless_scans(b"".join(parts))
