"""`exchange` and `allocation` at a terminal: badge and PIN first, words where something is refused."""

import pytest

from app.bootstrap import Stations
from app.domain.stock import Account
from tests.e2e.floor import CHECKED, SHOE
from tests.e2e.house import house

BADGE = ("--badge", "SUP-1", "--pin-stdin")
PIN = "915046\n"


@pytest.fixture
def profile(tmp_path):
    """A station with a pair of shoes on sale."""
    with house(tmp_path) as at:
        scene = at.parcel((SHOE, 1))
        scene.open()
        lpn = scene.whole(CHECKED)[0]
    return tmp_path / "bench-0", lpn


def test_a_unit_is_kept_reserved_and_taken(regrade, profile):
    place, lpn = profile
    here = {"profile": place}
    moved = regrade("allocation", "move", lpn, "--to", "exchange", "--reason", "size asked for", *BADGE, "--json",
                    stdin=PIN, **here)  # fmt: skip
    assert (moved.code, moved.lines[0]["place"]) == (0, "exchange")
    assert regrade("exchange", "list", "--json", **here).lines[0]["reserved_for"] == ""
    reserve = ("exchange", "reserve", "--client", "ALFA", "--sku", SHOE.sku, "--order", "EX-1", *BADGE, "--json")
    assert regrade(*reserve, stdin="000000\n", **here).code == 1
    done = regrade(*reserve, stdin=PIN, **here)
    assert (done.lines[0]["unit"], done.lines[0]["reserved_for"]) == (lpn, "EX-1")
    other = regrade("exchange", "take", lpn, "--order", "EX-2", *BADGE, stdin=PIN, **here)
    assert (other.code, "EX-1" in other.err) == (1, True)
    assert regrade("exchange", "take", lpn, "--order", "EX-1", *BADGE, stdin=PIN, **here).code == 0
    assert regrade("exchange", "list", **here).out == "The exchange pool is empty.\n"
    (stock,) = regrade("stock", "--sku", SHOE.sku, "--json", **here).lines
    assert stock[Account.SOLD] == 1
    assert regrade("audit", "verify", **here).code == 0


def test_a_unit_is_moved_sold_live_and_listed(regrade, profile):
    place, lpn = profile
    here = {"profile": place}
    (row,) = regrade("allocation", "list", "--json", **here).lines
    assert (row["unit"], row["place"], row["grade"]) == (lpn, "listing", "A")
    nowhere = regrade("allocation", "move", lpn, "--to", "marketplace", "--channel", "shop-9", "--reason", "x", *BADGE,
                      "--json", stdin=PIN, **here)  # fmt: skip
    assert (nowhere.code, nowhere.lines[0]["offered_at"], "on sale nowhere" in nowhere.err) == (0, "", True)
    assert "shop-9 is no channel" in nowhere.err
    (place / "late.csv").write_text(f"client,sku,grade,channel,target\n{SHOE.client},{SHOE.sku},A,shop-9,x\n", "utf-8")
    late = regrade("import", "listings", str(place / "late.csv"), "--json", **here)
    assert "go on sale" in late.lines[0]["warnings"][0]["reason"]
    assert regrade("allocation", "list", "--json", **here).lines[0]["offered_at"] == "shop-9"
    move = ("allocation", "move", lpn, "--to", "live", "--reason", "Friday", *BADGE)
    assert regrade(*move, stdin=PIN, **here).code == 0
    assert regrade("allocation", "list", "--place", "live", "--json", **here).lines[0]["unit"] == lpn
    assert regrade("allocation", "sold", lpn, "--order", "L-1", *BADGE, stdin=PIN, **here).code == 0
    assert regrade("allocation", "list", **here).out == "No unit is on sale or kept.\n"
    assert regrade("exchange", "release", "--due", **here).out == "Nothing was due.\n"
    text = regrade("listing", "text", lpn, "--channel", "amazon", **here)
    assert (text.code, "not on sale as open box" in text.err) == (1, True)


@pytest.mark.parametrize("arguments", [
    ("exchange", "reserve", "--order", "1", *BADGE), ("exchange", "release", *BADGE),
    ("exchange", "release", "R-000001", "--due"), ("allocation", "list", "--place", "shelf"),
    ("allocation", "move", "R-000001", "--to", "marketplace", "--reason", "x", *BADGE),
    ("exchange", "take", "R-000001", "--order", "1", "--badge", "SUP-1"),
    ("listing", "text", "R-000001", "--channel", "nowhere"),
    ("listing", "text", "R-000001", "--channel", "amazon", "--language", "xx"),
])  # fmt: skip
def test_wrong_usage_is_told_in_words(regrade, arguments):
    done = regrade(*arguments)
    assert done.code == 2
    assert done.err.startswith("regrade: ")


def test_stations_have_both(tmp_path):
    with Stations().open(tmp_path / "profile") as station:
        assert station.open_selling().terms.unused.days == 30
        assert station.open_listing_writer().fields("ebay") == ("conditionId", "conditionDescription")
