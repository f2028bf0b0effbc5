"""Frames are let through at their pace, and none is made up for."""

from app.devices import pace
from app.devices.pace import Pace


class FakeTime:
    def __init__(self):
        self.now = 100.0
        self.slept = []

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


def test_one_frame_at_once_then_each_when_it_is_due(monkeypatch):
    time = FakeTime()
    monkeypatch.setattr(pace, "time", time)
    steady = Pace(10)
    for _ in range(3):
        steady.wait()
    time.now += 0.04
    steady.wait()
    assert time.slept == [0.1, 0.1, 0.06]


def test_after_a_long_pause_nothing_is_made_up_for(monkeypatch):
    time = FakeTime()
    monkeypatch.setattr(pace, "time", time)
    steady = Pace(10)
    steady.wait()
    time.now += 5
    steady.wait()
    steady.wait()
    assert len(time.slept) == 1
    assert 0.0 < time.slept[0] <= 0.1
