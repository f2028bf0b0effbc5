"""The grade: its mark, why, the four sides of the goods, and where the unit recovers most. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.disposition import Route
from app.ui import words
from app.ui.kit import DimensionTile, GradeMark, Label, RouteRow, ScrollColumn
from app.ui.kit.filling import filling
from app.ui.theme import Type

from .pieces import Verdict
from .tongue import spoken

SIDES = 4
MARK = 88


class VerdictView(QWidget):
    """Draws a `Verdict`.

    Signals:
        touched(str): the route whose control has this name

    """

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self._mark = GradeMark("proposed_grade", "", MARK)
        self._title = Label(kind=Type.TITLE, name="grade_title", wrap=False)
        self._why = Label(kind=Type.BODY, tone="second", name="grade_reasons")
        self._why.setMaximumHeight(66)
        self._tiles = [DimensionTile(f"side_{place}") for place in range(SIDES)]
        self._caption = Label(kind=Type.CAPTION, tone="second", name="routes_caption")
        self._routes = ScrollColumn("routes", spacing=6)
        self._routes.setMinimumHeight(60)
        self._rows: list[RouteRow] = []
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._mark)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch()
        said.addWidget(self._title)
        said.addWidget(self._why)
        said.addStretch()
        head.addLayout(said, 1)
        column.addLayout(head)
        column.addSpacing(4)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // 2, place % 2)
        column.addLayout(grid)
        column.addSpacing(2)
        column.addWidget(self._caption)
        column.addWidget(self._routes, 1)

    def draw(self, verdict: Verdict) -> None:
        """Show this grade."""
        self._mark.show_grade(verdict.grade.value)
        self._title.say(spoken(verdict.title))
        self._why.say(spoken(verdict.reasons))
        self._why.setToolTip("")
        for tile, side in zip(self._tiles, verdict.sides, strict=True):
            tile.show_dimension(spoken(side.name), side.grade.value if side.grade else "", spoken(side.text))
        self._caption.say(words._("Where it may go, the proposal first"))
        self._draw_routes(verdict)

    def make_rows(self, count: int = len(Route)) -> None:
        """So many rows for routes, if there are fewer: ahead, or when they are drawn."""
        if len(self._rows) >= count:
            return
        with filling(self._routes.widget()):
            while len(self._rows) < count:
                row = RouteRow("route")
                row.hide()
                row.clicked.connect(self._on_clicked)
                self._rows.append(row)
                self._routes.column.addWidget(row)

    def _draw_routes(self, verdict: Verdict) -> None:
        self.make_rows(len(verdict.routes))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(verdict.routes))
        for row, shown in zip(self._rows, verdict.routes, strict=False):
            row.setObjectName(f"route_{shown.route.value}")
            row.show_route(
                shown.control.key if shown.control is not None else "",
                spoken(shown.text),
                spoken(shown.why),
                spoken(shown.net) if shown.control is not None else "–",
                shown.share,
                chosen=shown.chosen,
                ruled_out=shown.control is None,
            )
        RouteRow.line_up(self._rows[: len(verdict.routes)])
        self._routes.verticalScrollBar().setValue(0)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())
