"""Tones differ in pitch and rhythm, are short, and the files that ship are those that are described."""

import io
import wave

import pytest

from app.domain.verdict import Route
from app.paths import shipped
from app.ui.sounds.tones import RATE, TONES, family_of, wav, write_all


def _samples(content):
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return memoryview(file.readframes(file.getnframes())).cast("h")


def _length_ms(tone):
    return sum(note.milliseconds for note in tone)


@pytest.mark.parametrize("kind", TONES)
def test_the_file_that_ships_is_the_tone_that_is_described(kind):
    shipped_one = _samples(shipped("resources", "sounds", f"{kind}.wav").read_bytes())
    described = _samples(wav(TONES[kind]))
    assert len(shipped_one) == len(described)
    # Another machine's sine may round the last bit the other way.
    assert all(abs(one - other) <= 1 for one, other in zip(shipped_one, described, strict=True))


@pytest.mark.parametrize("kind", TONES)
def test_a_tone_is_short_and_is_heard(kind):
    samples = _samples(wav(TONES[kind]))
    milliseconds, loudest = len(samples) * 1000 / RATE, max(abs(sample) for sample in samples)
    assert milliseconds == pytest.approx(_length_ms(TONES[kind]), abs=1)
    assert milliseconds <= 600
    assert 10_000 < loudest < 32_767


def test_no_two_tones_share_a_rhythm_or_all_their_pitches():
    rhythms = [tuple((note.hertz > 0, note.milliseconds) for note in tone) for tone in TONES.values()]
    pitches = [tuple(note.hertz for note in tone) for tone in TONES.values()]
    assert len(set(rhythms)) == len(set(pitches)) == len(TONES)


def test_every_route_has_a_family_and_every_family_a_tone():
    families = {family_of(route) for route in Route}
    assert families == {"sell", "work", "back", "away", "quarantine"}
    assert families < TONES.keys()


def test_what_waits_for_another_person_is_on_hold():
    assert family_of(Route.RESTOCK, held=True) == "hold"
    assert family_of(Route.QUARANTINE, held=True) == "quarantine"


def test_all_are_written_again(tmp_path):
    write_all(tmp_path / "sounds")
    assert {path.stem for path in (tmp_path / "sounds").iterdir()} == TONES.keys()
