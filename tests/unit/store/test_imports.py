"""Files in the records, on both databases: what is inserted, changed, as before or turned away, and what is booked."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.documents.tables import DelimitedTables
from app.errors import UserError
from app.services.importing import KINDS, import_file
from app.store.imports import SqlImports
from app.store.keys import StationIdentity
from app.store.models import Audit, Instruction, Listing, Product, ProductCode, ReturnLine, ReturnOrder
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store

STATION = "01a200ce-0000-7000-8000-000000000001"
PRODUCTS = "client,sku,title,barcodes,price\nACME,A1,Shoe,4006381333931;012345678905,12.50\nACME,B2,Shirt,,\n"
RETURNS = "client,platform,order_id,rma,tracking,sku,quantity,serial,reason_code\n"


class FixedClock:
    def now(self):
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


class House:
    """A store, and files taken into it."""

    def __init__(self, url, folder):
        self.store = open_store(url, StationIdentity(STATION, "bench-01"))
        self.noted = []
        self.imports = SqlImports(
            self.store.engine, STATION, FixedClock(), lambda seq, digest, at: self.noted.append((seq, digest, at))
        )
        self.reads = SqlReads(self.store.reading)
        self.folder = folder

    def take(self, kind, text):
        path = self.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        done = import_file(self.imports, DelimitedTables(), KINDS[kind], path)
        assert done.rows == done.inserted + done.updated + done.unchanged + len(done.rejected)
        return done

    def returns(self, *lines):
        return self.take("returns", RETURNS + "".join(line + "\n" for line in lines))

    def rows(self, model, *columns):
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.execute(select(*columns).select_from(model).order_by(*columns))]

    def expected(self, sku="A1"):
        (line,) = self.reads.stock(sku)
        return line["expected"]

    def count_received(self, pieces):
        with self.store.engine.begin() as connection:
            connection.execute(ReturnLine.__table__.update().values(received=pieces))


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def fates(done):
    return done.inserted, done.updated, done.unchanged, [(each.row, each.field) for each in done.rejected]


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


def test_returns_book_what_they_announce_and_twice_changes_nothing(house):
    lines = ("ACME,amazon,O-1,,1Z5R89390357567127,A1,2,,SIZE", "ACME,amazon,O-1,,1Z5R89390357567127,B2,,,SIZE")
    assert fates(house.returns(*lines)) == (2, 0, 0, [])
    assert fates(house.returns(*lines)) == (0, 0, 2, [])
    assert (house.expected("A1"), house.expected("B2")) == (2, 1)
    entries = [(each["sku"], each["account"], each["quantity"]) for each in house.reads.ledger()]
    assert sorted(entries) == [
        ("A1", "expected", 2),
        ("A1", "outside", -2),
        ("B2", "expected", 1),
        ("B2", "outside", -1),
    ]
    assert house.rows(ReturnOrder, ReturnOrder.number, ReturnOrder.tracking_key) == [("O-1", "1Z5R89390357567127")]
    assert len(house.rows(Audit, Audit.seq, Audit.kind)) == 1
    assert [seq for seq, _, _ in house.noted] == [1]


def test_a_changed_quantity_books_its_difference_only(house):
    house.returns("ACME,amazon,O-1,,T1,A1,2,,")
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,5,,")) == (0, 1, 0, [])
    assert house.expected() == 5
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,1,,")) == (0, 1, 0, [])
    assert house.expected() == 1
    assert [each["quantity"] for each in house.reads.ledger() if each["account"] == "expected"] == [2, 3, -4]


def test_it_never_goes_below_what_was_counted(house):
    house.returns("ACME,amazon,O-1,,T1,A1,3,,")
    house.count_received(2)
    done = house.returns("ACME,amazon,O-1,,T1,A1,1,,")
    assert fates(done) == (0, 0, 0, [(1, "quantity")])
    assert "2 pieces" in done.rejected[0].reason
    assert fates(house.returns("ACME,amazon,O-1,,T2,A1,3,,")) == (0, 0, 0, [(1, "tracking")])
    assert fates(house.returns("ACME,amazon,O-1,,T1,A1,2,,")) == (0, 1, 0, [])


def test_equal_lines_are_known_by_their_place_and_serials_by_themselves(house):
    lines = ("ACME,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,SN-1,",
             "ACME,amazon,O-1,,T1,A1,1,SN-1,")  # fmt: skip
    assert fates(house.returns(*lines)) == (3, 0, 1, [])
    assert fates(house.returns(*lines)) == (0, 0, 4, [])
    assert fates(house.returns(lines[2], lines[0])) == (0, 0, 2, [])
    assert house.expected() == 3


def test_a_tracking_number_that_comes_later_moves_the_line(house):
    house.returns("ACME,amazon,O-1,R-9,,A1,1,,")
    assert fates(house.returns("ACME,amazon,O-1,R-9,1Z 5R8 939 03 5756 7127,A1,1,,")) == (0, 1, 0, [])
    assert fates(house.returns("ACME,amazon,O-1,R-9,1Z5R89390357567127,A1,1,,")) == (0, 0, 1, [])
    assert fates(house.returns("ACME,amazon,O-1,R-9,,A1,1,,")) == (0, 0, 1, [])
    orders = house.rows(ReturnOrder, ReturnOrder.tracking_key, ReturnOrder.parcel_key)
    assert orders == [("1Z5R89390357567127", "1Z5R89390357567127")]


def test_an_unknown_sku_rejects_the_row_and_nothing_else(house):
    done = house.returns("ACME,amazon,O-1,,T1,ZZ,1,,", "OTHER,amazon,O-1,,T1,A1,1,,", "ACME,amazon,O-1,,T1,A1,1,,")
    assert fates(done) == (1, 0, 0, [(1, "sku"), (2, "sku")])
    assert done.rejected[0].value == "ZZ"


def test_a_file_that_breaks_off_leaves_nothing(house):
    with pytest.raises(UserError):
        house.returns(*["ACME,amazon,O-1,,T1,A1,1,,"] * 1200, '"')
    assert house.rows(ReturnLine, ReturnLine.id) == []
    assert house.expected() == 0


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
