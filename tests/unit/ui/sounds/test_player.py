"""A tone is always shown; where nothing can be heard, that is said once and breaks nothing."""

import logging

import pytest

from app.ui.sounds import TONES, Sounds, prepare_sounds


@pytest.fixture
def sounds(qapp):
    prepare_sounds()
    return Sounds()


@pytest.mark.parametrize("kind", TONES)
def test_a_tone_is_shown_at_once(sounds, qtbot, kind):
    with qtbot.waitSignal(sounds.sounded) as shown:
        sounds.play(kind)
    assert shown.args == [kind]


def test_one_that_nobody_knows_was_taken(sounds, qtbot):
    with qtbot.waitSignal(sounds.sounded) as shown:
        sounds.play("fanfare")
    assert shown.args == ["taken"]


def test_without_a_loudspeaker_one_line_says_so(sounds, caplog):
    if not sounds._silent():
        pytest.skip("This machine has a loudspeaker, so the silent way cannot be seen.")
    caplog.clear()
    quiet = Sounds()
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            quiet.play("done")
    assert [record.message for record in caplog.records if "loudspeaker" in record.message] == [
        "No loudspeaker is connected: tones are only shown."
    ]


def test_an_effect_is_loaded_once_and_has_the_volume(sounds):
    effect = sounds._effect("taken")
    sounds.set_volume(0.25)
    assert sounds._effect("taken") is effect
    assert effect.volume() == pytest.approx(0.25)
    assert effect.source().fileName() == "taken.wav"


def test_the_volume_stays_between_silence_and_full(sounds):
    sounds.set_volume(7)
    assert sounds.volume == 1
    sounds.set_volume(-1)
    assert sounds.volume == 0


def test_at_no_volume_tones_are_still_shown(sounds, qtbot):
    sounds.set_volume(0)
    with qtbot.waitSignal(sounds.sounded):
        sounds.play("refused")
