"""`decode`: a line a picture, whatever the picture is."""

import json

import pytest
from PIL import Image

from tests import drawn
from tests.pictures import bomb


@pytest.fixture
def lines(regrade):
    def lines(*files):
        done = regrade("decode", *files)
        return done.code, [json.loads(line) for line in done.out.splitlines()]

    return lines


def saved(file, name, text, **options):
    Image.fromarray(drawn.symbol(name, text)).save(file, **options)
    return file


def test_a_line_a_picture_in_the_words_of_the_contract(lines, tmp_path):
    parcel = saved(tmp_path / "parcel.png", "Code128", "1Z5R89390357567127")
    article = saved(tmp_path / "article.jpg", "UPCA", "036000291452", quality=90)
    code, (first, second) = lines(parcel, article)
    assert code == 0
    assert list(first) == ["file", "codes", "ms"]
    assert first["file"] == str(parcel)
    assert first["ms"] > 0
    (found,) = first["codes"]
    corners = found.pop("corners")
    assert len(corners) == 4
    assert all(len(corner) == 2 for corner in corners)
    assert found == {
        "symbology": "Code128",
        "text": "1Z5R89390357567127",
        "kind": "tracking",
        "carrier": "ups",
        "checked": True,
    }
    (found,) = second["codes"]
    assert (found["symbology"], found["text"], found["kind"]) == ("UPC-A", "036000291452", "gtin")


def test_no_profile_is_made(lines, tmp_path):
    lines(saved(tmp_path / "a.png", "QRCode", "A-1"))
    assert not (tmp_path / "profile").exists()


def test_a_picture_without_a_code_is_no_fault(lines, tmp_path):
    Image.new("L", (300, 200), "white").save(tmp_path / "blank.png")
    code, (line,) = lines(tmp_path / "blank.png")
    assert code == 0
    assert line["codes"] == []
    assert "error" not in line


def test_what_cannot_be_opened_is_told_and_the_rest_goes_on(lines, tmp_path):
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    whole = saved(tmp_path / "whole.png", "QRCode", "A" * 50)
    (tmp_path / "half.png").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    missing, folder, large = tmp_path / "missing.png", tmp_path, bomb(tmp_path / "bomb.png")
    code, found = lines(tmp_path / "broken.jpg", tmp_path / "half.png", missing, folder, large, whole)
    assert code == 1
    assert [bool(line.get("error")) for line in found] == [True] * 5 + [False]
    assert all(line["codes"] == [] and line["error"]["hint"] for line in found[:-1])
    assert found[-1]["codes"][0]["text"] == "A" * 50


def test_the_orientation_that_a_phone_notes_is_followed(lines, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    bench = drawn.on_bench(drawn.symbol("EAN13", "4006381333931", 3), size=(600, 400))
    Image.fromarray(bench).save(tmp_path / "x.jpg", exif=exif, quality=95)
    _, (line,) = lines(tmp_path / "x.jpg")
    (found,) = line["codes"]
    assert found["text"] == "4006381333931"
    xs, ys = zip(*found["corners"], strict=True)
    assert max(xs) - min(xs) < max(ys) - min(ys)  # held upright, its bars lie on their side


def test_a_gs1_message_has_its_identifiers(lines, tmp_path):
    saved(tmp_path / "x.png", "Code128", "4006381333931")
    _, (line,) = lines(tmp_path / "x.png")
    assert line["codes"][0]["kind"] == "gtin"
