"""Somebody at the window who does whatever comes to mind: keys, touches, scans, languages, themes, a pulled cable.

Whatever is done: no exception and no warning of Qt (`tests.shift.place` sees to it), the audit stays in order, the
focus is somewhere, nothing to press lies outside the window, and some control always leads on.
"""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from app.ui.scanner.burst import Manner
from app.ui.theme import look
from app.ui.words import language
from tests.day import announce_catalogue, written
from tests.e2e.floor import CATALOGUE, PHONE, PLAIN, ups
from tests.e2e.program import PIN, note, people, seed_of_run, station, take_in
from tests.pictures import drawn
from tests.shift.body import Body
from tests.shift.place import Place, turn, until, window_over

PARCELS = 40
LOOKS_EVERY = 40
CAPS = [*"123456789BDEGIKLMNOPRSTUVXY", "Enter", "Enter", "Space", "Backspace", "Esc", "Tab", "Up", "Down", "F1", "F2"]
LEFT_ALONE = ("unit_panel_file", "scanner_")
"""The system's own choice of files; and a scanner that is set up otherwise scans no more."""


@dataclass
class Monkey:
    """Whatever comes to mind, by a seed."""

    place: Place
    seed: int
    codes: list[str]
    done: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self.body = Body(self.place)
        self._ideas = {
            self._follow: 40,
            self._key: 25,
            self._touch: 20,
            self._scan: 8,
            self._type: 3,
            self._language: 2,
            self._theme: 1,
            self._cable: 1,
            self._size: 1,
        }

    def act(self) -> None:
        """One thing or another; the window may still be busy with the one before."""
        if self.place.window.front is self.place.window.page("signin"):
            idea = self._chance.choice((self._come_in, self._come_in, self._language, self._theme, self._size))
        else:
            idea = self._chance.choices(list(self._ideas), list(self._ideas.values()))[0]
        self.done[idea.__name__] += 1
        idea()
        if self._chance.random() < 0.7:
            turn()

    def look(self) -> None:
        """What must be so whatever was done."""
        window = self.place.window
        self.place.camera.plug_in()
        until("the bench", lambda: not window.parts.desk.busy)
        turn()
        standing = window.parts.desk.standing
        assert standing is not None
        self.steps[standing.reply["step"]] += 1
        focused = window.focusWidget()
        assert focused is not None, "nothing has the focus"
        assert focused.isVisible(), f"{focused.objectName()} has the focus and is not there"
        with suppress(AssertionError):  # what is being laid out comes to rest first
            until("all that can be pressed within the window", lambda: not outside(window))
        assert outside(window) == []
        if window.front is self.place.bench:
            scene = self.place.bench.presenter.scene
            assert scene is not None
            assert scene.controls, f"nothing leads on from {scene.step}"
            missing = [one.name for one in scene.stage.controls if not self.body.sees(one.name)]
            assert missing == [], f"at {scene.step} these cannot be seen: {missing}"

    # --- ideas

    def _come_in(self) -> None:
        """Somebody signs in, with the right PIN: wrong ones would lock all three out."""
        badge = self._chance.choice(list(PIN))
        self.place.wedge.set_manner(Manner("F24", "Enter"))  # whatever the settings were made to say meanwhile
        self.body.key("Esc")
        self.body.scan(f"RGB:{badge}")
        turn()
        self.body.write(PIN[badge])
        self.body.key("Enter")
        until("the bench", lambda: not self.place.window.parts.desk.busy)
        turn()

    def _follow(self) -> None:
        """What the bench asks for, mostly by a key: the first choice or another."""
        scene = self.place.bench.presenter.scene
        if self.place.window.front is not self.place.bench or scene is None:
            self.body.key("F1")
            return
        if scene.stage.field is not None and scene.stage.field.digits:
            self.body.write(str(self._chance.choice((300, 120))))
            self.body.key("Enter")
            return
        if scene.stage.choices and not scene.stage.over:
            self.body.key(self._chance.choice(scene.stage.choices[:9]).key or "1")
            return
        standing = self.place.window.parts.desk.standing
        assert standing is not None
        expects = standing.reply["expects"]
        if "code" in expects:
            self.body.scan(expects["code"])
        elif "scan" in expects:
            self.body.scan(self._chance.choice(self.codes))
        else:
            self.place.camera.show(drawn(f"{self.seed}-{self._chance.random()}"))
            self.body.key(self._chance.choice(("Enter", "Space")))

    def _key(self) -> None:
        self.body.key(self._chance.choice(CAPS))

    def _touch(self) -> None:
        buttons = [
            one
            for one in self.place.window.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and not one.objectName().startswith(LEFT_ALONE)
        ]
        if buttons:
            QTest.mouseClick(self._chance.choice(buttons), Qt.MouseButton.LeftButton)

    def _scan(self) -> None:
        odd = (
            "RG:ACCEPT",
            "RG:BACK",
            "RG:PARK",
            "RG:ANSWER:2",
            "RG:KEY:M",
            "RG:WHAT",
            "RGB:INS-2",
            "nonsense",
            "R-000001",
        )
        self.body.scan(self._chance.choice((*odd, *self.codes)))

    def _type(self) -> None:
        self.body.write(self._chance.choice(("a note", "什么", "x" * 60, "12345678", "<b>bold</b>")))

    def _language(self) -> None:
        language.speak(self._chance.choice(("en", "zh_CN", "es")))

    def _theme(self) -> None:
        look.choose(self._chance.choice(("light", "dark")))

    def _cable(self) -> None:
        (self._chance.choice((self.place.camera.unplug, self.place.camera.plug_in)))()

    def _size(self) -> None:
        self.place.window.resize(*self._chance.choice(((1366, 768), (1280, 800), (1600, 900))))


