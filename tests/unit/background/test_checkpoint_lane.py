"""The lane of the checkpoints works aside, gives the last one a moment, and leaves a share that hangs behind."""

import threading

import pytest

from app.background import checkpoint_lane
from app.background.checkpoint_lane import CheckpointLane


def test_what_is_given_is_called_elsewhere_and_the_last_before_it_closes():
    lane, threads = CheckpointLane(), []
    lane(lambda: threads.append(threading.current_thread()))
    lane.close(lambda: threads.append(threading.current_thread()))
    assert len(threads) == 2
    assert threading.current_thread() not in threads


@pytest.mark.expects_warning
def test_one_that_fails_is_said_and_keeps_nobody_waiting():
    lane = CheckpointLane()

    def broken():
        raise ValueError("a fault")

    lane.close(broken)


@pytest.mark.expects_warning
def test_a_share_that_hangs_is_left_behind(monkeypatch):
    monkeypatch.setattr(checkpoint_lane, "PATIENCE_S", 0.05)
    lane, release, called = CheckpointLane(), threading.Event(), []

    def hangs():
        release.wait()

    lane(hangs)
    for _ in range(100):
        lane(lambda: called.append(1))  # not piled up
    lane.close(lambda: None)
    release.set()
    assert len(called) <= checkpoint_lane.MOST_WAITING
