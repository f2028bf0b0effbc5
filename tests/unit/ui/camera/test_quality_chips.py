"""Chips follow what the camera shows, and keep their place where it shows nothing."""

import pytest

from app.background.camera_state import CameraState, Glimpse
from app.domain.picture_quality import Advice, Focus, Light
from app.ui.camera.quality_chips import QualityChips
from app.ui.words import language

GOOD = Glimpse(CameraState.LIVE, at=0.0, advice=Advice(Focus.SHARP, Light.GOOD))
BAD = Glimpse(CameraState.LIVE, at=0.0, advice=Advice(Focus.BLURRED, Light.DIM))
LOST = Glimpse(CameraState.LOST, at=0.0)


@pytest.fixture
def chips(dressed, qtbot):
    made = QualityChips()
    qtbot.addWidget(made)
    made.show()
    return made


def said(chips):
    return [(chip.accessibleName(), chip.state) for chip in chips.chips if chip.isVisible()]


def test_they_say_focus_and_light(chips):
    assert said(chips) == []
    chips.on_looked(GOOD)
    assert said(chips) == [("Sharp", "ok"), ("Light good", "ok")]
    chips.on_looked(BAD)
    assert said(chips) == [("Blurred", "warn"), ("Too dark", "warn")]
    assert all(chip.accessibleDescription() for chip in chips.chips)


def test_nothing_jumps_where_the_picture_goes_away(chips):
    chips.on_looked(GOOD)
    height = chips.sizeHint().height()
    chips.on_looked(LOST)
    assert said(chips) == []
    assert chips.sizeHint().height() == height


def test_they_speak_another_language_at_once(chips):
    chips.on_looked(GOOD)
    language.speak("es")
    chips.retranslate()
    assert len(said(chips)) == 2
