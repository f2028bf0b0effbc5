"""On or off; the whole line is the target."""

from PySide6.QtCore import QPoint, Qt

from app.ui.kit import Toggle
from app.ui.theme import current


def _toggle(qtbot):
    toggle = Toggle("tones", "Tones")
    qtbot.addWidget(toggle)
    toggle.resize(240, toggle.sizeHint().height())
    toggle.show()
    return toggle


def test_the_whole_line_is_the_target(qtbot):
    toggle = _toggle(qtbot)
    assert toggle.height() >= 48
    with qtbot.waitSignal(toggle.toggled) as toggled:
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=QPoint(220, 24))
    assert toggled.args == [True]


def test_on_and_off_are_told_apart_by_place_and_colour(qtbot):
    toggle = _toggle(qtbot)
    middle = toggle.height() // 2
    off = toggle.grab().toImage()
    toggle.setChecked(True)
    on = toggle.grab().toImage()
    assert off.pixelColor(16, middle).name().upper() == current().third
    assert on.pixelColor(10, middle).name().upper() == current().accent
    assert on.pixelColor(34, middle).name().upper() == current().on_accent


def test_other_words(qtbot):
    toggle = _toggle(qtbot)
    toggle.say("Tonos")
    assert toggle.accessibleName() == "Tonos"
