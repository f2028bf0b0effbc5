"""While a window is open garbage is taken away on the main thread, and nowhere else."""

import gc
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.background.lanes import Lane
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


def test_a_page_that_a_job_holds_last_ends_on_the_main_thread(qtbot, on):
    ended: list[threading.Thread] = []
    go_on = threading.Event()

    class Page(QWidget):
        def hear(self, _: object) -> None:
            pass

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    collecting, lane = Collecting(), Lane("reading")
    page = Page()
    lane.submit(lambda: go_on.wait(10), page.hear, page.hear)
    page.deleteLater()
    del page
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert ended == []
    go_on.set()
    qtbot.waitUntil(lambda: ended == [threading.main_thread()])
    lane.close()
    collecting.close()
