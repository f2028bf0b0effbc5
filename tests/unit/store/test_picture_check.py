"""Whole pictures are taken; bombs, cut and hostile files are refused quickly and with words."""

import io
import random
import resource
import struct
import time
import zipfile
import zlib

import pytest
from PIL import Image

from app.errors import UserError
from app.store.picture_check import Seen, examine


def encoded(picture_format: str, size=(640, 480), **options) -> bytes:
    noise = Image.frombytes("RGB", size, random.Random(5).randbytes(size[0] * size[1] * 3))
    out = io.BytesIO()
    noise.save(out, picture_format, **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int, row: bytes = b"") -> bytes:
    """A few kilobytes that claim to be `side` by `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row or bytes(50_000), 9))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def verdict(tmp_path):
    def look(data: bytes) -> Seen:
        (tmp_path / "x").write_bytes(data)
        return examine(tmp_path / "x", len(data))

    return look


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_a_whole_picture_is_taken(verdict, picture_format):
    assert verdict(encoded(picture_format)) == Seen(picture_format.lower(), 640, 480)


def test_a_phones_jpeg_with_more_behind_it_is_a_jpeg(verdict):
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert verdict(out.getvalue()) == Seen("jpeg", 64, 48)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_a_cut_picture_is_refused(verdict, picture_format, progressive):
    whole = encoded(picture_format, **({"progressive": progressive} if picture_format == "JPEG" else {}))
    for part in (0.001, 0.1, 0.5, 0.9, 0.99):
        with pytest.raises(UserError) as caught:
            verdict(whole[: int(len(whole) * part)])
        assert caught.value.hint


def test_a_png_with_one_wrong_bit_is_refused(verdict):
    data = bytearray(encoded("PNG", (64, 64)))
    data[len(data) // 2] ^= 1
    with pytest.raises(UserError, match="damaged"):
        verdict(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"GIF89a" + bytes(100),
        b"%PDF-1.7\n",
        b"BM" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
    ],
    ids=["empty", "text", "gif", "pdf", "bmp", "svg", "jpeg-start"],
)
def test_other_kinds_are_refused(verdict, data):
    with pytest.raises(UserError):
        verdict(data)


@pytest.mark.parametrize("side", [7_100, 10_000, 12_000, 20_000, 60_000, 2**31 - 1])
def test_a_bomb_is_refused_quickly_and_without_its_pixels(verdict, side):
    verdict(encoded("PNG", (32, 32)))  # the readers are loaded
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    with pytest.raises(UserError):
        verdict(png_bomb(side))
    assert time.process_time() - started <= 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory <= 100_000  # kB


def test_a_jpeg_of_endless_scans_is_refused(verdict):
    data = encoded("JPEG", (64, 64), progressive=True)
    scans = data.index(b"\xff\xda")
    with pytest.raises(UserError, match="minutes"):
        verdict(data[:scans] + data[scans:-2] * 200 + data[-2:])


def test_a_speck_is_refused(verdict):
    with pytest.raises(UserError, match="nothing can be seen"):
        verdict(encoded("PNG", (15, 400)))


def test_what_a_phone_appends_is_no_matter(verdict):
    moment = b"\x00\x00\x00\x18ftypmp42" + random.Random(7).randbytes(200_000)
    for behind in (b"PK\x03\x04motion", b"PK\x05\x06" + bytes(18), moment, b"SEFH" + bytes(40) + b"SEFT"):
        assert verdict(encoded("JPEG") + behind) == Seen("jpeg", 640, 480)


def archive(behind: bytes = b"") -> bytes:
    """A picture with a ZIP behind it, as every reader of ZIPs opens it; then more."""
    out = io.BytesIO(encoded("JPEG"))
    with zipfile.ZipFile(out, "a") as added:
        added.writestr("setup.exe", b"MZ")
    return out.getvalue() + behind


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("ZIP", archive()),
        ("ZIP", archive(b"and more")),
        ("PDF", encoded("JPEG", comment=b"%PDF-1.7\n1 0 obj")),
        ("PDF", encoded("PNG")[:33] + chunk(b"tEXt", b"a\0%PDF-1.7") + encoded("PNG")[33:]),
        ("HTML", encoded("JPEG") + b"<SCRIPT>alert(1)</SCRIPT>"),
        ("HTML", encoded("PNG") + b"<!DOCTYPE html><p>"),
        ("HTML", encoded("WEBP") + b"<?php echo 1; ?>"),
        ("RAR", encoded("JPEG") + b"Rar!\x1a\x07\x01\x00"),
        ("7z", encoded("PNG") + b"7z\xbc\xaf\x27\x1c\x00\x04"),
    ],
)
def test_a_picture_that_is_another_file_as_well_is_refused(verdict, kind, data):
    with pytest.raises(UserError, match=f"it is a {kind} file as well"):
        verdict(data)


def test_damage_anywhere_ends_in_a_verdict(verdict):
    """Never in another exception: 300 pictures with random bytes changed."""
    chance = random.Random()
    for picture_format in ("JPEG", "PNG", "WEBP"):
        whole = encoded(picture_format, (48, 48))
        for _ in range(100):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 30))):
                data[chance.randrange(min(len(data), chance.choice((40, 400, len(data)))))] = chance.randrange(256)
            try:
                verdict(bytes(data))
            except UserError:
                continue
