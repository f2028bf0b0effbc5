"""JSON as a table: lists, lines, a marketplace's answer; what is none is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.tables import DelimitedTables
from app.errors import UserError
from app.services.importing.cells import Number


def read(folder, content: str, codec: str = "utf-8"):
    path = folder / "table.json"
    path.write_bytes(content.encode(codec))
    with DelimitedTables().open(path) as table:
        first = list(table.rows())
        assert list(table.rows()) == first
        return table.header, first


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": "1", "b": "x"}, {"b": "y", "a": "2"}]',
        '{"a": "1", "b": "x"}\n{"b": "y", "a": "2"}\n',
        '{"data": [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]}',
        '{"code": 0, "data": {"total": 2, "items": [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]}}',
    ],
)
def test_a_list_lines_and_an_answer_are_tables(tmp_path, content):
    assert read(tmp_path, content) == (("a", "b"), [["1", "x"], ["2", "y"]])


def test_a_record_alone_is_a_table_of_one_row_and_an_empty_list_has_none(tmp_path):
    assert read(tmp_path, '{"a": "1"}') == (("a",), [["1"]])
    assert read(tmp_path, "[]") == ((), [])


def test_the_encodings_hold_for_json_too(tmp_path):
    for codec in ("utf-8-sig", "utf-16", "gb18030"):
        assert read(tmp_path, '[{"a": "尺码太小"}]', codec) == (("a",), [["尺码太小"]])


def test_lines_of_a_record_give_a_row_each(tmp_path):
    header, rows = read(
        tmp_path,
        '[{"order": "1", "sum": {"of": 1.50, "in": "USD"}, "lines": [{"sku": "A"}, {"sku": "B"}], "tags": ["x", "y"]},'
        ' {"order": "2", "paid": true, "note": null}]',
    )
    assert header == ("order", "sum.of", "sum.in", "tags", "lines.sku", "paid", "note")
    assert rows == [
        ["1", "1.50", "USD", "x;y", "A", "", ""],
        ["1", "1.50", "USD", "x;y", "B", "", ""],
        ["2", "", "", "", "", "true", ""],
    ]
    assert isinstance(rows[0][1], Number)


@pytest.mark.parametrize(
    "content",
    ["[", "[[]]", "[1]x", '[{"a": 1}', '[{"a": 1},]', '[{"a": 1}] more', '{"a": }', '[{"a": NaN}]',
     '[{"a": 1} {"a": 2}]',
     '[{"a":' * 3000, '{"a":' * 3000, '[{"a": 1, "a": 2}]', '[{}, "text"]', '{"a": "no end'],
)  # fmt: skip
def test_what_is_no_such_json_is_refused(tmp_path, content):
    with pytest.raises(UserError) as caught:
        read(tmp_path, content)
    assert caught.value.code == "no_table"


RECORDS = st.lists(
    st.dictionaries(
        st.text(min_size=1, max_size=4).filter(lambda name: "." not in name), st.text(max_size=20), min_size=1
    ),
    min_size=1,
    max_size=8,
)


@given(records=RECORDS, lines=st.booleans(), ascii_only=st.booleans())
def test_what_a_program_writes_comes_back(tmp_path_factory, records, lines, ascii_only):
    ascii_only |= any(
        "\ud800" <= each <= "\udfff" for record in records for each in "".join((*record, *record.values()))
    )
    texts = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    content = "\n".join(texts) if lines else f"[{','.join(texts)}]"
    header, rows = read(tmp_path_factory.getbasetemp(), content)
    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {name: record.get(name, "") for name in header} for record in records
    ]


def test_records_over_the_ends_of_what_is_read_at_once_come_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("app.documents.objects.PIECE", 7)
    records = [{"a": "x" * n, "n": n} for n in range(40)]
    assert [row[1] for row in read(tmp_path, json.dumps(records))[1]] == [str(n) for n in range(40)]
