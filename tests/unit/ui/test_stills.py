"""Pictures of the formats that are taken, and of no other; Qt never finds a format out by itself."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

import app
from app.ui import stills

APP = Path(app.__file__).parent
FINDS_OUT = re.compile(r"QImageReader\(|QImage\.fromData|loadFromData|QBuffer\(|QPixmap\(str|QImage\(str|\.load\(str")


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 160)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_of_the_three_formats_are_read_whatever_the_file_is_called(kind, tmp_path):
    file = tmp_path / "no-suffix"
    file.write_bytes(picture(kind))
    reader = stills.reader_of(file)
    assert reader is not None
    assert (reader.size().toTuple(), reader.read().size().toTuple()) == ((40, 30), (40, 30))
    assert stills.still(file.read_bytes()).size().toTuple() == (40, 30)
    assert not reader.autoDetectImageFormat()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"RIFF....WAVEfmt ", b'<svg xmlns="http://www.w3.org/2000/svg"/>', picture("GIF")]
)
def test_what_is_none_of_them_is_no_picture(content, tmp_path):
    file = tmp_path / "named.png"
    file.write_bytes(content)
    assert stills.reader_of(file) is None
    assert stills.still(content).isNull()


def test_nothing_else_of_the_program_has_qt_find_out_a_format():
    found = {
        file.relative_to(APP).as_posix()
        for file in APP.rglob("*.py")
        if FINDS_OUT.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"ui/stills.py"}
