"""What Amazon said of a piece is found by its LPN; the newest return counts, and no other code asks for it."""

import pytest

from app.domain.returns import FBA_RETURN
from app.store import fba_reading
from app.store.reading import parcel_by_code, products_by_code
from tests.importing_house import PRODUCTS, FixedClock, House

HEADER = "return-date,order-id,sku,detailed-disposition,reason,license-plate-number,customer-comments\n"


@pytest.fixture
def reading(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'house.db'}", tmp_path)
    house.take("products", PRODUCTS)
    house.take(
        "fba-returns",
        HEADER + "2026-10-01,O-1,A1,SELLABLE,OLD,LPN000001,\n2026-11-10,O-2,A1,DEFECTIVE,NEW,lpn000001,Dim.\n",
    )
    with house.store.reading() as connection:
        yield connection
    house.store.close()


def test_the_newest_return_of_an_lpn(reading):
    said = fba_reading.said_of(reading, ["LPN000001"])
    assert said is not None
    assert (said.number, said.reason_code, said.reason_text, said.customer_note) == ("O-2", "NEW", "DEFECTIVE", "Dim.")
    assert (said.origin, said.lpn, said.sku, said.client, said.lines) == (FBA_RETURN, "LPN000001", "A1", "ACME", ())


@pytest.mark.parametrize("code", ["LPN000002", "O-2", "A1", ""])
def test_other_codes_name_no_such_piece(reading, code):
    assert fba_reading.said_of(reading, [code]) is None
    assert fba_reading.article_of(reading, [code]) is None


def test_an_lpn_opens_a_parcel_and_names_its_article(reading):
    parcel = parcel_by_code(reading, ["LPN000001"])
    assert parcel is not None
    assert (parcel.parcel_id, parcel.key, parcel.amazon_lpn, parcel.from_amazon) == ("", "LPN000001", "LPN000001", True)
    (product,) = products_by_code(reading, ["LPN000001"], FixedClock().now())
    assert (product.article.client, product.article.sku) == ("ACME", "A1")


def test_only_a_removals_parcel_asks_for_its_pieces(reading):
    assert fba_reading.said_in(reading, "01a200ce-0000-7000-8000-000000000009", ()) == ()
