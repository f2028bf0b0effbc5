"""What an evidence pack is made of: the names that may stand in it, how large it may be, what vouches for what.

`manifest.json` names every other file but `SHA256SUMS` and the signature, with its SHA-256; `SHA256SUMS` names every
file but itself and the signature; `manifest.sig` is the station's signature over the manifest, which also has the
hash of `SHA256SUMS` without its own line, so that `sha256sum` and `openssl` alone find a file that was changed together
with its line there. Names are ours alone: nothing that came from outside becomes one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FORMAT = "regrade-evidence"
VERSION = 1

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
SUMS = "SHA256SUMS"
SIGNED_SUMS = "sha256sums"
"""The field of the manifest with the SHA-256 of `SHA256SUMS` without the manifest's line; older packs have none."""
PUBLIC_KEY = "station.pub.pem"
README = "README.txt"
CERTIFICATE = "certificate.pdf"
ANNOTATIONS = "annotations.json"
"""What people drew on photos, as shares of the picture."""
LETTER, LETTER_PDF = "letter.txt", "letter.pdf"
"""What a claim's pack says to the desk: the words alone, and with the pictures."""
MUST_BE = (README, MANIFEST, SIGNATURE, PUBLIC_KEY, SUMS)
UNNAMED = frozenset({MANIFEST, SIGNATURE, SUMS})
"""Files that the manifest does not name: itself, and what is made of it."""

MOST_FILES = 9_999
MOST_BYTES = 4_000_000_000
"""Of a whole pack: what every ZIP reader can take."""
MOST_MANIFEST = 64 * 1024 * 1024
MOST_UNITS = 500

PICTURES = {"jpeg": "jpg", "png": "png", "webp": "webp"}
VIDEOS = {"mp4": "mp4", "mov": "mov", "webm": "webm", "mkv": "mkv", "avi": "avi"}

_NAME = re.compile(
    r"README\.txt|letter\.(txt|pdf)|manifest\.json|manifest\.sig|SHA256SUMS|station\.pub\.pem|certificate(-[1-9][0-9]{0,3})?\.pdf"
    r"|annotations\.json|annotated/[0-9]{4}\.jpg"
    rf"|photos/[0-9]{{4}}\.({'|'.join(PICTURES.values())})|video/[0-9]{{4}}\.({'|'.join(VIDEOS.values())})"
)


def is_pack_name(name: str) -> bool:
    """Whether a file of a pack may be called so; nothing else is ever written or taken."""
    return _NAME.fullmatch(name) is not None


def media_name(number: int, media_format: str) -> str:
    """Where the n-th picture or film lies. Raises `ValueError` for a format that packs do not know."""
    if media_format in PICTURES:
        return f"photos/{number:04d}.{PICTURES[media_format]}"
    if media_format in VIDEOS:
        return f"video/{number:04d}.{VIDEOS[media_format]}"
    raise ValueError(f"{media_format[:20]!r} is no format of pictures or films")


def annotated_name(number: int) -> str:
    """Where the copy of the n-th picture lies with what was drawn on it."""
    return f"annotated/{number:04d}.jpg"


def certificate_name(number: int) -> str:
    """Where the n-th certificate lies, counted from 1."""
    return CERTIFICATE if number == 1 else f"certificate-{number}.pdf"


def sums_of(digests: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """`SHA256SUMS` as `sha256sum -c` reads it: a line a file, by name; of names with their SHA-256 in hex."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(dict(digests).items()))
