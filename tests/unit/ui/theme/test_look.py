"""The theme and the size of text change in place."""

import pytest
from PySide6.QtGui import QPalette

from app.ui.kit import Label
from app.ui.theme import Type, current, font, look


def _ink(label):
    return label.palette().color(label.foregroundRole()).name().upper()


def test_the_theme_changes_in_place(dressed, qtbot):
    label = Label("Regrade")
    qtbot.addWidget(label)
    label.show()
    with qtbot.waitSignal(look.changed):
        look.choose("dark")
    assert current().name == "dark"
    qtbot.waitUntil(lambda: _ink(label) == current().ink)


def test_what_is_worn_already_changes_nothing(dressed, qtbot):
    with qtbot.assertNotEmitted(look.changed):
        look.choose("light")


def test_without_a_word_from_the_system_it_is_light(dressed):
    look.choose("dark")
    look.choose("system")
    assert (look.choice, current().name) == ("system", "light")


def test_text_grows_in_place(dressed, qtbot):
    label = Label("Regrade", Type.NAME)
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    look.enlarge(1.5)
    qtbot.waitUntil(lambda: look.settled)
    assert label.sizeHint().height() > before
    assert font(Type.NAME).pixelSize() == label.fontInfo().pixelSize() == 24


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_application_wears_the_palette(dressed, theme):
    look.choose(theme)
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == current().background
