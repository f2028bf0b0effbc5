"""Whatever code stands on a unit, a parcel or an article finds it, on both databases; a badge finds nothing."""

import pytest

from app.services.looking import Hit, HitKind
from tests.lane import EAR, SHOE, UNANNOUNCED, UPS, UPS_2, UPS_3, to_grade, to_photos, took


@pytest.fixture
def label(floor):
    """A shoe is graded; the code of its label."""
    lane = floor.signed_in()
    to_grade(floor, lane)
    return took(lane, do="accept")["expects"]["code"]


def found(reads, text, limit=20):
    return [(hit.kind.value, hit.by, hit.key) for hit in reads.search(text, limit)]


def test_a_unit_by_lpn_label_number_and_beginning(reads, label):
    assert found(reads, "r-000001 ") == [("unit", "lpn", "R-000001")]
    assert found(reads, label)[0] == ("unit", "label", "R-000001")
    assert found(reads, "1")[0] == ("unit", "lpn", "R-000001")
    assert found(reads, "R-0000") == [("unit", "lpn", "R-000001")]
    assert found(reads, "R-0001") == found(reads, "R-000002") == []
    (hit,) = reads.search("R-000001", 5)
    assert (hit.about, hit.client, hit.state) == ("Running shoe", "ACME", "sellable_a")


@pytest.mark.parametrize(
    ("text", "by"),
    [(UPS, "tracking"), ("1z 999 aa1 01 2345 6784", "tracking"), (UPS[:9], "tracking"), ("576012000001", "order"),
     ("57601", "order"), ("rma-1001", "rma"), ("RMA-100", "rma")],
)  # fmt: skip
def test_an_opened_parcel_by_its_codes_with_its_units(reads, label, text, by):
    hits = found(reads, text)
    assert ("parcel", by, UPS) in hits
    assert ("unit", by, "R-000001") in hits


def test_an_order_that_has_not_come_is_told_apart(reads):
    (hit,) = reads.search(UPS_2, 5)
    assert hit == Hit(HitKind.ORDER, "tracking", "1043", "ACME", "shopify 1043", "announced", hit.at)
    assert found(reads, "RMA-1008") == [("order", "rma", "PO-211")]
    assert found(reads, "po-211") == [("order", "order", "PO-211")]


def test_a_parcel_that_nobody_announced_is_found_too(floor, reads):
    took(floor.signed_in(), do="scan", code=UNANNOUNCED)
    (hit,) = reads.search(UNANNOUNCED[:6], 5)
    assert (hit.kind, hit.key, hit.about, hit.state) == (HitKind.PARCEL, UNANNOUNCED, "unexpected", "open")


@pytest.mark.parametrize(
    ("text", "by"),
    [(SHOE, "barcode"), ("0" + SHOE, "barcode"), ("x001shoe42", "fnsku"), ("SHOE-RED-42", "sku"), ("shoe-r", "sku"),
     ("running SHOE", "title"), ("Runn", "title")],
)  # fmt: skip
def test_an_article_by_its_codes_and_by_words(reads, text, by):
    assert found(reads, text) == [("product", by, "SHOE-RED-42")]


def test_articles_that_share_a_code_are_all_found(reads):
    assert [hit.client for hit in reads.search("4006381333962", 5)] == ["ACME", "NOVA"]


def test_a_unit_by_its_serial_number(floor, reads):
    lane = floor.signed_in()
    took(lane, do="scan", code=UPS_3)
    took(lane, do="scan", code=EAR)
    took(lane, do="scan", code="SN 77-a1")
    assert ("unit", "serial", "R-000001") in found(reads, "sn77-A1")


@pytest.mark.parametrize(
    "text",
    ["", "  ", "LN-07", "RGB:LN-07", "RG:ACCEPT", "Li Na", "a\0b", "x" * 400, "%", "_", "%%%", "\u200b", "'--"],
)
def test_badges_and_what_is_no_code_find_nothing(reads, label, text):
    assert found(reads, text) == []


def test_what_is_found_is_bounded_and_each_stands_once(floor, reads):
    rows = "".join(f"ACME,BULK-{n:03d},Cup {n},,,,,,,,\n" for n in range(60))
    floor.take(
        "products",
        f"client,sku,title,category,barcodes,fnsku,price,currency,weight_g,weight_tolerance_g,serial_tracked\n{rows}",
    )
    assert len(reads.search("BULK", 10)) == 10
    hits = found(reads, "BULK-007")
    assert len(hits) == len(set(hits))
    assert hits[0] == ("product", "sku", "BULK-007")


def test_a_withdrawn_unit_says_so(floor, reads):
    lane = floor.signed_in()
    to_photos(lane)
    for _ in range(3):
        took(lane, do="back")
    (hit,) = reads.search("R-000001", 5)
    assert hit.state == "withdrawn"


def test_an_announced_serial_number_finds_its_order_before_the_parcel_has_come(floor, reads):
    file = "client,platform,order_id,tracking,sku,quantity,serial\nACME,shopify,7001,,SHOE-RED-42,1,SN-77899\n"
    floor.take("returns", file)
    (hit,) = reads.search("sn-77899", 5)
    assert hit == Hit(HitKind.ORDER, "serial", "7001", "ACME", "shopify 7001", "announced", hit.at)
    assert found(reads, "SN-77898") == []
