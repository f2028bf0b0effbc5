"""A stream is cut into the same pictures however its bytes come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices import mjpeg_parts
from app.devices.mjpeg_parts import Parts, PartTooLargeError

PICTURES = st.lists(st.binary(min_size=1, max_size=60).filter(lambda b: b"--x" not in b), min_size=1, max_size=6)


def stream(pictures, *, lengths=True, preamble=b""):
    out = preamble
    for picture in pictures:
        length = b"content-length: %d\r\n" % len(picture) if lengths else b""
        out += b"--x\r\nContent-Type: image/jpeg\r\n" + length + b"\r\n" + picture + b"\r\n"
    return out + b"--x\r\n"


def cut(data, sizes):
    parts, at = Parts(b"x"), 0
    found: list[bytes] = []
    sizes = iter(sizes)
    while at < len(data):
        step = next(sizes, len(data))
        found += parts.feed(data[at : at + step])
        at += step
    return found


@given(PICTURES, st.lists(st.integers(1, 40), max_size=80), st.booleans())
def test_however_it_is_cut(pictures, sizes, lengths):
    assert cut(stream(pictures, lengths=lengths, preamble=b"hello\r\n"), sizes) == pictures


@pytest.mark.parametrize("boundary", [b"x", b"--x"])
def test_some_cameras_count_the_dashes_to_the_boundary(boundary):
    assert list(Parts(boundary).feed(stream([b"one", b"two"]))) == [b"one", b"two"]


def test_a_length_that_is_not_true_is_not_believed():
    data = b"--x\r\nContent-Length: 2\r\n\r\nwhole\r\n--x\r\nContent-Length: 3\r\n\r\ntwo\r\n--x\r\n"
    assert list(Parts(b"x").feed(data)) == [b"whole", b"two"]


@pytest.mark.parametrize("lengths", [True, False])
def test_what_is_larger_than_any_picture_is_refused(monkeypatch, lengths):
    monkeypatch.setattr(mjpeg_parts, "LARGEST", 100)
    with pytest.raises(PartTooLargeError):
        list(Parts(b"x").feed(stream([b"y" * 200], lengths=lengths)[:180]))


def test_a_head_without_end_is_refused():
    with pytest.raises(PartTooLargeError):
        list(Parts(b"x").feed(b"--x\r\n" + b"a: b\r\n" * 5000))


def test_what_is_no_stream_is_not_kept():
    parts = Parts(b"boundary")
    for _ in range(50):
        assert list(parts.feed(b"z" * 10_000)) == []
    assert len(parts._rest) <= len(b"--boundary")
