"""How the camera stands is said with what to do, in every state."""

from dataclasses import replace

import pytest

from app.background.camera_state import CameraState, Glimpse
from app.background.film_lane import FilmStands
from app.domain.films import FilmOf
from app.domain.picture_quality import Advice, Focus, Light
from app.errors import Busy, Offline
from app.ports import CameraInfo
from app.ui.camera.wording import chips_of, film_said, status_of, words_of_state

QUIET = {CameraState.LIVE, CameraState.STARTING}


def glimpse(state, **more):
    return Glimpse(state, at=0.0, **more)


@pytest.mark.parametrize("state", CameraState)
def test_every_state_has_words_and_what_is_wrong_says_what_to_do(state):
    said = words_of_state(glimpse(state))
    assert said.text
    assert bool(said.hint) is (state not in QUIET)
    assert (said.tone in {"ok", "neutral"}) is (state in QUIET)
    assert status_of(glimpse(state)).text.startswith("Camera")


def test_the_cameras_own_words_say_more():
    said = words_of_state(glimpse(CameraState.ABSENT, problem=Busy("Camera 0 does not open.")))
    assert said.text == "No camera"
    assert said.hint.startswith("Camera 0 does not open. Wait")


def test_a_picture_that_came_back_makes_old_words_void():
    said = words_of_state(glimpse(CameraState.DARK, problem=Offline("Camera 0 is gone.")))
    assert "gone" not in said.hint


def test_its_name_is_said_where_all_is_well():
    assert words_of_state(glimpse(CameraState.LIVE, info=CameraInfo("Camera 0", 1, 1))).text == "Camera 0"


@pytest.mark.parametrize("focus", Focus)
@pytest.mark.parametrize("light", Light)
def test_chips_say_focus_and_light(focus, light):
    chips = chips_of(glimpse(CameraState.LIVE, advice=Advice(focus, light)))
    if light is Light.BLACK:  # whatever is measured on a black picture, nothing in it is sharp
        assert [chip.tone for chip in chips] == ["bad"]
    else:
        assert [chip.tone == "ok" for chip in chips] == [focus is Focus.SHARP, light is Light.GOOD]
    assert all(chip.hint for chip in chips if chip.tone != "ok")


def test_without_a_picture_there_is_no_advice():
    advice = Advice(Focus.SHARP, Light.GOOD)
    assert chips_of(glimpse(CameraState.LOST, advice=advice)) == ()
    assert chips_of(glimpse(CameraState.LIVE)) == ()


def test_a_film_is_said_with_the_time_that_runs():
    assert film_said(None).text == ""
    stands = FilmStands(FilmOf("unboxing", "key"), 83.9, 10, 800, 0, ending=False)
    assert (film_said(stands).text, film_said(stands).tone) == ("Film 1:23", "bad")
    assert film_said(replace(stands, ending=True)).text == "Film is kept…"
