"""One line in which some words are stronger."""

from app.ui.kit import SpanLine
from app.ui.theme import current


def test_the_strong_words_are_ink(qtbot):
    line = SpanLine("shift")
    line.show_spans([("Shift ", False), ("42", True)], "ok")
    qtbot.addWidget(line)
    line.resize(line.sizeHint())
    image = line.grab().toImage()
    inks = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert {current().ink, current().ok} <= inks
    assert line.accessibleName() == "Shift 42"


def test_it_may_be_made_narrow_and_is_whole_in_its_tooltip(qtbot):
    line = SpanLine("last")
    line.show_spans([("Last: R-000311 " * 9, False)])
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() <= 60
    assert "R-000311" in line.toolTip()
