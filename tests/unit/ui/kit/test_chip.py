"""A state in a few words."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import Chip
from app.ui.theme import current


def _chip(qtbot, *args, **kwargs):
    chip = Chip("printer", *args, **kwargs)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.show()
    return chip


@pytest.mark.parametrize("state", ["ok", "warn", "bad", "accent"])
def test_a_state_has_its_dot(qtbot, state):
    chip = _chip(qtbot, "Printer ready", state)
    image = chip.grab().toImage()
    dot = image.pixelColor(15, image.height() // 2)
    assert dot.name().upper() == current().dot(state)


def test_neutral_has_none(qtbot):
    assert _chip(qtbot, "Li Na").sizeHint().width() < _chip(qtbot, "Li Na", "ok").sizeHint().width()


def test_a_filled_one_stands_on_its_weak_ground(qtbot):
    image = _chip(qtbot, "Sharp", "ok", filled=True).grab().toImage()
    assert image.pixelColor(4, image.height() // 2).name().upper() == current().ok_weak


def test_a_value_stands_after_the_words(qtbot):
    chip = _chip(qtbot, "Box")
    before = chip.sizeHint().width()
    chip.say("Box", value="intact")
    assert chip.sizeHint().width() > before
    assert chip.accessibleName() == "Box intact"


def test_it_is_no_button_until_something_hangs_on_it(qtbot):
    chip = _chip(qtbot, "中 / EN")
    assert chip.focusPolicy() is Qt.FocusPolicy.NoFocus
    chip.set_pressable(True)
    chip.resize(chip.sizeHint())
    assert chip.height() >= 48
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_endless_words_are_cut_and_whole_in_the_tooltip(qtbot):
    chip = _chip(qtbot, "word " * 100, "bad")
    assert chip.sizeHint().width() <= 360
    assert "word word" in chip.toolTip()
    assert chip.state == "bad"
