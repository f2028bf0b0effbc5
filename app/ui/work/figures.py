"""The four figures above the list of the work page. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit import Card, Figure
from app.ui.theme import Space

from .scene import FigureShown

PLACES = 4


class Figures(QWidget):
    """`show_figures(figures)`: each in its own place, which never moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("work_figures")
        self.figures = tuple(Figure(f"work_figure_{place}") for place in range(PLACES))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.CARD)
        for place, figure in enumerate(self.figures):
            card = Card(f"work_figure_card_{place}", margin=Space.CARD)
            card.column.addWidget(figure)
            row.addWidget(card, 1)

    def show_figures(self, shown: Sequence[FigureShown]) -> None:
        """Other figures."""
        for figure, one in zip(self.figures, shown, strict=False):
            figure.show_figure(one.caption, one.number, one.beside, one.tone)
