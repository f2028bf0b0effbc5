"""The grade, drawn, with its routes."""

import pytest
from PySide6.QtCore import Qt

from app.ui.bench.verdict_view import VerdictView
from app.ui.kit import DimensionTile, GradeMark, RouteRow
from tests.world import CUP, order


@pytest.fixture
def verdict(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space")
    return bench.scene.stage.verdict


@pytest.fixture
def view(dressed, verdict, qtbot):
    made = VerdictView()
    qtbot.addWidget(made)
    made.resize(560, 540)
    made.show()
    made.draw(verdict)
    return made


def test_grade_sides_and_routes_are_there(view, verdict):
    assert view.findChild(GradeMark, "proposed_grade").letter == "A"
    assert len(view.findChildren(DimensionTile)) == 4
    rows = [row for row in view.findChildren(RouteRow) if not row.isHidden()]
    assert [row.objectName() for row in rows] == [f"route_{shown.route.value}" for shown in verdict.routes]
    assert rows[0].isEnabled()
    assert not rows[-1].isEnabled()


def test_a_touch_on_a_route_says_which(view, qtbot):
    with qtbot.waitSignal(view.touched) as touched:
        qtbot.mouseClick(view.findChild(RouteRow, "route_exchange_pool"), Qt.MouseButton.LeftButton)
    assert touched.args == ["route_exchange_pool"]


def test_it_fits_where_the_least_window_has_room(view):
    assert view.minimumSizeHint().height() <= 450


def test_rows_that_were_made_ahead_are_the_ones_that_are_drawn(dressed, verdict, qtbot):
    made = VerdictView()
    qtbot.addWidget(made)
    made.make_rows()
    rows = made.findChildren(RouteRow)
    assert all(row.isHidden() for row in rows)
    made.show()
    made.draw(verdict)
    assert made.findChildren(RouteRow) == rows
    assert sum(not row.isHidden() for row in rows) == len(verdict.routes)


def test_rows_that_are_missing_are_made_in_sight(view, verdict):
    rows = view.findChildren(RouteRow)
    view.make_rows(len(rows) + 2)
    assert len(view.findChildren(RouteRow)) == len(rows) + 2
    assert all(row.isVisible() for row in rows)
