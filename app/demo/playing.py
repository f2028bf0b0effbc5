"""Plays a script line by line with somebody's hands, and hands every step on to whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from app.demo.looking import Table
from app.demo.script import FINISH, INSPECT, Answer, Line, Memory, next_act
from app.devices.drawing.sights import Sight
from app.errors import UsageError

MOST_ACTS: Final = 80
"""More than any unit asks for: an `inspect` that does not end is a fault of the script."""


class Hands(Protocol):
    """Does an act at the bench, by script or at the window."""

    def do(self, act: Mapping[str, Any], sight: Sight | None) -> Answer:
        """One act with what the camera sees meanwhile (None: as before); the bench's answer."""


@dataclass(frozen=True, slots=True)
class Played:
    """One step of the day: how many acts came before, its chapter, what was done, what the bench said."""

    seq: int
    title: str
    act: Mapping[str, Any]
    answer: Answer


@dataclass(slots=True)
class Player:
    """A day at the bench."""

    hands: Hands
    table: Table
    memory: Memory
    told: Callable[[Played], None]
    title: str = ""
    seq: int = 0
    answer: Answer = field(default_factory=dict)

    def play(self, lines: Iterable[Line]) -> None:
        """Every line. Raises `UsageError` where the bench refuses what it should take, or takes what it should not."""
        for line in lines:
            self.title = line.title or self.title
            if line.action["do"] in {INSPECT, FINISH}:
                self._go_through(line)
            else:
                self._do(line, self.memory.filled(line.action))

    def _go_through(self, line: Line) -> None:
        unit = self.answer["unit"]
        for _ in range(MOST_ACTS):
            act = next_act(line, self.answer, self.memory)
            if act is None:
                return
            self._do(line, act)
            if line.action["do"] == FINISH and self.answer["unit"] != unit and self.answer["step"] in {"idle", "item"}:
                return
        raise UsageError(f"Line {line.number} of the demo's script comes to no end.", "Mend the script.")

    def _do(self, line: Line, act: Mapping[str, Any]) -> None:
        label = self.memory.prints.get(self.memory.last, "")
        self.answer = self.hands.do(act, self.table.before(line, act, label))
        self.seq += 1
        self._expect(line, self.answer)
        self.memory.learn(line, self.answer)
        self.table.after(self.answer)
        self.told(Played(self.seq, self.title, act, self.answer))

    def _expect(self, line: Line, answer: Answer) -> None:
        code = answer["error"]["code"] if not answer["ok"] else ""
        if code != line.refused:
            said = answer["error"]["message"] if code else f"it was not refused as {line.refused}"
            raise UsageError(f"The demo's line {line.number} was refused: {said}", "Mend the script.")
