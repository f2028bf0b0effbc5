"""The columns of a file as they are read, and its refused rows, bounded."""

import pytest

from app.services.importing import Imported, Rejected
from app.services.importing.asking import FileSeen
from app.ui.imports.scene import MOST_REFUSED, column_rows, refused_rows, wanted_columns

SEEN = FileSeen("f", 1, "", "utf-8", ("SKU", "gift"), (("sku", "SKU"),), ("gift",), names_client=False, first=())
pytestmark = pytest.mark.usefixtures("dressed")


def test_columns_stand_as_in_the_file_with_what_they_are_read_as():
    assert [(row.theirs, row.ours, row.known) for row in column_rows(SEEN)] == [
        ("SKU", "sku", True),
        ("gift", "kept as a note", False),
    ]


def test_refused_rows_come_first_and_no_more_than_a_table_holds():
    row = Rejected(7, "photo", "x.jpg", "no such picture")
    some = refused_rows(Imported(rejected=[row], warnings=[row]))
    assert [one.reason for one in some] == ["no such picture", "comes in: no such picture"]
    assert len(refused_rows(Imported(rejected=[row] * (MOST_REFUSED + 5), warnings=[row]))) == MOST_REFUSED


def test_what_a_kind_needs():
    assert wanted_columns("products") == ("client", "sku", "title")
