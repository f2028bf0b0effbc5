"""A report as a workbook: texts are texts, numbers are numbers, and the file is whole or not there."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook

from app.documents import sheets
from app.documents.sheets import write_sheet
from app.errors import StoreError


def test_texts_stay_texts_and_numbers_numbers(tmp_path):
    path = tmp_path / "report.xlsx"
    write_sheet(path, ["sku", "quantity", "net"], [["=HYPERLINK(1)", -3, Decimal("-2.50")], ["a\0b", 0, Decimal(1)]])
    sheet = load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    assert [(one.value, one.data_type) for one in rows[0]] == [("=HYPERLINK(1)", "s"), (-3, "n"), (-2.5, "n")]
    assert rows[1][0].value == "a�b"
    assert [one.value for one in next(sheet.iter_rows(max_row=1))] == ["sku", "quantity", "net"]


def test_what_does_not_fit_a_sheet_is_refused_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(StoreError, match="2 rows"):
        write_sheet(tmp_path / "report.xlsx", ["a"], [["x"]] * 3)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        write_sheet(tmp_path / "no" / "report.xlsx", ["a"], [["x"]])
