"""Leads the real window to every screen and state, stop by stop, with the demo's goods before its camera.

`tour(guide)` yields the name of each stop while the window stands there. Beside what hands do, two things are arranged
as no hand can: a scale is set up for one unit, and the printer fails for one label. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.bootstrap import Stations
from app.demo import load_catalogue
from app.demo.catalogue import demo_folder, read_catalogue
from app.demo.day import add_people
from app.demo.looking import Table
from app.demo.playing import Played, Player
from app.demo.script import Line, Memory
from app.demo.showing import offscreen_application, scanner_of, seen_through
from app.demo.turning import turn, until
from app.demo.window_hands import BADGE_PREFIX, CAMERA_SIZE, WindowHands
from app.devices.drawing.sights import EMPTY, picture
from app.devices.scene_camera import SceneCamera
from app.domain.print_jobs import Delivery, JobState
from app.services.station import Station
from app.ui.application import open_window
from app.ui.stock.view import StockPage
from app.ui.window import StationWindow
from tests.ui.tour.capture_stops import camera_troubles, capture_stops, drawing_stops
from tests.ui.tour.label_stops import label_stops
from tests.ui.tour.work_stops import import_stops, work_stops

PINS = {"LN-07": "482913", "ZW-12": "739164", "JC-15": "615382", "MO-01": "927451"}
WRONG_PIN = "111222"
FPS = 25


@dataclass
class Guide:
    """Somebody who shows the window: plays lines of the demo, presses keys, and touches."""

    station: Station
    window: StationWindow
    camera: SceneCamera
    hands: WindowHands
    player: Player
    answers: list[Played] = field(default_factory=list)

    def play(self, *acts: Mapping[str, Any], refused: str = "", looks: str = "", called: str = "") -> None:
        """Acts of the demo's script, whatever is needed for them in the window."""
        beside = {name: acts[0][name] for name in ("wants", "notes") if name in acts[0]}
        lines = (
            Line(1, {key: one[key] for key in one if key not in beside}, "", called, looks, refused, **beside)
            for one in acts
        )
        self.player.play(lines)

    def scan(self, *codes: str, **said: str) -> None:
        for code in codes:
            self.play({"do": "scan", "code": code}, **said)

    def answer(self, question: str, choice: str) -> None:
        self.play({"do": "answer", "question": question, "choice": choice})

    def answered(self, *questions: str, **wants: Any) -> None:
        """Answer until one of these questions is asked; as wanted, else the first choice."""
        for _ in range(40):
            asked = self.player.answer["expects"].get("answer")
            if asked is None or asked["question"] in questions:
                return
            choices = asked["choices"]
            wanted = wants.get(asked["question"], [] if asked.get("multiple") else choices[0])
            self.play({"do": "answer", "question": asked["question"], "choice": wanted})

    def inspect(self, **wants: Any) -> None:
        self.play({"do": "inspect", "wants": wants})

    def finish(self, **wants: Any) -> None:
        self.play({"do": "finish", "wants": wants})

    def sign_in(self, badge: str) -> None:
        self.play({"do": "sign_in", "badge": badge, "pin": "$PIN"})

    def press(self, *keys: str) -> None:
        for key in keys:
            self.hands._press(key)
            self.settle()

    def touch(self, name: str) -> None:
        """A finger on what is called so; it must be there."""
        found = [one for one in self.window.findChildren(QAbstractButton, name) if one.isVisible()]
        assert found, f"nothing to touch is called {name}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, words: str, name: str = "") -> None:
        """Words into the field of this name, else into the first of the page in front."""
        room: QWidget | None = self.window if name else self.window.front
        assert room is not None
        fields = [one for one in room.findChildren(QLineEdit) if one.isVisible() and name in {"", one.objectName()}]
        fields[0].setFocus()
        fields[0].clear()
        QTest.keyClicks(fields[0], words)
        until("the words to be looked up", lambda: fields[0].text() == words)
        turn(300)
        self.settle()

    def go(self, page: str) -> None:
        self.window.go(page)
        self.settle()

    def settle(self) -> None:
        """Until the bench has answered, everything is looked up, and the picture is the newest."""
        until("the bench", lambda: not self.window.parts.desk.busy)
        done: list[object] = []
        for _ in range(2):
            done.clear()
            self.window.parts.read(lambda: True, done.append, done.append)
            until("what is looked up", lambda: bool(done))
            turn(12)
        if self.window.front is self.window.page("bench"):
            self.hands.settle_picture()


