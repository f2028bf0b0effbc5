"""What is loaded ahead is there before it is asked for; what cannot be loaded is told of, and stops nothing."""

import gc
import logging
import sys
import threading
from functools import partial
from importlib import import_module

import pytest

from app.background.bridge import Relay
from app.ui import ahead
from app.ui.ahead import Ahead, Spare


@pytest.fixture
def load(qtbot):
    opened = []

    def make(*names):
        opened.append(Ahead([partial(import_module, name) for name in names], Relay()))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
    gc.unfreeze()


def test_modules_are_loaded_in_its_lane_and_left_alone_by_the_collector(qtbot, load, monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    loading = load("colorsys", "sched")
    before = gc.get_freeze_count()
    qtbot.waitUntil(lambda: loading.done)
    assert {"colorsys", "sched"} <= set(sys.modules)
    assert gc.get_freeze_count() > before


def test_what_cannot_be_loaded_is_told_of(qtbot, load, caplog):
    caplog.set_level(logging.INFO, "app")
    loading = load("no_such_module")
    loading.start()
    qtbot.waitUntil(lambda: "no_such_module" in caplog.text)
    assert not loading.done


def test_closed_before_it_began_it_loads_nothing(qtbot, load, monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    loading = load("colorsys")
    loading.close()
    loading.start()
    assert "colorsys" not in sys.modules


@pytest.fixture
def spare(qtbot, monkeypatch):
    opened = []

    monkeypatch.setattr(ahead, "GO_S", 0.0)  # one a turn

    def make(*calls, busy=lambda: False):
        opened.append(Spare(calls, busy))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
    gc.unfreeze()


def test_in_spare_turns_one_call_after_another_is_made_on_the_main_thread(qtbot, spare):
    came: list[object] = []
    turns = spare(*(partial(lambda name: came.append((name, threading.current_thread())), name) for name in "ab"))
    turns._on_turn()
    assert came == [("a", threading.main_thread())]
    qtbot.waitUntil(lambda: turns.done)
    assert came == [("a", threading.main_thread()), ("b", threading.main_thread())]


def test_while_somebody_is_at_work_it_rests(qtbot, spare, monkeypatch):
    monkeypatch.setattr(ahead, "REST_MS", 40)
    came: list[str] = []
    turns = spare(partial(came.append, "one"), partial(came.append, "two"))
    turns.rest()
    assert turns._timer.interval() == ahead.START_MS
    turns._on_turn()
    turns.rest(False)
    assert turns._timer.interval() != ahead.REST_MS
    turns.rest(True)
    assert turns._timer.interval() == ahead.REST_MS
    assert came == ["one"]
    qtbot.waitUntil(lambda: turns.done)
    assert came == ["one", "two"]
    turns.rest()
    assert not turns._timer.isActive()


def test_what_takes_no_time_shares_a_turn(spare, monkeypatch):
    monkeypatch.setattr(ahead, "GO_S", 60.0)
    came: list[str] = []
    turns = spare(partial(came.append, "one"), partial(came.append, "two"))
    turns._on_turn()
    assert came == ["one", "two"]
    assert turns.done


def test_while_somebody_waits_for_something_else_it_rests(qtbot, spare):
    came: list[str] = []
    waits = [True, True]
    turns = spare(partial(came.append, "one"), busy=lambda: bool(waits))
    turns._on_turn()
    assert came == []
    assert turns._timer.interval() == ahead.LOOKING_MS
    waits.clear()
    turns._on_turn()
    assert came == ["one"]


def test_closed_it_makes_no_more(spare):
    came: list[str] = []
    turns = spare(partial(came.append, "one"))
    turns.close()
    assert turns.done
    turns._on_turn()
    assert came == []
