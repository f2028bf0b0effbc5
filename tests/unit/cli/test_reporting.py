"""`report`: JSON lines, CSV and workbooks, on standard output or in a file."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from app.domain.verdict import Route
from app.store.keys import StationIdentity
from app.store.unit_of_work import open_store
from tests.certificates import flat
from tests.graded_units import ANN, ODD, TEA, Bench, on

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
        ["grades", "--per", "unit"],
        ["recovery", "--per", "unit", "--format", "pdf", "-o", "r.pdf"],
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


@pytest.fixture
def inspected(regrade, tmp_path):
    """A house where two units were graded; one is of an article whose names a table might take for formulas."""
    assert regrade("user", "list").code == 0
    store = open_store(f"sqlite:///{tmp_path / 'profile' / 'regrade.db'}", StationIdentity("S", "bench"))
    bench = Bench(store)
    bench.unit(1, on(3), nets={Route.RESTOCK: "17.00"})
    bench.unit(2, on(4), product=ODD, nets={Route.QUARANTINE: "0.00"})
    store.close()
    return regrade


@pytest.mark.parametrize(("kind", "sums"), [("grades", 1), ("recovery", 1), ("inspectors", 0)])
def test_what_was_inspected_is_told_in_all_four_formats(inspected, tmp_path, kind, sums):
    days = ("--from", "2026-11-03", "--to", "2026-11-04")
    lines = inspected("report", kind, *days, "--json").lines
    assert len(lines) == (1 if kind == "inspectors" else 2)
    rows = list(csv.DictReader(io.StringIO(inspected("report", kind, *days).out, newline="")))
    assert [list(row) for row in rows] == [list(line) for line in lines]
    for form in ("xlsx", "pdf"):
        assert inspected("report", kind, *days, "--format", form, "-o", tmp_path / f"r.{form}").code == 0
    sheet = list(load_workbook(tmp_path / "r.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [list(sheet[0]), len(sheet)] == [list(lines[0]), len(lines) + 1]
    text = flat((tmp_path / "r.pdf").read_bytes())
    assert "2026-11-03to2026-11-04,UTC" in text
    assert text.count("total") == sums
    assert inspected("report", kind, "--to", "2026-11-02", "--json").lines == []


def test_what_an_article_is_called_is_no_formula(inspected, tmp_path):
    rows = list(csv.DictReader(io.StringIO(inspected("report", "recovery", "--per", "unit").out, newline="")))
    assert [(row["title"], row["expected"]) for row in rows] == [("Tea pot", "17.00"), ("'=HYPERLINK(1)", "")]
    rows = list(csv.DictReader(io.StringIO(inspected("report", "grades").out, newline="")))
    assert [row["category"] for row in rows] == ["kitchen", "'@odd"]
    assert inspected("report", "grades", "--per", "sku", "--format", "xlsx", "-o", tmp_path / "g.xlsx").code == 0
    (sheet,) = load_workbook(tmp_path / "g.xlsx").worksheets
    titles = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in titles] == ["s", "s"]
    assert ODD.title in str(titles[1].value)


def test_money_is_a_decimal_string_beside_its_currency(inspected):
    told = {row["client"]: row for row in inspected("report", "recovery", "--per", "client", "--json").lines}
    known = told[TEA.article.client]
    assert (known["value"], known["expected"], known["currency"]) == ("20.00", "17.00", "USD")
    assert (told["NOVA"]["expected"], told["NOVA"]["doubts"]) == (None, "no_price")
    (ann,) = inspected("report", "inspectors", "--json").lines
    assert (ann["badge"], ann["units"], ann["median_s"]) == (ANN.badge, 2, "60.0")
