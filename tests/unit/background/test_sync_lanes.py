"""Channels are worked beside one another until they are closed."""

from __future__ import annotations

import threading

import pytest

from app.background.sync_lanes import SyncLanes


class Work:
    def __init__(self, name: str, steps: int = 3) -> None:
        self.name, self.left, self.threads = name, steps, set[str]()
        self.began = threading.Event()

    def step(self) -> float:
        self.began.set()
        self.threads.add(threading.current_thread().name)
        self.left -= 1
        return 0.0 if self.left > 0 else 60.0

    def tried(self) -> bool:
        return True


def test_each_channel_has_a_lane_and_all_are_tried():
    works = [Work("a"), Work("b")]
    lanes = SyncLanes(works)
    lanes.start()
    assert lanes.wait_until_tried(30)
    lanes.close()
    lanes.wait_until_closed(lambda: False)
    assert [work.threads for work in works] == [{"channel a"}, {"channel b"}]
    assert [work.left for work in works] == [0, 0]


def test_one_that_hangs_keeps_up_no_other():
    free = threading.Event()

    class Hangs(Work):
        def step(self) -> float:
            self.began.set()
            free.wait()
            return 60.0

    stuck, other = Hangs("stuck"), Work("other")
    lanes = SyncLanes([stuck, other])
    lanes.start()
    assert stuck.began.wait(30)
    assert not lanes.wait_until_tried(0.0)
    assert other.began.wait(30)
    free.set()
    lanes.close()


@pytest.mark.expects_warning
def test_a_fault_of_the_program_ends_its_lane_alone():
    class Breaks(Work):
        def step(self) -> float:
            self.began.set()
            raise RuntimeError("broken")

    broken, other = Breaks("broken"), Work("other")
    lanes = SyncLanes([broken, other])
    lanes.start()
    assert broken.began.wait(30)
    assert other.began.wait(30)
    lanes.close()


def test_without_channels_nothing_is_to_be_tried():
    lanes = SyncLanes([])
    lanes.start()
    assert lanes.wait_until_tried(0.0)
    lanes.close()


def test_whoever_waits_is_free_when_it_was_stopped():
    asked = iter([False, True])
    lanes = SyncLanes([Work("a")])
    lanes.wait_until_closed(lambda: next(asked))
    assert next(asked, None) is None
    lanes.close()
