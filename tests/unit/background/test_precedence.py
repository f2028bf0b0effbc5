"""Who waits begins when it is given, or when that lasts too long."""

import threading
from queue import Queue

import pytest

from app.background import precedence
from app.background.lanes import Lane
from app.background.precedence import Precedence

WAIT_S = 10


class Asked(Precedence):
    """Tells that somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def wait(self) -> None:
        self.asked.set()
        super().wait()


@pytest.fixture
def first():
    made = Asked()
    yield made
    made.give()


@pytest.fixture
def lane(first):
    made = Lane("behind", behind=[first])
    yield made
    made.close()


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr(precedence, "LONGEST_S", WAIT_S)


def test_nothing_waits_where_it_is_not_taken(first, lane, patience):
    told: Queue[str] = Queue()
    assert not first.taken
    lane.submit(lambda: "done", told.put, told.put)
    assert told.get(timeout=WAIT_S / 2) == "done"


def test_a_job_begins_when_it_is_given(first, lane, patience):
    told: Queue[str] = Queue()
    first.take()
    lane.submit(lambda: "done", told.put, told.put)
    assert first.asked.wait(WAIT_S)
    assert first.taken
    assert told.empty()
    first.give()
    assert told.get(timeout=WAIT_S) == "done"


def test_a_job_waits_no_longer_than_the_longest(first, lane, monkeypatch):
    monkeypatch.setattr(precedence, "LONGEST_S", 0.001)
    told: Queue[bool] = Queue()
    first.take()
    lane.submit(lambda: first.taken, told.put, told.put)
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
