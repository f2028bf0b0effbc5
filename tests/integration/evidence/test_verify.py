"""What is whole is found whole, on both databases, also while others write; memory does not grow with the records."""

import threading
import tracemalloc

import pytest

from app.store.audit import GENESIS
from tests.integration.evidence.day import Day


@pytest.fixture
def day(database_url, tmp_path):
    day = Day(tmp_path / "profile", database_url)
    yield day
    day.engine.dispose()


def test_a_whole_day_is_found_whole(day):
    for grade in "ABCSA":
        day.inspect(grade)
    found = day.verify()
    assert found.problems == ()
    assert (found.entries, found.photos, found.ok) == (6, 5, True)
    assert len(found.head) == 64
    assert found.head != GENESIS


def test_a_new_profile_is_whole(day):
    assert day.verify().ok


def test_a_photo_that_is_being_filed_is_no_alarm(day):
    day.inspect("A")
    day.photo()
    assert day.verify().problems == ()


def test_every_stations_chain_is_verified(day, database_url, tmp_path):
    other = Day.__new__(Day)
    other.reopen(tmp_path / "other", database_url)
    with other.engine.begin() as connection:
        other.append(connection, "opened", [])
    day.inspect("A")
    found = day.verify()
    assert found.entries == 3
    if database_url.startswith("sqlite"):  # one profile's own: nobody else writes there
        (problem,) = found.problems
        assert f"The chain of station {other.station} (1 entries) cannot be compared" in problem
    else:
        assert found.problems == ()
    other.engine.dispose()


def test_verified_while_others_write(day):
    """No false alarm in any round, though grades are committed and photos filed the whole time."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.is_set():
                day.inspect()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        rounds = [day.verify().problems for _ in range(6)]
    finally:
        stop.set()
        worker.join()
    assert failed == []
    assert rounds == [()] * 6
    assert day.verify().entries > 6


def test_memory_stays_bounded(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")

    def peak() -> int:
        tracemalloc.start()
        assert day.verify().ok
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    for _ in range(20):
        day.inspect("A")
    peak()
    few = peak()
    for _ in range(200):
        day.inspect("B")
    assert peak() - few < 8_000_000  # rows are fetched 2000 at a time
    day.engine.dispose()
