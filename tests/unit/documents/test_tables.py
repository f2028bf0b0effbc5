"""What is read as a table, and what is refused whole."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.tables import BIGGEST_CELL, DelimitedTables
from app.errors import UsageError, UserError


def read(folder, content: bytes | str):
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with DelimitedTables().open(path) as table:
        return table.header, list(table.rows())


@pytest.mark.parametrize(
    "content",
    ["a,b\n1,2\n", "\ufeffa,b\r\n1,2\r\n", "a\tb\n1\t2", "a;b\n1;2\n", '"a","b"\n"1","2"\n', "a,b\r1,2\r"],
)
def test_the_separator_and_the_line_ends_are_found(tmp_path, content):
    assert read(tmp_path, content) == (("a", "b"), [["1", "2"]])


def test_the_header_alone_decides_the_separator(tmp_path):
    assert read(tmp_path, "a,b\n1;2;3;4,x\ty\tz\n") == (("a", "b"), [["1;2;3;4", "x\ty\tz"]])


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    assert read(tmp_path, "a,b\n") == (("a", "b"), [])
    assert read(tmp_path, "a,b") == (("a", "b"), [])


def test_lines_with_nothing_on_them_are_left_out_and_short_rows_are_not(tmp_path):
    assert read(tmp_path, "a,b\n\n1\n\n1,2,3\n") == (("a", "b"), [["1"], ["1", "2", "3"]])


def test_quotes_may_hold_line_ends_and_separators(tmp_path):
    assert read(tmp_path, 'a,b\n"x\ny,z","say ""hi"""\n') == (("a", "b"), [["x\ny,z", 'say "hi"']])
    assert read(tmp_path, '"a\nname",b\n1,2\n') == (("a\nname", "b"), [["1", "2"]])


def test_unnamed_columns_get_a_name(tmp_path):
    assert read(tmp_path, "a,,b,\n")[0] == ("a", "column 2", "b", "column 4")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        (",,\n1,2,3\n", "is empty"),
        ('a,b\n1,"2\n', "ends within quotes"),
        ('a,b\n1,"2"x\n', "quotes do not fit"),
        (b"a,b\n\xe4\xb8\xff,2\n", "neither UTF-8"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook of the old kind"),
        (b"%PDF-1.7 a,b\n", "is a PDF"),
        (b"PK\x03\x04 and nothing more", "broken workbook"),
        (",".join(f"c{n}" for n in range(1001)), "more than 1000 columns"),
        ('a,b\n1,"' + "x" * (BIGGEST_CELL + 1), "has no end"),
    ],
)
def test_what_is_no_table_is_refused_with_words(tmp_path, content, words):
    with pytest.raises(UserError, match=words) as caught:
        read(tmp_path, content)
    assert caught.value.hint
    assert caught.value.exit_code == 1


def test_a_fault_further_down_comes_when_the_reading_gets_there(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n1,2\n" + b"x,y\n" * 100_000 + b'"')
    with DelimitedTables().open(path) as table:
        assert next(table.rows()) == ["1", "2"]
        with pytest.raises(UserError, match="ends within quotes"):
            list(table.rows())


def test_a_missing_file_and_a_folder_are_wrong_usage(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UsageError, match="cannot be opened"), DelimitedTables().open(path):
            pass


@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=5))
def test_what_a_spreadsheet_writes_comes_back(tmp_path_factory, rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    encoded = text.getvalue().encode("utf-8", "replace")
    header, read_rows = read(tmp_path_factory.getbasetemp(), encoded)
    assert header == ("a", "b", "c")
    assert read_rows == [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, content):
    with contextlib.suppress(UserError):
        read(tmp_path_factory.getbasetemp(), content)
