"""Every shot finds its ghost, and every ghost fits into the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paths import shipped
from app.ui.camera.ghosts import CLOSE_UP, GHOSTS, WHOLE, ghost_of
from tests import made_once


@pytest.mark.parametrize(
    ("shot", "ghost"),
    [
        ("sole", GHOSTS["sole"]),
        ("defect:screen", CLOSE_UP),
        ("defect", CLOSE_UP),
        ("label_inside", GHOSTS["label"]),
        ("serial_number", GHOSTS["serial"]),
        ("something else", WHOLE),
        ("", WHOLE),
    ],
)
def test_a_shot_finds_its_ghost(shot, ghost):
    assert ghost_of(shot) is ghost


def test_ghosts_stay_within_the_picture():
    assert all(0 < ghost.width <= 0.9 and 0 < ghost.height <= 0.9 for ghost in GHOSTS.values())


def test_the_shots_of_the_shipped_checklists_are_not_all_of_the_whole_thing():
    shots = {shot.id for checklist in made_once.library(shipped("resources")).checklists for shot in checklist.shots}
    assert shots
    assert any(ghost_of(shot) is not WHOLE for shot in shots)


@given(st.text())
def test_whatever_a_client_calls_a_shot(shot):
    assert 0 < ghost_of(shot).height < 1
