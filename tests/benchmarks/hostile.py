"""Hostile pictures: how long until each is refused, by the evidence and by the reader of codes, and at what memory.

Bombs (a few kilobytes that claim up to 400 megapixels and more), pictures that were cut, files that are two things at
once, chunks that unpack without end. None may be taken. Beside them the dearest pictures that are taken, as a note.
"""

from __future__ import annotations

import io
import random
import resource
import struct
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PIL import Image

from app.devices.pictures import PictureCodes
from app.domain.evidence import MAX_BYTES
from app.errors import UserError
from app.store.disk import DiskEvidence
from tests.benchmarks.measuring import MS, Figure, Options, Result, Stopwatch, without_collecting

NAME = "hostile"
LIMIT_MS = 200.0
LIMIT_MB = 100.0
SIDES = (4000, 3000)
BOMBS = {"400 MP": 20_000, "144 MP": 12_000, "51 MP": 7_142, "3600 MP": 60_000, "2^31 - 1 a side": 2**31 - 1}
PARTS = (0.001, 0.5, 0.99)

Way = Callable[[Path], object]


def measure(options: Options) -> Result:
    """Each picture by each way, so many times."""
    watch, taken, grown = Stopwatch(), [], 0.0
    with tempfile.TemporaryDirectory(dir=options.place) as folder, without_collecting():
        place = Path(folder)
        ways = _ways(place)
        _refused(ways["kept"], _written(place, b"no picture"))  # what is loaded at the first one is loaded now
        for name, data in hostile():
            file = _written(place, data)
            for way, look in ways.items():
                for _ in range(options.times(5, 2)):
                    before = _peak_begins()
                    begun = time.process_time()
                    if not _refused(look, file):
                        taken.append(f"{name}, {way}")
                    watch.add(f"{way}: {name}", time.process_time() - begun)
                    grown = max(grown, _peak() - before)
        dearest = [f"{name}, {way}: {ms:.0f} ms" for name, way, ms in _dearest(place, ways)]
    series = watch.series()
    slowest = max(max(one.values) for one in series)
    figures = (
        Figure("the slowest refusal, processor's time", slowest, LIMIT_MS, "ms"),
        Figure("memory above what was there before, at its peak", grown, LIMIT_MB, "MB"),
        Figure("hostile pictures that were taken", float(len(taken)), 0.0, ""),
    )
    return Result(NAME, series, figures, (*taken, "taken, and dear: " + "; ".join(dearest)))


def _ways(place: Path) -> dict[str, Way]:
    evidence, reader = DiskEvidence(place / "evidence", place / "spool"), PictureCodes()
    return {"kept": evidence.keep, "read": lambda file: reader.look(file, lambda _: True)}


def _refused(way: Way, file: Path) -> bool:
    try:
        way(file)
    except UserError:
        return True
    return False


def _written(place: Path, data: bytes) -> Path:
    file = place / "picture"
    file.write_bytes(data)
    return file


def hostile() -> Iterator[tuple[str, bytes]]:
    """Each kind, by its name."""
    for name, side in BOMBS.items():
        yield f"PNG bomb of {name}", png(side, side, zlib.compress(bytes(50_000), 9))
    jpeg = _encoded("JPEG", quality=90)
    start = jpeg.index(b"\xff\xc0")
    yield "JPEG that claims 65,500 a side", jpeg[: start + 5] + struct.pack(">HH", 65_500, 65_500) + jpeg[start + 9 :]
    yield "PNG whose text unpacks without end", _text_bomb()
    whole = {
        "JPEG": jpeg,
        "progressive JPEG": _encoded("JPEG", quality=90, progressive=True),
        "PNG": _encoded("PNG", compress_level=1),
        "WebP": _encoded("WEBP", quality=80, method=0),
    }
    for name, data in whole.items():
        for part in PARTS:
            yield f"{name} cut at {part:g}", data[: int(len(data) * part)]
    flipped = bytearray(whole["PNG"])
    flipped[-30] ^= 1
    yield "PNG with one wrong bit at its end", bytes(flipped)
    small = Image.new("RGB", SIDES, "grey")
    yield "progressive JPEG of endless scans", _endless(_packed(small, "JPEG", quality=50, progressive=True))
    yield "GIF that is a JPEG further on", b"GIF89a" + bytes(100) + jpeg
    yield "page of HTML with a picture in it", b"<!--" + whole["PNG"]
    yield "archive with a picture behind it", b"PK\x03\x04" + jpeg
    yield "PDF with a picture in it", b"%PDF-1.7\n" + jpeg
    yield "larger than evidence may be", jpeg + bytes(max(0, MAX_BYTES + 1 - len(jpeg)))


def _encoded(kind: str, **how: int) -> bytes:
    width, height = SIDES
    grain = Image.frombytes(
        "RGB", (width // 8, height // 8), random.Random(7).randbytes(width // 8 * (height // 8) * 3)
    )
    return _packed(grain.resize(SIDES, Image.Resampling.BILINEAR), kind, **how)


def _packed(picture: Image.Image, kind: str, **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, packed: bytes, more: bytes = b"") -> bytes:
    """A PNG of these measures with such data, whatever it unpacks to."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = _chunk(b"IHDR", header), more, _chunk(b"IDAT", packed), _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _text_bomb() -> bytes:
    packed = zlib.compress(bytes(200 << 20), 1)
    return png(64, 64, zlib.compress(bytes(64 * 193)), _chunk(b"zTXt", b"Comment\x00\x00" + packed))


def _endless(data: bytes) -> bytes:
    scans = data.index(b"\xff\xda")
    times = min(200, max(2, (MAX_BYTES - len(data)) // max(1, len(data) - scans)))
    return data[:scans] + data[scans:-2] * times + data[-2:]


def _dearest(place: Path, ways: dict[str, Way]) -> Iterator[tuple[str, str, float]]:
    """The largest that is still evidence, all of one colour."""
    width, height = (7_000, 7_000) if SIDES == (4000, 3000) else SIDES
    rows = zlib.compressobj(1)
    packed = b"".join(rows.compress(bytes(1 + width * 3)) for _ in range(height)) + rows.flush()
    file = _written(place, png(width, height, packed))
    for way, look in ways.items():
        begun = time.process_time()
        _refused(look, file)
        yield f"PNG of {width} × {height}", way, (time.process_time() - begun) * MS


def _peak_begins() -> float:
    """Where the system can, the peak is counted from now on; MB in use."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    """MB at the peak."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
