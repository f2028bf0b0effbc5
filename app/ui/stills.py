"""Pictures for the window out of files and bytes, read in any thread.

Qt is always told the format. Left to find it out, it asks its plugins one after another; the one for SVG connects a
signal in C++ while the lane still has Python's lock, and where the main thread takes a widget away in that instant,
which holds the lock of signals and waits for Python's, both wait for ever and the window stands still. Nor is it given
a device that was made in Python: it asks that for its overrides, and so for Python's lock, while it holds the lock of
its plugins, which a dialog of files on the main thread wants.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QImage, QImageReader

BEGINNINGS = (
    (re.compile(rb"\xff\xd8\xff"), b"jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), b"png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), b"webp"),
)
"""How the formats that are taken as pictures begin (ITU-T T.81; ISO/IEC 15948; RFC 9649)."""
LONGEST = 12


def format_of(content: bytes) -> bytes:
    """The format by how a file begins; empty where it is none of those that are taken."""
    return next((name for beginning, name in BEGINNINGS if beginning.match(content)), b"")


def reader_of(file: Path) -> QImageReader | None:
    """A reader that turns as the camera was held; None where the file is no picture. Raises `OSError`."""
    with file.open("rb") as opened:
        named = format_of(opened.read(LONGEST))
    if not named:
        return None
    reader = QImageReader(str(file), named)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    return reader


def still(content: bytes) -> QImage:
    """The picture in these bytes; a null one where it is none."""
    named = format_of(content)
    if not named:
        return QImage()
    read: Any = QImage.fromData  # says that it wants bytes for the format, and takes text only
    return cast("QImage", read(content, named.decode()))
