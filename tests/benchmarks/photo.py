"""Photo durable: a frame as the camera gives it, until its file and its folder are synced; the row apart.

keep_encoded  the camera's way: encode, then hand the bytes in
keep          the script's way: the frame is a file already, which is checked, copied and synced
bare          encode, hash, write, fsync, rename, fsync of the folder: the least that is durable
"""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from app.store.disk import DiskEvidence
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, take_turns, without_collecting
from tests.benchmarks.workbench import distinct, frame, jpeg

NAME = "photo"
LIMIT = 1.5
SIZES = {"1080p": (1920, 1080), "12 MP": (4000, 3000)}
WARM = 5


def measure(options: Options) -> Result:
    """Both ways of the house and the bare one, in turns, for each size."""
    watch = Stopwatch()
    for size, sides in SIZES.items():
        with tempfile.TemporaryDirectory(dir=options.place) as folder, without_collecting():
            picture = frame(*sides)
            take_turns(WARM, _ways(picture, Path(folder), size, Stopwatch()))
            take_turns(options.times(150, 20), _ways(picture, Path(folder), size, watch))
    figures = [
        Figure(
            f"{size}: {way}, beside the same frame bare",
            watch.of(f"{size}: {way}").median / watch.of(f"{size}: bare").median,
            LIMIT,
        )
        for size, way in itertools.product(SIZES, ("keep_encoded", "keep"))
    ]
    return Result(NAME, watch.series(), tuple(figures))


def _ways(picture: Image.Image, folder: Path, size: str, watch: Stopwatch) -> tuple[Callable[[], None], ...]:
    evidence = DiskEvidence(folder / "evidence", folder / "spool")
    comments = itertools.count()
    bare_place = folder / "bare"
    bare_place.mkdir(exist_ok=True)

    def encoded() -> bytes:
        """Encoded anew each time; the comment makes another file of the same picture."""
        return next(distinct(jpeg(picture), f"{os.urandom(8).hex()} {next(comments)}"))

    def by_bytes() -> None:
        with watch.timed(f"{size}: keep_encoded"):
            evidence.keep_encoded(encoded(), picture.width, picture.height)

    def by_file() -> None:
        source = folder / "frame.jpg"
        source.write_bytes(encoded())
        with watch.timed(f"{size}: keep"):
            evidence.keep(source)

    def bare() -> None:
        with watch.timed(f"{size}: bare"):
            keep_bare(encoded(), bare_place)

    return by_bytes, by_file, bare


def keep_bare(data: bytes, place: Path) -> None:
    """The least that keeps a file through a power cut, in one of 256 folders that are there after a while."""
    digest = hashlib.sha256(data).hexdigest()
    folder = place / digest[:2]
    folder.mkdir(exist_ok=True)
    draft = place / f"{digest}.draft"
    with draft.open("xb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    draft.replace(folder / digest)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
