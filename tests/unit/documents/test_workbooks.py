"""Workbooks as tables: numbers, dates and formulas as they are; what is broken or swollen is refused whole."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from app.documents.tables import DelimitedTables
from app.documents.workbooks import WorkbookTable
from app.errors import UserError
from app.services.importing.cells import Moment, Number, Unreadable

SHEET = "xl/worksheets/sheet1.xml"


def book(*rows):
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def altered(content, changes, *, without=()):
    """The workbook with some of its parts changed: `{part: text -> text, or bytes}`."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name)
            if name not in without:
                new.writestr(name, old.read(name) if change is None else change(old.read(name).decode()))
    return result.getvalue()


def read(folder, content):
    path = folder / "table.csv"  # what it is shows in its bytes
    path.write_bytes(content)
    with DelimitedTables().open(path) as table:
        rows = list(table.rows())
        assert list(table.rows()) == rows
        return table.header, rows


def test_texts_numbers_and_dates_come_as_what_they_are(tmp_path):
    header, rows = read(
        tmp_path,
        book(
            ("sku", "tracking", "when", "sure", None),
            ("A1", 123456789012, datetime.fromisoformat("2026-11-21T14:30"), True),
            (),
            ("=x", 12.5, date(2026, 11, 21)),
        ),
    )
    assert header == ("sku", "tracking", "when", "sure")
    assert rows[0] == ["A1", "123456789012", "2026-11-21T14:30:00", "true"]
    assert [type(cell) for cell in rows[0]] == [str, Number, Moment, str]
    assert rows[1][1:] == ["12.5", "2026-11-21", ""]


def test_of_a_formula_only_its_stored_value_counts(tmp_path):
    content = book(("sku", "n", "m"), ("A1", "=1+1", "=SUM(B2)"))
    _, (row,) = read(tmp_path, content)
    assert all(isinstance(cell, Unreadable) and "formula without a value" in cell.reason for cell in row[1:])
    with_value = altered(
        content,
        {
            SHEET: lambda text: text.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace(
                "<f>1+1</f><v />", "<f>1+1</f><v>2</v>"
            )
        },
    )
    _, (row,) = read(tmp_path, with_value)
    assert row[1] == "2"
    assert not isinstance(row[1], Unreadable)


def test_a_cell_that_shows_an_error_has_no_value(tmp_path):
    _, (row,) = read(tmp_path, book(("sku", "n"), ("A1", "#N/A")))
    assert isinstance(row[1], Unreadable)


def test_a_hidden_sheet_is_not_what_the_person_saw(tmp_path):
    made = Workbook()
    made.worksheets[0].append(["wrong"])
    made.worksheets[0].sheet_state = "hidden"
    made.create_sheet("Seen").append(["right"])
    content = io.BytesIO()
    made.save(content)
    assert read(tmp_path, content.getvalue()) == (("right",), [])


@pytest.mark.parametrize(
    ("changes", "without"),
    [
        ({SHEET: lambda text: text[: len(text) // 2]}, ()),
        ({SHEET: lambda _: "no markup"}, ()),
        ({}, ("xl/workbook.xml",)),
        ({}, (SHEET,)),
        ({SHEET: lambda text: text.replace('t="n"><v>1<', 't="s"><v>999<')}, ()),
        ({SHEET: lambda text: '<!DOCTYPE a [<!ENTITY b "c">]>' + text}, ()),
        ({SHEET: lambda text: text + "<!-- " + "x" * 20_000_000 + " -->"}, ()),
    ],
)
def test_a_broken_or_swollen_workbook_is_refused(tmp_path, changes, without):
    with pytest.raises(UserError) as caught:
        read(tmp_path, altered(book(("sku", "n"), ("A1", 1)), changes, without=without))
    assert caught.value.code == "no_table"


def test_an_archive_and_half_a_workbook_are_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("returns.csv", "a,b")
    with pytest.raises(UserError, match="archive and no workbook"):
        read(tmp_path, content.getvalue())
    whole = book(("sku",), ("A1",))
    with pytest.raises(UserError, match="broken workbook"):
        read(tmp_path, whole[: len(whole) // 2])


def test_a_sheet_without_anything_is_empty(tmp_path):
    with pytest.raises(UserError, match="is empty"):
        read(tmp_path, book())


def test_a_sheet_is_parsed_once_however_often_it_is_read(tmp_path, monkeypatch):
    parsed = []
    whole = WorkbookTable._rows

    def counted(table):
        parsed.append(1)
        return whole(table)

    monkeypatch.setattr(WorkbookTable, "_rows", counted)
    path = tmp_path / "table.xlsx"
    path.write_bytes(book(["sku", "n"], ["A1", 7], ["B2", date(2026, 11, 1)]))
    with DelimitedTables().open(path) as table:
        parsed.clear()  # the header
        first, second = list(table.rows()), list(table.rows())
    assert parsed == [1]
    assert first == second == [["A1", "7"], ["B2", "2026-11-01"]]
    assert [[type(cell) for cell in row] for row in second] == [[str, Number], [str, Moment]]
