"""Photos as evidence: what is kept of one, which names a shot may have, what a picture must be to count."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_PIXELS = 50_000_000
MAX_BYTES = 25 * 1024 * 1024
MIN_SIDE = 16
MOST_SCANS = 30
"""A progressive JPEG comes in about ten scans; each is a pass over all pixels, so thousands take minutes to read."""
MOST_SEGMENTS = 10_000

_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
_SCAN, _END = 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})

_PDF_HEAD = 1024
"""So far into a file readers look for the beginning of a PDF."""
_ZIP_TAIL = 22 + 0xFFFF
"""So far from a file's end readers look for the end of a ZIP."""
_ARCHIVES = {"RAR": b"Rar!\x1a\x07", "7z": b"7z\xbc\xaf\x27\x1c"}
_ARCHIVE_HEAD = 1 << 20
"""So far into a file their readers look for their beginning; what lies behind a picture is searched to its end."""
_PAGE = re.compile(rb"<script|<\?php|<!doctype html|<html>", re.IGNORECASE)

_SHOT = re.compile(r"[a-z][a-z0-9_]{0,39}(:[a-z0-9_]{1,40})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A picture that is durable on disk under its SHA-256.

    Attributes:
        sha256: hex digest of the file's bytes, also its name in the store
        size: bytes
        width: pixels
        height: pixels
        format: `jpeg`, `png` or `webp`

    """

    sha256: str
    size: int
    width: int
    height: int
    format: str


def is_shot(name: str) -> bool:
    """Whether a text can name a shot: `front`, `defect:screen`."""
    return _SHOT.fullmatch(name) is not None


def is_digest(name: str) -> bool:
    """Whether a text is a SHA-256 in hex and nothing else: the only names that reach the evidence folder."""
    return _SHA256.fullmatch(name) is not None


def has_endless_scans(content: bytes) -> bool:
    """Whether a JPEG is laid out to take minutes to read; looks at its bytes only, unpacks nothing.

    Counted up to its end: what phones append behind it is no scan of it. One that is read in a single pass has none.
    """
    scans = place = parts = frame = 0
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(content, place)
        if found is None or (kind := content[found.start() + 1]) == _END:
            return False
        place, length = found.end(), int.from_bytes(content[found.end() : found.end() + 2], "big")
        if kind in _FRAMES and not frame:
            frame, parts = kind, content[place + 7] if len(content) > place + 7 else 0
        if kind == _SCAN:
            scans += 1
            if scans == 1 and frame not in _PROGRESSIVE and content[place + 2 : place + 3] == bytes([parts]):
                return False
            if scans > MOST_SCANS:
                return True
        place += max(2, length)
    return True


def also_is(content: bytes) -> str:
    """What else a picture's file is to other programs: `ZIP`, `PDF`, `RAR`, `7z` or `HTML`; empty for a picture alone.

    Evidence is handed on and opened by others: it must be one thing to everybody. What phones append (another JPEG, a
    film of the moment, their own notes) is none of these. Looks at the bytes only, unpacks nothing.
    """
    if b"%PDF-" in content[:_PDF_HEAD]:
        return "PDF"
    if _ends_as_zip(content):
        return "ZIP"
    end = _end_of(content)
    for kind, beginning in _ARCHIVES.items():
        if content.find(beginning, 0, _ARCHIVE_HEAD) >= 0 or content.find(beginning, end) >= 0:
            return kind
    return "HTML" if _PAGE.search(content, end) else ""


def _ends_as_zip(content: bytes) -> bool:
    """Whether the record that ends a ZIP is there, with a list of files right before it."""
    tail = max(0, len(content) - _ZIP_TAIL)
    at = content.rfind(b"PK\x05\x06", tail)
    while at >= 0:
        listed = at - int.from_bytes(content[at + 12 : at + 16], "little")
        if len(content) >= at + 22 and 0 <= listed < at and content.startswith(b"PK\x01\x02", listed):
            return True
        at = content.rfind(b"PK\x05\x06", tail, at)
    return False


def _end_of(content: bytes) -> int:
    """Where a picture ends and something else may begin; the file's end where that is not known."""
    if content.startswith(b"\xff\xd8"):
        end, mark = content.rfind(b"\xff\xd9"), 2
    elif content.startswith(b"\x89PNG"):
        end, mark = content.rfind(b"IEND"), 8
    elif content.startswith(b"RIFF"):
        end, mark = 8, int.from_bytes(content[4:8], "little")
    else:
        return len(content)
    return end + mark if end >= 0 else len(content)


def picture_fault(size: int, width: int, height: int) -> str | None:
    """Why a picture of these dimensions cannot be evidence, or None."""
    if size > MAX_BYTES:
        return f"the file has {size / 1024 / 1024:.0f} MB, at most {MAX_BYTES // 1024 // 1024} are taken"
    if width * height > MAX_PIXELS:
        return f"the picture has {width * height / 1e6:.0f} megapixels, at most {MAX_PIXELS // 10**6} are taken"
    if min(width, height) < MIN_SIDE:
        return f"the picture is {width} by {height} pixels, nothing can be seen on it"
    return None