@contextmanager
def guided(folder: Path) -> Iterator[Guide]:
    """A guide at the window of an empty station under a folder."""
    application = offscreen_application()
    camera = SceneCamera(picture(EMPTY, *CAMERA_SIZE), fps=FPS)
    with Stations().open(folder / "profile") as station:
        seen = seen_through(station, camera)
        with open_window(seen) as window:
            window.show()
            wedge = scanner_of(window, application)
            steps: list[Played] = []
            hands = WindowHands(window, camera, lambda _: None)
            player = Player(hands, Table(read_catalogue(demo_folder())), Memory(PINS), steps.append)
            try:
                yield Guide(seen, window, camera, hands, player, steps)
            finally:
                application.removeEventFilter(wedge)


def tour(guide: Guide, parts: tuple[Part, ...] = ()) -> Iterator[str]:
    """Every stop of it, in the order of a day."""
    for part in parts or PARTS:
        yield from part(guide)


def _first_run(guide: Guide) -> Iterator[str]:
    guide.settle()
    yield "first-run"
    add_people(guide.station, PINS)
    guide.window.page("signin").came_to_front()
    guide.settle()
    yield "signin-badge"


def _wrong_pins(guide: Guide) -> Iterator[str]:
    guide.window.take_scan(f"{BADGE_PREFIX}ZW-12")  # who is not needed again: a badge stays locked for a minute
    guide.settle()
    yield "signin-pin"
    for place in range(8):
        guide.hands._type_pin(WRONG_PIN)
        guide.settle()
        if place == 0:
            yield "signin-wrong"
        if _said(guide.window, "signin_notice_title", "too many"):
            break
    yield "signin-locked"


def _sign_in(guide: Guide) -> Iterator[str]:
    guide.window.take_scan(f"{BADGE_PREFIX}JC-15")
    guide.sign_in("JC-15")
    guide.settle()
    yield "idle-first"
    guide.go("stock")
    yield "stock-empty"
    guide.type("R-000001", "search_field")
    yield "search-none"
    guide.window.search.close_list()
    guide.window.search.field.clear()
    guide.go("bench")
    load_catalogue(guide.station, demo_folder())
    guide.window.header.person_asked.emit()
    guide.settle()
    yield "signin-change"
    guide.sign_in("MO-01")


def _said(window: QWidget, name: str, words: str) -> bool:
    found = window.findChild(QWidget, name)
    return found is None or words in getattr(found, "text", str)()


def _a_parcel(guide: Guide) -> Iterator[str]:
    guide.scan("nonsense!", refused="unknown_code")
    yield "refused"
    guide.scan("1Z999AA10123456784")
    yield "item-one-order"
    for key, name in (("S", "short"), ("K", "item-no-code"), ("D", "danger"), ("M", "more-item"), ("T", "typed")):
        guide.press(key)
        yield name
        guide.press("Esc")


def _a_shoe(guide: Guide) -> Iterator[str]:
    guide.scan("4006381333931")
    yield "question-sealed"
    guide.answer("sealed", "opened")
    yield "question-nine-choices"
    guide.answered("parts_complete")
    yield "question-parts"
    guide.press("M")
    yield "more-question"
    guide.press("Esc", "N")
    yield "note"
    guide.type("box lid crushed at one corner")
    guide.press("Enter")
    guide.answered("signs_of_use", parts_complete="complete")
    yield "question-use"
    guide.answered()
    yield "photos-first"
    yield from camera_troubles(guide)
    yield from capture_stops(guide)
    guide.play({"do": "photo", "shot": guide.player.answer["expects"]["photo"]["shots"][0]})
    turn(200)
    yield "photos-second"
    guide.inspect()
    yield "grade-A"


