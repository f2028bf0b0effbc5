"""What the virtual camera sees: codes that can be read, faults that can be seen, the same again but for its noise."""

import numpy as np
import pytest
import zxingcpp

from app.devices.drawing import sights
from app.devices.drawing.sights import EMPTY, Sight, picture, reference
from app.devices.drawing.things import Thing, part_of

FULL_HD = (1920, 1080)
SHOE = Thing("shoe", "red")
SHOTS = (
    "front",
    "back",
    "sole",
    "contents",
    "parts",
    "parcel",
    "defect:use",
    "defect:packaging",
    "item",
    "never_heard_of",
)


def read(pixels) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(pixels, text_mode=zxingcpp.TextMode.Plain)]


@pytest.mark.parametrize("tracking", ["1Z999AA10123456784", "9400111899042065123452", "TBA619632698000"])
def test_a_parcels_label_is_read_off_the_bench(tracking):
    assert read(picture(sights.parcel(tracking, "ups"), *FULL_HD)) == [tracking]


def test_an_articles_number_is_read_off_its_box_and_a_units_code_off_its_label():
    assert read(picture(sights.boxed(SHOE, "Running shoe red 42", "4006381333931"), *FULL_HD)) == ["4006381333931"]
    assert read(picture(Sight(SHOE, "proof", code="R-000010-1X", words=("Shoe",)), *FULL_HD)) == ["R-000010-1X"]


def test_a_parcel_without_a_label_has_no_code():
    assert read(picture(sights.parcel("", ""), *FULL_HD)) == []


@pytest.mark.parametrize("shot", SHOTS)
def test_every_shot_shows_something_else_than_the_empty_bench(shot):
    seen = picture(Sight(SHOE, shot, parts=(part_of("laces"),), words=("Shoe",)), 640, 360)
    assert seen.shape == (360, 640, 3)
    assert (np.abs(seen.astype(int) - picture(EMPTY, 640, 360)) > 40).mean() > 0.002


@pytest.mark.parametrize("size", [(640, 480), (1280, 960), (4000, 3000), (300, 300)])
def test_in_any_size(size):
    assert picture(sights.boxed(SHOE, "Shoe", "4006381333931"), *size).shape == (size[1], size[0], 3)


def test_the_same_sight_differs_by_its_noise_alone():
    sight = Sight(SHOE)
    one, other = picture(sight, 640, 360), picture(sight, 640, 360, tick=1)
    assert (one == picture(sight, 640, 360)).all()
    assert (one != other).any()
    assert np.abs(one.astype(int) - other).max() < 40


def test_a_mark_is_seen_from_near_and_from_far():
    for shot in ("front", "defect:outside"):
        whole, spoilt = (picture(Sight(SHOE, shot, mark=mark), 640, 360) for mark in ("scratch", "dirt"))
        assert (whole != spoilt).any()


def test_a_catalogue_photo_is_light_and_has_its_thing_in_the_middle():
    photo = reference(SHOE, 600, 400)
    assert photo.mean() > 190
    red = (photo[..., 2].astype(int) - photo[..., 0]) > 60
    rows, columns = np.nonzero(red)
    assert abs(columns.mean() - 300) < 40
    assert abs(rows.mean() - 200) < 60
    assert (reference(SHOE, 600, 400) == photo).all()
