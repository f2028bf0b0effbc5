"""Who waits begins when it is given, or when that lasts too long."""

import threading
from queue import Queue
from time import monotonic

import pytest

from app.background import lanes
from app.background.lanes import Lane
from app.background.precedence import LONGEST_S, Precedence

WAIT_S = 10


def fail(error: BaseException) -> None:
    raise error


class Asked(Precedence):
    """Tells that somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.times = 0

    def wait(self, seconds: float = LONGEST_S) -> None:
        self.asked.set()
        self.times += 1
        super().wait(seconds)


@pytest.fixture
def first():
    made = Asked()
    yield made
    made.give()


@pytest.fixture
def lane(first, patience):
    made = Lane("behind", behind=[first])
    yield made
    made.close()


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr(lanes, "LONGEST_S", WAIT_S)
    monkeypatch.setattr(lanes, "PATIENT_S", WAIT_S)


def test_nothing_waits_where_it_is_not_taken(first, lane):
    told: Queue[str] = Queue()
    assert not first.taken
    lane.submit(lambda: "done", told.put, fail)
    assert told.get(timeout=WAIT_S / 2) == "done"


def test_a_job_begins_when_it_is_given(first, lane):
    told: Queue[str] = Queue()
    first.take()
    lane.submit(lambda: "done", told.put, fail)
    assert first.asked.wait(WAIT_S)
    assert first.taken
    assert told.empty()
    first.give()
    assert told.get(timeout=WAIT_S) == "done"


def test_a_job_waits_no_longer_than_the_longest(first, lane, monkeypatch):
    monkeypatch.setattr(lanes, "LONGEST_S", 0.001)
    told: Queue[bool] = Queue()
    first.take()
    lane.submit(lambda: first.taken, told.put, fail)
    assert told.get(timeout=WAIT_S)


def test_a_lane_that_is_closed_lets_nobody_go_first(first, patience):
    lane, begun, ended = Lane("closing", behind=[first]), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        ended.wait(WAIT_S)

    lane.submit(work, lambda _: None, lambda _: None)
    assert begun.wait(WAIT_S)
    for _ in range(50):
        lane.submit(lambda: None, lambda _: None, lambda _: None)
    first.asked.clear()
    first.take()
    closing = threading.Thread(target=lane.close)
    closing.start()
    while not lane.closed:
        closing.join(0.001)
    ended.set()
    closing.join(WAIT_S)
    assert not closing.is_alive()
    assert not first.asked.is_set()


def test_the_newest_of_what_comes_quickly_has_its_turn_however_long_another_goes_first(first, monkeypatch):
    """Frames that replace one another: each that waits is cancelled by the next one."""
    monkeypatch.setattr(lanes, "LONGEST_S", 0.001)
    lane, told = Lane("codes", behind=[first]), Queue[int]()
    first.take()
    ends = monotonic() + WAIT_S
    while told.empty() and monotonic() < ends:
        lane.submit_newest(lambda: 1, told.put, fail)
    lane.close()
    assert not told.empty()


def test_what_is_replaced_while_it_waits_has_waited_for_the_one_that_takes_its_place(first, lane):
    told: Queue[str] = Queue()
    first.take()
    ticket = lane.submit(lambda: "old", told.put, fail)
    assert first.asked.wait(WAIT_S)
    ticket.cancel()
    lane.submit(lambda: "new", told.put, fail)
    first.give()
    assert told.get(timeout=WAIT_S) == "new"
    assert first.times == 1


def test_a_job_that_gives_way_again_and_again_waits_only_for_so_long_in_all(first, monkeypatch):
    monkeypatch.setattr(lanes, "LONGEST_S", 0.002)
    monkeypatch.setattr(lanes, "PATIENT_S", 0.01)
    lane, told = Lane("counting", behind=[first]), Queue[int]()

    def count() -> int:
        for _ in range(1000):
            lane.give_way()
        return first.times

    first.take()
    for _ in range(2):
        lane.submit(count, told.put, fail)
    once, twice = told.get(timeout=WAIT_S), told.get(timeout=WAIT_S)
    lane.close()
    assert once <= 6
    assert once < twice <= 12
