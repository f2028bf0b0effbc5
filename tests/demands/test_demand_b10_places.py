"""B10: outlet, other marketplace, bundle, kept for a live sale: chosen by client and grade; never offered twice."""

from collections.abc import Sequence
from pathlib import Path

from tests.day import written
from tests.e2e.books import Article
from tests.e2e.floor import CHECKED, CUP, FLAW, KETTLE, MUG, SHIRT, SHOE
from tests.e2e.house import House, house
from tests.e2e.program import take_in

KIT = {"client": "ALFA", "sku": "KIT", "title": "Shirt and two mugs", "components": "SHIRT-M:1;MUG:2"}


def _wants(at: House, *rules: dict[str, object]) -> None:
    """What the clients want with their units, and where else these are listed."""
    listings = [
        {"client": "ALFA", "sku": "KIT", "grade": "A", "channel": "alfa-erp", "target": "kits"},
        {"client": "ALFA", "sku": "KIT", "grade": "A", "channel": "alfa-other", "target": "kits"},
        {"client": "ALFA", "sku": "KIT", "grade": "A", "channel": "alfa-wms", "target": "kits", "books": "yes"},
        {"client": "ALFA", "sku": "SHOE-42", "grade": "B", "channel": "ebay", "target": "shoes"},
        {"client": "BETA", "sku": "KETTLE", "grade": "B", "channel": "clearance", "target": "x", "outlet": "yes"},
        {"client": "BETA", "sku": "CUP", "grade": "A", "channel": "beta-other", "target": "cups"},
        {"client": "BETA", "sku": "CUP", "grade": "A", "channel": "a-wms", "target": "cups", "books": "yes"},
    ]
    listings = [{"outlet": "", "books": "", **listed} for listed in listings]
    take_in(at.first, {"products": written(at.folder / "kit.csv", [KIT])})
    take_in(at.first, {"listings": written(at.folder / "more-listings.csv", listings)})
    whole: list[dict[str, object]] = [{"client": "", "sku": "", "grade": "", "rank": 1, "place": "", "channel": "",
                                       "bundle": "", "keep": "", **rule} for rule in rules]  # fmt: skip
    take_in(at.first, {"selling": written(at.folder / "selling.csv", whole)})


def _graded(at: House, articles: Sequence[Article], condition: str) -> list[str]:
    done: list[str] = []
    for article in articles:
        scene = at.parcel((article, 1))
        scene.open()
        done += scene.whole(condition)
    return done


def test_demand_b10_each_client_and_grade_goes_to_its_place(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _wants(
            at,
            {"client": "ALFA", "grade": "B", "place": "marketplace", "channel": "ebay"},
            {"client": "BETA", "grade": "B", "place": "outlet"},
            {"client": "BETA", "grade": "A", "place": "live", "keep": 1},
        )
        (shoe,) = _graded(at, [SHOE], FLAW)
        (kettle,) = _graded(at, [KETTLE], FLAW)
        first, second = _graded(at, [CUP, CUP], CHECKED)
        assert at.messages(shoe) == [("ebay", "add")]
        assert at.messages(kettle) == [("clearance", "add")]
        assert at.messages(first) == []  # it waits for the live sale
        assert at.messages(second) == [("beta-erp", "add"), ("a-wms", "add")]  # one sells it, the other keeps books
        places = {row["unit"]: row["place"] for row in at.first.reads.allocations()}
        assert places == {shoe: "marketplace", kettle: "outlet", first: "live", second: "listing"}
        assert at.first.verify_audit().problems == ()


def test_demand_b10_a_bundle_is_offered_as_its_components_allow(tmp_path: Path, database_url: str) -> None:
    with house(tmp_path, database_url) as at:
        _wants(at, {"client": "ALFA", "grade": "A", "place": "bundle", "bundle": "KIT"})
        lpns = _graded(at, [SHIRT, MUG, MUG], CHECKED)
        told = [(row["channel"], row["sku"], row["op"], row["quantity"]) for row in at.first.reads.outbox()]
        assert told == [("alfa-erp", "KIT", "add", 1), ("alfa-wms", "KIT", "add", 1)]
        lpn = lpns[1]
        at.person().act("sign_in", badge="SUP-1", pin="915046")
        at.person().act("review", unit=lpn, decision="override", grade="C", reason="does not hold")
        told = [(row["channel"], row["sku"], row["op"], row["quantity"]) for row in at.first.reads.outbox()]
        assert told[2:] == [("alfa-erp", "KIT", "take", 1), ("alfa-wms", "KIT", "take", 1)]
        smaller = [{**KIT, "components": "SHIRT-M:1;MUG:1"}]
        take_in(at.first, {"products": written(at.folder / "smaller-kit.csv", smaller)})
        told = [(row["channel"], row["sku"], row["op"], row["quantity"]) for row in at.first.reads.outbox()]
        assert told[4:] == [("alfa-erp", "KIT", "add", 1), ("alfa-wms", "KIT", "add", 1)]
        assert at.first.verify_audit().problems == ()


def test_demand_b10_open_box_never_reaches_a_listing_of_new_goods(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _wants(at, {"client": "ALFA", "grade": "B", "place": "marketplace", "channel": "alfa-erp"})
        (shoe,) = _graded(at, [SHOE], FLAW)
        assert at.messages(shoe) == []  # alfa-erp lists new ones only
        (row,) = at.first.reads.allocations()
        assert (row["place"], row["channel"]) == ("marketplace", "alfa-erp")
