"""Cuts a stream of `multipart/x-mixed-replace` into its pictures, as network cameras send them (MJPEG over HTTP).

Pure: takes bytes as they come, however cut, and gives whole parts. A part ends by its `Content-Length`, or, where that
is missing or not true, before the next boundary. Refuses a part that is larger than any picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LARGEST = 32 * 1024 * 1024
_HEAD_END = b"\r\n\r\n"
_LONGEST_HEAD = 8192
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,9})\s*$", re.IGNORECASE | re.MULTILINE)


class PartTooLargeError(ValueError):
    """What comes is no stream of pictures."""


class Parts:
    """One stream being cut; `boundary` as its header names it."""

    def __init__(self, boundary: bytes) -> None:
        self._mark = boundary if boundary.startswith(b"--") else b"--" + boundary
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The parts that these bytes complete, oldest first."""
        self._rest += data
        while (part := self._next()) is not None:
            yield part

    def _next(self) -> bytes | None:
        begin = self._rest.find(self._mark)
        if begin < 0:
            del self._rest[: -len(self._mark)]
            return None
        head_end = self._rest.find(_HEAD_END, begin)
        if head_end < 0:
            if len(self._rest) - begin > _LONGEST_HEAD:
                raise PartTooLargeError
            return None
        body = head_end + len(_HEAD_END)
        end = self._end(bytes(self._rest[begin:head_end]), body)
        if end is None:
            if len(self._rest) - body > LARGEST:
                raise PartTooLargeError
            return None
        part = bytes(self._rest[body:end])
        del self._rest[:end]
        return part

    def _end(self, head: bytes, body: int) -> int | None:
        """Where the part that begins at `body` ends, once that is known."""
        stated = _LENGTH.search(head.replace(b"\r", b""))
        if stated is not None:
            end = body + int(stated[1])
            if int(stated[1]) > LARGEST:
                raise PartTooLargeError
            after = bytes(self._rest[end : end + 2 + len(self._mark)])
            if len(after) < 2 or after.lstrip(b"\r\n")[:2] in {b"", b"-", b"--"}:
                return end if len(self._rest) >= end else None
        found = self._rest.find(b"\r\n" + self._mark, body)
        return None if found < 0 else found
