"""What is read from films: their measures, and the codes in their first and last second. Keeps nothing. Any thread.

The station's own films are read picture by picture where they lie; films of other cameras (MP4, MOV, WebM, AVI) by
OpenCV, which leaps to the end. Where a film cannot be leapt through it is read to its end, if that is not too far.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2
import numpy as np

from app.devices.frames import Pixels, decoded
from app.devices.reading import Cascade
from app.domain import matroska
from app.domain.films import END_S, MAX_BYTES, Ends, Still, film_fault, film_format
from app.errors import UserError
from app.saying import say

LOOKED_AT: Final = 6
"""Pictures that are looked at in a second, evenly spread."""
MOST_PLAYED: Final = 20_000
"""Pictures through which a film is played that cannot be leapt through: half an hour and more."""
HINT: Final = "Film it again, with the label sharp and whole in the picture at the start and at the end."
JPEG: Final = (cv2.IMWRITE_JPEG_QUALITY, 92)

Timed = tuple[float, Pixels]
T = TypeVar("T")


class FilmReader:
    """Says the ends of films to the bench, and their measures to the evidence."""

    def ends(self, path: Path) -> Ends | None:
        """What the first and the last second of a film show; None for a file that is no film.

        Raises `UserError` for a film that cannot be read.
        """
        form = _format(path)
        if not form:
            return None
        first, last = _own_ends(path) if form == "mkv" else ([], [])
        if not first:
            first, last = _other_ends(path)
        if not first or not last:
            raise _unreadable(path)
        return Ends(_stills(first), _stills(last))

    def measures(self, path: Path, size: int) -> tuple[str, int, int]:
        """Format, width and height of a film. Raises `UserError` for what is none, or cannot be evidence."""
        form = _format(path)
        if not form:
            raise _unreadable(path)
        width, height = _measures(path, form)
        fault = film_fault(size, width, height)
        if fault is not None:
            raise UserError(say("This film cannot be kept: {fault}.", fault=fault), HINT, "film_unfit")
        return form, width, height


def _format(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return film_format(file.read(64))


def _measures(path: Path, form: str) -> tuple[int, int]:
    if form == "mkv":
        with path.open("rb") as file:
            try:
                return matroska.measures(file)
            except ValueError:
                pass  # another program's
    capture = _opened(path)
    try:
        taken, pixels = capture.read()
    finally:
        capture.release()
    if not taken or pixels is None:
        raise _unreadable(path)
    return int(pixels.shape[1]), int(pixels.shape[0])


def _own_ends(path: Path) -> tuple[list[Timed], list[Timed]]:
    with path.open("rb") as file:
        try:
            found = list(matroska.pictures(file, path.stat().st_size))
        except ValueError:
            return [], []
        if not found:
            return [], []
        begin, end = found[0].at_ms + END_S * 1000, found[-1].at_ms - END_S * 1000
        parts = [one for one in found if one.at_ms <= begin], [one for one in found if one.at_ms >= end]

        def read(some: Sequence[matroska.Picture]) -> list[Timed]:
            seen = []
            for one in _spread(some):
                file.seek(one.offset)
                pixels = decoded(file.read(one.length))
                if pixels is not None:
                    seen.append((one.at_ms / 1000, pixels))
            return seen

        return read(parts[0]), read(parts[1])


def _other_ends(path: Path) -> tuple[list[Timed], list[Timed]]:
    capture = _opened(path)
    try:
        first = [one for one in _played(capture, 240) if one[0] <= END_S]
        frames, fps = capture.get(cv2.CAP_PROP_FRAME_COUNT), capture.get(cv2.CAP_PROP_FPS)
        if frames > 0 and fps > 0:
            capture.set(cv2.CAP_PROP_POS_MSEC, max(0.0, (frames / fps - END_S - 0.5) * 1000))
        tail: deque[Timed] = deque(maxlen=120)
        tail.extend(_played(capture, MOST_PLAYED))
    finally:
        capture.release()
    end = tail[-1][0] - END_S if tail else 0.0
    return list(_spread(first)), list(_spread([one for one in tail if one[0] >= end]))


def _played(capture: cv2.VideoCapture, most: int) -> Iterator[Timed]:
    for _ in range(most):
        taken, pixels = capture.read()
        if not taken or pixels is None:
            return
        at = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        yield at, np.asarray(pixels, np.uint8)
        if most < MOST_PLAYED and at > END_S:
            return


def _opened(path: Path) -> cv2.VideoCapture:
    if path.stat().st_size > MAX_BYTES:
        raise UserError(say("This film cannot be kept: {fault}.", fault="the file is too large"), HINT, "film_unfit")
    capture = cv2.VideoCapture()
    try:
        if capture.open(str(path), cv2.CAP_FFMPEG, (cv2.CAP_PROP_N_THREADS, 1)):
            return capture
    except cv2.error as error:
        raise _unreadable(path) from error
    raise _unreadable(path)


def _spread(some: Sequence[T]) -> Sequence[T]:
    """At most `LOOKED_AT` of them, the first and the last among them."""
    if len(some) <= LOOKED_AT:
        return some
    return [some[round(place * (len(some) - 1) / (LOOKED_AT - 1))] for place in range(LOOKED_AT)]


def _stills(seen: Sequence[Timed]) -> tuple[Still, ...]:
    stills = []
    for _, pixels in seen:
        codes = Cascade().read_grey(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))
        done, encoded = cv2.imencode(".jpg", pixels, JPEG) if codes else (False, np.empty(0, np.uint8))
        jpeg = encoded.tobytes() if done else b""
        stills.append(Still(jpeg, pixels.shape[1], pixels.shape[0], tuple(code.text for code in codes)))
    return tuple(stills)


def _unreadable(path: Path) -> UserError:
    words = say("The film {name} cannot be read: it is broken, or none that is taken.", name=path.name[:80])
    return UserError(words, "MKV, MP4, MOV, WebM and AVI are taken.", "film_unreadable")
