"""Photos as evidence: what is kept of one, which names a shot may have, what a picture must be to count."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_PIXELS = 50_000_000
MAX_BYTES = 25 * 1024 * 1024
MIN_SIDE = 16
MOST_SCANS = 100
"""Cameras write a JPEG in about ten scans; thousands of them in a small file take minutes to read."""

_SCAN = b"\xff\xda"

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
    """Whether a progressive JPEG is laid out to take minutes to read; looks at its bytes only, unpacks nothing."""
    return content.count(_SCAN) > MOST_SCANS


def picture_fault(size: int, width: int, height: int) -> str | None:
    """Why a picture of these dimensions cannot be evidence, or None."""
    if size > MAX_BYTES:
        return f"the file has {size / 1024 / 1024:.0f} MB, at most {MAX_BYTES // 1024 // 1024} are taken"
    if width * height > MAX_PIXELS:
        return f"the picture has {width * height / 1e6:.0f} megapixels, at most {MAX_PIXELS // 10**6} are taken"
    if min(width, height) < MIN_SIDE:
        return f"the picture is {width} by {height} pixels, nothing can be seen on it"
    return None
