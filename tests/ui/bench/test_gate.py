"""D10 in the window: a photo below the gate says why, and is kept with a reason only."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from app.devices.virtual_camera import picture
from app.domain.bench.state import Step
from app.ui.bench.acts import Page
from tests.ui.bench.walk import SHOE


@pytest.fixture
def spoilt(hands):
    """The shutter takes blurred pictures."""

    def shutter(shot, on_file):
        file = hands.folder / f"{shot}.jpg"
        out = BytesIO()
        with Image.open(BytesIO(picture(shot))) as sharp:
            sharp.filter(ImageFilter.GaussianBlur(14)).save(out, "JPEG")
        file.write_bytes(out.getvalue())
        on_file(file)

    hands.page.presenter._shutter = shutter
    return hands


def test_demand_d10_a_blurred_still_is_taken_again_or_with_a_reason(spoilt):
    hands = spoilt.sign_in().scan(SHOE).scan("SHOE-RED-42").press("1", "1")
    assert hands.scene.step is Step.PHOTOS, hands.scene
    hands.press("Space")
    assert hands.page.presenter._hand.page.page is Page.OVERRULE
    assert str(hands.scene.refusal.message) == "This photo is blurred."
    if shots := os.environ.get("REGRADE_SHOTS"):
        hands.grab(Path(shots) / "gate-1366-light-en.png")
    hands.press("Esc")
    assert hands.desk.standing.state.unit.shots == ()
    hands.press("Space", "1")
    (shot,) = hands.desk.standing.state.unit.shots
    assert shot.overrule == "It cannot be seen any better"
    assert hands.scene.refusal is None