def _its_label(guide: Guide) -> Iterator[str]:
    guide.press("G")
    yield "other-grade"
    guide.press("1")
    yield "other-grade-why"
    guide.press("Esc", "Esc", "2")
    yield "other-route-why"
    guide.press("Esc")
    guide.play({"do": "accept"})
    yield "verify-label"
    guide.press("X")
    yield "void-why"
    guide.play({"do": "void_label", "reason": "wrong roll"})
    yield "label-void"
    guide.play({"do": "accept"})
    guide.press("R")
    yield "reprint-why"
    guide.press("Esc")
    guide.scan("R-000099", refused="wrong_label")
    yield "wrong-label"
    guide.scan(guide.player.memory.label)
    yield "idle-after-one"
    guide.scan("1Z999AA10123456784")
    yield "parcel-again"
    guide.answer("finished_parcel", "leave_closed")


def _a_jacket(guide: Guide) -> Iterator[str]:
    guide.scan("1Z5R89390357567127", "4006381333955")
    yield "question-chinese-reason"
    guide.inspect(sealed="opened", packaging_intact="damaged", signs_of_use="tried_on")
    yield "grade-B"
    guide.finish()
    guide.scan("1Z999AA10123456793", "6901234567922")
    guide.inspect(sealed="opened", signs_of_use="slight", powers_on="faulty")
    yield "grade-C"
    with _printer_fails(guide.station):
        guide.play({"do": "accept"})
        guide.station.settle(10.0)
        yield "label-not-printed"
    guide.play({"do": "reprint", "reason": "jam"})
    guide.scan(guide.player.memory.label)


@contextmanager
def _printer_fails(station: Station) -> Iterator[None]:
    tools = station.printing._tools
    station.printing._tools = replace(tools, open_printer=lambda _: _Jammed())
    yield
    station.settle(10.0)
    station.printing._tools = tools


class _Jammed:
    def send(self, *_: object) -> Delivery:
        return Delivery(JobState.FAILED, "The labels are jammed. Open the printer and pull the roll straight.")

    def look(self, _: float) -> str:
        return "jammed"


def _a_phone(guide: Guide) -> Iterator[str]:
    guide.scan("TBA619632698000", "6901234567915")
    yield "serial"
    guide.scan("356938035643809", called="phone")
    guide.answered("damage", sealed="opened", signs_of_use="slight")
    guide.answered("defects", damage="light")
    yield "question-multiple"
    guide.inspect(wiped="not_wiped")
    yield "grade-held"
    guide.play({"do": "accept"})
    guide.scan(guide.player.memory.label)
    yield "review-waits"
    guide.press("V")
    yield "review"
    guide.press("2")
    yield "review-grade"
    guide.press("Esc", "3")
    yield "review-why"
    guide.press("Esc", "Esc")
    guide.press("Enter")


def _exceptions(guide: Guide) -> Iterator[str]:
    guide.scan("1Z999AA10177002154")
    yield "item-many-orders"
    guide.scan("4006381334013")
    guide.finish(sealed="sealed")
    yield "item-half-done"
    guide.scan("4006381334020")
    guide.finish(sealed="opened", signs_of_use="tried_on")
    guide.scan("986578788855")
    guide.scan("4006381333955", called="wrong")
    yield "wrong-item"
    guide.answer("sealed", "opened")
    guide.play({"do": "park"})
    yield "idle-parked"
    guide.press("L")
    yield "parked"
    guide.press("Esc")
    guide.scan("774100233652", "6901234568097")
    guide.answered("missing_parts", sealed="opened", parts_complete="missing")
    guide.press("1")
    yield "question-accessories"
    guide.press("1")
    guide.finish(missing_parts=["tripod_mini"])
    guide.scan("SPX1NJ204417830266", "4006381334105")
    yield "item-three"
    guide.finish(sealed="sealed")
    guide.press("S")
    yield "short-counted"
    guide.press("Esc")
    for _ in range(2):
        guide.scan("4006381334105")
        guide.finish(sealed="sealed")


