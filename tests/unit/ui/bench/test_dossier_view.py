"""What a review is decided on, as it is drawn."""

from app.ui.bench.dossier_view import DossierView
from app.ui.bench.examined import Examined
from app.ui.kit import DimensionTile, Label, Notice, RouteRow
from app.ui.unit.scene import Known, read_unit
from tests.room import graded  # noqa: F401 - a fixture


def _record(room, **changes):
    known = read_unit(room.station.reads, "R-000002")
    assert known is not None
    return Known({**known.record, **changes}, known.people)


def test_it_says_why_it_waits_what_was_found_the_ways_and_every_answer(graded, room, qtbot):  # noqa: F811
    record = _record(room, held=True, held_because="no_such_rule")
    view = DossierView()
    qtbot.addWidget(view)
    view.resize(560, 300)
    view.show()
    view.draw(Examined(record, graded.rules))
    (notice,) = view.findChildren(Notice, "dossier_hold")
    assert notice.words == ("Why it waits", "no such rule")
    assert len(view.findChildren(DimensionTile)) == 4
    assert [row for row in view.findChildren(RouteRow) if row.accessibleName().startswith("Destroy")]
    said = [one for one in view.findChildren(Label) if one.objectName().startswith("dossier_answer_")]
    assert len(said) == len(record.record["answers"])
    assert all(one.text() for one in said)


def test_it_is_read_on_by_keys(graded, room, qtbot):  # noqa: F811
    view = DossierView()
    qtbot.addWidget(view)
    view.resize(560, 160)
    view.show()
    view.draw(Examined(_record(room), graded.rules))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    view.read_on(1)
    assert view.verticalScrollBar().value() > 0
    view.read_on(-1)
    assert view.verticalScrollBar().value() == 0
