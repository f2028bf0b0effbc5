"""The settings page over a real station, with a supervisor signed in at the bench."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.bootstrap import open_station
from app.config import Settings
from app.domain.access import Role
from app.domain.bench import actions as do
from app.paths import Profile
from app.services.station import Station
from app.ui.camera import open_live
from app.ui.desk import Desk
from app.ui.parts import Parts
from app.ui.settings.page import SettingsPage

PIN = "493817"


@pytest.fixture
def station(tmp_path) -> Iterator[Station]:
    place = Profile(tmp_path / "profile")
    place.create()
    made = open_station(place, Settings())
    made.add_user("MO-01", "Maria Ortiz", Role.SUPERVISOR, PIN)
    made.add_user("BK-3", "Ben King", Role.INSPECTOR, PIN)
    yield made
    made.close()


@pytest.fixture
def parts(qtbot, dressed, station) -> Iterator[Parts]:
    bench, reading, relay = Lane("bench"), Lane("reading"), Relay()
    live = open_live(station, relay, nothing_seen)
    parts = Parts(station, Desk(lambda: station.bench, bench, relay), relay, reading, live)
    sign_in(qtbot, parts, "MO-01")
    yield parts
    relay.close()
    live.close()
    for lane in (reading, bench):
        lane.close()


@pytest.fixture
def page(qtbot, parts) -> SettingsPage:
    page = SettingsPage(parts)
    qtbot.addWidget(page)
    page.resize(1338, 648)
    page.show()
    page.came_to_front()
    return page


def nothing_seen(_code: object) -> None:
    """What the camera reads is handed to the page by the window, which is not here."""


def sign_in(qtbot, parts: Parts, badge: str) -> None:
    with qtbot.waitSignal(parts.desk.stood):
        parts.desk.act(do.SignIn(badge), pin=PIN)


def touch(page: QWidget, name: str) -> None:
    widget = page.findChild(QWidget, name)
    assert widget is not None, name
    assert widget.isVisible(), name
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
