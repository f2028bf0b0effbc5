"""Families, sizes and figures of equal width."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from app.ui.theme import fonts
from app.ui.theme.fonts import FAMILIES, Type, enlarge, fixed, font, sized


@pytest.fixture(autouse=True)
def _usual_size(qapp):
    yield
    enlarge(1.0)
    fonts.load_shipped.cache_clear()


def test_every_family_is_named_chinese_too():
    assert tuple(font(Type.BODY).families()) == FAMILIES
    assert "Noto Sans CJK SC" in FAMILIES


@pytest.mark.parametrize(
    ("kind", "pixels"), [(Type.QUESTION, 31), (Type.TITLE, 27), (Type.CHOICE, 18), (Type.NAME, 16)]
)
def test_the_scale_of_the_drawings(kind, pixels):
    assert font(kind).pixelSize() == pixels


def test_text_can_be_half_as_large_again_and_no_larger():
    enlarge(1.5)
    assert font(Type.NAME).pixelSize() == 24
    enlarge(9)
    assert fonts.scale() == 1.5


def test_digits_have_one_width():
    metrics = QFontMetrics(sized(15))
    assert len({metrics.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1
    assert sized(15).featureValue(QFont.Tag("tnum")) == 1


def test_codes_are_set_in_fixed_letters():
    assert fixed(15).families()[0] == "Noto Sans Mono"


def _an_icon_font() -> Path:
    return next(Path(entry) for entry in map(_phosphor, sys.path) if entry.exists())


def _phosphor(entry: str) -> Path:
    return Path(entry, "qtawesome/fonts/phosphor-1.3.0.ttf")


def test_a_checkout_brings_no_fonts():
    fonts.load_shipped.cache_clear()
    assert fonts.load_shipped() == ()


@pytest.mark.expects_warning
def test_a_built_program_brings_its_fonts_and_says_which_it_cannot_read(tmp_path_factory, monkeypatch, caplog):
    built = tmp_path_factory.mktemp("built")  # is there until the run ends, as a test's own folder is not: see below
    (built / "fonts").mkdir()
    shutil.copy(_an_icon_font(), built / "fonts/along.ttf")
    (built / "fonts/broken.ttf").write_bytes(b"not a font")
    monkeypatch.setattr(sys, "_MEIPASS", str(built), raising=False)
    before = QFontDatabase.families()
    fonts.load_shipped.cache_clear()
    (family,) = fonts.load_shipped()
    assert family in QFontDatabase.families() or family in before
    assert "broken.ttf cannot be read" in caplog.text
    # The file stays where it is: Qt reads letters from it as they are drawn, also for whoever draws icons later.
    assert fonts.load_shipped() is fonts.load_shipped()
