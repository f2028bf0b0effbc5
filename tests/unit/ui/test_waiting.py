"""Nothing is said for a second; then that something is looked up, after five what to do; with the answer it goes."""

from __future__ import annotations

import pytest

from app.ui import waiting as module
from app.ui.waiting import Waiting


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    made = Clock()
    monkeypatch.setattr(module, "monotonic", made)
    return made


@pytest.fixture
def told(qapp):
    waits = Waiting()
    heard: list[int] = []
    waits.changed.connect(heard.append)
    return waits, heard


def later(waits: Waiting, clock, seconds: float) -> None:
    clock.now += seconds
    waits._on_time()


def test_a_quick_answer_says_nothing(told, clock):
    waits, heard = told
    mark = waits.begin()
    later(waits, clock, 0.9)
    waits.end(mark)
    assert heard == []


def test_a_hung_look_up_is_said_after_one_second_and_after_five_and_goes_with_its_answer(told, clock):
    waits, heard = told
    mark = waits.begin()
    later(waits, clock, 1.0)
    later(waits, clock, 3.9)
    assert heard == [1]
    later(waits, clock, 0.2)
    assert heard == [1, 2]
    waits.end(mark)
    waits.end(mark)
    assert heard == [1, 2, 0]


def test_the_oldest_counts(told, clock):
    waits, heard = told
    first = waits.begin()
    clock.now += 4
    waits.begin()
    later(waits, clock, 1.1)
    assert heard == [2]
    waits.end(first)
    assert heard == [2, 1]


def test_a_timer_looks_by_itself(qtbot, told, monkeypatch):
    waits, heard = told
    monkeypatch.setattr(module, "PATIENCES", (0.01, 0.02))
    waits.begin()
    qtbot.waitUntil(lambda: heard[-1:] == [2])
