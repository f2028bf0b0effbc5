"""The act that Enter does, and the others, each with its key."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import PrimaryButton, SecondaryButton
from app.ui.theme import current


def _shown(qtbot, button, width=0):
    qtbot.addWidget(button)
    button.resize(width or button.sizeHint().width(), button.sizeHint().height())
    button.show()
    return button


@pytest.mark.parametrize("kind", [PrimaryButton, SecondaryButton])
def test_it_is_large_named_and_pressed(qtbot, kind):
    button = _shown(qtbot, kind("accept", "New box, print label", "Enter"))
    assert button.height() >= 48
    assert button.accessibleName() == "New box, print label. Enter"
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_does_the_accents_act(qtbot):
    button = _shown(qtbot, PrimaryButton("accept", "Take it", "Enter"))
    assert button.grab().toImage().pixelColor(6, 28).name().upper() == current().accent
    button.setEnabled(False)
    assert button.grab().toImage().pixelColor(6, 28).name().upper() == current().background


def test_words_and_key_change(qtbot):
    button = _shown(qtbot, SecondaryButton("back", "Back", "⌫"))
    narrow = button.sizeHint().width()
    button.say("Back to the question before")
    assert button.sizeHint().width() > narrow
    assert button.words == "Back to the question before"
    assert "⌫" in button.accessibleName()


def test_long_words_may_stand_in_two_lines_and_lose_none(qtbot):
    button = PrimaryButton("accept", "Caja nueva, imprimir etiqueta", "Enter")
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    tight = _shown(qtbot, button, button.minimumSizeHint().width()).grab().toImage()
    ink = current().on_accent
    rows = [
        y
        for y in range(tight.height())
        if any(tight.pixelColor(x, y).name().upper() == ink for x in range(90, tight.width()))
    ]
    assert max(rows) - min(rows) > 24


def test_a_grave_act_wears_the_colour_of_danger(qtbot):
    button = _shown(qtbot, SecondaryButton("danger", "Dangerous goods", "D", icon="warning", left=True, small=True))
    button.set_grave(True)
    image = button.grab().toImage()
    inks = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert current().bad in inks
