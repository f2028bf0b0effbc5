"""Papers, joined: a certificate as the pack takes it, reports as files."""

from decimal import Decimal

import openpyxl
import pypdfium2

from app import paper_parts


def test_a_report_becomes_a_workbook(tmp_path):
    paper_parts.write_sheet(tmp_path / "report.xlsx", ("sku", "net"), [("=1+1", Decimal("3.50"))])
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx").worksheets[0]
    rows = list(sheet.values)
    assert rows[0] == ("sku", "net")
    assert "1+1" in str(rows[1][0])


def test_a_report_becomes_a_paper(tmp_path):
    paper_parts.write_report(tmp_path / "report.pdf", "reasons", ("sku", "net"), [("SHOE", Decimal("3.50"))])
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as paper:
        assert "SHOE" in paper[0].get_textpage().get_text_bounded()
