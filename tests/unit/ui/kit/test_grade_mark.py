"""A grade's mark is as large as asked and is known by name."""

import pytest
from PySide6.QtCore import QSize

from app.ui.kit import GradeMark
from app.ui.theme import current
from app.ui.words import language


@pytest.mark.parametrize("letter", "ABCS")
@pytest.mark.parametrize("side", [22, 88])
def test_it_shows_its_colour(qtbot, letter, side):
    mark = GradeMark("proposed", letter, side)
    qtbot.addWidget(mark)
    assert mark.sizeHint() == mark.minimumSizeHint() == QSize(side, side)
    mark.resize(side, side)
    image = mark.grab().toImage()
    inks = {image.pixelColor(x, y).name().upper() for x in range(side) for y in range(side)}
    assert current().grade(letter) in inks


def test_a_screen_reader_says_what_it_means(qtbot):
    mark = GradeMark("proposed", "B")
    qtbot.addWidget(mark)
    assert (mark.letter, mark.accessibleName()) == ("B", "Grade B: Open box")
    language.speak("zh_CN")
    mark.show_grade("A")
    assert "A" in mark.accessibleName()
