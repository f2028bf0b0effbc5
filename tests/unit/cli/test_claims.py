"""`claim` at a terminal: from what a unit may become to the pack, by badge and PIN."""

import zipfile

import pytest

from tests.e2e.floor import SHOE, WASTE
from tests.e2e.house import house

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


@pytest.fixture
def broken(tmp_path):
    """A station where a shoe of a TikTok order came back beyond repair; its folder and the LPN."""
    with house(tmp_path) as at:
        scene = at.parcel((SHOE, 1))
        scene.open()
        lpn = scene.whole(WASTE)[0]
    return tmp_path / "bench-0", lpn


def test_a_claim_goes_from_its_proposal_to_a_pack_that_can_be_checked(regrade, broken, tmp_path):
    place, lpn = broken

    def claim(*arguments, code=0):
        done = regrade("claim", *arguments, "--json", stdin=PIN, profile=place)
        assert done.code == code, done.err
        return done.lines or done.err

    assert claim("propose", lpn)[0]["desk"] == "tiktok_appeal"
    (opened,) = claim("open", lpn, "--desk", "tiktok_appeal", "--from", "2020-01-01", *BADGE)
    assert (opened["number"], opened["clock"], opened["days_left"] < 0) == ("CLM-000001", "overdue", True)
    assert [row["number"] for row in claim("list", "--due")] == ["CLM-000001"]
    out = tmp_path / "claim.zip"
    said = claim("pack", "1", "-o", str(out), "--as-is", *BADGE, code=1)
    assert "claim_waybill" in said
    for photo in opened["undecided"]:
        (seen,) = claim("cover", photo)
        assert seen["decided"] is False
        (done,) = claim("cover", photo, "--box", f"0,0,{seen['width']},20", *BADGE)
        assert done["boxes"] == [[0, 0, seen["width"], 20]]
    (packed,) = claim("pack", "1", "-o", str(out), "--as-is", *BADGE)
    assert packed["covered"] == len(opened["undecided"])
    with zipfile.ZipFile(out) as archive:
        assert "letter.txt" in archive.namelist()
    assert regrade("evidence", "verify", out, profile=place).code == 0
    (closed,) = claim("close", "1", "--outcome", "part_paid", "--amount", "12.5", "--currency", "usd", *BADGE)
    assert (closed["state"], closed["amount"], closed["currency"]) == ("closed", "12.50", "USD")
    assert regrade("audit", "verify", profile=place).code == 0
