"""Copies are made of pixels alone; see `tests/demands/test_demand_d20_redaction.py` for labels."""

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from app.devices.redacting import COVER, Blackout
from app.domain.redaction import Box
from app.errors import StoreError, UserError
from tests.pictures import bomb, picture


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_picture_that_was_held_sideways_is_turned_before_it_is_covered(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    file = tmp_path / "sideways.jpg"
    Image.new("RGB", (600, 500), "white").save(file, "JPEG", exif=exif)
    copy = Blackout().copy(file, sha256(file), (Box(0, 520, 100, 80),), 1_000_000)
    with Image.open(io.BytesIO(copy)) as made:
        assert made.size == (500, 600)
        covered = np.asarray(made)[530:590, 10:90].astype(int)
    assert np.abs(covered - np.array(COVER)).max() <= 12


def test_what_does_not_fit_is_refused(tmp_path):
    file = picture(tmp_path, "one")
    with pytest.raises(UserError) as refused:
        Blackout().copy(file, sha256(file), (Box(0, 0, 10_000, 1),), 1_000_000)
    assert refused.value.code == "unfit_box"
    with pytest.raises(UserError) as refused:
        Blackout().copy(file, sha256(file), (), 500)
    assert refused.value.code == "picture_too_large"
    with pytest.raises(StoreError):
        Blackout().copy(tmp_path / "gone.jpg", sha256(file), (), 500)


def test_a_bomb_is_refused_by_its_header(tmp_path):
    file = bomb(tmp_path / "bomb.png")
    with pytest.raises(UserError) as refused:
        Blackout().copy(file, sha256(file), (), 1_000_000)
    assert refused.value.code == "picture_unreadable"


def test_a_picture_without_a_code_has_nothing_proposed(tmp_path):
    seen = Blackout().look(picture(tmp_path, "bare"))
    assert (seen.boxes, seen.of_parcel, seen.width, seen.height) == ((), False, 320, 240)
