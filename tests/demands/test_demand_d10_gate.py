"""D10: a photo is judged before it is evidence: sharpness, light, fill, and whose code stands in it."""

import io
import resource
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile, ImageFilter

from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import decoded, frame_of
from app.devices.pictures import PictureCodes
from app.domain.picture_quality import Focus, advice, fault_of
from app.errors import UserError
from app.services.looking import unit_named
from app.store.queries import SqlReads
from tests.lane import BROKEN, STATION, UPS_2, House, refused, to_photos, took
from tests.pictures import drawn

MOST_GROWTH_KB = 64 * 1024


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path).prepare()
    yield house
    house.close()


def changed(house, change, name="changed"):
    """A good picture, spoilt."""
    file = house.folder / f"{name}.jpg"
    with Image.open(house.shot(name)) as good:
        change(good).save(file, "JPEG", quality=90)
    return str(file)


SPOILT = {
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(12)),
    "dark": lambda picture: picture.point(lambda level: level // 12),
    "glaring": lambda picture: picture.point(lambda level: min(255, 246 + level // 20)),
    "empty": lambda picture: Image.new("RGB", picture.size, (90, 90, 90)),
}


@pytest.mark.parametrize("how", SPOILT)
def test_demand_d10_a_shot_below_the_gate_is_refused_and_leaves_nothing(house, how):
    lane = house.signed_in()
    to_photos(lane)
    error = refused(lane, do="photo", shot="front", file=changed(house, SPOILT[how]))
    assert (error["code"], bool(error["hint"])) == ("photo_below_gate", True)
    assert house.kept_photos() == set()
    assert took(lane, do="photo", shot="front", file=house.shot())["step"] == "grade"


def test_demand_d10_a_reason_keeps_it_and_shows_with_the_unit_and_in_the_audit(house):
    lane = house.signed_in()
    to_photos(lane)
    spoilt = changed(house, SPOILT["blurred"])
    took(lane, do="photo", shot="front", file=spoilt, overrule="The lens is scratched")
    unit = took(lane, do="accept")["unit"]
    known = unit_named(SqlReads(house.store.reading, STATION.id), unit)
    (photo,) = known["photos"]
    assert photo["overrule"] == "The lens is scratched"
    told = [fact for entry in known["audit"] for fact in entry["payload"]["facts"] if fact["kind"] == "photo"]
    assert [(fact["overrule"], fact["below_gate"]) for fact in told] == [("The lens is scratched", "blurred")]


def test_demand_d10_another_units_code_in_the_photo_is_refused_and_named(house):
    lane = house.signed_in()
    to_photos(lane)
    took(lane, do="photo", shot="front", file=house.shot())
    other = took(lane, do="accept")
    label = other["expects"]["code"]
    took(lane, do="scan", code=label)
    to_photos(lane, UPS_2, "036000291452", BROKEN)
    for code in (label, other["unit"], "1Z999AA10123456784"):
        error = refused(lane, do="photo", shot="front", file=house.shot("front", code))
        assert error["code"] == "photo_below_gate"
        assert other["unit"] in error["message"] or "1Z999AA10123456784" in error["message"]
    for code in (UPS_2, "036000291452"):  # this parcel's and this article's own
        took(lane, do="photo", shot="front", file=house.shot("front", code))


def test_demand_d10_the_live_picture_and_the_file_are_measured_alike(tmp_path):
    for content in (drawn("a"), drawn("b", "R-000001")):
        file = tmp_path / "x.jpg"
        file.write_bytes(content)
        pixels = decoded(content)
        assert pixels is not None
        live = OpenCvDarkroom().measure(frame_of(pixels))
        saved = PictureCodes().look(file, lambda _: True).measured
        assert saved.light == pytest.approx(live.light, abs=2)
        assert saved.sharpness == pytest.approx(live.sharpness, rel=0.2)
        assert saved.filled == pytest.approx(live.filled, abs=0.05)
        assert advice(live).focus is Focus.SHARP
        assert fault_of(saved) is None


# --- hostile pictures: refused by their header, before a pixel is unpacked


def _png_of(width: int, height: int) -> bytes:
    """A PNG that claims to be of this size, with next to no data behind it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def _jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose header claims to be of this size."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(out, "JPEG")
    content = bytearray(out.getvalue())
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def _endless_scans() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(out, "JPEG", progressive=True)
    return out.getvalue()[:-2] + b"\xff\xda\x00\x02" * 5000 + b"\xff\xd9"


HOSTILE = {
    "png of 400 megapixels": lambda: _png_of(20_000, 20_000),
    "jpeg of 400 megapixels": lambda: _jpeg_of(20_000, 20_000),
    "png of 4 gigapixels": lambda: _png_of(65_000, 65_000),
    "scans without end": _endless_scans,
    "a script that begins like a gif": lambda: b"GIF89a" + b"<script>alert(1)</script>" * 100,
    "pdf": lambda: b"%PDF-1.7\n" + b"\xff\xd8\xff\xe0" * 100,
    "26 megabytes": lambda: drawn("large") + b"\0" * (26 << 20),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_demand_d10_a_hostile_picture_is_refused_by_its_header(house, name, monkeypatch):
    lane = house.signed_in()
    to_photos(lane)
    file = house.folder / "hostile"
    file.write_bytes(HOSTILE[name]())
    unpacked: list[str] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: unpacked.append(self.format))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = refused(lane, do="photo", shot="front", file=str(file))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert error["code"].startswith("picture_")
    assert unpacked == []
    assert grown < MOST_GROWTH_KB
    assert house.kept_photos() == set()


def test_demand_d10_a_picture_with_something_behind_its_end_is_kept_as_it_came(house):
    lane = house.signed_in()
    to_photos(lane)
    file = Path(house.shot())
    content = file.read_bytes() + b"PK\x03\x04 a zip behind it"
    file.write_bytes(content)
    took(lane, do="photo", shot="front", file=str(file))
    (kept,) = house.kept_photos()
    assert house.evidence.path(kept).read_bytes() == content


def test_demand_d10_a_truncated_picture_is_no_evidence(house, tmp_path):
    file = tmp_path / "short.jpg"
    content = Path(house.shot()).read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError):
        PictureCodes().look(file, lambda _: True)
