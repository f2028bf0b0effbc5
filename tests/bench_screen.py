"""The bench screen over the small house in memory: the real presenter and scenes, real rules, no widget, no disk.

`Screen.press` and `touch` are a person's; `scan` is the scanner's. A photo is taken at once.
"""

from __future__ import annotations

from pathlib import Path

from app.domain.bench import actions as do
from app.domain.bench.refusal import Refused
from app.services import replies
from app.services.inspecting import Request, Standing
from app.ui.bench.acts import Page
from app.ui.bench.pieces import Control, Scene
from app.ui.bench.presenter import BenchPresenter, OnFile
from app.ui.bench.wording import English, Wording, said
from tests.world import STAFF, World

ENGLISH = English()


def words(wording: Wording) -> str:
    """A wording as an English reader has it."""
    return said(wording, ENGLISH)


def standing_of(world: World, bench: str = "one", error: Refused | None = None) -> Standing:
    """Where a bench of the world stands, as its lane would say it."""
    state = world.benches[bench]
    reply = replies.standing(state, world.rules) if error is None else replies.refused(state, error, world.rules)
    return Standing(reply, state, world.rules)


class WorldDesk:
    """A desk whose bench is the world's: answers at once, or when it is told to."""

    def __init__(self, world: World, bench: str = "one") -> None:
        self.world = world
        self.bench = bench
        self.sent: list[Request] = []
        self.held: list[Request] | None = None
        self.proof: tuple[str, ...] | None = None
        self.answered: Request | None = None
        self.presenter: BenchPresenter | None = None

    @property
    def busy(self) -> bool:
        return bool(self.held)

    def send(self, request: Request) -> None:
        if self.held is not None:
            self.held.append(request)
            return
        self._work(request)

    def hold(self) -> None:
        """From now on nothing is answered."""
        self.held = []

    def answer(self) -> None:
        """Everything that waits is answered now, in its order."""
        waiting, self.held = self.held or [], None
        for request in waiting:
            self._work(request)

    def _work(self, request: Request) -> None:
        self.sent.append(request)
        assert self.presenter is not None
        standing, self.answered = self._stood(request), request
        self.presenter._on_stood(standing)
        self.answered = None

    def _stood(self, request: Request) -> Standing:
        action = request.action
        try:
            if isinstance(action, do.SignIn):
                self.world.act(action, self.bench, operator=STAFF[action.badge])
            elif isinstance(action, do.Destroy):
                witness = STAFF.get(action.witness_badge)
                shown = (action.unit,) if self.proof is None else self.proof
                proof = shown if request.file is not None else None
                self.world.act(action, self.bench, witness=witness, proof=proof)
            else:
                self.world.act(action, self.bench)
        except Refused as refusal:
            return standing_of(self.world, self.bench, refusal)
        return standing_of(self.world, self.bench)


class Screen:
    """The screen of one bench."""

    def __init__(self, world: World, bench: str = "one") -> None:
        self.world = world
        self.desk = WorldDesk(world, bench)
        self.asked: list[str] = []
        self.presenter = BenchPresenter(self.desk, self._shutter)
        self.desk.presenter = self.presenter
        self.heard: list[str] = []
        self.presenter.sounded.connect(self.heard.append)
        self.presenter._on_stood(standing_of(world, bench))

    def _shutter(self, shot: str, on_file: OnFile) -> None:
        self.asked.append(shot)
        on_file(Path(f"{shot}.jpg"))

    @property
    def scene(self) -> Scene:
        assert self.presenter.scene is not None
        return self.presenter.scene

    @property
    def title(self) -> str:
        return words(self.scene.stage.head.title)

    @property
    def page(self) -> Page:
        return self.presenter._hand.page.page

    def press(self, *keys: str) -> Screen:
        """One key after another; each must mean something."""
        for key in keys:
            assert self.presenter.press(key), f"{key} means nothing at {self.scene.step} / {self.page}"
        return self

    def touch(self, *names: str) -> Screen:
        for name in names:
            assert self.scene.named(name) is not None, f"no control {name} at {self.scene.step} / {self.page}"
            self.presenter.touch(name)
        return self

    def type(self, text: str) -> Screen:
        self.presenter.type(text)
        return self

    def scan(self, code: str) -> Screen:
        self.presenter.scanned(code)
        return self

    def inspect(self, **wanted: str) -> Screen:
        """Every question and shot up to the grade; as wanted, else the first choice."""
        while self.world.step() in {"checklist", "photos"}:
            expects = self.world.expects()
            asked = expects.get("answer")
            if asked is None:
                self.press("Space") if "photo" in expects else self.scan("SN-1")
            elif asked.get("multiple"):
                self.press("Enter")
            else:
                self.touch(f"choice_{wanted.get(asked['question'], asked['choices'][0])}")
        return self

    def control(self, name: str) -> Control:
        found = self.scene.named(name)
        assert found is not None, f"{name} is not offered at {self.scene.step} / {self.page}"
        return found

    def refusal(self) -> str:
        return self.scene.refusal.code if self.scene.refusal is not None else ""
