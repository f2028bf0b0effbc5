"""Where the rows of an import come from: what the audit chain tells of it. Reads a file once, in bounded memory."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.saying import say

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME: Final = 200
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Who had what taken in.

    Attributes:
        name: the file's own, without its folder, or the channel's
        sha256: of the file's bytes; of lines that a channel told, of their canonical JSON
        by: the person's id, or what somebody works with who has none; empty where the program did it by itself
        channel: the name of the channel that told it; empty where somebody gave a file

    """

    name: str
    sha256: str
    by: str = ""
    channel: str = ""


def name_of(file: Path) -> str:
    """A file's own name as a text that can be kept: not every name on a disk is one."""
    return os.fsencode(file.name).decode("utf-8", "replace")[:LONGEST_NAME]


def digest_of(file: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes. Raises `UserError` where it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise UserError(
            say("The file {file} cannot be read: {why}.", file=file.name, why=error.strerror or ""),
            "Check its name and your right to read it.",
            "no_file",
        ) from error
    return digest.hexdigest(), size


def stamp_of(file: Path) -> tuple[int, ...] | None:
    """What changes when a file is written or another takes its place; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def changed_meanwhile(name: str) -> UserError:
    """Nothing of a file comes in that is not the one that was looked at."""
    return UserError(
        say("{file} was changed since it was looked at. Nothing came in.", file=name),
        "Look at it again, then import it.",
        "changed_meanwhile",
    )
