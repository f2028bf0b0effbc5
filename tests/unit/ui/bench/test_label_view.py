"""A label in its place, the same in both themes."""

from PySide6.QtGui import QImage

from app.domain.grading import Grade
from app.ui.bench.label_view import LabelPaper
from app.ui.bench.pieces import LabelView
from app.ui.theme import look


def test_a_label_looks_the_same_in_both_themes_and_void_is_seen(dressed, qtbot):
    paper = LabelPaper()
    qtbot.addWidget(paper)
    label = LabelView("Shop label", "R-000001-1H", ("A cup", "restocked", "ACME"), Grade.A)
    paper.resize(370, 200)
    paper.draw(label)
    assert paper.accessibleName() == "Shop label. R-000001-1H. A cup. restocked. ACME"
    light = paper.grab().toImage()
    middle = light.pixelColor(60, 40)
    look.choose("dark")
    assert paper.grab().toImage().pixelColor(60, 40) == middle
    look.choose("light")
    paper.draw(LabelView("Shop label", "R-000001-1H", ("A cup", "restocked", "ACME"), Grade.A, void=True))
    assert paper.grab().toImage() != light


def test_it_grows_with_its_card_and_not_beyond_reading(dressed, qtbot):
    paper = LabelPaper()
    qtbot.addWidget(paper)
    assert paper.hasHeightForWidth()
    assert paper.heightForWidth(370) < paper.heightForWidth(900) < 300


def test_its_height_does_not_follow_its_own_width(dressed, qtbot):
    """In a column that scrolls a bar that comes and goes would change both, again and again."""
    paper = LabelPaper()
    qtbot.addWidget(paper)
    paper.resize(370, 200)
    hint = paper.sizeHint()
    paper.resize(900, 200)
    assert paper.sizeHint() == hint


def test_its_sides_and_dots_are_those_of_its_picture(qtbot, dressed):
    paper = LabelPaper()
    qtbot.addWidget(paper)
    label = LabelView("Unit label", "R-000001-1H", ("A",), None)
    paper.draw(label)
    assert paper.size_said == ""
    picture = QImage(456, 256, QImage.Format.Format_Mono)
    picture.setDotsPerMeterX(7992)
    picture.setDotsPerMeterY(7992)
    paper.show_picture(label, picture)
    assert paper.size_said == "57 × 32 mm · 203 dpi"
