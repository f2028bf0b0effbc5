"""The watch over objects of Qt sees one that ends in another thread."""

import threading

from PySide6.QtCore import QObject

from tests import endings


class Page(QObject):
    pass


def let_go_elsewhere(held: list[QObject]) -> None:
    thread = threading.Thread(target=held.clear, name="a lane")
    thread.start()
    thread.join()


def test_one_that_ends_in_a_lane_is_told(qapp):
    endings.watch()
    let_go_elsewhere([Page()])
    assert endings.ended_elsewhere() == [f"{__name__}.Page in a lane"]
    assert endings.ended_elsewhere() == []


def test_one_that_ends_here_is_not(qapp):
    endings.watch()
    page = Page()
    del page
    assert endings.ended_elsewhere() == []
