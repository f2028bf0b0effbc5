"""The marketplaces' own headers, under each name that they have been given."""

from pathlib import Path

import pytest

from app.documents.tables import DelimitedTables
from app.errors import UserError
from app.services.importing import Row
from app.services.importing.job import judge
from app.services.importing.kinds import layout, plain
from app.services.importing.known import KINDS
from app.services.importing.market_kinds import MARKET_KINDS

FIXTURES = Path(__file__).resolve().parents[5] / "shared" / "data" / "channels" / "fixtures"
FILES = {
    "fba-returns": "fba_customer_returns.tsv",
    "fba-removal-orders": "fba_removal_order_detail.tsv",
    "fba-removal-shipments": "fba_removal_shipment_detail.tsv",
    "mfn-returns": "mfn_returns_by_return_date.tsv",
    "tiktok-returns": "tiktok_returns_search_response.json",
}


def rows_of(kind, header, *rows):
    columns = layout(KINDS[kind], header, "file.txt").read_by("")
    return [judge(number, row, KINDS[kind], columns) for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize("kind", MARKET_KINDS, ids=lambda kind: kind.name)
def test_no_name_stands_for_two_columns(kind):
    names = [name for column in kind.columns for name in column.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", FILES)
def test_a_file_as_the_marketplace_writes_it_is_understood_whole(kind):
    path = FIXTURES / FILES[kind]
    if not path.is_file():
        pytest.skip(f"the marketplaces' sample files are not beside this project ({path.name})")
    with DelimitedTables().open(path) as table:
        columns = layout(KINDS[kind], table.header, path.name).read_by("")
        judged = [judge(number, row, KINDS[kind], columns) for number, row in enumerate(table.rows(), 1)]
    assert judged
    assert all(isinstance(row, Row) for row in judged), judged


def test_the_older_and_the_newer_names_mean_the_same():
    newer = rows_of(
        "fba-returns", ["order-id", "sku", "license-plate-number", "detailed-disposition"], ["1", "A", "LPN1", "X"]
    )
    older = rows_of("fba-returns", ["Amazon Order ID", "Seller SKU", "LPN", "disposition"], ["1", "A", "LPN1", "X"])
    assert newer[0].values == older[0].values
    (shipment,) = rows_of(
        "fba-removal-shipments", ["Order ID", "SKU", "Quantity Shipped", "tracking_number"], ["REM", "A", "2", "1Z1"]
    )
    assert (shipment.values["quantity"], shipment.values["tracking"]) == (2, "1Z1")


def test_words_of_the_marketplace_that_nobody_knows_are_taken_as_they_stand():
    header = ["order-id", "sku", "reason", "detailed-disposition", "status", "a-new-column"]
    (row,) = rows_of("fba-returns", header, ["1", "A", "SOMETHING_NEW", "SLIGHTLY_BENT", "Lost?", "kept"])
    assert (row.values["reason"], row.values["disposition"], row.values["status"]) == (
        "SOMETHING_NEW",
        "SLIGHTLY_BENT",
        "Lost?",
    )
    assert row.notes == {"a-new-column": "kept"}


def test_counts_of_a_removal_order_may_be_none_and_those_of_a_shipment_not():
    header = ["order-id", "sku", "requested-quantity", "cancelled-quantity", "shipped-quantity"]
    (row,) = rows_of("fba-removal-orders", header, ["REM", "A", "3", "0", ""])
    assert (row.values["requested"], row.values["cancelled"], row.values["shipped"]) == (3, 0, None)
    (refused,) = rows_of("fba-removal-shipments", ["order-id", "sku", "shipped-quantity"], ["REM", "A", "0"])
    assert refused.field == "quantity"


def test_a_file_without_the_order_is_of_another_kind():
    with pytest.raises(UserError, match="has no column order_id"):
        layout(KINDS["mfn-returns"], ["Merchant SKU"], "file.txt")


def test_hyphens_count_as_little_as_spaces():
    assert plain("Order-ID") == plain("order id") == plain("ORDER_ID") == "orderid"
