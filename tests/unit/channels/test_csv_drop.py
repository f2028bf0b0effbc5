"""The folder: one whole file a message, no formula, no path from outside."""

import csv
import io

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.csv_drop import CsvDrop, table
from app.domain.channel import Listing
from app.errors import Rejected, Transient
from tests.shops import Kept, around, change, listing, settings

KEY = "0192f0c1-0000-7000-8000-000000000001"


def channel(folder):
    return CsvDrop(settings("csv_drop"), around(lambda _: httpx.Response(500), Kept(folder=str(folder))))


def rows(text):
    return list(csv.DictReader(text.splitlines()))


def test_a_message_is_one_file_named_by_its_key(tmp_path):
    channel(tmp_path).apply(listing(target="outlet"), change(1, "R-0001"), KEY + ":2", None)
    (file,) = tmp_path.iterdir()
    assert file.name == f"{KEY}-2.csv"
    assert rows(file.read_text()) == [
        {
            "id": KEY + ":2", "at": "2026-11-21T12:00:00.000+00:00", "client": "ACME", "sku": "SHOE-1", "grade": "A",
            "target": "outlet", "unit": "R-0001", "delta": "1",
        }
    ]  # fmt: skip


def test_dropped_again_it_takes_its_own_place(tmp_path):
    for _ in range(2):
        channel(tmp_path).apply(listing(), change(-1), KEY, None)
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_half_written_is_ever_seen(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.channels.csv_drop.os.fsync", full)
    with pytest.raises(Transient, match="No space left"):
        channel(tmp_path).apply(listing(), change(), KEY, None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_waited_for_and_not_made(tmp_path):
    with pytest.raises(Transient):
        channel(tmp_path / "share").apply(listing(), change(), KEY, None)
    assert not (tmp_path / "share").exists()


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", "x" * 65, "k\0"])
def test_a_key_is_never_a_path(tmp_path, key):
    with pytest.raises(Rejected):
        channel(tmp_path).apply(listing(), change(), key, None)
    assert list(tmp_path.iterdir()) == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_no_cell_is_a_formula_and_none_is_lost(text):
    written = table(Listing("ACME", text, "A", {"target": text}), change(-1), KEY)
    row = list(csv.reader(io.StringIO(written, newline="")))[1]
    assert not row[3].startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert row[3] in {text, "'" + text}
    assert row[7] == "-1"


def test_a_folder_that_is_not_there_is_told_before_anything_is_sent_and_never_made(tmp_path):
    there, missing = tmp_path / "there", tmp_path / "missing"
    there.mkdir()
    channel(there).look()
    for bad in (missing, tmp_path / "file"):
        (tmp_path / "file").touch()
        with pytest.raises(Transient, match="is not there"):
            channel(bad).look()
    assert not missing.exists()
