"""Chips break into lines where the line is full."""

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.kit import FlowLayout


@pytest.fixture
def flow(qtbot):
    holder = QWidget()
    layout = FlowLayout(holder, spacing=8)
    for _ in range(6):
        chip = QWidget()
        chip.setFixedSize(90, 30)
        layout.addWidget(chip)
    qtbot.addWidget(holder)
    holder.show()
    yield layout
    holder.close()


def test_one_line_where_there_is_room(flow):
    assert flow.heightForWidth(600) == 30
    assert flow.sizeHint().height() == 30


def test_more_lines_where_there_is_not(flow):
    assert flow.heightForWidth(200) == 3 * 30 + 2 * 8
    assert flow.minimumSize().width() == 90


def test_nothing_overlaps_and_nothing_is_lost(flow):
    holder = flow.parentWidget()
    holder.resize(200, 200)
    places = [flow.itemAt(number).geometry() for number in range(flow.count())]
    assert all(not one.intersects(other) for n, one in enumerate(places) for other in places[n + 1 :])
    assert all(holder.rect().contains(place) for place in places)


def test_what_is_hidden_takes_no_room(flow):
    flow.itemAt(0).widget().hide()
    assert flow.sizeHint().width() == 5 * 90 + 4 * 8


def test_items_are_taken_out(flow):
    assert flow.takeAt(0) is not None
    assert flow.count() == 5
    assert flow.takeAt(99) is None
    assert flow.itemAt(99) is None
