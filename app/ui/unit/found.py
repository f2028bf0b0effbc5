"""The left card of the unit page: what the buyer said, what is known, what was found, asked and considered.

Shows what it is given, from the top; scrolls. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.kit import Card, DimensionTile, ElidedLabel, FactRows, Label, ReasonBox, RouteRow, ScrollColumn
from app.ui.kit.filling import filling
from app.ui.theme import Space, Type
from app.ui.words import _

from .pieces import AnswerRow, UnitView, Way
from .reference import Reference

PICTURE = QSize(720, 300)


class Found(Card):
    """`show_unit(view)`, `show_reference(image)`."""

    def __init__(self) -> None:
        super().__init__("unit_found")
        self.scrolled = ScrollColumn("unit_found_scroll", spacing=Space.NEAR)
        self.reason = ReasonBox("unit_reason")
        self.reference = Reference("unit_reference")
        self.facts = FactRows("unit_facts")
        self.sides = QWidget()
        self.why = Label("", Type.SECOND, "second", name="unit_why")
        self.captions = {name: Label("", Type.CAPTION, "second", name=f"unit_{name}_caption") for name in _CAPTIONS}
        self._tiles = [DimensionTile(f"unit_side_{place}") for place in range(4)]
        self._answers, self._ways = _column("unit_answers"), _column("unit_routes")
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self.sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.TIGHT)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(tile, place // 2, place % 2)
        for widget in (
            self.reason,
            self.reference,
            self.facts,
            self.captions["found"],
            self.sides,
            self.why,
            self.captions["answers"],
            self._answers,
            self.captions["routes"],
            self._ways,
        ):
            self.scrolled.column.addWidget(widget)
        self.column.addWidget(self.scrolled, 1)

    def show_unit(self, view: UnitView) -> None:
        """Another unit, or the same as it stands now."""
        self.reason.show_reason(view.reason, view.note) if view.reason or view.note else self.reason.clear()
        self.facts.sentences = frozenset({_("Client asks")})
        self.facts.show_facts(view.facts)
        for name, shown in (("found", view.sides), ("answers", view.answers), ("routes", view.ways)):
            self.captions[name].setVisible(bool(shown))
        self.sides.setVisible(bool(view.sides))
        for tile, side in zip(self._tiles, view.sides, strict=False):
            tile.show_dimension(side.title, side.letter, side.found)
        self.why.say(view.reasons)
        self.why.setVisible(bool(view.reasons))
        _fill(self._answers, [_answer(place, answer) for place, answer in enumerate(view.answers)])
        _fill(self._ways, [_way(place, way) for place, way in enumerate(view.ways)])

    def show_reference(self, image: QImage | None) -> None:
        """The reference picture of the article; gone where there is none."""
        self.reference.show_picture(image)

    def retranslate(self) -> None:
        """Say the captions anew."""
        words = {"found": _("What was found"), "answers": _("Answers"), "routes": _("Routes considered")}
        for name, caption in self.captions.items():
            caption.say(words[name])
        self.reference.call(_("Reference picture"))


_CAPTIONS = ("found", "answers", "routes")


def _column(name: str) -> QWidget:
    widget = QWidget()
    widget.setObjectName(name)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    return widget


def _fill(widget: QWidget, rows: list[QWidget]) -> None:
    """Other rows in the place of those that were there."""
    column = widget.layout()
    if column is None:
        return
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    with filling(widget):
        for row in rows:
            column.addWidget(row)
    widget.setVisible(bool(rows))


def _answer(place: int, answer: AnswerRow) -> QWidget:
    row = _column(f"unit_answer_{place}")
    column = row.layout()
    if column is not None:
        column.setSpacing(0)
        column.addWidget(Label(answer.question, Type.SECOND, "second", name=f"unit_answer_{place}_question"))
        column.addWidget(Label(answer.answer, Type.STRONG, name=f"unit_answer_{place}_words"))
        column.addWidget(ElidedLabel(answer.who, Type.CAPTION_QUIET, "second", name=f"unit_answer_{place}_who"))
    return row


def _way(place: int, way: Way) -> QWidget:
    row = RouteRow(f"unit_route_{place}")
    row.show_route(str(place + 1), way.title, way.why, way.net, way.share, chosen=way.taken, ruled_out=way.ruled_out)
    return row