def outside(window: QWidget) -> list[str]:
    """What can be pressed and lies not within the window, unless it is in a list that is swiped; a dialog for files is
    a window of its own, which whoever works places."""
    told = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or button.window() is not window or _in_a_list(button):
            continue
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        if not window.rect().contains(place):
            told.append(f"{_named(button)} at {place.getRect()}")
    return told


def _named(widget: QWidget | None) -> str:
    """A widget's name, and in whom it lies."""
    names = []
    while widget is not None:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names)


def _in_a_list(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def run(seed: int, events: int, folder: Path) -> None:
    chance = random.Random(seed)
    codes = [ups(number + 1) for number in range(PARCELS)]
    rows = [
        {
            "client": one.client,
            "platform": "shopify",
            "order_id": f"M-{number}",
            "tracking": tracking,
            "sku": one.sku,
            "quantity": 1 if one is PHONE else chance.randint(1, 2),
        }
        for number, tracking in enumerate(codes)
        for one in chance.sample((*PLAIN, PHONE), 2)
    ]
    with station(folder / "bench") as first:
        people(first)
        returns = written(folder / "returns.csv", rows)
        take_in(first, {**announce_catalogue(CATALOGUE, folder), "returns": returns})
        with window_over(first) as place:
            monkey = Monkey(place, seed, [*codes, *(one.barcode for one in CATALOGUE)])
            for number in range(events):
                monkey.act()
                if number % LOOKS_EVERY == LOOKS_EVERY - 1:
                    try:
                        monkey.look()
                    except AssertionError as fault:
                        fault.add_note(f"seed {seed}, after {number + 1} events: {monkey.body.did[-12:]}")
                        raise
            monkey.look()
            look.choose("light")
        verified = first.verify_audit()
        assert verified.ok, (seed, verified.problems[:5])
        note(f"{events} events: {dict(monkey.done)}; it stood at {dict(monkey.steps)}")
        assert len(monkey.steps) >= 2, monkey.steps  # how far it comes in so few events is chance


def test_whatever_is_done_at_the_window_it_goes_on(tmp_path: Path) -> None:
    run(seed_of_run("window monkey"), 500, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", range(10))
def test_whatever_is_done_at_the_window_for_long(tmp_path: Path, number: int) -> None:
    run(seed_of_run("window monkey", number), 5000, tmp_path)
