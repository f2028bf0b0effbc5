"""Files of a client's own: written whole or not at all, and taken away; done when the disk has it.

Owns no place and judges no content. Any thread; of two that write the same file, the later one holds.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write this, and make the folder where it is missing. Raises `OSError`; what was there before stands then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def take_away(path: Path) -> None:
    """Take a file away, if it is there. Raises `OSError`."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Names are kept as durably as contents; Windows does so by itself, and lets no folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
