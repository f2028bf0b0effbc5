"""Each figure in its place, said to the screen reader with its caption."""

from app.ui.work.figures import PLACES, Figures
from app.ui.work.scene import FigureShown


def test_figures_stand_in_their_places(qtbot, dressed):
    figures = Figures()
    qtbot.addWidget(figures)
    figures.show_figures([FigureShown(f"Caption {place}", str(place), "beside") for place in range(PLACES)])
    assert [one.accessibleName() for one in figures.figures] == [f"Caption {n}: {n} beside" for n in range(PLACES)]
