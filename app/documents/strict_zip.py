"""Reads a ZIP that can be read in one way only: whoever unpacks it, with whatever program, gets the same files.

A ZIP says everything twice, may hide bytes between its files and hold more than it says; programs differ in what they
believe. Here the two tellings must agree, the files must lie one after another without a gap from the first byte to the
last, and extensions that could mean another name are refused. Content is unpacked block by block and never further
than is said. Raises `Malformed`, in words.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from app.errors import UserError
from app.saying import say

BLOCK: Final = 1 << 20
MOST_DIRECTORY: Final = 16 * 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR_SIZES = (0, 12, 16)
ENCRYPTED, DESCRIBED_AFTER, PATCHED, STRONG = 0x1, 0x8, 0x20, 0x40
HARMLESS: Final = frozenset({0x5455, 0x5855, 0x7855, 0x7875, 0x000A})
"""Extra fields that carry times and owners, as other programs add them when they pack the same files anew."""


class Malformed(UserError):
    """Why this file is no sound ZIP."""

    default_code = "pack_malformed"


@dataclass(frozen=True, slots=True)
class Member:
    """A file within: its content begins at `offset`, packed into `packed` bytes, unpacked `size`."""

    name: str
    offset: int
    packed: int
    size: int
    crc: int
    deflated: bool
    is_link: bool


UNREADABLE = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error)
"""What the library lets out for a forged table of contents: it says BadZipFile for most of them, not for all."""


def members_of(file: IO[bytes], most: int) -> tuple[Member, ...]:
    """The files in the order in which they lie, `most` at most."""
    ends_at = _directory_start(file, most)
    try:
        with zipfile.ZipFile(file) as archive:
            found = sorted(archive.infolist(), key=lambda info: info.header_offset)
    except UNREADABLE as error:
        raise Malformed("Its table of contents cannot be read.") from error
    if (found[0].header_offset if found else ends_at) != 0:
        raise Malformed("Something is hidden before its first file.")
    members: list[Member] = []
    free = 0
    for info in found:
        member = _member(file, info, free, ends_at)
        members.append(member)
        free = member.offset + member.packed
    if members:
        _gap(file, members[-1], found[-1], ends_at)
    for number, member in enumerate(members[:-1]):
        _gap(file, member, found[number], found[number + 1].header_offset)
    return tuple(members)


def content(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """What a file holds, block by block; raises `Malformed` where it is not as long as is said or its sum is wrong."""
    crc, size = 0, 0
    for block in _unpacked(file, member) if member.deflated else _stored(file, member):
        crc, size = zlib.crc32(block, crc), size + len(block)
        if size > member.size:
            break
        yield block
    if size != member.size or crc != member.crc:
        raise Malformed(say("{name} is damaged: it is not what the ZIP says of it.", name=shown(member.name)))


def shown(name: str) -> str:
    """A name from outside, to be told."""
    return repr(name[:80])


def _stored(file: IO[bytes], member: Member) -> Iterator[bytes]:
    file.seek(member.offset)
    rest = member.packed
    while rest and (block := file.read(min(BLOCK, rest))):
        rest -= len(block)
        yield block


def _unpacked(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """No further than one block over what is said, and no byte left over."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    left = member.size + 1
    try:
        for packed in _stored(file, member):
            waiting = packed
            while waiting and left > 0:
                block = unpack.decompress(waiting, min(BLOCK, left))
                waiting = unpack.unconsumed_tail
                left -= len(block)
                if block:
                    yield block
                if unpack.eof:
                    break
        while left > 0 and not unpack.eof and (block := unpack.decompress(b"", min(BLOCK, left))):
            left -= len(block)
            yield block
    except zlib.error as error:
        raise Malformed(say("{name} cannot be unpacked.", name=shown(member.name))) from error
    if not unpack.eof or unpack.unused_data:
        raise Malformed(say("{name} is longer or shorter than is said.", name=shown(member.name)))


