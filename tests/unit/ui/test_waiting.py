"""Nobody waits for long in the first second; then somebody does, after five for very long; with the answer it goes."""

from __future__ import annotations

import pytest

from app.ui import waiting as module
from app.ui.waiting import Waiting


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(module, "monotonic", made)
    return made


def test_a_look_up_that_hangs_is_known_after_one_second_and_after_five_and_goes_with_its_answer(clock):
    waits = Waiting()
    mark = waits.begin()
    stages = []
    for later in (0.9, 0.1, 3.9, 0.1):
        clock.now += later
        stages.append(waits.stage)
    assert stages == [0, 1, 1, 2]
    waits.end(mark)
    waits.end(mark)
    assert waits.stage == 0


def test_the_oldest_counts(clock):
    waits = Waiting()
    first = waits.begin()
    clock.now += 4
    waits.begin()
    clock.now += 1.1
    assert waits.stage == 2
    waits.end(first)
    assert waits.stage == 1


def test_whether_anything_is_looked_up_at_all(clock):
    waits = Waiting()
    assert not waits.anybody
    mark = waits.begin()
    assert waits.anybody
    waits.end(mark)
    assert not waits.anybody
