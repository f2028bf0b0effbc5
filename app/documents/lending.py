"""Reads the text of an open file from its beginning, as often as wanted; the file stays open for whoever opened it."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 256 * 1024


class _Lent(io.RawIOBase):
    """A file whose closing closes nothing."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        piece = self._file.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def text_of(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """The text from the beginning, line ends as they are; a later call ends what an earlier one reads."""
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_Lent(file), PIECE), encoding=encoding, newline="")
