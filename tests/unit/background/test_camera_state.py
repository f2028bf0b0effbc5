"""How a camera stands, by what came and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.background.camera_state import (
    FIRST_RETRY_S,
    LAST_RETRY_S,
    OPENS_WITHIN_S,
    STALLED_AFTER_S,
    CameraState,
    Glimpse,
    retry_after,
    state_after,
    state_seen,
)
from app.domain.picture_quality import Light
from app.errors import Busy, Offline, TimedOut
from app.ports import CameraInfo

INFO = CameraInfo("Camera 0", 1920, 1080)


@pytest.mark.parametrize(
    ("state", "age", "seen"),
    [
        (CameraState.LIVE, STALLED_AFTER_S - 0.01, CameraState.LIVE),
        (CameraState.LIVE, STALLED_AFTER_S + 0.01, CameraState.STALLED),
        (CameraState.DARK, STALLED_AFTER_S + 0.01, CameraState.STALLED),
        (CameraState.STARTING, OPENS_WITHIN_S - 0.01, CameraState.STARTING),
        (CameraState.STARTING, OPENS_WITHIN_S + 0.01, CameraState.STALLED),
        (CameraState.LOST, 3600.0, CameraState.LOST),
        (CameraState.ABSENT, 3600.0, CameraState.ABSENT),
    ],
)
def test_an_old_picture_is_no_live_picture(state, age, seen):
    assert state_seen(Glimpse(state, at=100.0), 100.0 + age).state is seen


@pytest.mark.parametrize(
    ("error", "info", "state"),
    [
        (Offline("gone"), INFO, CameraState.LOST),
        (Busy("taken"), INFO, CameraState.LOST),
        (Offline("none"), None, CameraState.ABSENT),
        (TimedOut("silent"), INFO, CameraState.STALLED),
        (TimedOut("silent"), None, CameraState.STALLED),
        (ZeroDivisionError(), INFO, CameraState.LOST),
    ],
)
def test_what_a_failure_makes_of_it(error, info, state):
    assert state_after(error, Glimpse(CameraState.LIVE, at=0.0, info=info)) is state


@given(st.integers(1, 10_000))
def test_it_is_looked_for_again_soon_at_first_and_never_given_up(failures):
    assert FIRST_RETRY_S <= retry_after(failures) <= LAST_RETRY_S
    assert retry_after(failures) <= retry_after(failures + 1)


def test_only_a_camera_that_sends_takes_photos():
    assert {state for state in CameraState if state.can_take} == {CameraState.LIVE, CameraState.DARK}
    assert CameraState.of_light(Light.BLACK) is CameraState.DARK
    assert {CameraState.of_light(light) for light in Light if light is not Light.BLACK} == {CameraState.LIVE}
