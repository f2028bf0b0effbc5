"""Which font has which character."""

import struct

import pytest
from PIL import features

from app import paths
from app.errors import BenchError
from app.labelling import fonts
from app.labelling.fonts import Face, can_shape, face_for


@pytest.mark.parametrize(
    ("characters", "family"),
    [
        ("Aé€ß", "NotoSans"),
        ("Жλ", "NotoSans"),
        ("鞋한カ", "NotoSansCJK"),
        ("ب", "NotoSansArabic"),
        ("א", "NotoSansHebrew"),
        ("ไ", "NotoSansThai"),
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_each_script_has_its_font(characters, family, bold):
    face = face_for(characters, bold=bold)
    assert face is not None
    assert face.path.stem == f"{family}-{'Bold' if bold else 'Regular'}"
    assert face.has(characters)


@pytest.mark.parametrize("character", ["\ue000", "\U0010fffd", "\U000e0041"])
def test_what_no_font_has_is_none(character):
    assert face_for(character, bold=False) is None


def test_one_face_has_all_of_a_cluster_or_is_not_taken():
    assert face_for("鞋ب", bold=False) is None


@pytest.mark.parametrize("character", ["A", "é", "Ж", "€"])
def test_what_a_font_has_is_drawn_otherwise_than_what_it_has_not(character):
    face = face_for("A", bold=False)
    assert face is not None
    font = face.at(24, shaped=False)
    missing = bytes(font.getmask("\ue000", mode="1"))
    assert not face.has("\ue000")
    assert bytes(font.getmask(character, mode="1")) != missing


def test_shaping_is_what_the_drawing_library_can():
    assert can_shape() is features.check("raqm")


def test_without_the_plain_font_nothing_is_drawn(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "font_folders", lambda: (tmp_path,))
    for cached in (fonts._files, fonts._faces):
        cached.cache_clear()
    try:
        with pytest.raises(BenchError) as raised:
            face_for("A", bold=False)
        assert raised.value.code == "fonts_missing"
        assert "fonts-noto" in raised.value.hint
    finally:
        for cached in (fonts._files, fonts._faces):
            cached.cache_clear()


def test_both_forms_of_a_character_table_are_understood():
    short = struct.pack(">HHHHHHH", 4, 0, 0, 4, 0, 0, 0) + struct.pack(
        ">HHHHHHHHH", 0x42, 0xFFFF, 0, 0x41, 0xFFFF, 9, 1, 0, 0
    )
    assert fonts._segments(short, 0) == {0x41, 0x42}
    long = struct.pack(">HHIIIIII", 12, 0, 0, 0, 1, 0x1F600, 0x1F602, 7)
    assert fonts._groups(long, 0) == {0x1F600, 0x1F601, 0x1F602}


def test_a_file_that_is_no_font_has_nothing(tmp_path):
    (tmp_path / "x.ttf").write_bytes(struct.pack(">4sHHHH", b"\0\1\0\0", 0, 0, 0, 0))
    assert not Face(tmp_path / "x.ttf").has("A")
