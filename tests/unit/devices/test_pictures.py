"""Codes are read in pictures however they were taken; what is no picture is refused with words."""

import hashlib
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.devices.pictures import PictureCodes
from app.devices.reading import Cascade
from app.errors import UserError
from tests.pictures import bomb, picture

FORMATS = {
    "QRCode": "RG0000001-1",
    "Code128": "1Z999AA10123456784",
    "EAN13": "4006381333931",
    "DataMatrix": "LPN RG0000001",
}


def drawn(name: str, text: str, scale: int = 4) -> Image.Image:
    symbol = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    code = Image.fromarray(symbol.to_image(scale=scale))
    paper = Image.new("L", (code.width + 200, code.height + 200), "white")
    paper.paste(code, (100, 100))
    return paper


@pytest.fixture
def read(tmp_path):
    def look(picture: Image.Image, name="x.png", **options: Any) -> tuple[str, ...]:
        picture.save(tmp_path / name, **options)
        return PictureCodes().codes(tmp_path / name)

    return look


@pytest.mark.parametrize(("name", "text"), FORMATS.items())
def test_a_code_is_read_as_it_was_written(read, name, text):
    assert read(drawn(name, text)) == (text,)


def test_the_start_and_stop_of_codabar_are_no_text(read):
    assert read(drawn("Codabar", "A31117013206375B")) == ("31117013206375",)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_however_the_camera_was_held(read, turn):
    assert read(drawn("Code128", "RG0000001-1").rotate(turn, expand=True)) == ("RG0000001-1",)


def test_the_orientation_that_a_phone_notes_is_followed(read):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read(drawn("Code128", "RG0000001-1"), "x.jpg", exif=exif, quality=90) == ("RG0000001-1",)


def test_every_code_once(read):
    both = Image.new("L", (1200, 1400), "white")
    for place, (name, text) in enumerate([("QRCode", "A-1"), ("QRCode", "A-1"), ("DataMatrix", "B-2")]):
        both.paste(drawn(name, text), (100, 400 * place))
    assert sorted(read(both)) == ["A-1", "B-2"]


def test_a_small_and_pale_code_is_found_by_trying_harder(read):
    fine = drawn("Code128", "RG0000001-1", 2)
    fine = fine.resize((int(fine.width * 0.62), int(fine.height * 0.62)), Image.Resampling.BILINEAR)
    assert read(fine.filter(ImageFilter.GaussianBlur(0.6)).point(lambda grey: 150 + grey // 4)) == ("RG0000001-1",)


def test_a_code_on_nothing_is_on_white(read):
    code = drawn("QRCode", "A-1")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda grey: 255 - grey))
    assert read(clear) == ("A-1",)


def test_where_no_code_is_none_is_read(read):
    assert read(Image.effect_noise((640, 480), 60)) == ()


@pytest.mark.parametrize("content", [b"", b"hello", b"GIF89a" + bytes(50), b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_what_is_no_picture_is_refused_with_words(tmp_path, content):
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(UserError, match=r"x\.png") as caught:
        PictureCodes().codes(tmp_path / "x.png")
    assert caught.value.hint


def test_a_picture_that_is_too_large_is_refused(tmp_path):
    Image.new("1", (10_000, 6_000)).save(tmp_path / "x.png")
    with pytest.raises(UserError, match="60 megapixels"):
        PictureCodes().codes(tmp_path / "x.png")


def test_a_look_searches_closely_only_where_a_glance_was_not_enough(tmp_path, monkeypatch):
    file = picture(tmp_path, "front", "R-000001")
    closely: list[tuple[int, ...]] = []

    def read_grey(_: Cascade, grey: Any) -> tuple[()]:
        closely.append(grey.shape)
        return ()

    monkeypatch.setattr(Cascade, "read_grey", read_grey)
    seen = PictureCodes().look(file, lambda codes: "R-000001" in codes)
    assert (seen.codes, closely) == (("R-000001",), [])
    assert seen.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert PictureCodes().look(file, lambda _: False).codes == ("R-000001",)
    assert closely == [(240, 320)]


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF"])
def test_a_look_takes_only_what_can_be_evidence(tmp_path, kind):
    file = tmp_path / "x"
    Image.new("L", (64, 64), 90).save(file, kind)
    with pytest.raises(UserError):
        PictureCodes().look(file, lambda _: True)


def test_what_it_is_refused_for_is_said(tmp_path):
    """A picture that is too large is not broken, and one that is another file as well is none of evidence."""
    for content, said in (
        (bomb(tmp_path / "x").read_bytes(), "far too many pixels"),
        (picture(tmp_path, "x").read_bytes() + b"Rar!\x1a\x07\x00", "a RAR file as well"),
    ):
        (tmp_path / "y.jpg").write_bytes(content)
        with pytest.raises(UserError, match=said) as caught:
            PictureCodes().look(tmp_path / "y.jpg", lambda _: True)
        assert caught.value.code == "picture_unfit"
