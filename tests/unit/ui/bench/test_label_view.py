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
    paper.resize(370, 200)
    small = paper.sizeHint().height()
    paper.resize(900, 200)
    assert small < paper.sizeHint().height() < 300
