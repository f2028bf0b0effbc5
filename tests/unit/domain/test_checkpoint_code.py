"""The short code is read back from paper, however it was copied."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.checkpoint_code import checkpoint_code, parse_checkpoint_code

DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(st.integers(0, 10**12 - 1), DIGESTS)
def test_what_was_printed_is_read(seq, digest):
    code = checkpoint_code(seq, digest)
    assert parse_checkpoint_code(code) == (seq, digest[:16])
    assert parse_checkpoint_code(f" {code.upper()}\n") == (seq, digest[:16])


@given(st.text())
def test_any_text_is_answered(text):
    found = parse_checkpoint_code(text)
    assert found is None or checkpoint_code(*found)[-19:] == text.strip().lower()[-19:]


def test_what_is_no_code_is_none():
    assert parse_checkpoint_code("1234-9f3a-77b1-0c2e") is None
    assert parse_checkpoint_code("1234-9f3a-77b1-0c2e-44dg") is None
