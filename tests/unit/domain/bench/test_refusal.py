"""A refusal has words."""

import pytest

from app.domain.bench.refusal import Refused


def test_a_refusal_says_what_happened_and_what_to_do():
    with pytest.raises(Refused, match="The scan is empty") as refused:
        raise Refused("empty_code", "The scan is empty.", "Scan it again.")
    assert (refused.value.code, refused.value.message, refused.value.hint) == (
        "empty_code",
        "The scan is empty.",
        "Scan it again.",
    )
