"""Pointer, finger, Enter and Space press; the ground shows the state."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.kit import Pressable
from app.ui.theme import current


class Plate(Pressable):
    def paint(self, painter, rect, theme):
        self.body(painter, rect, 8, theme)


@pytest.fixture
def plate(qtbot):
    made = Plate("plate")
    made.call("Take the photo", "", "Space")
    qtbot.addWidget(made)
    made.resize(120, 60)
    made.show()
    return made


def test_it_is_known_by_its_names(plate):
    assert (plate.objectName(), plate.accessibleName()) == ("plate", "Take the photo. Space")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_presses_it(plate, qtbot, key):
    with qtbot.waitSignal(plate.clicked):
        qtbot.keyClick(plate, key)


def test_a_finger_presses_it(plate, qtbot):
    with qtbot.waitSignal(plate.clicked):
        qtbot.mouseClick(plate, Qt.MouseButton.LeftButton)


def test_what_is_ruled_out_is_not_pressed(plate, qtbot):
    plate.setEnabled(False)
    with qtbot.assertNotEmitted(plate.clicked):
        qtbot.keyClick(plate, Qt.Key.Key_Return)
        qtbot.mouseClick(plate, Qt.MouseButton.LeftButton)


def test_the_ground_follows_the_finger(plate):
    theme = current()
    plate.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    assert plate.ground(theme) == theme.panel
    plate.setDown(True)
    assert plate.ground(theme) == theme.pressed
    plate.setEnabled(False)
    assert plate.ground(theme) == theme.panel


def test_focus_is_seen(plate, qtbot):
    plate.setFocus()
    qtbot.waitUntil(plate.hasFocus)
    assert plate.grab().toImage().pixelColor(60, 0).name().upper() == current().accent


def test_a_look_is_a_subclasss_own(qtbot):
    bare = Pressable("bare")
    qtbot.addWidget(bare)
    painter = QPainter()
    with pytest.raises(NotImplementedError):
        bare.paint(painter, QRectF(bare.rect()), current())
