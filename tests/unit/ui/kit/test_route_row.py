"""A route shows what it recovers; one that is ruled out says why and cannot be taken."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import RouteRow
from app.ui.theme import current
from app.ui.theme.contrast import mixed


def _row(qtbot, *args, **kwargs):
    row = RouteRow("route_1")
    row.show_route(*args, **kwargs)
    qtbot.addWidget(row)
    row.resize(560, row.sizeHint().height())
    row.show()
    return row


def _bar(row):
    """How many pixels of the middle line wear the bar's colour."""
    image = row.grab().toImage()
    ink = mixed(current().accent, current().panel, 0.12)
    return sum(image.pixelColor(x, image.height() // 2).name().upper() == ink for x in range(image.width()))


def test_more_money_has_the_longer_bar(qtbot):
    half = _bar(_row(qtbot, "2", "Open box", "about 9 days", "$23.00", 0.5))
    full = _bar(_row(qtbot, "1", "New box", "today", "$46.00", 1.0))
    assert full == pytest.approx(2 * half, rel=0.1)


def test_it_is_chosen_with_a_finger(qtbot):
    row = _row(qtbot, "1", "New box, check again", "today", "$46.10", 1)
    assert row.sizeHint().height() >= 48
    with qtbot.waitSignal(row.clicked):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.accessibleName() == "New box, check again. today. $46.10. 1"


def test_what_is_ruled_out_has_no_bar_and_is_not_taken(qtbot):
    row = _row(qtbot, "4", "Return to factory", "under $150", "–", 0.9, ruled_out=True)
    assert _bar(row) == 0
    with qtbot.assertNotEmitted(row.clicked):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert "under $150" in row.accessibleName()


def test_a_loss_is_not_drawn_as_a_gain(qtbot):
    row = _row(qtbot, "3", "Recycle", "the fee", "−$2.36", -0.5)
    assert _bar(row) == 0


def test_rows_give_their_words_one_column(qtbot):
    rows = [
        _row(qtbot, "1", "Caja nueva y segunda revisión", "hoy", "$46.10", 1),
        _row(qtbot, "2", "Piezas", "hoy", "$4.10", 1),
    ]
    before = _bar(rows[1])
    RouteRow.line_up(rows)
    assert _bar(rows[0]) == _bar(rows[1]) < before
