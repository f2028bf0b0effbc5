"""The sign-in page over a real station: real records, real PINs, the bench in its lane."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.bootstrap import open_station
from app.config import Settings
from app.domain.access import Role
from app.paths import Profile
from app.services.station import Station
from app.ui.desk import Desk
from app.ui.parts import Parts
from app.ui.signin import SignInPage

PIN, WRONG = "493817", "802461"


@pytest.fixture
def station(tmp_path) -> Iterator[Station]:
    place = Profile(tmp_path / "profile")
    place.create()
    made = open_station(place, Settings())
    yield made
    made.close()


@pytest.fixture
def parts(dressed, station) -> Iterator[Parts]:
    bench, reading, relay = Lane("bench"), Lane("reading"), Relay()
    desk = Desk(lambda: station.bench, bench, relay)
    parts = Parts(station, desk, relay, reading, SimpleNamespace())  # type: ignore[arg-type]
    yield parts
    relay.close()
    for lane in (parts.importing, reading, bench):
        lane.close()


@pytest.fixture
def people(station) -> None:
    station.add_user("LN-07", "Li Na", Role.SUPERVISOR, PIN)
    station.add_user("BK-3", "Ben King", Role.INSPECTOR, PIN, language="es")


@pytest.fixture
def page(qtbot, parts) -> SignInPage:
    page = SignInPage(parts)
    qtbot.addWidget(page)
    page.resize(1338, 648)
    page.show()
    page.came_to_front()
    return page
