"""An empty place says what will be here."""

import pytest

from app.ui.kit import EmptyState, Label
from app.ui.theme import current


def test_it_says_what_comes_and_how(qtbot):
    empty = EmptyState("no_units")
    qtbot.addWidget(empty)
    empty.say("No units yet", "Units stand here as soon as the first parcel is opened.")
    empty.resize(400, 300)
    empty.show()
    assert empty.accessibleName().startswith("No units yet. Units stand")
    text = next(label for label in empty.findChildren(Label) if label.objectName() == "no_units_text")
    assert text.height() >= text.heightForWidth(text.width())
    image = empty.grab().toImage()
    inks = {image.pixelColor(x, y).name().upper() for x in range(160, 240) for y in range(60, 200)}
    assert current().accent_weak in inks


@pytest.mark.parametrize("width", [300, 700, 1600])
def test_it_stands_in_the_middle_of_any_place(qtbot, width):
    empty = EmptyState("no_units")
    qtbot.addWidget(empty)
    empty.say("No units yet", "Units stand here as soon as the first parcel is opened. " * 2)
    empty.resize(width, 400)
    empty.show()
    for label in empty.findChildren(Label):
        assert label.geometry().center().x() == pytest.approx(width / 2, abs=2)
        assert label.height() >= label.heightForWidth(label.width())
