"""Films for tests: pictures with and without a unit's code, as the station writes them and as other cameras do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from app.devices.virtual_camera import picture
from app.domain import matroska

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WIDTH, HEIGHT = 640, 480


def jpegs(codes: Sequence[str]) -> list[bytes]:
    """A picture for each code; an empty one shows none."""
    drawn = {code: _smaller(picture("What is left of it", code)) for code in set(codes)}
    return [drawn[code] for code in codes]


def _smaller(drawn: bytes) -> bytes:
    pixels = cv2.resize(_pixels(drawn), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def _pixels(one: bytes) -> np.ndarray:
    pixels = cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    return pixels


def film(file: Path, codes: Sequence[str], fps: float = 2.0) -> Path:
    """A film of the station's own form."""
    clusters = (matroska.cluster(round(place * 1000 / fps), one) for place, one in enumerate(jpegs(codes)))
    file.write_bytes(matroska.head(WIDTH, HEIGHT, fps, BEGAN) + b"".join(clusters))
    return file


def other_film(file: Path, codes: Sequence[str], fps: float = 4.0, letters: str = "mp4v") -> Path:
    """A film as another camera writes it."""
    writer = cv2.VideoWriter(str(file), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*letters), fps, (WIDTH, HEIGHT))
    for one in jpegs(codes):
        writer.write(_pixels(one))
    writer.release()
    return file


def played(file: Path) -> int:
    """How many pictures another reader (FFmpeg) plays."""
    capture = cv2.VideoCapture(str(file), cv2.CAP_FFMPEG)
    count = 0
    while capture.read()[0]:
        count += 1
    capture.release()
    return count
