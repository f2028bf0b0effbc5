"""A report as a PDF."""

from decimal import Decimal

import pytest

from app.documents.report import report_pdf, write_report
from app.errors import StoreError
from tests.certificates import flat

ROWS: list[list[str | int | Decimal]] = [["ACME", 3, Decimal("2.000")], ["<b>NOVA & 名", 1, Decimal("0.160")]]
HEAD = ["client", "pieces", "weight_kg"]


def test_it_holds_what_the_table_holds(tmp_path):
    write_report(tmp_path / "r.pdf", "destruction\n2026", HEAD, ROWS)
    content = (tmp_path / "r.pdf").read_bytes()
    assert content == report_pdf("destruction\n2026", HEAD, ROWS)
    text = flat(content)
    for said in ("destruction", "2026", "2.000", "<b>NOVA&名", "weightkg", "1/1"):
        assert said in text
    assert [path.name for path in tmp_path.iterdir()] == ["r.pdf"]


def test_nothing_to_report_is_a_report():
    assert "client" in flat(report_pdf("destruction", HEAD, []))


def test_a_place_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError):
        write_report(tmp_path / "no" / "r.pdf", "t", HEAD, ROWS)
