"""Trying the station: parcel, article and label come before the camera, and the station reads them by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app import logs
from app.background.lanes import Lane
from app.bootstrap import Stations
from app.demo import trying
from app.demo.catalogue import demo_folder, load_catalogue, read_catalogue
from app.demo.trying import VirtualTable, announced_trackings, next_parcel
from app.demo.turning import turn, until
from app.devices.drawing.sights import EMPTY, picture
from app.devices.scene_camera import SceneCamera
from app.domain.access import Role
from app.domain.bench import actions as do
from app.services.inspecting import Request
from app.services.station import Station
from app.ui.application import open_window
from app.ui.window import StationWindow

PIN, FIRST, SECOND = "482913", "1Z999AA10123456784", "1Z5R89390357567127"


@pytest.fixture
def station(tmp_path) -> Iterator[Station]:
    with Stations().open(tmp_path / "profile") as opened:
        opened.add_user("LN-07", "Li Na", Role.INSPECTOR, PIN)
        load_catalogue(opened)
        yield opened
    logs.shut_down()


@pytest.fixture
def window(station, dressed, monkeypatch) -> Iterator[StationWindow]:
    """The window of a visitor, with quick hands at the table."""
    monkeypatch.setattr(trying, "FETCH_MS", 20)
    monkeypatch.setattr(trying, "HAND_MS", 20)
    camera = SceneCamera(picture(EMPTY, *trying.CAMERA_SIZE), fps=30)
    lane = Lane("table")
    eyes = replace(station.eyes, open_camera=lambda: camera)
    with open_window(replace(station, eyes=eyes)) as opened:
        VirtualTable(opened, camera, lane, read_catalogue(demo_folder()))
        opened.resize(1366, 768)
        opened.show()
        yield opened
    lane.close()


def step(window: StationWindow) -> str:
    standing = window.parts.desk.standing
    return str(standing.reply["step"]) if standing is not None else ""


def test_parcels_come_in_their_order_and_none_twice(station):
    coming = announced_trackings(demo_folder())
    assert coming[:2] == (FIRST, SECOND)
    assert len(coming) == len(set(coming)) > 100
    assert next_parcel(station.reads, coming) == FIRST
    station.bench.work(_signed_in())
    station.bench.work(_act(do.Scan(FIRST)))
    assert next_parcel(station.reads, coming) == SECOND
    assert next_parcel(station.reads, (FIRST,)) == ""


def test_parcel_and_article_are_read_by_the_camera_and_wait_for_an_answer(window):
    window.parts.desk.act(do.SignIn("LN-07"), pin=PIN)
    until("the article", lambda: step(window) == "checklist")
    standing = window.parts.desk.standing
    assert standing is not None
    assert standing.state.parcel is not None
    assert standing.state.parcel.tracking == FIRST
    assert standing.state.unit is not None
    assert standing.state.unit.product.article.sku == "SHOE-RED-42"
    window.parts.desk.act(do.GiveAnswer("sealed", ("opened",)))
    turn(200)
    assert step(window) == "checklist"


def _signed_in() -> Request:
    return replace(_act(do.SignIn("LN-07")), pin=PIN)


def _act(action: do.Action) -> Request:
    return Request(action)
