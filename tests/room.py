"""A room of the window for a test: the real parts on a house of its own, with lanes and relay; `close` it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NoReturn, TypeVar

import pytest

from app import claim_parts, evidence_parts
from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.live import Live
from app.config import Settings
from app.documents.tables import DelimitedTables
from app.domain.bench import actions as do
from app.domain.print_jobs import JobState, PrintJob
from app.errors import DeviceError
from app.labelling.library import LabelLibrary
from app.paths import Profile, shipped
from app.services.claim_packs import ClaimPacking
from app.services.inspecting import Inspecting
from app.services.packing import Packing
from app.services.setting_up import SettingsFile
from app.services.station import Eyes, SetUp, Station, Verification
from app.store.imports import SqlImports
from app.store.keys import open_keys
from app.store.queries import SqlReads
from app.store.references import DiskReferences
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.parts import Parts
from tests.lane import BROKEN, STATION, UPS_2, WITNESS_PIN, House, to_grade, took

T = TypeVar("T")
LISTINGS = "client,sku,grade,channel,target\nACME,SHOE-RED-42,A,tiktok-us,y\n"
BOTTLE = "036000291452"
SHORT = [{"sku": "BOTTLE-750", "quantity": 1, "reason": "not in the parcel"}]


def read_at_once(job: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
    """As `Parts.read`, without a lane."""
    try:
        value = job()
    except Exception as error:  # noqa: BLE001 - as the lane does
        failed(error)
    else:
        done(value)


@pytest.fixture
def room(dressed: object, house: House) -> Iterator[Room]:
    """A room on the day's house."""
    made = Room(house)
    yield made
    made.close()


@pytest.fixture
def graded(house: House) -> House:
    """Two units done: R-000001 a sealed shoe, offered to a shop; R-000002 a bottle beyond repair, to be destroyed."""
    house.take("listings", LISTINGS)
    lane = house.signed_in()
    for way in ({}, {"code": UPS_2, "item": BOTTLE, "answers": BROKEN}):
        to_grade(house, lane, **way)
        answer = took(lane, do="accept")
        took(lane, do="scan", code=answer["expects"]["code"])
    took(lane, do="close_parcel", missing=SHORT)
    return house


class Room:
    """A station, a desk and a lane for reading, as the window has them."""

    def __init__(
        self, house: House, open_bench: Callable[[], Inspecting] | None = None, eyes: Eyes | None = None
    ) -> None:
        self.house = house
        self.station = Station(
            profile=Profile(house.folder),
            settings=Settings(),
            clock=house.clock,
            reads=SqlReads(house.store.reading, STATION.id),
            imports=SqlImports(house.store.engine, STATION.id, house.clock),
            tables=DelimitedTables(),
            references=DiskReferences(house.folder / "references"),
            photo_path=house.evidence.path,
            people=house.people,
            pins=house.pins,
            eyes=eyes or Eyes(_no_eyes, _no_eyes, _no_eyes),
            verify_audit=lambda _=(): Verification(0, 0, ok=True, head="", problems=()),
            set_up=SetUp(
                SettingsFile(lambda _: (Settings(), Settings()), lambda _: Settings()),
                lambda: iter(()),
                lambda _: PrintJob("1", "", "TEST-LABEL", "test", "test", "", "labels", {}, JobState.SENT),
            ),
            open_bench=open_bench or house.lane,
            open_labels=cache(lambda: LabelLibrary(shipped("labels"), house.folder / "labels")),
            open_printing=cache(house.printing),
            print_label=lambda *_: PrintJob("1", "", "", "unit", "unit", "", "labels", {}, JobState.SENT),
            open_packing=cache(self._packing),
            open_claims=cache(self._claims),
            open_marking=lambda: claim_parts.marking(self.station, self.house.store),
        )
        self.lanes = [Lane("bench"), Lane("reading")]
        self.relay = Relay()
        bench, reading = self.lanes
        self.desk = Desk(lambda: self.station.bench, bench, self.relay)
        seeing = self.station.eyes
        self.live = Live(seeing.open_camera, seeing.open_darkroom, self.station.profile.spool)
        if eyes is not None:
            self.live.start()
        self.parts = Parts(self.station, self.desk, self.relay, reading, self.live)

    def _packing(self) -> Packing:
        return evidence_parts.packing(self.station, self.house.store, open_keys(self.house.folder / "keys", "bench-01"))

    def _claims(self) -> ClaimPacking:
        return claim_parts.claim_packing(
            self.station, self.house.store, open_keys(self.house.folder / "keys", "bench-01")
        )

    def sign_in(self, qtbot: Any, badge: str = "MO-01", pin: str = WITNESS_PIN) -> None:
        """Somebody at the desk; waits for the answer."""
        with qtbot.waitSignal(self.desk.stood):
            self.desk.act(do.SignIn(badge), pin=pin)

    def show(self, qtbot: Any, page: Page) -> None:
        """A page as the window shows it, at the bench's least size."""
        qtbot.addWidget(page)
        page.resize(1338, 648)
        page.retranslate()
        page.show()
        page.came_to_front()

    def close(self) -> None:
        self.live.close()
        self.parts.folders.close()
        for lane in (self.parts.importing, self.parts.counting, *self.lanes):
            lane.close()
        self.relay.close()


def _no_eyes() -> NoReturn:
    raise DeviceError("This room has no camera.", "Give it one.")
