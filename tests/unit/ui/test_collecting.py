"""While a window is open garbage is taken away on the main thread, and nowhere else."""

import gc
import threading

import pytest

from app.ui.collecting import Collecting


class Loop:
    """Garbage that only the collector finds."""

    def __init__(self, told):
        self.itself, self.told = self, told

    def __del__(self):
        self.told.append(threading.current_thread())


@pytest.fixture
def on():
    was, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    gc.set_threshold(50, 3, 3)
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if was else gc.disable)()


def test_what_a_lane_leaves_is_collected_on_the_main_thread(qtbot, on):
    told: list[threading.Thread] = []
    collecting = Collecting()
    collecting._timer.setInterval(1)
    lane = threading.Thread(target=lambda: [Loop(told) for _ in range(500)])
    lane.start()
    lane.join()
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 500)
    assert set(told) == {threading.main_thread()}
    collecting.close()


def test_closed_it_leaves_the_collector_as_it_was(qtbot, on):
    collecting = Collecting()
    assert not gc.isenabled()
    collecting.close()
    assert gc.isenabled()
