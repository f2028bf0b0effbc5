"""Films a virtual camera into a profile until it is killed; says after each picture how many the film holds."""

import sys
import time
from pathlib import Path

import numpy as np

from app.background.film_lane import FilmLane
from app.devices.film_press import FilmPress
from app.devices.frames import frame_of
from app.devices.printers import this_process
from app.domain.films import Bounds, FilmOf
from app.store.disk import DiskEvidence
from app.store.film_shelf import FilmShelf


def main(profile: Path, parcel: str) -> None:
    shelf = FilmShelf(DiskEvidence(profile / "evidence", profile / "spool"), this_process())
    bounds = Bounds(fps=25)
    lane = FilmLane(lambda: FilmPress(bounds.budget), lambda: shelf, bounds)
    lane.begin(FilmOf("unboxing", parcel), print, print)
    chance, said = np.random.default_rng(1), 0
    for number in range(10_000):
        lane.offer(frame_of(chance.integers(0, 255, (240, 320, 3), dtype=np.uint8), 1.0 + number / 25))
        time.sleep(0.002)
        stands = lane.stands
        if stands is not None and stands.frames > said:
            said = stands.frames
            sys.stdout.write(f"{said}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
