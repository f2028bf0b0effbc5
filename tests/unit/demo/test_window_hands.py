"""Hands at the real window: each act as a person does it, and what no page offers yet sent to its desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import logs
from app.bootstrap import Stations
from app.demo import showing
from app.demo.window_hands import CAMERA_SIZE, WindowHands
from app.devices.drawing import sights
from app.devices.drawing.sights import EMPTY, picture
from app.devices.drawing.things import Thing
from app.devices.scene_camera import SceneCamera
from app.domain.access import Role
from app.services.importing import kind_named
from app.ui.application import open_window
from app.ui.camera import LivePicture
from tests.lane import PRODUCTS, RETURNS, SHOE, UPS

PIN = "482913"


@pytest.fixture
def passed() -> list[str]:
    """The pages that were passed on the way."""
    return []


@pytest.fixture
def hands(dressed, tmp_path, passed) -> Iterator[WindowHands]:
    """Hands at an open window, over a station where one parcel is announced."""
    with Stations().open(tmp_path / "profile") as station:
        station.add_user("LN-07", "Li Na", Role.INSPECTOR, PIN, language="es")
        for kind, text in (("products", PRODUCTS), ("returns", RETURNS)):
            file = tmp_path / f"{kind}.csv"
            file.write_text(text, encoding="utf-8")
            station.take_in(kind_named(kind), file)
        camera = SceneCamera(picture(EMPTY, *CAMERA_SIZE), fps=60)
        with open_window(showing.seen_through(station, camera)) as window:
            window.resize(*showing.WINDOW_SIZE)
            window.show()
            wedge = showing.scanner_of(window, dressed)
            yield WindowHands(window, camera, passed.append)
            dressed.removeEventFilter(wedge)
    logs.shut_down()


def test_a_unit_by_scanner_keys_and_camera(hands, passed):
    signed_in = hands.do({"do": "sign_in", "badge": "LN-07", "pin": PIN}, None)
    assert (signed_in["ok"], signed_in["step"]) == (True, "idle")
    assert passed == ["sign-in", "pin"]
    assert hands.do({"do": "scan", "code": UPS}, sights.parcel(UPS, "ups"))["step"] == "item"
    assert hands.do({"do": "scan", "code": SHOE}, None)["step"] == "checklist"
    passed.clear()
    answer = hands.do({"do": "answer", "question": "sealed", "choice": "sealed", "note": "una nota: 好"}, None)
    assert answer["ok"]
    assert passed == ["note", "written", "take"]
    while "answer" in answer["expects"]:
        asked = answer["expects"]["answer"]
        answer = hands.do({"do": "answer", "question": asked["question"], "choice": asked["choices"][0]}, None)
    photo = hands.do(
        {"do": "photo", "shot": answer["expects"]["photo"]["shots"][0]}, sights.Sight(Thing("shoe", "red"))
    )
    assert [fact["kind"] for fact in photo["facts"]] == ["photo"]
    hands.settle_picture()
    eye = hands._bench().findChild(LivePicture)
    assert eye.glimpse is not None


def test_what_the_screen_does_not_offer_is_asked_of_the_bench_all_the_same(hands):
    hands.do({"do": "sign_in", "badge": "LN-07", "pin": PIN}, None)
    refused = hands.do({"do": "close_work", "unit": "R-000001", "kind": "donate"}, None)
    assert refused["error"]["code"] == "unknown_unit"
    assert hands.do({"do": "accept"}, None)["error"] is not None
    assert hands.do({"do": "sign_out"}, None)["step"] == "signed_out"
