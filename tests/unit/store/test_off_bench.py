"""Checkpoints off the bench arrive, hold nobody up, and show what no checkpoint of the bench can."""

import shutil

import pytest

from app.store.audit import GENESIS
from app.store.audit_verify import verify
from app.store.checkpoints import FILE, Checkpoints, signed
from app.store.off_bench import APART_S, OffBench, off_bench_lines
from tests.integration.evidence.day import START, Day

STATION = "0190a000-0000-7000-8000-000000000001"


class Seconds:
    now = 100.0

    def __call__(self):
        return self.now


def at_once(write):
    write()


def lines(folder, station=STATION):
    return [line for _, line in off_bench_lines(folder, station)]


def test_the_newest_is_written_and_not_more_often_than_it_may(tmp_path):
    seconds = Seconds()
    off = OffBench(tmp_path, STATION, at_once, seconds)
    for number in (1, 2, 3):
        off.note(b'\n{"seq":%d}\n' % number)
    assert lines(tmp_path) == [b'{"seq":1}']
    seconds.now += APART_S
    off.note(b'\n{"seq":4}\n')
    off.note(b'\n{"seq":5}\n')
    off.write()  # when the station is closed
    off.write()
    assert lines(tmp_path) == [b'{"seq":1}', b'{"seq":4}', b'{"seq":5}']


@pytest.mark.expects_warning
def test_a_share_that_is_away_is_said_and_the_next_line_is_written(tmp_path):
    seconds = Seconds()
    off = OffBench(tmp_path / "share", STATION, at_once, seconds)
    off.note(b'{"seq":1}\n')
    (tmp_path / "share").mkdir()
    seconds.now += APART_S
    off.note(b'{"seq":2}\n')
    assert lines(tmp_path / "share") == [b'{"seq":2}']


def test_only_this_stations_newest_files_are_read(tmp_path):
    for month in ("2026-01", "2026-02", "2026-03"):
        (tmp_path / f"{STATION}-{month}.jsonl").write_bytes(b'{"m":"%s"}\n{"torn' % month.encode())
    (tmp_path / "other-2026-03.jsonl").write_bytes(b"{}\n")
    assert lines(tmp_path) == [b'{"m":"2026-02"}', b'{"m":"2026-03"}']


def test_who_has_the_key_and_writes_everything_anew_is_found(tmp_path):
    """Database and checkpoints of an earlier day are put back, whole and signed: only the folder elsewhere knows."""
    share = tmp_path / "share"
    share.mkdir()
    day = Day(tmp_path / "bench", f"sqlite:///{tmp_path / 'bench' / 'regrade.db'}")
    off = OffBench(share, day.station, at_once, Seconds())
    day.store._note = Checkpoints(day.keys, off.note).note
    day.engine.dispose()
    shutil.copytree(tmp_path / "bench", tmp_path / "earlier")
    day.inspect("A")
    off.write()
    assert verify(day.engine, day.evidence, day.keys, elsewhere=share).problems == ()
    day.engine.dispose()
    for name in ("regrade.db", f"keys/{FILE}"):
        shutil.copy(tmp_path / "earlier" / name, tmp_path / "bench" / name)
    for name in ("regrade.db-wal", "regrade.db-shm"):
        (tmp_path / "bench" / name).unlink(missing_ok=True)
    problems = verify(day.engine, day.evidence, day.keys, elsewhere=share).problems
    assert any("rolled back" in problem for problem in problems)
    day.engine.dispose()


def test_what_lies_there_with_another_signature_or_cannot_be_read_is_said(tmp_path):
    day = Day(tmp_path / "bench", f"sqlite:///{tmp_path / 'regrade.db'}")
    share = tmp_path / "share"
    away = verify(day.engine, day.evidence, day.keys, elsewhere=share)
    assert any("cannot be read from" in problem for problem in away.problems)
    share.mkdir()
    assert verify(day.engine, day.evidence, day.keys, elsewhere=share).problems == ()
    (share / f"{day.station}-2026-03.jsonl").write_bytes(b'{"seq":99,"sig":"AAAA"}\n')
    found = verify(day.engine, day.evidence, day.keys, elsewhere=share)
    assert any("valid signature" in problem for problem in found.problems)
    day.engine.dispose()


def test_the_line_that_goes_there_is_the_one_that_stays(tmp_path):
    day = Day(tmp_path / "bench", f"sqlite:///{tmp_path / 'regrade.db'}")
    sent: list[bytes] = []
    Checkpoints(day.keys, sent.append).note(7, GENESIS, START)
    (point,), problems = signed([("x:1", sent[0].strip())], [day.keys.public])
    assert (point.seq, problems) == (7, [])
    assert sent[0] in (day.keys.folder / FILE).read_bytes()
    day.engine.dispose()


@pytest.mark.expects_warning
def test_the_last_line_is_tried_once_more_when_the_station_is_closed(tmp_path):
    off = OffBench(tmp_path / "share", STATION, at_once, Seconds())
    off.note(b'{"seq":1}\n')
    (tmp_path / "share").mkdir()
    off.write()
    assert lines(tmp_path / "share") == [b'{"seq":1}']
