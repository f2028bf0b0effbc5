"""The demo: a whole shift played in a fresh profile, so that anyone can look at what comes out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UsageError

if TYPE_CHECKING:
    from app.services.station import Station  # noqa: F401


def play_shift(out: Path, stations: object) -> Mapping[str, object]:
    """Plays `resources/demo/shift.jsonl`, and says what came out."""
    del out, stations
    raise UsageError("The demo shift is not there yet.", "Drive the bench by script with `regrade play`.")