def _directory_start(file: IO[bytes], most: int) -> int:
    """Where the table of contents begins: it ends with the file, has no comment and no other disk."""
    length = file.seek(0, os.SEEK_END)
    if length < _END.size:
        raise Malformed("This is no ZIP.")
    file.seek(length - _END.size)
    start: int
    mark, disk, first_disk, here, entries, size, start, comment = _END.unpack(file.read(_END.size))
    if mark != b"PK\x05\x06" or comment:
        raise Malformed("This is no ZIP, or something was put behind its end.")
    if disk or first_disk or here != entries or start + size != length - _END.size:
        raise Malformed("Its table of contents is not where its end says.")
    if entries > most or size > MOST_DIRECTORY:
        raise Malformed(say("It holds more files than a pack can hold: {entries}.", entries=entries))
    return start


def _member(file: IO[bytes], info: zipfile.ZipInfo, free: int, ends_at: int) -> Member:
    name = info.orig_filename
    if info.flag_bits & (ENCRYPTED | PATCHED | STRONG):
        raise Malformed(say("{name} is encrypted.", name=shown(name)))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Malformed(say("{name} is packed in a way that not every program can read.", name=shown(name)))
    if info.comment or not _is_harmless(info.extra):
        raise Malformed(say("{name} carries more than its content.", name=shown(name)))
    if info.header_offset < free:
        raise Malformed(say("{name} lies within another file.", name=shown(name)))
    offset = _checked_header(file, info)
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    if offset + info.compress_size > ends_at or (not deflated and info.compress_size != info.file_size):
        raise Malformed(say("{name} is longer or shorter than is said.", name=shown(name)))
    link = stat.S_ISLNK(info.external_attr >> 16)
    return Member(name, offset, info.compress_size, info.file_size, info.CRC, deflated, link)


def _checked_header(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Where the content begins; what stands before it must say the same as the table of contents."""
    file.seek(info.header_offset)
    head = file.read(_LOCAL.size)
    name_length: int
    extra_length: int
    if len(head) < _LOCAL.size:
        raise Malformed("It ends too early.")
    mark, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack(head)
    name, extra = file.read(name_length), file.read(extra_length)
    sums = (crc, packed, size)
    later = bool(flags & DESCRIBED_AFTER) and sums == (0, 0, 0)
    agrees = (
        mark == b"PK\x03\x04"
        and flags == info.flag_bits
        and method == info.compress_type
        and name == _raw(info)
        and (later or sums == (info.CRC, info.compress_size, info.file_size))
        and len(extra) == extra_length
        and _is_harmless(extra)
    )
    if not agrees:
        raise Malformed(say("{name} is told in two ways.", name=shown(info.orig_filename)))
    return info.header_offset + _LOCAL.size + name_length + extra_length


def _raw(info: zipfile.ZipInfo) -> bytes:
    try:
        return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
    except UnicodeEncodeError as error:
        raise Malformed(say("{name} is no name.", name=shown(info.orig_filename))) from error


def _gap(file: IO[bytes], member: Member, info: zipfile.ZipInfo, until: int) -> None:
    """Between a file and the next nothing lies but, where it is said, its sums once more."""
    end = member.offset + member.packed
    after = until - end
    allowed = _DESCRIPTOR_SIZES if info.flag_bits & DESCRIBED_AFTER else (0,)
    if after not in allowed:
        raise Malformed(say("Something is hidden behind {name}.", name=shown(member.name)))
    if after:
        file.seek(end)
        told = file.read(after)
        sums = struct.pack("<3L", member.crc, member.packed, member.size)
        if told not in (sums, b"PK\x07\x08" + sums):
            raise Malformed(say("{name} is told in two ways.", name=shown(member.name)))


def _is_harmless(extra: bytes) -> bool:
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        place += 4 + length
        if kind not in HARMLESS or place > len(extra):
            return False
    return place == len(extra)
