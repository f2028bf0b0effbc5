"""Films as evidence: of what they are, how long and large they may become, and what their ends must show.

The unboxing of a parcel and the destruction of a unit may be filmed while work goes on. A film that proves a
destruction shows the unit's code in its first and in its last second: a still is kept of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

UNBOXING, DESTRUCTION = "unboxing", "destruction"
KINDS: Final = (UNBOXING, DESTRUCTION)
MAX_BYTES: Final = 1024 * 1024 * 1024
"""Of any film that is taken as evidence, ours or another camera's."""
END_S: Final = 1.0
"""How much of a film's beginning and end must show the code."""

CUT: Final = "cut by a crash"
NOT_TAKEN: Final = "recorded, but taken by no act"

_FORMATS: Final = frozenset({"mkv", "webm", "mp4", "mov", "avi"})


@dataclass(frozen=True, slots=True)
class FilmOf:
    """What a film is evidence of: the unboxing of a parcel (by its key), or the destruction of a unit (its LPN)."""

    kind: str
    parcel_id: str = ""
    unit: str = ""

    @property
    def shot(self) -> str:
        """What it is called among the pictures."""
        return f"film:{self.kind}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How a film is made: pictures a second at most, seconds and bytes after which it ends by itself."""

    fps: int = 10
    most_s: float = 600.0
    most_bytes: int = 400 * 1024 * 1024

    @property
    def budget(self) -> int:
        """Bytes that a picture may have, so that the longest film just fits."""
        return int(self.most_bytes / (self.most_s * self.fps))


@dataclass(frozen=True, slots=True)
class Still:
    """A picture out of a film, as a JPEG, with the codes that were read in it."""

    jpeg: bytes
    width: int
    height: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """What was read in the first and in the last second of a film."""

    first: tuple[Still, ...]
    last: tuple[Still, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that both ends show, in the order of their being read; only these prove anything."""
        last = {code.strip().upper() for still in self.last for code in still.codes}
        seen = dict.fromkeys(code for still in self.first for code in still.codes)
        return tuple(code for code in seen if code.strip().upper() in last)

    @property
    def at_one_end(self) -> tuple[str, ...]:
        """The codes that only one end shows."""
        both = {code.strip().upper() for code in self.codes}
        seen = dict.fromkeys(code for still in (*self.first, *self.last) for code in still.codes)
        return tuple(code for code in seen if code.strip().upper() not in both)

    def stills(self, code: str) -> tuple[Still, Still]:
        """The first and the last picture that show a code of `codes`."""
        wanted = code.strip().upper()
        first = next(one for one in self.first if wanted in _upper(one))
        last = next(one for one in reversed(self.last) if wanted in _upper(one))
        return first, last


def _upper(still: Still) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in still.codes)


def is_film(media_format: str) -> bool:
    """Whether a format of evidence is a film's."""
    return media_format in _FORMATS


def film_format(start: bytes) -> str:
    """The format of a film by its first bytes (64 suffice); empty where it is none that is taken."""
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in start[:64] else "mkv"
    if start[:4] == b"RIFF" and start[8:12] == b"AVI ":
        return "avi"
    if start[4:8] == b"ftyp":
        return "mov" if start[8:10] == b"qt" else "mp4"
    return ""


def film_fault(size: int, width: int, height: int) -> str | None:
    """Why a film of these dimensions cannot be evidence, or None."""
    if size > MAX_BYTES:
        return f"the file has {size / 1024 / 1024:.0f} MB, at most {MAX_BYTES // 1024 // 1024} are taken"
    if min(width, height) < 16 or width * height > 50_000_000:
        return f"its picture is {width} by {height} pixels"
    return None
