"""Calls after a while come on the main thread, as often as asked."""

from PySide6.QtCore import QObject

from app.background.timers import every, once


def test_again_and_again(qtbot):
    owner = QObject()
    heard: list[int] = []
    timer = every(1, lambda: heard.append(1), owner)
    qtbot.waitUntil(lambda: len(heard) >= 3)
    timer.stop()


def test_once_after_each_start(qtbot):
    owner = QObject()
    heard: list[int] = []
    timer = once(1, lambda: heard.append(1), owner)
    for count in (1, 2):
        timer.start()
        qtbot.waitUntil(lambda count=count: len(heard) == count)
        assert not timer.isActive()
