"""A tone is always shown; where nothing can be heard, that is said once and breaks nothing."""

import logging

import pytest

from app.ui.sounds import TONES, Sounds, player


class Heard(Sounds):
    """Notes what would sound."""

    def __init__(self):
        super().__init__()
        self.heard = []
        self.pieces_done = 0

    def _sound(self, kind):
        self.heard.append(kind)

    def _on_turn(self):
        self.pieces_done += 1
        super()._on_turn()


@pytest.fixture
def sounds(qtbot):
    made = Sounds()
    qtbot.waitUntil(lambda: made.is_open)
    return made


@pytest.mark.parametrize("kind", TONES)
def test_a_tone_is_shown_at_once(sounds, qtbot, kind):
    with qtbot.waitSignal(sounds.sounded) as shown:
        sounds.play(kind)
    assert shown.args == [kind]


def test_one_that_nobody_knows_was_taken(sounds, qtbot):
    with qtbot.waitSignal(sounds.sounded) as shown:
        sounds.play("fanfare")
    assert shown.args == ["taken"]


def test_it_is_opened_in_pieces_before_anybody_asks_for_a_tone(qtbot):
    early = Heard()
    assert not early.is_open
    qtbot.waitUntil(lambda: early.is_open)
    assert early.pieces_done == 4
    assert early.heard == []
    early.play("done")
    assert early.heard == ["done"]


def test_a_tone_that_comes_first_begins_with_the_pieces_and_sounds_after_the_last(qtbot):
    early = Heard()
    early.play("taken")
    early.play("refused")
    assert early._timer.interval() == player.PAUSE_MS
    assert early.heard == []
    qtbot.waitUntil(lambda: early.is_open)
    assert early.pieces_done == 4
    assert early.heard == ["refused"]


def test_at_no_volume_nothing_is_begun_earlier(qtbot):
    early = Heard()
    early.set_volume(0)
    with qtbot.waitSignal(early.sounded):
        early.play("taken")
    assert early._timer.interval() == player.AHEAD_MS
    qtbot.waitUntil(lambda: early.is_open)
    assert early.heard == []


def test_without_a_loudspeaker_one_line_says_so(sounds, qtbot, caplog):
    if not sounds.is_silent:
        pytest.skip("This machine has a loudspeaker, so the silent way cannot be seen.")
    caplog.clear()
    with caplog.at_level(logging.INFO):
        quiet = Sounds()
        qtbot.waitUntil(lambda: quiet.is_open)
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
