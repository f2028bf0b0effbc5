"""The list of hits: walked by arrow keys, chosen by a press, left by Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.looking import Hit, HitKind
from app.ui.search.hits import ROW, HitList

HITS = [(Hit(HitKind.UNIT, "lpn", f"R-00000{n}", "ACME", "Shoe", "held"), (f"R-00000{n}", "Held")) for n in (1, 2)]


@pytest.fixture
def hits(qtbot, dressed):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    made = HitList(window)
    made.setGeometry(10, 10, 400, 40)
    made.show_hits(HITS, "Nothing")
    yield made
    window.close()


def test_it_is_as_high_as_its_hits_and_says_where_there_are_none(hits):
    assert hits.height() >= 2 * ROW
    assert not hits.nothing.isVisible()
    hits.show_hits([], "Nothing is known by this.")
    assert hits.nothing.text() == "Nothing is known by this."
    assert hits.rows == []


def test_arrow_keys_walk_and_enter_chooses(qtbot, hits):
    hits.focus_first()
    qtbot.waitUntil(hits.rows[0].hasFocus)
    qtbot.keyClick(hits.rows[0], Qt.Key.Key_Down)
    assert hits.rows[1].hasFocus()
    with qtbot.waitSignal(hits.chosen) as told:
        qtbot.keyClick(hits.rows[1], Qt.Key.Key_Return)
    assert told.args[0].key == "R-000002"


def test_above_the_first_and_by_esc_it_is_left(qtbot, hits):
    hits.focus_first()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
        with qtbot.waitSignal(hits.left):
            qtbot.keyClick(hits.rows[0], key)
