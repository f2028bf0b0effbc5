"""Keys of records are UUIDv7, sort as they were made, and tell when that was."""

from __future__ import annotations

import threading
import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.store.record_keys import RecordKeys, new_key

TODAY = 1_795_000_000_000  # milliseconds


def made_at(key: str) -> int:
    """Its milliseconds."""
    return uuid.UUID(key).int >> 80


class Clock:
    def __init__(self) -> None:
        self.ms = TODAY

    def __call__(self) -> int:
        return self.ms * 1_000_000 + 999_999


@given(steps=st.lists(st.integers(-5, 5), min_size=1, max_size=60))
def test_they_sort_as_made_whatever_the_clock_does(steps):
    clock = Clock()
    keys = RecordKeys(clock)
    made = []
    for step in steps:
        clock.ms += step
        made.append(keys.new())
        assert made_at(made[-1]) >= clock.ms
    assert made == sorted(set(made))
    for key in map(uuid.UUID, made):
        assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert [str(uuid.UUID(key)) for key in made] == made


def test_a_large_file_does_not_put_them_ahead_of_the_clock():
    clock = Clock()
    keys = RecordKeys(clock)
    assert {made_at(keys.new()) for _ in range(20_000)} == {TODAY}
    clock.ms += 1
    ours, another_bench = keys.new(), RecordKeys(clock).new()
    assert made_at(ours) == made_at(another_bench) == TODAY + 1
    clock.ms += 1
    assert ours < RecordKeys(clock).new()


def test_the_bits_after_the_time_are_by_chance():
    keys = RecordKeys(Clock(), chance=lambda bits: (1 << bits) - 1)
    first, second = keys.new(), keys.new()
    assert first.endswith("-7fff-bfff-ffffffffffff")
    assert made_at(second) == TODAY + 1  # where there is no room left it counts on into the next one
    assert first < second


def test_threads_never_get_the_same():
    made: list[list[str]] = [[] for _ in range(4)]
    begin = threading.Barrier(len(made))

    def work(mine: list[str]) -> None:
        begin.wait()
        mine.extend(new_key() for _ in range(500))

    threads = [threading.Thread(target=work, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key for mine in made for key in mine}) == 2000
    assert all(mine == sorted(mine) for mine in made)
