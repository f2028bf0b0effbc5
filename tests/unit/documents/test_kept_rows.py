"""A source that is slow to read is read once, and its cells stay what they were."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.kept_rows import KeptRows
from app.services.importing.cells import Moment, Number, Unreadable

TEXTS = st.text(st.characters())
CELLS = st.one_of(
    TEXTS, TEXTS.map(Number), TEXTS.map(Moment), st.builds(Unreadable, TEXTS, st.sampled_from(["a formula", "—"]))
)


def known(rows):
    return [[(type(cell), str(cell), getattr(cell, "reason", "")) for cell in row] for row in rows]


class Source:
    def __init__(self, rows):
        self._rows, self.readings = rows, 0

    def read(self):
        self.readings += 1
        yield from self._rows


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_what_is_read_again_is_what_was_read_first(rows):
    source = Source(rows)
    kept = KeptRows(source.read)
    try:
        assert known(kept.rows()) == known(rows)
        assert known(kept.rows()) == known(kept.rows()) == known(rows)
        assert source.readings == 1
    finally:
        kept.close()


def test_what_was_not_read_to_its_end_is_read_from_the_source_again():
    source = Source([["1"], ["2"]])
    kept = KeptRows(source.read)
    for row in kept.rows():
        assert row == ["1"]
        break
    assert list(kept.rows()) == [["1"], ["2"]]
    assert source.readings == 2
    kept.close()
    assert list(kept.rows()) == [["1"], ["2"]]
    assert source.readings == 3
    kept.close()


class Full(io.StringIO):
    """A disk that is full, at the first row or at the end."""

    def __init__(self, at):
        super().__init__()
        self.at = at

    def write(self, text):
        if self.at == "row":
            raise OSError(28, "No space left on device")
        return super().write(text)

    def flush(self):
        if self.at == "end":
            raise OSError(28, "No space left on device")


@pytest.mark.parametrize("at", ["row", "end", "opening"])
def test_where_nothing_can_be_kept_the_source_is_read_again(monkeypatch, at):
    def opened(*_, **__):
        if at == "opening":
            raise OSError(13, "Permission denied")
        return Full(at)

    monkeypatch.setattr("tempfile.TemporaryFile", opened)
    source = Source([["1"], ["2"]])
    kept = KeptRows(source.read)
    assert list(kept.rows()) == list(kept.rows()) == [["1"], ["2"]]
    assert source.readings == 2
