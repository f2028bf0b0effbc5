"""The container of the station's films: Matroska as it is streamed live, a JPEG a cluster, only ever appended to.

Nothing at the beginning is corrected at the end, so a film can be hashed while it is written; every picture is whole by
itself and carries its own time, so a film that was cut off anywhere plays up to its last whole picture. Written after
the element definitions of RFC 9559; segment and clusters of unknown and of known size, codec `V_MJPEG`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

MAGIC: Final = b"\x1a\x45\xdf\xa3"
_SEGMENT, _INFO, _TRACKS, _CLUSTER = b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75"
_BLOCK, _TIME = b"\xa3", b"\xe7"
_UNKNOWN_SIZE: Final = b"\x01" + b"\xff" * 7
_EPOCH: Final = datetime(2001, 1, 1, tzinfo=UTC)
_WRITER: Final = b"Regrade"
_CODEC: Final = b"V_MJPEG"
MOST_PICTURE: Final = 8 * 1024 * 1024
"""Bytes of one picture of a film: more is damage."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a film: milliseconds since its start, the JPEG's place and length in the file, where it ends."""

    at_ms: int
    offset: int
    length: int
    end: int


def head(width: int, height: int, fps: float, started_at: datetime) -> bytes:
    """What a film begins with; pixels, pictures a second at most, and when it began (UTC)."""
    info = [
        (b"\x2a\xd7\xb1", _whole(1_000_000)),
        (b"\x44\x61", int((started_at - _EPOCH).total_seconds() * 1_000_000_000).to_bytes(8, "big", signed=True)),
        (b"\x4d\x80", _WRITER),
        (b"\x57\x41", _WRITER),
    ]
    video = _element(b"\xb0", _whole(width)) + _element(b"\xba", _whole(height))
    track = [
        *((b"\xd7", _whole(1)), (b"\x73\xc5", _whole(1)), (b"\x83", _whole(1)), (b"\x9c", _whole(0))),
        *((b"\x86", _CODEC), (b"\xe0", video), (b"\x23\xe3\x83", _whole(round(1e9 / fps)))),
    ]
    kind = [
        *((b"\x42\x86", _whole(1)), (b"\x42\xf7", _whole(1)), (b"\x42\xf2", _whole(4)), (b"\x42\xf3", _whole(8))),
        *((b"\x42\x82", b"matroska"), (b"\x42\x87", _whole(4)), (b"\x42\x85", _whole(2))),
    ]
    entry = _element(b"\xae", _all(track))
    return (
        _element(MAGIC, _all(kind)) + _SEGMENT + _UNKNOWN_SIZE + _element(_INFO, _all(info)) + _element(_TRACKS, entry)
    )


def cluster(at_ms: int, jpeg: bytes) -> bytes:
    """One picture, so many milliseconds after the first."""
    block = b"\x81\x00\x00\x80" + jpeg  # of track 1, at the cluster's own time, a key picture
    return _element(_CLUSTER, _element(_TIME, _whole(at_ms)) + _element(_BLOCK, block))


def pictures(film: BinaryIO, size: int) -> Iterator[Picture]:
    """The whole pictures of a film of ours, in order; ends at the first that is cut off or damaged.

    Reads heads alone. Raises `ValueError` for what is no film of this form; where another Matroska is, gives nothing.
    """
    film.seek(0)
    if _at(film) != MAGIC:
        raise ValueError("no Matroska")
    film.seek(_size(film), 1)
    if _at(film) != _SEGMENT:
        raise ValueError("no segment")
    _size(film)
    while (name := _at(film)) in {_INFO, _TRACKS}:
        film.seek(_size(film), 1)
    while name == _CLUSTER:
        found = _picture(film, size)
        if found is None:
            return
        yield found
        film.seek(found.end)
        name = _at(film)


def measures(film: BinaryIO) -> tuple[int, int]:
    """Width and height that a film of ours says of itself. Raises `ValueError` where it says none."""
    film.seek(0)
    start = film.read(1024)
    place = start.find(_CODEC) + len(_CODEC)
    if not start.startswith(MAGIC) or start.find(_CODEC) < 0 or start[place : place + 1] != b"\xe0":
        raise ValueError("no film of ours")
    numbers: list[int] = []
    place += 2
    for wanted in (b"\xb0", b"\xba"):
        length = start[place + 1] & 0x7F if place + 1 < len(start) else 0
        if start[place : place + 1] != wanted or place + 2 + length > len(start):
            raise ValueError("no measures")
        numbers.append(int.from_bytes(start[place + 2 : place + 2 + length], "big"))
        place += 2 + length
    return numbers[0], numbers[1]


def _picture(film: BinaryIO, size: int) -> Picture | None:
    try:
        length = _size(film)
        end = film.tell() + length
        if end > size or length > MOST_PICTURE or film.read(1) != _TIME:
            return None
        at_ms = int.from_bytes(film.read(_size(film)), "big")
        if film.read(1) != _BLOCK:
            return None
        inside = _size(film)
        start = film.tell() + 4
        film.seek(4, 1)
        soi = film.read(2)
        film.seek(end - 2)
        whole = start + inside - 4 == end and soi == b"\xff\xd8" and film.read(2) == b"\xff\xd9"
    except (ValueError, IndexError):
        return None
    return Picture(at_ms, start, inside - 4, end) if whole else None


def _at(film: BinaryIO) -> bytes:
    return film.read(4)


def _size(film: BinaryIO) -> int:
    """A length as EBML writes it; raises `ValueError` where there is none."""
    first = film.read(1)
    if not first or not first[0]:
        raise ValueError("no length")
    width = 9 - first[0].bit_length()
    rest = film.read(width - 1)
    if len(rest) < width - 1:
        raise ValueError("cut off")
    return int.from_bytes(bytes([first[0] & (0xFF >> width)]) + rest, "big")


def _element(name: bytes, content: bytes) -> bytes:
    length = len(content)
    width = next(width for width in range(1, 9) if length < (1 << 7 * width) - 1)
    return name + ((1 << 7 * width) | length).to_bytes(width, "big") + content


def _all(elements: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(_element(name, content) for name, content in elements)


def _whole(number: int) -> bytes:
    return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")
