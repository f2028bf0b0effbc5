"""Sales are kept and book nothing; the marketplaces' returns to the seller are announced like any other."""

import pytest

from app.store.models import ReturnLine, ReturnOrder, Sale
from tests.importing_house import PRODUCTS, House, fates

SALES = "client,platform,sku,order_id,quantity,sold_at,unit_price,size\n"
MFN = "Order ID,Amazon RMA ID,Tracking ID,Merchant SKU,Return quantity,Return Reason,Return request date\n"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def test_sales_come_in_once_and_book_nothing(house):
    text = SALES + (
        "ACME,amazon,A1,O-1,1,2026-11-01,12.50,42\nACME,amazon,A1,O-1,1,2026-11-01,12.50,42\n"
        "ACME,,A1,,2,2026-11-02T10:00:00Z,,\nACME,amazon,NOPE,O-2,1,2026-11-01,,\n"
    )
    assert fates(house.take("sales", text)) == (3, 0, 0, [(4, "sku")])
    assert fates(house.take("sales", text)) == (0, 0, 3, [(4, "sku")])
    assert house.expected() == 0
    assert sorted(house.rows(Sale, Sale.quantity, Sale.number)) == [(1, "O-1"), (1, "O-1"), (2, "")]


def test_a_sale_needs_its_time_and_its_quantity(house):
    done = house.take("sales", SALES + "ACME,,A1,O-1,0,2026-11-01,,\nACME,,A1,O-1,1,,,\n")
    assert [(each.row, each.field) for each in done.rejected] == [(1, "quantity"), (2, "sold_at")]


def test_a_return_to_the_seller_is_announced_once(house):
    text = MFN + "111-1,RMA1,9400TEST0001,A1,2,CR-UNWANTED_ITEM,09-Nov-2026\n"
    assert fates(house.take("mfn-returns", text)) == (1, 0, 0, [])
    assert fates(house.take("mfn-returns", text)) == (0, 0, 1, [])
    assert house.expected() == 2
    assert house.rows(ReturnOrder, ReturnOrder.platform, ReturnOrder.rma, ReturnOrder.origin) == [
        ("amazon", "RMA1", "")
    ]


def test_what_a_later_file_leaves_empty_stays(house):
    house.take("mfn-returns", MFN + "111-1,RMA1,9400TEST0001,A1,1,CR-DEFECTIVE,2026-11-09\n")
    assert fates(house.take("mfn-returns", MFN + "111-1,RMA1,,A1,1,,\n")) == (0, 0, 1, [])
    assert house.rows(ReturnLine, ReturnLine.reason_code) == [("CR-DEFECTIVE",)]


def test_tiktoks_answer_is_read_line_by_line(house):
    text = (
        '{"code": 0, "data": {"total_count": 1, "return_orders": [{"return_id": "R1", "order_id": "O1",'
        ' "return_reason": "too_small", "return_reason_text": "Too small", "return_tracking_number": "9400TEST0001",'
        ' "create_time": 1763500000, "return_line_items": [{"seller_sku": "A1"}, {"seller_sku": "A1"},'
        ' {"seller_sku": "B2"}]}]}}'
    )
    assert fates(house.take("tiktok-returns", text)) == (3, 0, 0, [])
    assert fates(house.take("tiktok-returns", text)) == (0, 0, 3, [])
    assert (house.expected("A1"), house.expected("B2")) == (2, 1)