def _danger_and_scrap(guide: Guide) -> Iterator[str]:
    guide.scan("1Z5R89390344172032")
    guide.scan("6901234567892", looks="swollen")
    guide.press("D")
    yield "danger-unit"
    guide.play({"do": "danger", "kind": "battery_swollen"})
    yield "verify-quarantine"
    guide.scan(guide.player.memory.label)
    guide.scan("GFUS01027183645091")
    guide.scan("4006381333962", looks="broken mug")
    wants = {"sealed": "opened", "packaging_intact": "damaged", "damage": "beyond_repair", "works": "not_tested"}
    guide.inspect(**wants)
    yield "grade-S"
    guide.play({"do": "accept"})
    yield "verify-scrap"
    guide.scan(guide.player.memory.label)
    guide.press("Y")
    yield "destroy-proof"
    guide.press("Esc")
    guide.hands._on_way = _witnessed = _Kept()
    guide.sign_in("LN-07")
    unit = guide.player.memory.last
    guide.play({"do": "destroy", "unit": unit, "witness_badge": "MO-01", "witness_pin": "$PIN"})
    guide.hands._on_way = lambda _: None
    assert _witnessed.names
    guide.settle()
    yield "idle-after-destruction"


class _Kept:
    """Remembers the pages that were passed."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str) -> None:
        self.names.append(name)


def _without_codes(guide: Guide) -> Iterator[str]:
    guide.play({"do": "no_code", "of": "parcel", "description": "label torn off"})
    yield "parcel-no-code"
    guide.scan("4006381333962")
    yield "whose-item"
    guide.answer("whose_item", "ACME Outdoor")
    yield "no-reference"
    guide.finish(sealed="opened")
    guide.station.bench._scale = True
    guide.scan("612999988209", "6901234567908")
    if "serial" not in guide.player.answer["expects"]:
        guide.scan("EP24-118203")
    yield "weight"
    guide.station.bench._scale = False
    guide.touch("park")


def _many_routes(guide: Guide) -> Iterator[str]:
    guide.settle()
    yield "idle-busy"


def _stock(guide: Guide) -> Iterator[str]:
    guide.go("stock")
    page = guide.window.page("stock")
    assert isinstance(page, StockPage)
    until("the stock, counted behind all else", lambda: page.table.table.model.rowCount() > 0)
    guide.settle()
    yield "stock"
    guide.type("shoe", "stock_filter")
    yield "stock-filtered"
    guide.type("", "stock_filter")
    guide.type("shoe", "search_field")
    yield "search-hits"
    guide.window.search.close_list()
    guide.window.search.field.clear()


def _units(guide: Guide) -> Iterator[str]:
    wanted = {"unit-A": "R-000001", "unit-held": guide.player.memory.units["phone"]}
    wanted |= {"unit-destroyed": "", "unit-parked": guide.player.memory.units["wrong"]}
    for played in guide.answers:
        if played.act["do"] == "destroy":
            wanted["unit-destroyed"] = played.act["unit"]
    for name, lpn in wanted.items():
        guide.window._on_unit_asked(lpn)
        guide.settle()
        yield name
    yield from drawing_stops(guide)


def _settings(guide: Guide) -> Iterator[str]:
    guide.sign_in("MO-01")
    guide.go("settings")
    for name in (
        "station",
        "people",
        "scanner",
        "camera",
        "film",
        "printer",
        "labels",
        "certificates",
        "rules",
        "about",
    ):
        guide.touch(f"settings_open_{name}")
        turn(200)
        yield f"settings-{name}"
        if name == "labels":
            yield from label_stops(guide)


def _shops_and_files(guide: Guide) -> Iterator[str]:
    guide.sign_in("MO-01")
    yield from work_stops(guide)
    yield from import_stops(guide)


Part = Callable[[Guide], Iterator[str]]
PARTS: tuple[Part, ...] = (
    _first_run,
    _wrong_pins,
    _sign_in,
    _a_parcel,
    _a_shoe,
    _its_label,
    _a_jacket,
    _a_phone,
    _exceptions,
    _danger_and_scrap,
    _without_codes,
    _many_routes,
    _stock,
    _units,
    _shops_and_files,
    _settings,
)
SAMPLE: tuple[Part, ...] = (_first_run, _sign_in, _a_parcel, _shops_and_files, _settings)
"""What the suite walks; the rest comes with the soak."""
