"""Checkpoints are signed, survive torn lines and many writers, and show when they were altered."""

import json
from datetime import UTC, datetime
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from app.store import checkpoints
from app.store.audit import GENESIS
from app.store.checkpoints import FILE, Checkpoints, read_checkpoints
from app.store.keys import StationKeys, open_keys

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path) -> StationKeys:
    return open_keys(tmp_path, "bench-01")


def seqs(keys: StationKeys) -> list[int]:
    found, problems = read_checkpoints(keys.folder, keys.public)
    assert problems == ()
    return [checkpoint.seq for checkpoint in found]


def test_the_first_stands_before_the_first_entry(keys):
    Checkpoints(keys)
    (first,), problems = read_checkpoints(keys.folder, keys.public)
    assert (first.station, first.seq, first.hash, problems) == (keys.identity.id, 0, GENESIS, ())
    Checkpoints(keys)
    assert seqs(keys) == [0]


def test_what_was_noted_is_read(keys):
    written = Checkpoints(keys)
    for seq in (1, 2):
        written.note(seq, f"{seq:064x}", AT)
    assert seqs(keys) == [0, 1, 2]


def test_many_writers_need_no_lock(keys):
    written = Checkpoints(keys)
    with ThreadPool(8) as pool:
        pool.map(lambda seq: written.note(seq, f"{seq:064x}", AT), range(1, 201))
    assert sorted(seqs(keys)) == list(range(201))


@pytest.mark.parametrize("cut", [1, 2, 30, 150])
def test_a_line_torn_by_a_power_cut_is_passed_over_and_spoils_no_other(keys, cut):
    written = Checkpoints(keys)
    written.note(1, "1" * 64, AT)
    whole = (keys.folder / FILE).read_bytes()
    (keys.folder / FILE).write_bytes(whole[:-cut])
    assert seqs(keys) == ([0, 1] if cut == 1 else [0])
    written.note(2, "2" * 64, AT)
    assert seqs(keys)[-1] == 2


def altered(path: Path, **changes: object) -> None:
    first, *rest = path.read_text().split("\n\n")
    path.write_text(
        "\n\n".join([first, *[json.dumps(json.loads(line) | changes, separators=(",", ":")) for line in rest]])
    )


@pytest.mark.parametrize(
    "change",
    [{"seq": 2}, {"hash": "2" * 64}, {"station": "x"}, {"at": "later"}, {"sig": "AAAA"}, {"sig": None}, {"more": 1}],
)
def test_an_altered_one_is_found(keys, change):
    Checkpoints(keys).note(1, "1" * 64, AT)
    altered(keys.folder / FILE, **change)
    found, problems = read_checkpoints(keys.folder, keys.public)
    assert [checkpoint.seq for checkpoint in found] == [0]
    assert len(problems) == 1
    assert "does not carry a valid signature" in problems[0]


def test_another_stations_key_does_not_count(keys, tmp_path):
    Checkpoints(keys)
    other = open_keys(tmp_path / "other", "bench-02")
    found, problems = read_checkpoints(keys.folder, other.public)
    assert found == ()
    assert len(problems) == 2


def test_a_file_taken_away_is_missed(keys):
    Checkpoints(keys)
    (keys.folder / FILE).unlink()
    later = Checkpoints(open_keys(keys.folder, "bench-01"))
    assert not (keys.folder / FILE).exists()
    assert "no valid checkpoint" in read_checkpoints(keys.folder, keys.public)[1][0]
    later.note(7, "7" * 64, AT)
    assert "first checkpoints are no longer" in read_checkpoints(keys.folder, keys.public)[1][0]


def test_a_program_killed_between_its_key_and_its_first_checkpoint_raises_no_alarm(keys):
    Checkpoints(open_keys(keys.folder, "bench-01")).note(1, "1" * 64, AT)
    assert seqs(keys) == [1]


def test_a_large_file_is_put_aside_and_the_newest_are_kept(keys, monkeypatch):
    monkeypatch.setattr(checkpoints, "LARGE", 2_000)
    written = Checkpoints(keys)
    for seq in range(1, 101):
        written.note(seq, f"{seq:064x}", AT)
    assert len(list(keys.folder.glob("checkpoints-*.jsonl"))) == checkpoints.PUT_ASIDE
    assert max(seqs(keys)) == 100
    assert len(seqs(keys)) < 40


@pytest.mark.expects_warning
def test_a_disk_that_fails_does_not_undo_what_is_committed(keys, monkeypatch, caplog):
    written = Checkpoints(keys)
    (keys.folder / FILE).unlink()
    (keys.folder / FILE).mkdir()
    written.note(7, "7" * 64, AT)
    assert "audit entry 7 was not written" in caplog.text
