"""A photo fits first, grows under the pointer, and an answer that comes too late is dropped."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage

from app.ui.kit import PhotoViewer


class Library:
    """Answers when it is told to."""

    def __init__(self):
        self.asked = []

    def __call__(self, key, size, done):
        self.asked.append((key, size, done))

    def answer(self, number=-1, colour="#336699"):
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        self.asked[number][2](image)


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def viewer(qtbot, library):
    made = PhotoViewer("photo", library)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_photo("front", "Front")
    library.answer()
    return made


def _middle(viewer):
    return viewer.grab().toImage().pixelColor(200, 150).name()


def test_it_asks_for_a_picture_that_is_large_enough(viewer, library):
    key, size, _done = library.asked[0]
    assert key == "front"
    assert size == QSize(2000, 2000)
    assert _middle(viewer) == "#336699"
    assert viewer.accessibleName() == "Front"


def test_the_old_photo_stays_until_the_new_is_there(viewer, library):
    viewer.show_photo("sole", "Sole")
    assert _middle(viewer) == "#336699"
    library.answer(colour="#AA3300")
    assert _middle(viewer) == "#aa3300"


def test_an_answer_for_another_photo_is_dropped(viewer, library):
    viewer.show_photo("sole")
    library.answer(number=0, colour="#00AA00")
    assert _middle(viewer) == "#336699"


def test_a_photo_that_cannot_be_read_says_so(viewer, library):
    viewer.show_photo("broken")
    library.asked[-1][2](None)
    assert viewer._missing == "This photo cannot be read."
    viewer.show_photo("")
    assert _middle(viewer) != "#336699"


def test_keys_make_it_larger_and_fit_it_again(viewer, qtbot):
    with qtbot.waitSignal(viewer.zoomed):
        qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.zoom == pytest.approx(1.25)
    for _ in range(30):
        qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.zoom == 8
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.zoom == 1
    qtbot.keyClick(viewer, Qt.Key.Key_Minus)
    assert viewer.zoom == 1


def test_arrows_turn_the_page_while_it_fits_and_move_it_while_it_is_large(viewer, qtbot):
    with qtbot.waitSignal(viewer.turned) as turned:
        qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert turned.args == [1]
    viewer.enlarge(4)
    with qtbot.assertNotEmitted(viewer.turned):
        qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer._centre.x() > 0.5


def test_the_point_below_the_pointer_stays(viewer):
    before = viewer._place(1.0, viewer._centre)
    about = QPointF(120, 90)
    inside = (about.x() - before.x()) / before.width()
    viewer.enlarge(2, about)
    after = viewer._place(viewer.zoom, viewer._centre)
    assert (about.x() - after.x()) / after.width() == pytest.approx(inside, abs=0.01)


def test_a_drag_moves_it_and_no_edge_is_left_open(viewer, qtbot):
    viewer.enlarge(2)
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(viewer, QPoint(3000, 3000))
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=QPoint(3000, 3000))
    place = viewer._place(viewer.zoom, viewer._centre)
    assert place.left() <= 0.5
    assert place.top() <= 0.5


def test_escape_closes_and_two_presses_enlarge(viewer, qtbot):
    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    for zoom in (3, 1):
        qtbot.mouseDClick(viewer, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
        qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))  # Qt's leaves it pressed
        assert viewer.zoom == zoom
