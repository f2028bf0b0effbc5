"""One of a few holds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.kit import Segmented

CHOICES = [("system", "System"), ("light", "Light"), ("dark", "Dark")]


@pytest.fixture
def parts(qtbot):
    made = Segmented("theme")
    made.call("Theme")
    made.show_choices(CHOICES, "light")
    qtbot.addWidget(made)
    made.show()
    return made


def test_one_holds_and_telling_it_chooses_nothing(parts, qtbot):
    with qtbot.assertNotEmitted(parts.chosen):
        parts.show_choices(CHOICES, "dark")
    assert parts.key == "dark"


def test_a_finger_chooses_another(parts, qtbot):
    dark = parts.findChild(QWidget, "theme_dark")
    assert dark.sizeHint().height() >= 40
    with qtbot.waitSignal(parts.chosen) as chosen:
        qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert (chosen.args, parts.key) == (["dark"], "dark")


def test_arrow_keys_move_it(parts, qtbot):
    light = parts.findChild(QWidget, "theme_light")
    light.setFocus()
    qtbot.waitUntil(light.hasFocus)
    with qtbot.waitSignal(parts.chosen) as chosen:
        qtbot.keyClick(light, Qt.Key.Key_Right)
    assert chosen.args == ["dark"]


def test_other_choices_take_their_place(parts, qtbot):
    parts.show_choices([("a", "All"), ("b", "Mine")], "b")
    assert parts.key == "b"
    assert parts.findChild(QWidget, "theme_a").accessibleName() == "All"


def test_the_keyboard_stays_here_when_other_choices_come(parts, qtbot):
    light = parts.findChild(QWidget, "theme_light")
    light.setFocus()
    qtbot.waitUntil(light.hasFocus)
    parts.show_choices([("a", "All"), ("b", "Mine")], "b")
    assert parts.findChild(QWidget, "theme_b").hasFocus()


def _with_caps(qtbot, caps):
    made = Segmented("theme")
    made.draw_caps(caps)
    made.show_choices(CHOICES, "dark")
    qtbot.addWidget(made)
    made.resize(360, 48)
    return made


def test_the_keys_that_choose_are_drawn(qtbot):
    bare, keyed = _with_caps(qtbot, {}), _with_caps(qtbot, {"light": "2"})
    assert bare.grab().toImage() != keyed.grab().toImage()


def test_the_keyboard_is_given_to_what_holds(parts, qtbot):
    parts.take_keys()
    qtbot.waitUntil(parts._parts["light"].hasFocus)


def test_words_without_room_are_known_as_cut(parts):
    light = parts.findChild(QWidget, "theme_light")
    light.resize(200, 48)
    assert not light.is_cut
    light.resize(30, 48)
    assert light.is_cut
