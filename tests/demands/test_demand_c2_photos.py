"""C2: photos are kept as they came, upright when shown, each with its time, operator, station and shot; what a claim
desk wants is owed before the grade."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from app.devices.pictures import PictureCodes
from app.paths import shipped
from app.store import models
from app.ui.bench.pictures import read_scaled
from app.ui.unit.pictures import scaled
from tests import made_once
from tests.lane import SHOE, STATION, UPS, House, to_photos, took
from tests.pictures import picture

FNSKU = "X001SHOE42"
ORIENTATION, MAKE = 0x0112, 0x010F
WORN = (
    ("sealed", "opened"),
    ("prohibited_goods", "none"),
    ("right_item", "matches"),
    ("packaging_intact", "intact"),
    ("parts_complete", "complete"),
    ("signs_of_use", "clear"),
    ("damage", "none"),
    ("works", "works"),
)


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path).prepare()
    yield house
    house.close()


def with_exif(file: Path) -> Path:
    """The picture as a phone would write it that was held upright: turned by 90 degrees, with its maker."""
    with Image.open(file) as whole:
        exif = whole.getexif()
        exif[ORIENTATION], exif[MAKE] = 6, "A phone"
        whole.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", quality=95, exif=exif)
    return file


def test_demand_c2_what_a_phone_wrote_is_kept_to_the_byte_and_shown_upright(house):
    file = with_exif(picture(house.folder, "phone", "1Z999AA10123456784"))
    lane = house.signed_in()
    to_photos(lane)
    took(lane, do="photo", shot="front", file=str(file))
    (row,) = house.rows(models.Photo)
    kept = house.evidence.path(row["sha256"])
    assert kept.read_bytes() == file.read_bytes()
    with Image.open(kept) as seen:
        assert (seen.size, seen.getexif()[MAKE]) == ((240, 320), "A phone")
    for shown in (read_scaled(kept), scaled(kept, QSize(160, 160))):
        assert shown is not None
        assert shown.width() > shown.height()
    assert PictureCodes().look(kept, lambda _: True).codes == ("1Z999AA10123456784",)


def test_demand_c2_each_photo_says_when_who_where_and_what(house):
    lane = house.signed_in()
    to_photos(lane)
    took(lane, do="photo", shot="front", file=house.shot())
    (row,) = house.rows(models.Photo)
    (person,) = [one for one in house.rows(models.User) if one["badge"] == "LN-07"]
    assert (row["shot"], row["station"], row["operator"]) == ("front", STATION.id, person["id"])
    assert row["at"].tzinfo is not None


def test_demand_c2_what_the_claim_desk_wants_is_owed_before_the_grade(house):
    house.rules = replace(house.rules, desks=made_once.library(shipped("resources")).desks)
    lane = house.signed_in()
    answer = to_photos(lane, UPS, SHOE, WORN)
    asked = answer["expects"]["photo"]
    assert {"claim_waybill", "with_code", "defect:use"} <= set(asked["shots"])
    assert asked["code_in_frame"] == {"with_code": [f"0{SHOE}", FNSKU, UPS], "claim_waybill": [UPS]}
    missed = took(lane, do="photo", shot="claim_waybill", file=house.shot("claim_waybill", FNSKU))
    assert "tracking number" in missed["warnings"][0]["message"], "the article's code is no waybill"
    took(lane, do="back")
    for shot in asked["shots"]:
        photo = {"do": "photo", "shot": shot, "file": house.shot(shot, UPS if shot == "claim_waybill" else "")}
        answer = took(lane, id=shot, **photo)
        assert took(lane, id=shot, **photo) == answer, "the same request is answered as before, warning and all"
        warned = [one["code"] for one in answer.get("warnings", ())]
        assert warned == (["no_code_in_frame"] if shot == "with_code" else [])
    assert answer["step"] == "grade"


def test_demand_c2_without_a_claim_none_of_it_is_owed(house):
    house.rules = replace(house.rules, desks=made_once.library(shipped("resources")).desks)
    lane = house.signed_in()
    assert to_photos(lane)["expects"] == {"photo": {"shots": ["front"]}}
