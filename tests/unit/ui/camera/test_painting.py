"""What is drawn where: the whole frame with its sides, a ghost within it, plates and words within the widget."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.camera import painting
from app.ui.camera.ghosts import GHOSTS

AREA = QRectF(0, 0, 374, 226)
GROUND = QColor("#123456")


def canvas():
    image = QImage(374, 226, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    return image


def drawn(draw):
    image = canvas()
    painter = QPainter(image)
    result = draw(painter)
    painter.end()
    return image, result


def changed(image):
    """The box of the pixels that are no longer the ground."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(226, 374, 4)[:, :, :3]
    rows, columns = np.nonzero((pixels != (0x56, 0x34, 0x12)).any(axis=2))
    return columns.min(), rows.min(), columns.max(), rows.max()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 960), (480, 640), (374, 226)])
def test_the_frame_is_drawn_with_its_sides_and_all_but_a_narrow_edge(size, qapp):
    frame = QImage(size[0], size[1], QImage.Format.Format_BGR888)
    frame.fill(QColor("red"))
    image, place = drawn(lambda painter: painting.picture(painter, AREA, frame, mirror=False))
    assert AREA.contains(place)
    assert place.width() / place.height() == pytest.approx(size[0] / size[1], rel=painting.CROPPED - 1)
    assert place.width() == AREA.width() or place.height() == AREA.height()
    assert image.pixelColor(place.center().toPoint()) == QColor("red")


def test_a_camera_of_the_usual_sides_fills_the_picture(qapp):
    frame = QImage(1920, 1080, QImage.Format.Format_BGR888)
    frame.fill(QColor("red"))
    image, _ = drawn(lambda painter: painting.picture(painter, AREA, frame, mirror=False))
    assert {image.pixelColor(x, y).name() for x, y in ((1, 1), (372, 224))} == {"#ff0000"}


@pytest.mark.parametrize("mirror", [False, True])
def test_a_mirror_turns_left_and_right(mirror, qapp):
    frame = QImage(374, 226, QImage.Format.Format_BGR888)
    frame.fill(QColor("red"))
    painter = QPainter(frame)
    painter.fillRect(0, 0, 187, 226, QColor("blue"))
    painter.end()
    image, _ = drawn(lambda painter: painting.picture(painter, AREA, frame, mirror=mirror))
    assert image.pixelColor(20, 100) == QColor("red" if mirror else "blue")


@pytest.mark.parametrize("name", sorted(GHOSTS))
def test_a_ghost_stays_within_the_picture(name, qapp):
    place = QRectF(36, 0, 301, 226)
    image, _ = drawn(lambda painter: painting.ghost(painter, place, GHOSTS[name]))
    left, top, right, bottom = changed(image)
    assert place.contains(QRectF(left, top, right - left, bottom - top))


@pytest.mark.parametrize("top", [True, False])
@pytest.mark.parametrize(
    "text", ["Sole", "A shot with a name as long as a client may give it, " * 5, "鞋底 · 放在框内"]
)
def test_a_plate_stays_in_its_corner(top, text, qapp):
    image, _ = drawn(lambda painter: painting.plate(painter, AREA, text, top=top))
    left, above, right, below = changed(image)
    if top:
        assert (left, above) == (painting.PLATE_MARGIN, painting.PLATE_MARGIN)
    else:
        assert (right, below) == (374 - painting.PLATE_MARGIN - 1, 226 - painting.PLATE_MARGIN - 1)
    assert left >= painting.PLATE_MARGIN
    assert right < 374 - painting.PLATE_MARGIN + 1


@pytest.mark.parametrize(
    "hint", ["Toes to the left.", "Toes to the left; a sealed box instead. " * 9, "鞋头朝左。" * 40]
)
def test_how_to_hold_it_stands_below_in_two_lines_at_most(hint, qapp):
    alone, _ = drawn(lambda painter: painting.plate(painter, AREA, "Sole", top=True))
    image, _ = drawn(lambda painter: painting.plate(painter, AREA, "Sole", hint, top=True))
    line = changed(alone)[3] - painting.PLATE_MARGIN
    left, above, right, below = changed(image)
    assert changed(alone)[3] < below <= painting.PLATE_MARGIN + 3 * line
    assert (left, above) == (painting.PLATE_MARGIN, painting.PLATE_MARGIN)
    assert right <= 374 - painting.PLATE_MARGIN


def test_corners_are_round_and_all_within_stays_as_it_is(qapp):
    def draw(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.corners(painter, AREA, "#ff0000")

    image, _ = drawn(draw)
    assert {image.pixelColor(x, y).name() for x in (0, 373) for y in (0, 225)} == {"#ff0000"}
    assert {image.pixelColor(x, y).name() for x, y in ((187, 0), (0, 113), (12, 12), (187, 113))} == {GROUND.name()}


@pytest.mark.parametrize(("sides", "ratio"), [((404, 227), 1.0), ((606, 341), 1.5), ((377, 228), 1.0)])
def test_a_frame_made_for_its_place_lies_pixel_on_pixel(sides, ratio, qapp):
    place = painting.placed(AREA, QImage(sides[0], sides[1], QImage.Format.Format_BGR888), ratio)
    assert place.contains(AREA)
    assert (place.width() * ratio, place.height() * ratio) == pytest.approx(sides)
    assert (place.left() * ratio, place.top() * ratio) == pytest.approx(
        (round(place.left() * ratio), round(place.top() * ratio))
    )


def test_a_frame_of_another_size_fills_its_place(qapp):
    place = painting.placed(AREA, QImage(960, 540, QImage.Format.Format_BGR888), 1.0)
    assert place.height() == pytest.approx(AREA.height())
