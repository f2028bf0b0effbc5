"""Text is measured before it is drawn; shapes stay inside their place."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.ui.kit import painting
from app.ui.theme import Type, current, font


def _drawn(draw, width=100, height=40):
    canvas = QPixmap(width, height)
    canvas.fill(QColor("#FFFFFF"))
    painter = QPainter(canvas)
    draw(painter, QRectF(0, 0, width, height))
    painter.end()
    return canvas.toImage()


def _inked(image, x, y, width, height):
    white = QColor("#FFFFFF")
    return any(image.pixelColor(i, j) != white for i in range(x, x + width) for j in range(y, y + height))


def test_chinese_is_given_the_height_that_it_needs():
    assert painting.height_of("尺码", Type.NAME, 400) >= painting.height_of("Size", Type.NAME, 400)
    assert painting.line_height(Type.NAME) >= painting.height_of("尺码", Type.NAME, 400)


def test_text_wraps_where_it_is_longer_than_its_place():
    words = "Look at the sole edge, the insole print and the heel lining."
    assert painting.height_of(words, Type.BODY, 120) >= 3 * painting.height_of("Look", Type.BODY, 120)
    assert painting.height_of("", Type.BODY, 120) == 0


def test_what_does_not_fit_is_cut_with_an_ellipsis():
    assert painting.elided("R-000312", font(Type.BODY), 400) == "R-000312"
    assert painting.elided("R-000312" * 20, font(Type.BODY), 100).endswith("…")


def test_a_panel_without_ground_has_only_an_edge():
    image = _drawn(lambda painter, rect: painting.panel(painter, rect, 8, "", "#000000", 2))
    assert image.pixelColor(50, 20) == QColor("#FFFFFF")
    assert image.pixelColor(50, 0) == QColor("#000000")


def test_corners_are_round():
    image = _drawn(lambda painter, rect: painting.panel(painter, rect, 12, "#000000"))
    assert image.pixelColor(0, 0) == QColor("#FFFFFF")


def test_a_ring_is_two_pixels_of_accent():
    image = _drawn(lambda painter, rect: painting.ring(painter, rect, 8, current()))
    assert image.pixelColor(50, 0).name().upper() == image.pixelColor(50, 1).name().upper() == current().accent


@pytest.mark.parametrize("key", ["1", "Enter", "⌫", "⏎", "␣"])
def test_a_key_cap_shows_its_key(key):
    image = _drawn(lambda painter, rect: painting.key_cap(painter, rect, key, current()), 80, 34)
    inks = {image.pixelColor(x, y).name() for x in range(20, 60) for y in range(8, 26)}
    assert len(inks) > 2


def test_a_key_is_as_wide_as_its_word():
    assert painting.key_width("1", 26) == painting.key_width("⌫", 26) == 26
    assert painting.key_width("Enter", 26) > 40


def test_a_tick_is_white_on_its_badge():
    image = _drawn(lambda painter, _rect: painting.tick(painter, QRectF(0, 0, 40, 40), "#0B7A57", "#FFFFFF"))
    assert image.pixelColor(20, 5).name().upper() == "#0B7A57"


def test_a_picture_fills_its_place_and_is_not_stretched():
    picture = QPixmap(300, 100)
    picture.fill(QColor("#112233"))
    image = _drawn(lambda painter, rect: painting.fill_with_picture(painter, rect, picture), 40, 40)
    assert image.pixelColor(1, 1) == image.pixelColor(38, 38) == QColor("#112233")


def test_the_place_of_what_is_to_come_is_dashed():
    image = _drawn(lambda painter, rect: painting.dashed(painter, rect, 4, "#000000", 2))
    top = [image.pixelColor(x, 0).lightness() < 128 for x in range(10, 90)]
    assert any(top)
    assert not all(top)


def test_markup_in_a_tooltip_is_text():
    assert painting.plain_tip("<b>bold</b>") == "<span>&lt;b&gt;bold&lt;/b&gt;</span>"
    assert painting.plain_tip("") == ""


def test_text_over_several_lines_stays_in_its_place():
    words = "Caja nueva, imprimir etiqueta del producto"
    image = _drawn(lambda p, _rect: painting.write_beside(p, QRectF(20, 0, 60, 40), words, Type.BODY, "#000000"))
    assert _inked(image, 20, 0, 60, 40)
    assert not _inked(image, 82, 0, 18, 40)


def test_text_in_the_middle_has_room_on_both_sides():
    image = _drawn(lambda painter, rect: painting.write_middle(painter, rect, "Sole", Type.CAPTION, "#000000"))
    assert _inked(image, 35, 10, 30, 20)
    assert not _inked(image, 0, 0, 20, 40)


def test_a_round_clip_keeps_the_corners_free():
    def draw(painter, rect):
        painting.clip_round(painter, rect, 15)
        painter.fillRect(rect, QColor("#000000"))

    image = _drawn(draw)
    assert image.pixelColor(0, 0) == QColor("#FFFFFF")
    assert image.pixelColor(50, 20) == QColor("#000000")


@pytest.mark.parametrize(
    ("words", "fits", "rest"),
    [("Steel", "Steel", ""), ("Steel bottle", "Steel", "bottle"), ("Unbreakable", "", "Unbreakable"), ("", "", "")],
)
def test_a_text_is_broken_between_words(dressed, words, fits, rest):
    assert painting.broken(words, Type.BODY, painting.width_of("Steel", Type.BODY) + 2) == (fits, rest)
