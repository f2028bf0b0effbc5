"""The lines of a parcel, with their counts and the pieces that are missing."""

import pytest
from PySide6.QtCore import Qt

from app.ui.bench.acts import Count
from app.ui.bench.lines_view import LineRow, LinesView, fate_of
from app.ui.bench.pieces import Control, Line
from app.ui.kit import SecondaryButton
from tests.bench_screen import words


def _line(**counts):
    return Line("L1", "A cup", "CUP · ACME", **{"quantity": 3, "received": 0, "missing": 0, "wrong": 0, **counts})


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "3 pieces"),
        ({"quantity": 1}, "1 piece"),
        ({"received": 2}, "2 of 3 received"),
        ({"received": 1, "missing": 1, "wrong": 1}, "1 of 3 received · 1 missing · 1 wrong"),
    ],
)
def test_what_became_of_a_line(counts, said):
    assert words(fate_of(_line(**counts))) == said


def test_rows_with_their_counts_and_touches(dressed, qtbot):
    view = LinesView()
    qtbot.addWidget(view)
    fewer, more = Control("fewer_0", "Fewer", Count("L1", -1), "−"), Control("more_0", "More", Count("L1", 1), "+")
    view.resize(500, 300)
    view.draw((_line(), Line("L2", "B", "", 2, 0, 0, 0, marked=2, fewer=fewer, more=more)))
    view.show()
    assert next(row.accessibleName() for row in view.findChildren(LineRow)) == "A cup. CUP · ACME. 3 pieces"
    with qtbot.waitSignal(view.touched) as touched:
        qtbot.mouseClick(view.findChild(SecondaryButton, "fewer_0"), Qt.MouseButton.LeftButton)
    assert touched.args == ["fewer_0"]
    view.draw(())
    assert view.findChildren(LineRow) == []


def test_buttons_for_pieces_are_large_enough_for_a_finger(dressed, qtbot):
    fewer, more = Control("fewer_0", "Fewer", Count("L1", -1)), Control("more_0", "More", Count("L1", 1))
    row = LineRow(Line("L2", "B", "", 2, 0, 0, 0, marked=2, fewer=fewer, more=more), 0)
    qtbot.addWidget(row)
    assert all(button.sizeHint().height() >= 48 for button in row.findChildren(SecondaryButton))


def test_lines_that_come_anew_are_seen(dressed, qtbot):
    view = LinesView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    for received in (0, 1):
        view.draw((_line(received=received),))
        assert [row.isVisible() for row in view.findChildren(LineRow)] == [True]
