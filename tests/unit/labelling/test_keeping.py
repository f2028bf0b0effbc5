"""Files of a client's own are there whole, or as they were."""

import os

import pytest

from app.labelling.keeping import take_away, write_whole


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path):
    path = tmp_path / "ACME" / "unit.yaml"
    for content in (b"one", b"two"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["unit.yaml"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "unit.yaml"
    write_whole(path, b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"two")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("unit.yaml", b"one")]


def test_what_is_not_there_is_taken_away_all_the_same(tmp_path):
    path = tmp_path / "ACME" / "logo.png"
    take_away(path)
    write_whole(path, b"one")
    take_away(path)
    take_away(path)
    assert not path.exists()
