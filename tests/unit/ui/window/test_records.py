"""The records in the head: said while they are out of reach, asked until they answer, and then nothing more is said."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from app.errors import DatabaseUnreachable
from app.ui.window.records import RecordsWatch

KEPT = {"warnings": [{"code": "kept_here", "message": "", "hint": ""}]}
AWAY = {"ok": False, "error": {"code": "database_unreachable", "message": "", "hint": ""}}
OTHER = {"ok": False, "error": {"code": "wrong_step", "message": "", "hint": ""}}


class Desk(QObject):
    stood = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.busy, self.asked = False, 0

    def ask(self) -> None:
        self.asked += 1

    def answers(self, reply: dict[str, Any]) -> None:
        self.stood.emit(SimpleNamespace(reply=reply))


class Reading:
    """Look-ups end when the test says so."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.waiting: list[tuple[Any, Any, Any]] = []
        self.station = SimpleNamespace(reads=SimpleNamespace(shift=lambda since: since))

    def read(self, look, on_read, on_error) -> None:
        self.waiting.append((look, on_read, on_error))

    def back(self) -> None:
        look, on_read, _ = self.waiting.pop()
        on_read(look())

    def still_away(self) -> None:
        self.waiting.pop()[2](DatabaseUnreachable("away"))


class Heard(RecordsWatch):
    """Keeps what it says."""

    def __init__(self, parts: Any, owner: QObject) -> None:
        super().__init__(parts, owner)
        self.heard: list[tuple[str, str]] = []
        self.said.connect(self._keep)

    def _keep(self, words: str, tone: str) -> None:
        self.heard.append((words, tone))


@pytest.fixture
def parts(qapp) -> Reading:
    return Reading()


@pytest.fixture
def watch(parts):
    owner = QObject()
    made = Heard(parts, owner)
    yield made
    made.stop()
    owner.deleteLater()


def test_as_long_as_they_answer_nothing_is_said_or_asked(parts, watch):
    for reply in ({}, OTHER):
        parts.desk.answers(reply)
    watch.look()
    assert (watch.heard, parts.waiting, watch.away) == ([], [], False)


def test_it_is_said_with_what_is_held_and_taken_away_on_return(parts, watch):
    for reply in (AWAY, KEPT, KEPT, AWAY):
        parts.desk.answers(reply)
    assert [words for words, _ in watch.heard] == [
        "Records out of reach",
        "Records out of reach · 1 step held",
        "Records out of reach · 2 steps held",
    ]
    watch.retranslate()
    assert watch.heard[-1] == ("Records out of reach · 2 steps held", "bad")
    parts.desk.answers({"warnings": [{"code": "handed_in", "message": "", "hint": ""}]})
    assert watch.heard[-1] == ("", "")
    assert not watch.away


def test_they_are_asked_one_at_a_time_until_they_answer_and_then_the_bench_is(parts, watch):
    parts.desk.answers(AWAY)
    assert watch._timer.isActive()
    watch.look()
    watch.look()
    assert len(parts.waiting) == 1
    parts.still_away()
    assert parts.desk.asked == 0
    watch.look()
    parts.back()
    assert parts.desk.asked == 1
    parts.desk.answers({})
    assert not watch._timer.isActive()


def test_an_act_that_is_under_way_will_tell_by_itself(parts, watch):
    parts.desk.answers(KEPT)
    watch.look()
    parts.desk.busy = True
    parts.back()
    assert parts.desk.asked == 0
