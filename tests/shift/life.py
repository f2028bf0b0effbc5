"""A window in a process of its own, worked by hands that read lines: `python -m tests.shift.life PROFILE`.

Reads acts of the operator script as JSON lines and does each at the window; says then, as a line, what the bench
answered and which photos stand on the screen as saved. Made to be killed.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from app.ui.window import StationWindow
from tests.e2e.program import station
from tests.shift.hands import Mode, WindowHands
from tests.shift.place import turn, window_over


def live(profile: Path, lines: TextIO, told: TextIO) -> None:
    """One life of the window, until its lines end."""
    with station(profile) as opened, window_over(opened) as place:
        hands = WindowHands(place, Mode.SCANNER)
        faulthandler.cancel_dump_traceback_later()
        _tell(told, {"up": True})
        for line in lines:
            answer = hands.do(json.loads(line))
            turn()
            _tell(told, {"answer": answer, "ticks": ticks(place.window)})


def ticks(window: StationWindow) -> list[str]:
    """The photos that the screen shows as saved, by their SHA-256."""
    presenter = window.page("bench").presenter  # type: ignore[attr-defined]
    scene = presenter.scene
    if scene is None:
        return []
    return [*scene.known.shots, *(tile.sha256 for tile in scene.beside.tiles if tile.sha256)]


def _tell(told: TextIO, what: dict[str, Any]) -> None:
    told.write(json.dumps(what) + "\n")
    told.flush()


STUCK_S = 45
"""Then it says where every thread stands."""

if __name__ == "__main__":
    faulthandler.dump_traceback_later(STUCK_S)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    live(Path(sys.argv[1]), sys.stdin, sys.stdout)
