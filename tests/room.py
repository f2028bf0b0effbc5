"""A room of the window for a test: the real parts on a house of its own, with lanes and relay; `close` it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.domain.bench import actions as do
from app.services.inspecting import Inspecting
from app.store.queries import SqlReads
from app.store.references import DiskReferences
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.parts import Parts
from tests.lane import BROKEN, STATION, UPS_2, WITNESS_PIN, House, to_grade, took
from tests.unit.services.test_station import station

NO_LIVE_PICTURE: Any = None
LISTINGS = "client,sku,grade,channel,target\nACME,SHOE-RED-42,A,tiktok-us,y\n"
BOTTLE = "036000291452"


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
    took(lane, do="close_parcel", missing=[{"sku": "BOTTLE-750", "quantity": 1, "reason": "not in the parcel"}])
    return house


class Room:
    """A station, a desk and a lane for reading, as the window has them."""

    def __init__(self, house: House, open_bench: Callable[[], Inspecting] | None = None) -> None:
        self.house = house
        self.station = station(
            house,
            reads=SqlReads(house.store.reading, STATION.id),
            references=DiskReferences(house.folder / "references"),
            open_bench=open_bench or house.lane,
        )
        self.lanes = [Lane("bench"), Lane("reading")]
        self.relay = Relay()
        bench, reading = self.lanes
        self.desk = Desk(lambda: self.station.bench, bench, self.relay)
        self.parts = Parts(self.station, self.desk, self.relay, reading, NO_LIVE_PICTURE)

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
        for lane in self.lanes:
            lane.close()
        self.relay.close()
