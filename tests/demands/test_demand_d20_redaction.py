"""D20: what leaves the house shows no buyer: labels are covered on copies, the originals stay as they were taken."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import cv2
import numpy as np
import pytest
import uuid6
from PIL import Image
from sqlalchemy import insert

from app.devices.drawing.papers import carrier_label
from app.devices.pictures import PictureCodes
from app.devices.redacting import COVER, Blackout
from app.domain.redaction import Box
from app.errors import StoreError, UserError
from app.services.claims import Wish
from app.store import models
from tests.certificates import flat
from tests.claims import ClaimHouse, QuickEyes
from tests.lane import UPS


@pytest.fixture
def at(tmp_path):
    at = ClaimHouse(tmp_path)
    yield at
    at.close()


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """A photo of a carton with its parcel's label on it, and the label's box."""
    label = carrier_label(UPS, "ups")[:, :, :3]
    height, width = label.shape[:2]
    table = np.full((height + 300, width + 400, 3), (60, 90, 120), np.uint8)
    table[120 : 120 + height, 200 : 200 + width] = label
    file = tmp_path_factory.mktemp("labelled") / "label.jpg"
    _, encoded = cv2.imencode(".jpg", table)
    exif = Image.Exif()
    exif[0x010E] = "41 Harbor Way"
    with Image.open(io.BytesIO(encoded.tobytes())) as picture:
        picture.save(file, "JPEG", quality=95, exif=exif)
    return file, Box(200, 120, width, height)


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def seen_in(copy, box):
    with Image.open(io.BytesIO(copy)) as picture:
        return np.asarray(picture.convert("RGB"))[box.top : box.bottom, box.left : box.right].astype(int)


def test_demand_d20_a_parcels_label_is_proposed_to_be_covered_but_for_its_number(labelled, tmp_path):
    file, label = labelled
    before = file.read_bytes()
    seen = Blackout().look(file)
    assert seen.of_parcel
    assert all(box.width > 0 and box.height > 0 for box in seen.boxes)
    copy = Blackout().copy(file, sha256(file), seen.boxes, 5_000_000)
    address = Box(label.left + 20, label.top + 90, 300, 80)  # receiver in small print
    assert np.abs(seen_in(copy, address) - np.array(COVER)).max() <= 12
    left = tmp_path / "copy.jpg"
    left.write_bytes(copy)
    assert UPS in PictureCodes().codes(left)  # the desk can still read whose parcel it was
    assert file.read_bytes() == before


def test_demand_d20_a_copy_says_nothing_of_who_where_and_when_and_is_as_small_as_asked(labelled):
    file, _ = labelled
    copy = Blackout().copy(file, sha256(file), (Box(0, 0, 40, 40),), 30_000)
    assert len(copy) <= 30_000
    assert b"Harbor" not in copy
    with Image.open(io.BytesIO(copy)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.format == "JPEG"


def test_demand_d20_an_original_that_was_altered_is_never_copied(labelled):
    file, _ = labelled
    with pytest.raises(StoreError) as refused:
        Blackout().copy(file, "0" * 64, (), 5_000_000)
    assert refused.value.code == "evidence_damaged"


def test_demand_d20_nothing_leaves_before_somebody_decided_about_each_photo_of_a_label(at, tmp_path):
    lpn = at.broken()
    number = at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara)
    out = tmp_path / "claim.zip"
    with pytest.raises(UserError, match="claim_waybill") as refused:
        at.packing.pack(number, out, at.clara)
    assert (refused.value.code, out.exists()) == ("undecided_photos", False)
    photos = {photo["shot"]: photo for photo in at.claims.shown(number)["photos"]}
    for photo in photos.values():
        if photo["must_be_decided"]:
            at.claims.cover(photo["id"], (Box(5, 5, 60, 40),), at.clara)
    packed = at.packing.pack(number, out, at.clara)
    with zipfile.ZipFile(packed.file) as archive:
        told = {
            one["shot"]: one for one in json.loads(archive.read("manifest.json"))["files"] if one["kind"] == "photo"
        }
        copy = archive.read(told["claim_waybill"]["name"])
    waybill = told["claim_waybill"]
    original = at.claims.photo_path(photos["claim_waybill"]["sha256"])
    assert waybill["original_sha256"] == photos["claim_waybill"]["sha256"] == sha256(original)
    assert (waybill["covered"], waybill["decided_by"]) == (1, "CS-1")
    assert np.abs(seen_in(copy, Box(8, 8, 50, 30)) - np.array(COVER)).max() <= 12
    assert told["front"]["covered"] == 0
    assert at.audit_problems() == []


def test_demand_d20_a_label_that_lies_in_another_photo_keeps_the_pack_back(at, tmp_path):
    lpn = at.broken()
    number = at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara)
    photos = {photo["shot"]: photo for photo in at.claims.shown(number)["photos"]}
    for photo in photos.values():
        if photo["must_be_decided"]:
            at.claims.cover(photo["id"], (), at.clara)
    eyes = QuickEyes(photos["front"]["sha256"])
    packing = replace(at.packing, claims=replace(at.claims, redactor=eyes))
    with pytest.raises(UserError, match="front") as refused:
        packing.pack(number, tmp_path / "claim.zip", at.clara)
    assert refused.value.code == "undecided_photos"
    at.claims.cover(photos["front"]["id"], (), at.clara)
    assert packing.pack(number, tmp_path / "claim.zip", at.clara).pictures == len(photos)


def test_demand_d20_the_newest_word_counts_and_every_one_stays_on_record(at):
    lpn = at.broken()
    photo = at.claims.reads.units((lpn,))[0].photos[0].key
    at.claims.cover(photo, (), at.clara, (640, 480))
    at.claims.cover(photo, (Box(1, 2, 3, 4),), at.clara, (640, 480))
    (found, subject) = at.claims.reads.photo(photo)
    assert (found.decision.boxes, found.decision.by, subject) == ((Box(1, 2, 3, 4),), "CS-1", lpn)
    assert len(at.house.rows(models.Redaction)) == 2
    with pytest.raises(UserError) as refused:
        at.claims.cover(photo, (Box(630, 0, 20, 20),), at.clara, (640, 480))
    assert refused.value.code == "unfit_box"


def test_demand_d20_a_film_never_leaves_and_the_letter_says_so_plainly(at, tmp_path):
    lpn = at.broken()
    kept = next(row for row in at.house.rows(models.Photo) if row["unit"] == lpn)
    film = {**kept, "id": str(uuid6.uuid7()), "shot": "film:unboxing", "format": "mkv", "sha256": "f1" * 32}
    with at.house.store.engine.begin() as connection:  # its bytes are not here: whoever opens it fails
        connection.execute(insert(models.table(models.Photo)), film)
    number = at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara)
    listed = {photo["id"]: photo for photo in at.claims.shown(number)["photos"]}
    assert (listed[film["id"]]["film"], listed[film["id"]]["must_be_decided"]) == (True, False)
    for photo in at.claims.reads.units((lpn,))[0].photos:
        if not photo.film:
            at.claims.cover(photo.key, (), at.clara, (640, 480))
    with pytest.raises(UserError, match="film"):
        at.claims.cover(film["id"], (), at.clara, (640, 480))
    packed = at.packing.pack(number, tmp_path / "claim.zip", at.clara)
    with zipfile.ZipFile(packed.file) as archive:
        assert not any(name.startswith("video/") for name in archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
        said, document = archive.read("letter.txt").decode(), flat(archive.read("letter.pdf"))
    assert manifest["claim"]["films"] == [{"id": film["id"], "shot": "film:unboxing", "sha256": film["sha256"]}]
    for letter in ("".join(said.split()), document):
        assert "Filmsstayinthehouse" in letter
        assert film["sha256"] in letter
