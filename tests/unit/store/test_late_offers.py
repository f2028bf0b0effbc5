"""Units wait for a listing and are on offer as soon as it comes; listings that no unit comes to are named."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from app.domain.bench.facts import Offered
from app.domain.grading import Grade
from app.domain.selling import Home
from app.services.importing import Fate, Remarked, Row
from app.store import catalogue, imports, late_offers, models
from app.store.articles import unlisted
from app.store.audit_verify import verify
from app.store.catalogue import ListingKeeper
from app.store.disk import DiskEvidence
from app.store.imports import SqlImports
from app.store.keys import open_keys
from app.store.late_offers import about_to_offer, listings_of, unsought
from app.store.unit_of_work import open_store
from tests.importing_house import FILE
from tests.records import INSPECTOR, STATION
from tests.selling_floor import SellingFloor
from tests.two_sessions import begun


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield SellingFloor(store).open_parcel()
    store.close()


@pytest.fixture
def pool():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def come(house, *rows, rehearse=False):
    """What the import says of these listings: `(channel, grade, more)` of SHOE-1."""
    given = [Row(number, {"client": "ACME", "sku": "SHOE-1", "grade": grade, "channel": channel, **more})
            for number, (channel, grade, more) in enumerate(rows, 1)]  # fmt: skip
    with SqlImports(house.store.engine, STATION.id, house.clock).importing(
        "listings", FILE, rehearse=rehearse
    ) as records:
        return [(fate.fate, fate.remark) if isinstance(fate, Remarked) else fate for fate in records.keep(given)]


def offers(house):
    return [(row.unit, row.channel, row.op, row.sells) for row in house.rows()]


def test_units_that_waited_for_their_listing_are_offered_once_when_it_comes(house, tmp_path):
    for grade in (Grade.B, Grade.B, Grade.A):
        house.grade(1, grade)
    house.take(house.grade(1, Grade.A))
    before = house.rows()
    rows = ("amazon-us", "B", {"listing_sku": "S-1-B"}), ("erp", "B", {"target": "S-1-B", "books": True})
    assert come(house, *rows, rehearse=True)[0] == (Fate.INSERTED, "units go on sale here with it: 2")
    assert house.rows() == before
    assert come(house, *rows) == [(Fate.INSERTED, "units go on sale here with it: 2"), Fate.INSERTED]
    assert offers(house)[len(before):] == [
        ("R-000001", "amazon-us", "add", True), ("R-000001", "erp", "add", False),
        ("R-000002", "amazon-us", "add", True), ("R-000002", "erp", "add", False),
    ]  # fmt: skip
    assert come(house, *rows) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert come(house, ("amazon-us", "B", {"listing_sku": "S-1-C"}), ("ebay-us", "B", {"listing_sku": "E"}))[0] is (
        Fate.UPDATED
    )
    assert len(house.rows()) == len(before) + 4
    house.grade(1, Grade.B)
    assert [row[1] for row in offers(house)[-2:]] == ["amazon-us", "erp"]
    evidence = DiskEvidence(tmp_path / "evidence", tmp_path / "spool")
    told = verify(house.store.engine, evidence, open_keys(tmp_path / "keys", "bench-01")).problems
    assert not [each for each in told if "essage" in each or "ffer of" in each], told


def graded_meanwhile(house, monkeypatch, meanwhile):
    """The next unit is graded, and this happens when all of it is written and before it is on record."""

    def write(*facts):
        with house.store.unit_of_work() as work:
            work.records.write(facts, at=house.clock.now(), operator=INSPECTOR)
            meanwhile()
            work.commit()

    monkeypatch.setattr(house, "write", write)
    return house.grade(1, Grade.B)


AT_AMAZON = ("amazon-us", "B", {"listing_sku": "S-1-B"})


def test_a_unit_graded_while_its_listing_is_imported_is_offered_by_the_import(house, monkeypatch, pool):
    come(house, ("erp", "B", {"target": "x", "books": True}))
    began = []
    graded_meanwhile(
        house, monkeypatch, lambda: began.append(begun(pool, house.store.engine, lambda: come(house, AT_AMAZON)))
    )
    assert began[0].result(60) == [(Fate.INSERTED, "units go on sale here with it: 1")]
    assert sorted(offers(house)) == [("R-000001", "amazon-us", "add", True), ("R-000001", "erp", "add", False)]


def test_a_unit_graded_while_its_listing_is_imported_is_offered_by_its_bench(house, monkeypatch, pool):
    grades = []

    class WhileListed(ListingKeeper):
        def keep(self, rows):
            fates = super().keep(rows)
            grades.append(begun(pool, house.store.engine, lambda: house.grade(1, Grade.B)))
            return fates

    monkeypatch.setitem(imports.KEEPERS, "listings", WhileListed)
    assert come(house, AT_AMAZON) == [Fate.INSERTED]
    assert grades[0].result(60) == "R-000001"
    assert offers(house) == [("R-000001", "amazon-us", "add", True)]


@pytest.fixture
def benches(postgres_url):
    """Of a house where they do not take turns."""
    store = open_store(postgres_url, STATION)
    yield SellingFloor(store).open_parcel()
    store.close()


def test_a_bench_that_waits_for_an_import_has_no_other_bench_of_the_client_wait(benches, monkeypatch, pool):
    benches.rule("listing", grade="B")
    write, opened, waiting = benches.write, [], []

    def opening(*facts):
        write(*facts[:2])
        opened.append(facts[2:])

    monkeypatch.setattr(benches, "write", opening)
    for number in (1, 2):  # their grades are acts of their own, as at a bench
        benches.grade(number, Grade.B)

    class WhileListed(ListingKeeper):
        def keep(self, rows):
            fates = super().keep(rows)
            waiting.append(begun(pool, benches.store.engine, lambda: write(*opened[0])))
            write(*opened[1])
            assert not waiting[0].done()
            return fates

    monkeypatch.setitem(imports.KEEPERS, "listings", WhileListed)
    assert come(benches, AT_AMAZON) == [Fate.INSERTED]
    waiting[0].result(60)
    assert offers(benches) == [("R-000001", "amazon-us", "add", True)]


def test_a_unit_that_a_bench_moves_while_the_import_looks_again_is_offered_by_that_bench(benches, monkeypatch, pool):
    moves, of = [], benches.articles[0]

    def about_to_list(transaction, sold):
        lpn = benches.grade(1, Grade.B)  # after the first look
        again = late_offers.about_to_list(transaction, sold)
        facts = Offered(lpn, of, Grade.B, "take"), Offered(lpn, of, Grade.B, "add", Home())
        moves.append(begun(pool, benches.store.engine, lambda: benches.write(*facts)))
        assert not moves[0].done()
        return again

    monkeypatch.setattr(catalogue, "about_to_list", about_to_list)
    assert come(benches, AT_AMAZON) == [Fate.INSERTED]
    moves[0].result(60)
    assert offers(benches) == [("R-000001", "amazon-us", "add", True)]


def test_benches_that_grade_the_same_article_do_not_wait_for_each_other(postgres_url):
    store = open_store(postgres_url, STATION)
    with store.engine.begin() as one, store.engine.begin() as other:
        about_to_offer(one, "ACME", "SHOE-1")
        about_to_offer(other, "ACME", "SHOE-1")
    store.close()


def test_each_place_waits_for_its_own_listing(house):
    house.rule("outlet", keep=1, grade="B")
    house.rule("marketplace", 2, channel="ebay-us", keep=1, grade="B")
    house.rule("live", 3, grade="B")
    for _ in range(3):
        house.grade(1, Grade.B)
    come(house, ("amazon-us", "B", {"listing_sku": "S-1-B"}))
    assert house.rows() == []
    come(house, ("ebay-us", "B", {"listing_sku": "E-1"}), ("clearance", "B", {"target": "x", "outlet": True}))
    assert offers(house) == [("R-000001", "clearance", "add", True), ("R-000002", "ebay-us", "add", True)]


def test_what_a_house_system_heard_is_not_told_again_and_an_old_offer_stands(house):
    house.listed("SHOE-2", "erp", "B", target="x", books=True)
    come(house, ("erp", "B", {"target": "x", "books": True}))
    house.grade(1, Grade.B)
    house.grade(1, Grade.A)
    with house.store.unit_of_work() as work:  # as a version did that did not mark its offers
        work.connection.execute(update(models.Outbox).values(sells=False))
        work.commit()
    assert offers(house) == [("R-000001", "erp", "add", False), ("R-000002", "shopify-us", "add", False)]
    come(house, ("amazon-us", "B", {"listing_sku": "S-1-B"}), ("amazon-us", "A", {"listing_sku": "S-1"}))
    assert offers(house)[2:] == [("R-000001", "amazon-us", "add", True)]


def test_a_listing_that_no_unit_comes_to_is_remarked_until_a_rule_sends_some(house):
    second = ("ebay-us", "A", {"listing_sku": "E-1"})
    outlet = ("clearance", "A", {"target": "x", "outlet": True})
    books = ("erp", "A", {"target": "x", "books": True})
    fates = come(house, second, outlet, books)
    assert [fate[1].split(":")[0] if isinstance(fate, tuple) else fate for fate in fates] == [
        "nothing is sold here", "nothing is sold here", Fate.INSERTED,
    ]  # fmt: skip
    assert "shopify-us" in fates[0][1]
    assert "outlet" in fates[1][1]
    assert len(come(house, second, outlet)[0]) == 2  # said again as long as it holds
    house.rule("marketplace", 1, channel="ebay-us", keep=1)
    house.rule("outlet", 2)
    assert come(house, second, outlet) == [Fate.UNCHANGED, Fate.UNCHANGED]
    house.rule("live", 1, sku="SHOE-1")  # the article's own rules take the place of its client's
    with house.store.reading() as connection:
        found = unsought(connection, listings_of(connection, {("ACME", "SHOE-1", "A")}))
    assert sorted(found.values()) == ["", "shopify-us"]


def test_a_bundle_that_is_listed_late_is_offered_at_once(house):
    house.for_kits()
    with house.store.unit_of_work() as work:
        work.connection.execute(models.table(models.Listing).delete().where(models.Listing.sku == "KIT-1"))
        work.commit()
    for number in (1, 2, 2):
        house.grade(number)
    row = {"client": "ACME", "sku": "KIT-1", "grade": "A", "channel": "shopify-us", "inventory_item_id": "9"}
    with SqlImports(house.store.engine, STATION.id, house.clock).importing("listings", FILE) as records:
        assert records.keep([Row(1, row)]) == [Fate.INSERTED]
    assert house.told() == [("shopify-us", "KIT-1", "add", 1)]


def test_stock_that_no_listing_of_its_home_offers_is_named(house):
    def nowhere():
        with house.store.reading() as connection:
            return [(article.sku, grade) for article, grade in unlisted(connection)]

    house.listed("SHOE-1", "clearance", "B", target="x", outlet=True)
    house.rule("live", keep=1, sku="SHOE-1", grade="B")
    house.rule("bundle", bundle="KIT-1", sku="SHOE-2")
    house.grade(1, Grade.B)
    house.grade(2, Grade.A)
    house.grade(1, Grade.A)
    assert nowhere() == []  # kept for a live sale, kept for a bundle, and sold at the shop
    house.grade(1, Grade.B)
    assert nowhere() == [("SHOE-1", "B")]  # an outlet takes only what a rule sends there
    come(house, ("amazon-us", "B", {"listing_sku": "S-1-B"}))
    assert nowhere() == []
    house.rule("marketplace", channel="ebay-us", sku="SHOE-1")
    house.grade(1, Grade.A)
    assert nowhere() == [("SHOE-1", "A")]


def test_units_leave_a_listing_that_only_keeps_books_from_now_on(house, tmp_path):
    come(house, ("erp", "B", {"target": "x"}), ("amazon-us", "B", {"listing_sku": "S-1-B"}))
    house.grade(1, Grade.B)
    assert offers(house)[0] == ("R-000001", "erp", "add", True)
    before = len(house.rows())
    assert come(house, ("erp", "B", {"target": "x", "books": True})) == [
        (Fate.UPDATED, "units go from here to the listing that sells: 1")
    ]
    assert offers(house)[before:] == [
        ("R-000001", "erp", "take", False),
        ("R-000001", "amazon-us", "add", True), ("R-000001", "erp", "add", False),
    ]  # fmt: skip
    house.grade(1, Grade.B)
    assert [row[1] for row in offers(house)[-2:]] == ["amazon-us", "erp"]
    assert come(house, ("amazon-us", "B", {"listing_sku": "S-1-B", "outlet": True})) == [
        (Fate.UPDATED, "nothing is sold here: only a selling rule sends units to an outlet")
    ]
    assert len(house.rows()) == before + 5  # where no other listing takes over, they stay
    evidence = DiskEvidence(tmp_path / "evidence", tmp_path / "spool")
    told = verify(house.store.engine, evidence, open_keys(tmp_path / "keys", "bench-01")).problems
    assert not [each for each in told if "essage" in each or "ffer" in each], told
