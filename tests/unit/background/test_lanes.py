"""Lanes run jobs one after another, tell every result once, and leave no thread."""

import logging
import os
import subprocess
import sys
import threading
import weakref
from queue import Queue

import pytest

from app.background.lanes import LOW, LOWEST, Lane
from app.background.leavings import LEAVINGS
from app.errors import Offline, TimedOut

WAIT_S = 10


def fail(what: object = None) -> None:
    raise AssertionError(f"this was not to be called: {what}")


@pytest.fixture
def lane():
    made = Lane("test lane")
    yield made
    made.close()


@pytest.fixture
def nobody():
    """Nobody keeps house, as in a command without a window."""
    before = LEAVINGS.handed_to(None)
    yield
    LEAVINGS.handed_to(before)


def test_jobs_run_one_after_another_in_the_order_given(lane):
    told: Queue[tuple[int, str]] = Queue()
    for number in range(200):
        lane.submit(lambda n=number: (n, threading.current_thread().name), told.put, fail)
    brought = [told.get(timeout=WAIT_S) for _ in range(200)]
    assert [number for number, _ in brought] == list(range(200))
    assert len({thread for _, thread in brought}) == 1
    assert threading.current_thread().name not in {thread for _, thread in brought}


def test_a_lane_holds_nothing_of_a_job_that_is_done(lane, nobody):
    class Held:
        """Whom a job and its listener belong to."""

        def work(self) -> None:
            pass

        def hear(self, _: object) -> None:
            pass

    over = threading.Event()
    held = Held()
    weakref.finalize(held, over.set)
    lane.submit(held.work, held.hear, held.hear)
    del held
    assert over.wait(WAIT_S)


def test_where_somebody_keeps_house_what_a_job_was_made_of_ends_on_his_thread(lane):
    class Held:
        """Whom a job and its listener belong to."""

        def work(self) -> None:
            pass

        def hear(self, _: object) -> None:
            pass

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    ended: list[threading.Thread] = []
    left: Queue[None] = Queue()
    before = LEAVINGS.handed_to(lambda: left.put(None))
    try:
        for _ in range(50):
            held = Held()
            lane.submit(held.work, held.hear, held.hear)
            del held
            left.get(timeout=WAIT_S)
            LEAVINGS.clear()
    finally:
        LEAVINGS.handed_to(before)
    assert ended == [threading.current_thread()] * 50


def test_what_a_job_raises_is_told_and_the_lane_goes_on(lane):
    told: Queue[object] = Queue()

    def fails() -> None:
        raise Offline("The camera is gone.")

    lane.submit(fails, fail, told.put)
    lane.submit(lambda: "next", told.put, fail)
    assert isinstance(told.get(timeout=WAIT_S), Offline)
    assert told.get(timeout=WAIT_S) == "next"


def test_a_job_that_takes_too_long_is_told_once_and_its_late_result_is_dropped(lane):
    told: Queue[object] = Queue()
    go_on = threading.Event()
    lane.submit(lambda: go_on.wait(WAIT_S), told.put, told.put, timeout_s=0.01)
    assert isinstance(told.get(timeout=WAIT_S), TimedOut)
    go_on.set()
    lane.submit(lambda: "next", told.put, fail)
    assert told.get(timeout=WAIT_S) == "next"
    assert told.empty()


def test_a_job_that_waits_can_be_cancelled_and_one_that_runs_cannot(lane):
    told: Queue[object] = Queue()
    begun, go_on = threading.Event(), threading.Event()

    def holds() -> str:
        begun.set()
        go_on.wait(WAIT_S)
        return "held"

    running = lane.submit(holds, told.put, fail)
    waiting = lane.submit(lambda: "never", told.put, fail)
    assert begun.wait(WAIT_S)
    assert waiting.cancel()
    assert not running.cancel()
    go_on.set()
    assert told.get(timeout=WAIT_S) == "held"
    lane.close()
    assert told.empty()


def test_of_frames_only_the_newest_waits(lane):
    told: Queue[object] = Queue()
    begun, go_on = threading.Event(), threading.Event()

    def first() -> int:
        begun.set()
        go_on.wait(WAIT_S)
        return 0

    lane.submit_newest(first, told.put, fail)
    assert begun.wait(WAIT_S)
    for number in range(1, 50):
        lane.submit_newest(lambda n=number: n, told.put, fail)
    go_on.set()
    lane.submit(lambda: "end", told.put, fail)
    assert [told.get(timeout=WAIT_S) for _ in range(3)] == [0, 49, "end"]


def test_a_closed_lane_takes_nothing_and_leaves_no_thread():
    lane = Lane("closed lane")
    done = threading.Event()
    lane.submit(lambda: None, lambda _: done.set(), fail)
    assert done.wait(WAIT_S)
    lane.close()
    lane.submit(fail, fail, fail)
    assert "closed lane" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.expects_warning
def test_a_job_that_hangs_does_not_keep_the_lane_from_being_closed():
    """Nor, with it, the window, the records and the program."""
    lane, begun, go_on = Lane("hanging lane"), threading.Event(), threading.Event()
    told: Queue[object] = Queue()

    def hangs() -> None:
        begun.set()
        go_on.wait(WAIT_S)

    lane.submit(hangs, told.put, told.put)
    lane.submit(fail, fail, fail)
    assert begun.wait(WAIT_S)
    assert not lane.close(0.01)
    go_on.set()
    assert lane.close()
    lane.submit(fail, fail, fail)


def test_a_program_ends_though_a_lane_hangs():
    """A camera's driver that never comes back: the process, and the camera with it, must be free for the next start."""
    program = """
import threading
from app.background.lanes import LOW, LOWEST, Lane
from app.background.leavings import LEAVINGS
lane, begun = Lane("camera"), threading.Event()
lane.submit(lambda: (begun.set(), threading.Event().wait()), print, print)
begun.wait()
print("closed", lane.close(0.01))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=WAIT_S * 3, check=True
    )
    assert ended.stdout == "closed False\n"


@pytest.mark.expects_warning
def test_a_listener_that_fails_does_not_end_the_lane(lane, caplog):
    told: Queue[object] = Queue()

    def fails(_: object) -> None:
        raise ValueError("no ear")

    with caplog.at_level(logging.ERROR):
        lane.submit(lambda: 1, fails, fail)
        lane.submit(lambda: 2, told.put, fail)
        assert told.get(timeout=WAIT_S) == 2
    assert "could not be taken" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="Only on Linux has a thread a priority that anybody may lower.")
@pytest.mark.parametrize("gives_way", [True, False])
def test_a_lane_that_gives_way_is_nicer_than_the_program(gives_way):
    told: Queue[object] = Queue()
    lane = Lane("nice", gives_way=gives_way)
    lane.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), told.put, told.put)
    here = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert told.get(timeout=10) == (min(LOWEST, here + LOW) if gives_way else here)
    lane.close()
