"""What is loaded ahead is there before it is asked for; what cannot be loaded is told of, and stops nothing."""

import gc
import logging
import sys
from functools import partial
from importlib import import_module

import pytest

from app.background.bridge import Relay
from app.ui.ahead import Ahead


@pytest.fixture
def load(qtbot):
    opened = []

    def make(*names):
        opened.append(Ahead([partial(import_module, name) for name in names], Relay()))
        return opened[-1]

    yield make
    for ahead in opened:
        ahead.close()
    gc.unfreeze()


def test_modules_are_loaded_in_its_lane_and_left_alone_by_the_collector(qtbot, load, monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    ahead = load("colorsys", "sched")
    before = gc.get_freeze_count()
    qtbot.waitUntil(lambda: ahead.done)
    assert {"colorsys", "sched"} <= set(sys.modules)
    assert gc.get_freeze_count() > before


def test_what_cannot_be_loaded_is_told_of(qtbot, load, caplog):
    caplog.set_level(logging.INFO, "app")
    ahead = load("no_such_module")
    ahead.start()
    qtbot.waitUntil(lambda: "no_such_module" in caplog.text)
    assert not ahead.done


def test_closed_before_it_began_it_loads_nothing(qtbot, load, monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    ahead = load("colorsys")
    ahead.close()
    ahead.start()
    assert "colorsys" not in sys.modules
