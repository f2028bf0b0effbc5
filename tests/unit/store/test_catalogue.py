"""Products, listings and instructions on both databases: known by their keys, compared before they are written."""

import pytest

from app.store.models import Instruction, Listing, Product, ProductCode
from tests.importing_house import PRODUCTS, House, fates


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_products_are_known_by_client_and_sku(house):
    assert fates(house.take("products", PRODUCTS)) == (0, 0, 2, [])
    assert fates(house.take("products", PRODUCTS.replace("Shirt", "Blouse").replace("12.50", "12.5"))) == (0, 1, 1, [])
    assert house.rows(Product, Product.sku, Product.title) == [("A1", "Shoe"), ("B2", "Blouse")]


def test_codes_are_kept_in_the_form_that_scans_meet(house):
    assert house.rows(ProductCode, ProductCode.code, ProductCode.kind, ProductCode.sku) == [
        ("00012345678905", "barcode", "A1"),
        ("04006381333931", "barcode", "A1"),
        ("A1", "sku", "A1"),
        ("B2", "sku", "B2"),
    ]
    house.take("products", "client,sku,title,barcodes,fnsku\nACME,A1,Shoe,4006381333931,x001abcdef\n")
    assert [code for code, sku in house.rows(ProductCode, ProductCode.code, ProductCode.sku) if sku == "A1"] == [
        "04006381333931",
        "A1",
        "X001ABCDEF",
    ]


def test_a_column_that_is_absent_stays_as_it_was(house):
    assert fates(house.take("products", "client,sku,title\nACME,A1,Shoe\n")) == (0, 0, 1, [])
    assert fates(house.take("products", "client,sku,title,note\nACME,A1,Shoe,hi\n")) == (0, 1, 0, [])
    (product,) = [row for row in house.rows(Product, Product.sku, Product.price) if row[0] == "A1"]
    assert str(product[1]) in {"12.50", "12.5"}


def test_two_rows_of_one_file_that_contradict_each_other(house):
    text = "client,sku,title\nACME,C3,Hat\nACME,C3,Cap\nACME,C3,Hat\n"
    for inserted, unchanged in ((1, 1), (0, 2)):
        done = house.take("products", text)
        assert fates(done) == (inserted, 0, unchanged, [(2, "")])
        assert "row 1" in done.rejected[0].reason


def test_listings(house):
    text = "client,sku,grade,channel,product_id,sku_id,region\nACME,A1,a,tt,P1,S1,US\nACME,A1,B,tt,P1,S2,\n"
    assert fates(house.take("listings", text)) == (2, 0, 0, [])
    assert fates(house.take("listings", text)) == (0, 0, 2, [])
    assert house.rows(Listing, Listing.grade, Listing.params)[0] == (
        "A",
        {"product_id": "P1", "sku_id": "S1", "notes": {"region": "US"}},
    )
    assert fates(house.take("listings", text.replace("S2", "S9"))) == (0, 1, 1, [])
    assert fates(house.take("listings", text.replace("A1", "ZZ")))[3] == [(1, "sku"), (2, "sku")]


def test_a_listing_keeps_what_a_later_file_has_no_column_for(house):
    whole = "client,sku,grade,channel,target,books,region\nACME,A1,A,erp,x,yes,US\n"
    assert fates(house.take("listings", whole)) == (1, 0, 0, [])
    assert fates(house.take("listings", "client,sku,grade,channel,target\nACME,A1,A,erp,x\n")) == (0, 0, 1, [])
    assert fates(house.take("listings", "client,sku,grade,channel,target\nACME,A1,A,erp,y\n")) == (0, 1, 0, [])
    assert house.rows(Listing, Listing.params) == [({"target": "y", "books": True, "notes": {"region": "US"}},)]
    house.take("listings", "client,sku,grade,channel,books,region\nACME,A1,A,erp,,\n")
    assert house.rows(Listing, Listing.params) == [({"target": "y"},)]


def test_a_listing_that_its_channel_cannot_know_is_remarked(house):
    text = (
        "client,sku,grade,channel,listing_sku,target,outlet\nACME,A1,A,amz,,,\nACME,B2,A,amz,B-2,,\nACME,B2,B,erp,,x,\n"
    )
    for _ in range(2):
        (remark,) = house.take("listings", text).warnings
        assert (remark.row, "listing_sku" in remark.reason) == (1, True)


def test_b_never_gets_the_listing_of_the_new_article(house):
    text = "client,sku,grade,channel,product_id,sku_id\nACME,A1,A,tt,P1,S1\nACME,A1,B,tt,P1,S1\n"
    done = house.take("listings", text)
    assert fates(done) == (1, 0, 0, [(2, "grade")])
    assert "grade A" in done.rejected[0].reason
    assert fates(house.take("listings", text)) == (0, 0, 1, [(2, "grade")])
    hooks = "client,sku,grade,channel,target\nACME,A1,A,hook,eu\nACME,A1,B,hook,eu\n"
    assert fates(house.take("listings", hooks)) == (2, 0, 0, [])


def test_instructions(house):
    text = (
        "client,sku,category,text,shots,forbid_routes,valid_until\n"
        "ACME,A1,,Show the sole,sole;box,destroy;Donate,2027-01-01\n"
        "ACME,,shoes,Count the laces,,,\n"
        "ACME,,,For nothing,,,\n"
        "ACME,ZZ,,Unknown,,,\n"
        "NOBODY,,shoes,Unknown,,,\n"
        "ACME,A1,,x,,burn,\n"
    )
    done = house.take("instructions", text)
    assert fates(done) == (2, 0, 0, [(3, "sku"), (4, "sku"), (5, "client"), (6, "forbid_routes")])
    assert house.take("instructions", text).unchanged == 2
    assert house.rows(Instruction, Instruction.sku, Instruction.shots, Instruction.forbid_routes)[1] == (
        "A1",
        ["sole", "box"],
        ["destroy", "donate"],
    )
