"""Copies with what was drawn burnt in: said to be copies, and only of what is on record."""

import hashlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from app.devices.marked_copy import LONGEST_SIDE, MarkedCopies
from app.domain.photo_marks import RGB, Ink, Mark, Shape
from app.errors import StoreError

MARKS = (
    Mark(Shape.ARROW, Ink.RED, 1000, 5000, 5000, 5000),
    Mark(Shape.CIRCLE, Ink.BLUE, 6000, 2000, 9000, 8000),
    Mark(Shape.WORD, Ink.YELLOW, 1000, 8000, 1000, 8000, "Scratch"),
)


@pytest.fixture
def photo(tmp_path):
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (2400, 1200), (90, 90, 90)).save(file, "JPEG", exif=_turned())
    return file


def _turned():
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: a quarter turn clockwise
    return exif


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_copy_is_upright_smaller_and_shows_each_mark_and_the_original_stays(photo):
    before = photo.read_bytes()
    made = MarkedCopies(lambda _words, _size: None)(photo, sha256(photo), MARKS, "ANNOTATED COPY")
    with Image.open(BytesIO(made)) as copy:
        assert copy.height > copy.width
        assert max(copy.size) < LONGEST_SIDE * 1.1
        assert "exif" not in copy.info
        pixels = np.asarray(copy.convert("RGB")).astype(int)
    for ink in Ink:
        assert (np.abs(pixels - RGB[ink]).sum(axis=2) < 60).any(), ink
    assert pixels[-3, -3].sum() < 120  # the band
    assert photo.read_bytes() == before


def test_what_is_not_on_record_is_not_copied(photo):
    with pytest.raises(StoreError):
        MarkedCopies(lambda _words, _size: None)(photo, "0" * 64, MARKS, "")
