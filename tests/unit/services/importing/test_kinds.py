"""Which columns a file must have, and how they are matched."""

import pytest

from app.errors import UsageError, UserError
from app.services import importing
from app.services.importing.kinds import layout
from app.services.importing.known import KINDS, kind_named


def columns_of(kind, header):
    found = layout(KINDS[kind], header, "file.csv")
    return {column.name: place for place, column in found.known}, found.others


def test_columns_come_in_any_order_without_case_and_spaces():
    known, others = columns_of("returns", [" SKU ", "Order ID", "PLATFORM", "client", "Gift"])
    assert known == {"sku": 0, "order_id": 1, "platform": 2, "client": 3}
    assert others == ((4, "Gift"),)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("products", "sku"), ("products", "barcodes"), ("products", "fnsku"), ("products", "asin"),
        ("returns", "tracking"), ("returns", "rma"), ("returns", "order_id"), ("returns", "serial"),
    ],
)  # fmt: skip
def test_no_column_that_is_scanned_takes_a_code_of_ours(kind, name):
    (column,) = [one for one in KINDS[kind].columns if one.name == name]
    with pytest.raises(importing.cells.Unfit, match="own codes"):
        column.value("R-000001")


@pytest.mark.parametrize("kind", KINDS)
def test_each_required_column_is_missed(kind):
    names = [column.name for column in KINDS[kind].columns]
    for column in KINDS[kind].columns:
        rest = [name for name in names if name != column.name]
        if column.required:
            with pytest.raises(UserError, match=f"no column {column.name}"):
                layout(KINDS[kind], rest, "file.csv")
        else:
            assert layout(KINDS[kind], rest, "file.csv").width == len(rest)


@pytest.mark.parametrize("double", ["sku", "SKU ", "note"])
def test_a_doubled_column_is_refused(double):
    with pytest.raises(UserError, match="twice"):
        layout(KINDS["products"], ["client", "sku", "title", "note", double], "file.csv")


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(UserError, match="has no column title"):
        layout(KINDS["products"], [column.name for column in KINDS["returns"].columns], "file.csv")


@pytest.mark.parametrize("name", ["invoices", "FBA-RETURNS"])
def test_kinds_that_there_are_not_are_wrong_usage(name):
    with pytest.raises(UsageError) as caught:
        kind_named(name)
    assert "products" in caught.value.hint


def test_an_instruction_is_for_something():
    fault = KINDS["instructions"].fault
    assert fault({"client": "ACME", "sku": "", "category": ""})
    assert fault({"client": "ACME", "category": "shoes"}) is None


def test_every_kind_of_the_contract_is_known():
    assert {*importing.KINDS} == {
        "products",
        "returns",
        "listings",
        "instructions",
        "sales",
        "selling",  # ours, beside those of the contract
        "fba-returns",
        "fba-removal-orders",
        "fba-removal-shipments",
        "mfn-returns",
        "tiktok-returns",
    }


def test_what_it_names_is_there():
    assert all(hasattr(importing, name) for name in importing.__all__)


@pytest.mark.parametrize(
    ("row", "blamed"),
    [
        ({"books": True, "target": "T-1"}, None),
        ({"books": False, "outlet": True}, None),
        ({"books": True}, "books"),
        ({"books": True, "target": "T-1", "outlet": True}, "books"),
    ],
)
def test_only_a_house_system_keeps_books(row, blamed):
    fault = KINDS["listings"].fault(row)
    assert (fault and fault[0]) == blamed
