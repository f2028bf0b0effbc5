"""The label as its printer will draw it comes when it is drawn, and is known from then on."""

from dataclasses import replace

from PySide6.QtGui import QImage

from app.domain.bench.label_data import as_fields
from app.domain.bench.state import Label
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.printing import Printing
from app.ui.bench.beside import label_view
from app.ui.bench.label_view import LabelPaper
from app.ui.bench.papers import Papers
from app.ui.parts import Parts
from tests.plain_labels import PlainLabels
from tests.room import Room

DATA = {
    "code": "R-000001-1H", "lpn": "R-000001", "title": "Cup", "sku": "CUP", "client": "ACME", "grade": "C",
    "work": "repair", "bin": "work",
}  # fmt: skip
LABEL = Label("R-000001", "unit", "R-000001-1H", 1, as_fields(DATA))


def _with(room: Room, printing: Printing) -> Parts:
    return replace(room.parts, station=replace(room.station, open_printing=lambda: printing))


def test_a_label_is_shown_as_it_is_printed(qtbot, room):
    printing = room.house.printing(labels=LabelLibrary(shipped("labels")))
    papers, paper, view = Papers(_with(room, printing)), LabelPaper(), label_view(LABEL)
    qtbot.addWidget(paper)
    paper.draw(view)
    assert not paper.is_drawn
    papers.fetch(LABEL, lambda image: paper.show_picture(view, image), paper)
    qtbot.waitUntil(lambda: paper.is_drawn)
    paper.resize(400, 240)
    assert not paper.grab().isNull()
    again: list[QImage] = []
    papers.fetch(LABEL, again.append, paper)
    assert len(again) == 1
    paper.draw(label_view(Label("R-000002", "unit", "R-000002-1K", 1)))
    assert not paper.is_drawn


def test_a_label_that_cannot_be_drawn_leaves_its_text(qtbot, room):
    parts = _with(room, room.house.printing(labels=PlainLabels()))
    paper = LabelPaper()
    qtbot.addWidget(paper)
    shown: list[QImage] = []
    papers = Papers(parts)
    papers.fetch(LABEL, shown.append, paper)
    papers.fetch(Label("R-000001", "nothing", "X", 1), shown.append, paper)
    room.lanes[1].close()
    assert shown == []
