"""Families, sizes and figures of equal width."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from app.ui.theme import fonts
from app.ui.theme.fonts import FAMILIES, Type, enlarge, fixed, font, sized


@pytest.fixture(autouse=True)
def _usual_size(qapp):
    yield
    enlarge(1.0)


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
