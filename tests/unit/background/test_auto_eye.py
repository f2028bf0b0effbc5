"""In the camera's lane: what is still and good and owed becomes due, and every photo's scene is remembered."""

import numpy as np
import pytest

from app.background.auto_eye import AutoEye
from app.background.code_lane import CodeLane
from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import frame_of
from app.domain.auto_capture import Order, Why
from tests.camera_server import blurred, scene

ROOM = OpenCvDarkroom()
FRONT, BACK = Order("front", "R-000001"), Order("back", "R-000001")
SHOE = scene(640, 480)
HEEL = np.ascontiguousarray(np.rot90(scene(480, 640)))


def looked(eye, pixels, begin):
    """So it stands for one and a half seconds."""
    for step in range(16):
        frame = frame_of(pixels, begin + step * 0.1)
        eye.look(frame, ROOM.measure(frame), ROOM)
    return eye.auto.why


def test_what_is_still_and_good_is_due_and_the_next_shot_wants_another_scene():
    eye = AutoEye()
    eye.owe(FRONT, wanted=True)
    assert looked(eye, SHOE, 0.0) is Why.DUE
    eye.took(frame_of(SHOE, 1.6), frame_of(SHOE, 1.5), ROOM)
    eye.owe(BACK, wanted=True)
    assert looked(eye, SHOE, 2.0) is Why.SAME
    assert looked(eye, HEEL, 4.0) is Why.DUE


def test_what_a_hand_took_while_it_was_off_is_remembered():
    eye = AutoEye()
    eye.owe(FRONT, wanted=False)
    assert looked(eye, SHOE, 0.0) is Why.OFF
    eye.took(frame_of(SHOE, 1.6), None, ROOM)
    eye.owe(BACK, wanted=True)
    assert looked(eye, SHOE, 2.0) is Why.SAME


@pytest.mark.parametrize("pixels", [blurred(SHOE), scene(640, 480, light=20)], ids=["blurred", "dark"])
def test_what_the_gate_would_refuse_is_not_due(pixels):
    eye = AutoEye()
    eye.owe(FRONT, wanted=True)
    assert looked(eye, pixels, 0.0) is Why.POOR


def test_a_shot_that_asks_for_a_code_has_the_codes_looked_out_for():
    codes = CodeLane(lambda: pytest.fail("nothing is read here"), lambda _: None)
    try:
        eye = AutoEye(codes)
        eye.owe(FRONT, wanted=True)
        assert not codes.watched
        eye.owe(Order("label", "R-000001", asks_code=True), wanted=True)
        assert codes.watched
        assert looked(eye, SHOE, 0.0) is Why.NO_CODE
        codes.fitting_at = 1.0
        assert looked(eye, SHOE, 1.6) is Why.DUE
        eye.owe(None, wanted=True)
        assert not codes.watched
    finally:
        codes.close()
