"""What lanes hand over is called on the main thread, in order, without wearing out a value."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.background.bridge import Relay


def test_what_other_threads_hand_over_is_called_on_the_main_thread_in_order(qtbot):
    relay = Relay()
    heard: list[tuple[int, threading.Thread]] = []

    def hear(number: int) -> None:
        heard.append((number, threading.current_thread()))

    home = relay.home(hear)
    with ThreadPoolExecutor(1) as pool:
        for number in range(500):
            pool.submit(home, number)
    qtbot.waitUntil(lambda: len(heard) == 500)
    assert [number for number, _ in heard] == list(range(500))
    assert {thread for _, thread in heard} == {threading.main_thread()}


def test_values_are_not_worn_out(qtbot):
    """PySide6 6.12.0 on Python 3.11 loses a reference to True and None at every emit, until the program aborts."""
    relay = Relay()
    heard: list[object] = []
    for value in (True, None, False) * 1000:
        relay.home(heard.append)(value)
    qtbot.waitUntil(lambda: len(heard) == 3000)
    assert heard == [True, None, False] * 1000


def test_a_closed_relay_stays_silent(qtbot):
    relay = Relay()
    heard: list[int] = []
    relay.home(heard.append)(1)
    relay.close()
    other = Relay()
    other.home(heard.append)(2)
    qtbot.waitUntil(lambda: heard == [2])
