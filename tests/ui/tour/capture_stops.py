"""The stops of the tour at the eye of the bench and at drawing on photos. Main thread."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from app.background.camera_state import CameraState
from app.demo.turning import turn, until
from app.demo.window_hands import CAMERA_SIZE
from app.devices.drawing.sights import picture
from app.devices.virtual_camera import picture as photo
from app.domain.auto_capture import Why
from app.domain.photo_marks import Ink, Mark, Shape
from app.ui.bench.page import BenchPage
from app.ui.unit.view import UnitPage

if TYPE_CHECKING:
    from tests.ui.tour.walking import Guide


def camera_troubles(guide: Guide) -> Iterator[str]:
    lit = picture(guide.hands._sight, *CAMERA_SIZE)
    guide.camera.show(np.zeros_like(lit))
    _camera_is(guide, CameraState.DARK)
    yield "camera-dark"
    guide.camera.show(lit)
    _camera_is(guide, CameraState.LIVE)
    guide.camera.unplug()
    _camera_is(guide, CameraState.LOST)
    yield "camera-lost"
    guide.camera.plug_in()
    _camera_is(guide, CameraState.LIVE)


def _camera_is(guide: Guide, state: CameraState) -> None:
    until(f"the camera {state}", lambda: guide.window.parts.live.glimpse().state is state)
    turn(700)
    if state.can_take:
        guide.settle()


def capture_stops(guide: Guide) -> Iterator[str]:
    """What lies over the live picture, the countdown of a photo by itself, and a photo of a phone."""
    page = guide.window.page("bench")
    assert isinstance(page, BenchPage)
    choices, picture_seen = guide.window.parts.choices, page._picture
    choices.choose(overlay="both")
    turn(200)
    yield "photos-overlay"
    picture_seen.blockSignals(True)  # else it would be taken while it is looked at
    choices.choose(overlay="none", auto=True)
    until("the countdown", lambda: picture_seen._auto.why is Why.DUE)
    yield "photos-auto"
    choices.choose(auto=False)
    picture_seen.blockSignals(False)
    inbox = guide.station.profile.spool / "phone"
    inbox.mkdir(parents=True)
    for number in range(3):
        file = inbox / f"IMG_204{number}.jpg"
        file.write_bytes(photo(f"shoe {number}"))
        long_ago = time.time() - 60 * (number + 1)
        os.utime(file, (long_ago, long_ago))
    choices.choose(inbox=str(inbox))
    guide.press("J")
    until("the newest", lambda: bool(page._offer.viewer._key))
    turn(300)
    yield "photos-folder"
    guide.press("Esc")
    choices.choose(inbox="")


def drawing_stops(guide: Guide) -> Iterator[str]:
    """An arrow, a circle and a word on a photo: while they are drawn, and over the photo."""
    page = guide.window.page("unit")
    assert isinstance(page, UnitPage)
    guide.window._on_unit_asked("R-000001")
    guide.settle()
    until("the unit", lambda: page.shown is not None and page.shown.lpn == "R-000001")
    page.gallery._open(0)
    turn(300)
    yield "unit-photo"
    marking = page.gallery.marking
    assert marking is not None
    page.gallery.mark_button.click()
    marking.sheet.add(Shape.ARROW)
    marking.sheet.show_marks(
        (
            Mark(Shape.CIRCLE, Ink.YELLOW, 5000, 2000, 7500, 4500),
            Mark(Shape.WORD, Ink.BLUE, 1000, 1200, 1000, 1200, "Scratch 划痕"),
        )
    )
    marking.sheet.add(Shape.ARROW)
    turn(300)
    yield "unit-drawing"
    marking.do.click()
    until("what was drawn", lambda: page.shown is not None and bool(page.shown.photos[0].marks))
    marking.closed.emit()
    turn(300)
    yield "unit-drawn"
