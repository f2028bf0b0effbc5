"""Separated text is read more than once, in whatever encoding it is."""

import pytest

from app.documents.delimited import DelimitedTable, named
from app.errors import UserError

TEXT = "sku,reason_text\nA1,太小了\nB2,颜色不对\n"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_from_its_first_row_each_time(tmp_path, codec):
    path = tmp_path / "table.csv"
    path.write_bytes(TEXT.encode(codec))
    with path.open("rb") as file:
        table = DelimitedTable(file, path)
        assert table.header == ("sku", "reason_text")
        for _ in range(2):
            assert list(table.rows()) == [["A1", "太小了"], ["B2", "颜色不对"]]
        assert next(table.rows()) == ["A1", "太小了"]
        assert next(table.rows()) == ["A1", "太小了"]


def test_a_header_of_nothing_is_refused(tmp_path):
    with pytest.raises(UserError, match="is empty"):
        named(["", " "], tmp_path)
