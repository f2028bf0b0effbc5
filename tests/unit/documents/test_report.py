"""A report as a PDF."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.report import _laid_out, report_pdf, write_report
from app.errors import StoreError
from tests.certificates import flat, pages_of

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


def test_no_number_is_broken_where_many_columns_stand_side_by_side():
    names = [f"column_{number}" for number in range(12)]
    row: list[str | int | Decimal] = [
        "A client with a name that is rather long",
        *(Decimal(f"{10 + number}345.67") for number in range(12)),
    ]
    (page,) = pages_of(report_pdf("recovery", ["client", *names], [row, ["MO-01", *row[1:]]]))
    assert all(page.count(str(cell)) == 2 for cell in row[1:])
    assert "MO-01" in page


def test_several_values_of_a_cell_part_between_them_and_texts_stay_as_they_are():
    (page,) = pages_of(report_pdf("grades", ["overrulings", "note"], [["A>B:2;B>C:1", "red;small one"]]))
    assert "A>B:2; B>C:1" in page
    assert "red;small one" in page


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60)), min_size=1, max_size=25))
@example([(1, 0)] * 7 + [(1, 19)] + [(1, 26)] * 8 + [(40, 0)] * 8)
def test_the_columns_fill_the_sheet_and_each_has_some_room(columns):
    heads = ["h" * head for head, _ in columns]
    size, widths = _laid_out(heads, [["x" * longest for _, longest in columns]], 745.0)
    assert sum(widths) == pytest.approx(745.0)
    assert min(widths) > size
