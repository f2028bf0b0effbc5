"""`claim` at a terminal: from what a unit may become to the pack, by badge and PIN."""

import pytest

BADGE = ("--badge", "SUP-1", "--pin-stdin")
PIN = "915046\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("claim", "open", "R-000001", "--desk", "tiktok_appeal", *BADGE, "--from", "tomorrow"),
        ("claim", "cover", "photo", "--box", "1,2,3", *BADGE),
        ("claim", "cover", "photo", "--nothing", "--proposed", *BADGE),
        ("claim", "cover", "photo", "--nothing"),
        ("claim", "close", "1", "--outcome", "paid", "--amount", "much", "--currency", "USD", *BADGE),
        ("claim", "close", "1", "--outcome", "won", *BADGE),
    ],
)
def test_what_is_written_wrongly_is_refused_before_anything(regrade, arguments):
    assert regrade(*arguments, stdin=PIN).code == 2


def test_desks_and_claims_are_listed(regrade):
    rows = {row["desk"]: row for row in regrade("claim", "desks", "--json").lines}
    assert rows["tiktok_appeal"]["pictures"] == 10
    assert regrade("claim", "list", "--due").out == "There are no such claims.\n"
    assert "There is no claim 7" in regrade("claim", "show", "7").err
