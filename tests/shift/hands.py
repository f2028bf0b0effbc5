"""Hands: a line of the operator script done at the window as a person does it, and the bench's answer.

`Mode` says with what. Where the screen offers no way to an act it is handed to the desk past the screen, and the bench
must refuse it: what the bench takes, the window must offer. So whatever drives a bench by script drives the window.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from app.cli.script import request_of
from app.domain.bench import actions as do
from app.domain.bench.actions import Action
from app.domain.bench.refusal import Refused
from app.services.inspecting import Request, Standing
from app.ui.bench.pieces import Scene
from tests.follower import Answer
from tests.pictures import drawn
from tests.shift.body import FINGER, GLOVE, Body, wait_for_button
from tests.shift.place import Place, turn, until
from tests.shift.unit_page import AtTheUnit
from tests.shift.way import Move, Press, Write, meaning_of, way_to

WITHIN_TWO = (do.Danger, do.CloseParcel, do.NoCode, do.Park, do.VoidLabel, do.Reprint, do.Resume)
"""Exceptions: no more than two presses away, words that are typed left aside."""


class Mode(Enum):
    """What somebody works with."""

    KEYBOARD = "keyboard alone"
    TOUCH = "touch and camera"
    SCANNER = "scanner and keys"
    CODES = "command codes alone"


LETTERS = frozenset({Mode.KEYBOARD, Mode.SCANNER})


class NoWay(AssertionError):
    """The bench took what the window has no way to."""


@dataclass
class WindowHands:
    """Implements `tests.follower.Bench` over the window."""

    place: Place
    mode: Mode
    past_the_screen: list[str] = field(default_factory=list)
    _answers: list[Standing] = field(default_factory=list)
    _serial: int = 0

    def __post_init__(self) -> None:
        self.body = Body(self.place)
        self.desk = self.place.window.parts.desk
        self.desk.stood.connect(self._answers.append)

    def do(self, action: Mapping[str, Any]) -> Answer:
        """The line, done; what the bench said to it."""
        line = {key: value for key, value in action.items() if key != "id"}
        try:
            request = request_of(json.dumps(line).encode())
        except Refused as refusal:
            return self._unsaid(refusal)
        self.settle()
        self._answers.clear()
        self._work(request)
        until(f"the answer to {line['do']} ({self.body.did[-6:]})", lambda: self._answers)
        answer = self._answers[0]
        self.body.put_down()
        self.settle()
        return {"seq": 0, **answer.reply}

    def settle(self) -> None:
        """Until everything was answered and the screen shows it."""
        until("the bench", lambda: not self.desk.busy)
        turn()
        until("the cards beside the question", lambda: self.place.bench.is_whole)
        until("what waits in the house", lambda: not self.place.window.parts.waits.anybody)

    @property
    def scene(self) -> Scene:
        """What the bench screen shows."""
        scene = self.place.bench.presenter.scene
        assert scene is not None
        return scene

    # --- acts

    def _work(self, request: Request) -> None:
        match request.action:
            case do.SignIn(badge):
                self._sign_in(badge, request.pin)
            case do.AskState():
                self._look()
            case do.Scan(code):
                self._scan(code, request)
            case do.TakePhoto() | do.Destroy() if request.file is not None:
                self._photograph(request.file)
                self._act(request)
            case do.NoCode("item", "", _) if self.mode is Mode.CODES:
                self.body.scan("RG:NO_CODE:ITEM")
            case do.CloseWork() | do.Review() if self._is_elsewhere(request.action):
                self._at_the_unit(request)
            case _:
                self._act(request)

    def _look(self) -> None:
        """Where does the bench stand? Its page is brought to the front, which asks."""
        if self.place.window.front is self.place.window.page("signin") or self.mode is Mode.CODES:
            self.desk.ask()
        elif self.mode is Mode.TOUCH:
            self.body.touch("page-bench")
        else:
            self.body.key("F1")

    def _act(self, request: Request) -> None:
        """Looked for again where the screen changed under the hand: a colleague took what stood in a list."""
        while not self._tried(request):
            self.settle()

    def _tried(self, request: Request) -> bool:
        self._to_the_bench()
        self._fold_pages()
        meant = meaning_of(request.action, letters=self.mode in LETTERS)
        presenter = self.place.bench.presenter
        standing = self.desk.standing
        assert standing is not None
        way = way_to(meant, standing, presenter._hand, presenter._around)
        if way is None and isinstance(request.action, do.Resume) and self._waits_for_a_scan(request.action.unit):
            self._scan(request.action.unit, Request(do.Scan(request.action.unit)))
            return True
        if way is None or not self._can(way):
            self._past(request)
            return True
        presses = [move for move in way if isinstance(move, Press)]
        if isinstance(request.action, WITHIN_TWO):
            written = any(isinstance(move, Write) for move in way)
            assert len(presses) <= 2 + written, f"{request.action} takes {presses}"
        for move in way:
            if isinstance(move, Press) and self.scene.named(move.name) is None:
                return False
            self._make(move)
        if isinstance(request.action, do.Destroy):
            self._witness(request.action.witness_badge, request.pin)
        return True

    def _waits_for_a_scan(self, lpn: str) -> bool:
        """A unit sent back, or refurbished, is taken up again by its label."""
        unit = self.place.window.parts.station.reads.unit(lpn)
        return unit is not None and unit["state"] == "awaits_inspection"

    def _can(self, way: tuple[Move, ...]) -> bool:
        """Words need letters: neither a finger nor a sheet of codes has them. A finger has digits."""
        written = [move.words for move in way if isinstance(move, Write)]
        return self.mode in LETTERS or all(self.mode is Mode.TOUCH and words.isdigit() for words in written)

    def _make(self, move: Move) -> None:
        if isinstance(move, Write):
            self._write(move.words)
        elif self.mode is Mode.TOUCH:
            turn()
            if not self.body.sees(move.name):
                self.body.touch("more")
                turn()
            self.body.touch(move.name, least=GLOVE if move.choice else FINGER)
        else:
            assert move.key, f"{move.name} has no key"
            self._key(move.key)

    def _key(self, cap: str) -> None:
        if self.mode is Mode.CODES:
            self.body.scan(f"RG:KEY:{cap.upper().replace('−', '-')}")
            turn()
        else:
            self.body.key(cap)

    def _write(self, words: str) -> None:
        field_ = self.scene.stage.field
        assert field_ is not None
        if self.mode is Mode.TOUCH:
            for digit in words:
                self.body.touch(f"digit_{digit}")
            return
        if not field_.takes_keys:
            self.body.tab_to("words")
        self.body.write(words)

    def _fold_pages(self) -> None:
        """What an earlier act left lying over the question."""
        for _ in range(9):
            if not self.scene.stage.over:
                return
            if self.mode is Mode.TOUCH:
                self.body.touch("close")
            else:
                self._key("Esc")
            turn()
        raise AssertionError("Esc never comes back to the question")

    def _to_the_bench(self) -> None:
        if self.place.window.front is not self.place.bench:
            self._look()
            until("the bench's page", lambda: self.place.window.front is self.place.bench)
            self.settle()
            self._answers.clear()

    def _past(self, request: Request) -> None:
        """The screen offers no way: then the bench must refuse it."""
        self._answers.clear()
        self.past_the_screen.append(type(request.action).__name__)
        self.desk.send(request)
        until("the answer past the screen", lambda: self._answers)
        if self._answers[0].reply["ok"]:
            step = self._answers[0].reply["step"]
            done = self.body.did[-8:]
            raise NoWay(f"{request.action} is taken (now {step}), but {self.mode.value} finds no way after {done}")

    def _unsaid(self, refusal: Refused) -> Answer:
        """A line that is no action cannot be done at a screen at all."""
        standing = self.desk.standing
        assert standing is not None
        error = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}
        return {"seq": 0, **standing.reply, "ok": False, "facts": [], "error": error}

    # --- codes and pictures

    def _scan(self, code: str, request: Request) -> None:
        self._to_the_bench()
        if self.mode in {Mode.SCANNER, Mode.CODES} and code.strip() and code.isprintable():
            self.body.scan(code)
        elif self.mode is Mode.TOUCH and code.strip() and self._is_code_looked_for():
            self.body.hold_up(code)
        else:
            self._act(request)

    def _is_code_looked_for(self) -> bool:
        """Below a page that lies over the question the camera takes nothing: it is folded first."""
        self._fold_pages()
        return self.place.bench.wants_codes

    def _photograph(self, file: Path) -> None:
        try:
            picture = file.read_bytes()
        except OSError:
            picture = drawn("nothing")
        self.body.lay_down(picture)

    def _witness(self, badge: str, pin: str) -> None:
        """A colleague's badge and PIN; where they are right, the proof."""
        until("the witness", lambda: self.scene.stage.field is not None)
        if self.mode is Mode.KEYBOARD:
            self.body.write(badge)
            self.body.key("Enter")
        elif self.mode is Mode.TOUCH:
            self.body.hold_up(f"RGB:{badge}")
        else:
            self.body.scan(f"RGB:{badge}")
        until("the witness's PIN", lambda: self.scene.stage.field is not None and self.scene.stage.field.secret)
        turn()
        if self.mode is Mode.TOUCH:
            self._write(pin)
            self.body.touch("take")
        else:
            self.body.write(pin)
            self.body.key("Enter")
        until("the witness's answer", lambda: bool(self._answers))
        turn()
        if self.scene.named("prove") is None:
            return
        self._answers.clear()  # that the witness is one was no answer to the act
        self._key("Space") if self.mode is not Mode.TOUCH else self.body.touch("prove")

    # --- people

    def _sign_in(self, badge: str, pin: str) -> None:
        window = self.place.window
        if window.front is not window.page("signin"):
            self._ask_for_the_badge()
            until("the sign-in", lambda: window.front is window.page("signin"))
        turn()
        if self.mode is Mode.KEYBOARD:
            self.body.write(badge)
            self.body.key("Enter")
        elif self.mode is Mode.TOUCH:
            self.body.hold_up(f"RGB:{badge}")
        else:
            self.body.scan(f"RGB:{badge}")
        wait_for_button(self.body, "signin_badge_given")
        turn()
        if self.mode is Mode.TOUCH:
            self.body.put_down()
            self._touch_pin("signin_pin", pin)
        else:
            self.body.write(pin)
            self.body.key("Enter")

    def _ask_for_the_badge(self) -> None:
        if self.mode is Mode.TOUCH:
            self.body.touch("person")
            return
        self._to_the_bench()
        self._fold_pages()
        self._key("U")

    def _touch_pin(self, pad: str, pin: str) -> None:
        for digit in pin:
            self.body.touch(f"{pad}_{digit}")
        self.body.touch(f"{pad}_enter")

    # --- a unit's own page

    def _is_elsewhere(self, action: Action) -> bool:
        """Work and reviews of units that are not on the bench are done at the unit's page."""
        standing = self.desk.standing
        assert standing is not None
        return not (isinstance(action, do.Review) and action.unit == standing.state.waits)

    def _at_the_unit(self, request: Request) -> None:
        action = request.action
        assert isinstance(action, do.CloseWork | do.Review)
        found = self.do({"do": "scan", "code": action.unit})
        if isinstance(action, do.CloseWork) and action.kind == "second_inspection":
            return  # the scan has taken it up again
        self._answers.clear()
        page = AtTheUnit(self.place, self.body, self.mode is Mode.TOUCH)
        if not found["ok"] or not page.opened(action.unit) or not page.fill(action):
            self._past(request)
