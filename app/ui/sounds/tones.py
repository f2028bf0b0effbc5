"""The tones themselves: what each sounds like, and the small WAV files made from that.

Three tones say what became of an act, and one for each family of bins says where the unit goes; they differ in pitch
and in rhythm, so that they are told apart in a loud hall and by those who hear pitch badly. Pure but for
`write_all`, which makes the files of `resources/sounds` again after a change here.
"""

from __future__ import annotations

import io
import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

from app.domain.verdict import Route

RATE = 22_050
LOUDEST = 0.55
_EDGE_S = 0.006  # a note that begins or ends at once would click


@dataclass(frozen=True, slots=True)
class Note:
    """A pitch in hertz for some milliseconds; 0 hertz is a rest."""

    hertz: float
    milliseconds: int


Tone = tuple[Note, ...]
_REST = Note(0, 45)

TONES: dict[str, Tone] = {
    # What became of the act: one short high, two low and long, three rising.
    "taken": (Note(1_318.5, 70),),
    "refused": (Note(233.1, 130), _REST, Note(196.0, 190)),
    "done": (Note(784.0, 70), Note(987.8, 70), Note(1_174.7, 130)),
    # Where it goes: each family its own rhythm.
    "sell": (Note(1_046.5, 80), Note(1_568.0, 160)),
    "work": (Note(659.3, 60), _REST, Note(659.3, 60), _REST, Note(659.3, 60)),
    "back": (Note(880.0, 120), Note(587.3, 180)),
    "away": (Note(392.0, 90), Note(329.6, 90), Note(261.6, 170)),
    "quarantine": (Note(466.2, 90), _REST, Note(311.1, 90), _REST, Note(466.2, 90), _REST, Note(311.1, 90)),
    "hold": (Note(523.3, 240),),
}

_FAMILIES: dict[str, tuple[Route, ...]] = {
    "sell": (Route.RESTOCK, Route.OPEN_BOX, Route.EXCHANGE_POOL),
    "work": (Route.REFURBISH, Route.REPAIR, Route.PARTS),
    "back": (Route.RETURN_TO_FACTORY, Route.BONDED_REPAIR, Route.RETURN_TO_VENDOR),
    "away": (Route.DONATE, Route.RECYCLE, Route.DESTROY),
    "quarantine": (Route.QUARANTINE,),
}


def family_of(route: Route, *, held: bool = False) -> str:
    """The family of bins that a route leads to; a unit that waits for another person is on hold."""
    if held and route is not Route.QUARANTINE:
        return "hold"
    return next(family for family, routes in _FAMILIES.items() if route in routes)


def wav(tone: Tone) -> bytes:
    """The tone as a WAV file: one channel of 16 bits."""
    samples = [sample for note in tone for sample in _samples(note)]
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return made.getvalue()


def _samples(note: Note) -> list[int]:
    count = RATE * note.milliseconds // 1000
    edge = int(RATE * _EDGE_S)
    return [round(32_767 * LOUDEST * _wave(note.hertz, n) * _edge(n, count, edge)) for n in range(count)]


def _wave(hertz: float, number: int) -> float:
    # A little of the octave above, so that small loudspeakers carry the low tones too.
    turn = 2 * math.pi * hertz * number / RATE
    return (math.sin(turn) + 0.3 * math.sin(2 * turn)) / 1.3


def _edge(number: int, count: int, edge: int) -> float:
    return min(1.0, number / edge, (count - 1 - number) / edge)


def write_all(folder: Path) -> None:
    """Every tone as `{kind}.wav`."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, tone in TONES.items():
        (folder / f"{kind}.wav").write_bytes(wav(tone))
