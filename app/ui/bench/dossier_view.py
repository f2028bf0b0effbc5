"""What a review is decided on, below its question: why it waits, what was found, ways with their money, answers.

Told, not asked: nothing here is pressed. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import DimensionTile, Label, Notice, RouteRow, ScrollColumn
from app.ui.theme import Space, Type
from app.ui.unit.pieces import AnswerRow, UnitView, Way
from app.ui.words import _

from .drawn import Drawn
from .emptied import emptied, filled
from .examined import Examined

SIDES = 4
STEP = 90
"""How far a key moves what is read."""


class DossierView(ScrollColumn):
    """Draws an `Examined`."""

    def __init__(self) -> None:
        super().__init__("dossier", spacing=Space.TIGHT)
        self._drawn = Drawn()
        self._hold = Notice("dossier_hold")
        self._why = Label(kind=Type.SECOND, tone="second", name="dossier_why")
        self._sides = QWidget()
        self._tiles = [DimensionTile(f"dossier_side_{place}") for place in range(SIDES)]
        self._captions = [
            Label(kind=Type.CAPTION, tone="second", name=f"dossier_caption_{place}") for place in range(2)
        ]
        self._ways, self._answers = QWidget(), QWidget()
        self._ways_column, self._answers_column = QVBoxLayout(self._ways), QVBoxLayout(self._answers)
        grid = QGridLayout(self._sides)
        for layout in (grid, self._ways_column, self._answers_column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(Space.HAIR)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // 2, place % 2)
        for widget in (self._hold, self._sides, self._why):
            self.column.addWidget(widget)
        for caption, widget in zip(self._captions, (self._ways, self._answers), strict=True):
            self.column.addWidget(caption)
            self.column.addWidget(widget)
        self.column.setContentsMargins(0, 0, Space.TIGHT, 0)
        self.setViewportMargins(0, Space.HAIR, 0, Space.TIGHT)

    def draw(self, examined: Examined) -> None:
        """Show this unit, from its top."""
        if self._drawn.is_again(examined):
            return
        view = examined.view()
        self._hold.say("warn" if view.hold else "neutral", _("Why it waits") if view.hold else "", view.hold)
        self._why.say(view.reasons)
        self._why.setVisible(bool(view.reasons))
        self._sides.setVisible(bool(view.sides))
        for tile, side in zip(self._tiles, view.sides, strict=False):
            tile.show_dimension(side.title, side.letter, side.found)
        for caption, words, shown in zip(
            self._captions, (_("Routes considered"), _("Answers")), (view.ways, view.answers), strict=True
        ):
            caption.say(words)
            caption.setVisible(bool(shown))
        self._draw_ways(view.ways)
        self._draw_answers(view)
        self.verticalScrollBar().setValue(0)

    def read_on(self, steps: int) -> None:
        """Further down, or up again."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + steps * STEP)

    def _draw_ways(self, ways: tuple[Way, ...]) -> None:
        emptied(self._ways_column, to_fill=True)
        rows = []
        for place, way in enumerate(ways):
            row = RouteRow(f"dossier_route_{place}")
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.show_route("", way.title, way.why, way.net, way.share, chosen=way.taken, ruled_out=way.ruled_out)
            self._ways_column.addWidget(row)
            rows.append(row)
        RouteRow.line_up(rows)
        filled(self._ways)

    def _draw_answers(self, view: UnitView) -> None:
        emptied(self._answers_column, to_fill=True)
        sides = dict.fromkeys(answer.side for answer in view.answers)
        number = 0
        for side in sides:
            if side:
                self._answers_column.addWidget(Label(side, Type.STRONG, name=f"dossier_answers_{number}"))
            for answer in view.answers:
                if answer.side == side:
                    self._answers_column.addWidget(_row(answer, number))
                    number += 1
        filled(self._answers)


def _row(answer: AnswerRow, number: int) -> QWidget:
    """Question and answer beside each other; who gave it, when it is pointed at."""
    made = QWidget()
    made.setToolTip(answer.who)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.NEAR)
    question = Label(answer.question, Type.SECOND, "second", name=f"dossier_question_{number}")
    said = Label(answer.answer, Type.BODY, name=f"dossier_answer_{number}")
    said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(question, 3)
    row.addWidget(said, 2)
    return made
