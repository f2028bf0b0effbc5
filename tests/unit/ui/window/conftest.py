"""A window over a real bench, with pages that write down what they are told."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.background.bridge import Relay
from app.background.camera_state import CameraState, Glimpse
from app.background.lanes import Lane
from app.config import Settings
from app.services.looking import Shift
from app.services.safekeeping import Room, RoomState
from app.services.syncing.in_step import Agreement, Messages, ShopStanding
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.window import StationWindow
from app.ui.words import language


class Told(Page):
    """A page that keeps what reached it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.codes: list[str] = []
        self.fronts = 0
        self.languages: list[str] = []
        self.looks = False
        self.claims: list[str] = []

    @property
    def wants_codes(self) -> bool:
        return self.looks

    def scanned(self, code: str) -> None:
        self.codes.append(code)

    def show_claims(self, lpn: str) -> None:
        self.claims.append(lpn)

    def came_to_front(self) -> None:
        self.fronts += 1

    def retranslate(self) -> None:
        self.languages.append(language.code)


class FakeStation:
    """What the window itself asks of a station."""

    def __init__(self, house) -> None:
        self.settings = Settings()
        self.languages: list[tuple[str, str]] = []
        self.shift = Shift()
        self.standings: tuple[ShopStanding, ...] = ()
        self.at_work = None
        self.reads = SimpleNamespace(
            shift=lambda *_since: self.shift,
            shop_standings=lambda *_: self.standings,
            agreement=lambda: Agreement({}),
            message_page=lambda _: Messages(),
        )
        self.house = house
        self.free = Room(RoomState.ENOUGH, 1 << 40)

    def room(self) -> Room:
        return self.free

    def set_language(self, user_id: str, code: str) -> None:
        self.languages.append((user_id, code))


@pytest.fixture
def station(house):
    return FakeStation(house)


@pytest.fixture
def window(qtbot, house, station):
    bench, reading, relay = Lane("bench"), Lane("reading"), Relay()
    wanted: list[bool] = []
    no_camera: Any = SimpleNamespace(
        film=None, glimpse=lambda: Glimpse(CameraState.LIVE, 0.0), look_for_codes=wanted.append, wanted=wanted
    )
    parts = Parts(station, Desk(house.lane, bench, relay), relay, reading, no_camera)
    window = StationWindow(
        parts, dict.fromkeys(("signin", "bench", "stock", "work", "imports", "unit", "settings"), Told)
    )
    qtbot.addWidget(window)
    window.show()
    yield window
    relay.close()
    for lane in (bench, reading, parts.counting):
        lane.close()
    language.speak("en")
