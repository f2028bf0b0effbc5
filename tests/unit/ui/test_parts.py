"""A page's look-ups run in the reading lane and come home to the main thread."""

import threading
from types import SimpleNamespace
from typing import Any

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.ui.parts import Parts


def test_a_look_up_runs_elsewhere_and_its_answer_comes_home(qtbot):
    lane = Lane("reading")
    unused: Any = SimpleNamespace()
    parts = Parts(unused, unused, Relay(), lane, unused)
    threads: list[threading.Thread] = []
    told: list[object] = []

    def look() -> str:
        threads.append(threading.current_thread())
        return "stock"

    def fail() -> str:
        raise ValueError("away")

    parts.read(look, told.append, told.append)
    parts.read(fail, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    lane.close()
    assert told[0] == "stock"
    assert isinstance(told[1], ValueError)
    assert threads[0] is not threading.main_thread()


def test_whoever_waits_for_a_look_up_is_known_until_it_has_come_home(qtbot):
    lane, held = Lane("reading"), threading.Event()
    unused: Any = SimpleNamespace()
    parts = Parts(unused, unused, Relay(), lane, unused)
    told: list[object] = []
    parts.read(held.wait, told.append, told.append)
    assert len(parts.waits._since) == 1
    held.set()
    qtbot.waitUntil(lambda: bool(told))
    assert not parts.waits._since
    lane.close()


def test_who_asks_for_one_thing_does_not_wait_behind_what_looks_through_all(qtbot):
    lane, held = Lane("reading"), threading.Event()
    unused: Any = SimpleNamespace()
    parts = Parts(unused, unused, Relay(), lane, unused)
    told: list[object] = []
    parts.read(held.wait, lambda _: told.append("the stock"), told.append, lane=parts.counting)
    parts.read(lambda: "a unit", told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["a unit"]
    held.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    for each in (lane, parts.counting):
        each.close()


def test_calm_is_kept_for_one_thing_and_not_for_what_looks_through_all(qtbot):
    lane, held = Lane("reading"), threading.Event()
    unused: Any = SimpleNamespace()
    parts = Parts(unused, unused, Relay(), lane, unused)
    told: list[bool] = []
    parts.read(held.wait, lambda _: told.append(parts.calm.precedence.taken), fail, lane=parts.counting)
    assert not parts.calm.precedence.taken
    parts.read(lambda: "a unit", lambda _: told.append(parts.calm.precedence.taken), fail)
    assert parts.calm.precedence.taken
    qtbot.waitUntil(lambda: bool(told) and not parts.calm.precedence.taken)
    assert told == [True]
    held.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    for each in (lane, parts.counting):
        each.close()


def fail(error: BaseException) -> None:
    raise error
