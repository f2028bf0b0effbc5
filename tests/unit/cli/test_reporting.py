"""`report`: JSON lines, CSV and workbooks, on standard output or in a file."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

RETURNS = (
    "client,platform,order_id,sku,quantity,reason_code,customer_note,requested_at\n"
    "ACME,shopify,O-1,A1,2,too_small,=1+1,2026-11-01\nACME,shopify,O-2,A1,1,too_small,,2026-11-02\n"
)


@pytest.fixture
def stocked(regrade, tmp_path):
    for kind, text in (("products", "client,sku,title\nACME,A1,Shoe\n"), ("returns", RETURNS)):
        (tmp_path / f"{kind}.csv").write_text(text)
        assert regrade("import", kind, tmp_path / f"{kind}.csv").code == 0
    return regrade


def test_returns_and_reasons_as_json_lines(stocked):
    assert [row["order_id"] for row in stocked("report", "returns", "--json").lines] == ["O-1", "O-2"]
    told = stocked("report", "reasons", "--format", "json", "--from", "2026-11-02", "--to", "2026-11-02")
    (row,) = map(json.loads, told.out.splitlines())
    assert (row["reason_code"], row["quantity"], row["received"]) == ("too_small", 1, 0)


def test_csv_is_safe_to_open(stocked, tmp_path):
    rows = list(csv.DictReader(io.StringIO(stocked("report", "returns", "--format", "csv").out, newline="")))
    assert [row["customer_note"] for row in rows] == ["'=1+1", ""]
    assert stocked("report", "returns", "--format", "csv", "-o", tmp_path / "r.csv").out == ""
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == rows


def test_a_workbook_needs_a_file(stocked, tmp_path):
    assert stocked("report", "returns", "--format", "xlsx").code == 2
    assert stocked("report", "returns", "--format", "xlsx", "-o", tmp_path / "r.xlsx").code == 0
    rows = list(load_workbook(tmp_path / "r.xlsx").worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 3
    assert 2 in rows[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["grades"],
        ["nothing"],
        ["returns", "--format", "pdf"],
        ["returns", "--format", "doc"],
        ["returns", "--from", "x"],
    ],
)
def test_what_there_is_not_is_wrong_usage(stocked, arguments):
    told = stocked("report", *arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_place_that_is_not_there_fails(stocked, tmp_path):
    assert stocked("report", "returns", "-o", tmp_path / "no" / "r.csv").code == 3


def test_what_lies_too_long_is_a_list_and_an_exit_code(stocked, tmp_path):
    told = stocked("report", "ageing", "--json")
    assert (told.code, {row["place"] for row in told.lines}) == (0, {"on_the_way"})
    late = [row["order_id"] for row in told.lines if row["alert"]]
    alerts = stocked("report", "ageing", "--alerts", "--json")
    assert [row["order_id"] for row in alerts.lines] == late
    assert alerts.code == (1 if late else 0)
    assert stocked("report", "ageing", "--format", "xlsx", "-o", tmp_path / "a.xlsx").code == 0
    assert stocked("report", "ageing", "--from", "2100-01-01", "--alerts").code == 0


def test_amazons_reports_are_there_and_empty(stocked):
    for kind in ("regrade-gain", "fba-decisions", "fba-removals"):
        told = stocked("report", kind)
        assert (told.code, len(told.out.splitlines())) == (0, 1)
    assert stocked("report", "regrade-gain", "--per", "client").out.startswith("client,units")
    assert stocked("report", "regrade-gain", "--per", "bench").code == 2
    assert stocked("report", "returns", "--alerts").code == 2
