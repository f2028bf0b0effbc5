"""Pictures of the virtual camera: fit as evidence, each its own, and with the label's code to be read in them."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from app.devices.pictures import PictureCodes
from app.devices.virtual_camera import HEIGHT, WIDTH, picture
from app.domain.evidence import picture_fault
from app.domain.identifiers import label_code
from app.store.disk import DiskEvidence


@pytest.mark.parametrize("code", ["R-000001-1H", label_code("R-000042", 7), label_code("R-123456789012", 34 * 35)])
def test_a_label_in_frame_can_be_read(tmp_path, code):
    file = tmp_path / "proof.jpg"
    file.write_bytes(picture("destruction", code))
    assert PictureCodes().codes(file) == (code,)


def test_without_a_label_no_code_is_in_it(tmp_path):
    file = tmp_path / "front.jpg"
    file.write_bytes(picture("front"))
    assert PictureCodes().codes(file) == ()


@pytest.mark.parametrize("caption", ["front", "", "正面", "a very long caption " * 20, "two\nlines"])
def test_it_is_a_picture_whatever_is_said_of_it(caption):
    data = picture(caption)
    with Image.open(BytesIO(data)) as seen:
        seen.load()
        assert (seen.format, seen.size) == ("JPEG", (WIDTH, HEIGHT))
    assert picture_fault(len(data), WIDTH, HEIGHT) is None


def test_the_evidence_keeps_it_as_it_came(tmp_path):
    data = picture("front", "R-000001-1H")
    (tmp_path / "front.jpg").write_bytes(data)
    kept = DiskEvidence(tmp_path / "evidence", tmp_path / "spool").keep(tmp_path / "front.jpg")
    assert (kept.sha256, kept.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (kept.width, kept.height, kept.format) == (WIDTH, HEIGHT, "jpeg")


def test_the_same_words_give_the_same_picture_and_others_another():
    assert picture("front", "R-000001-1H") == picture("front", "R-000001-1H")
    assert len({picture("1 front"), picture("2 front"), picture("1 front", "R-000001-1H")}) == 3
