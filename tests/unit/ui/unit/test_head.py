"""The head says which unit it is, and offers what may be done."""

import pytest

from app.ui.unit.acts import Form
from app.ui.unit.head import Head
from tests.unit.ui.unit.test_acts import UNIT


@pytest.fixture
def head(qtbot, dressed):
    made = Head()
    qtbot.addWidget(made)
    made.resize(1338, 84)
    made.retranslate()
    made.show()
    return made


def test_it_shows_as_many_chips_and_acts_as_there_are(qtbot, head):
    head.show_unit(UNIT)
    head.show_acts([Form("destroy", "Destroy", "", "Do it", grave=True), Form("reprint", "Print", "", "Do it")])
    shown = [act for act in head._acts if act.isVisible()]
    assert [act.objectName() for act in shown] == ["unit_destroy", "unit_reprint"]
    with qtbot.waitSignal(head.act_asked) as told:
        shown[1].click()
    assert told.args == ["reprint"]
    head.show_acts([])
    assert not any(act.isVisible() for act in head._acts)


def test_the_way_back_has_a_name(qtbot, head):
    assert head.back.accessibleName() == "Back"
    with qtbot.waitSignal(head.back_asked):
        head.back.click()


def test_each_act_has_its_place_as_its_key(qtbot, head):
    head.show_acts([Form("destroy", "Destroy", "", "Do it", grave=True), Form("reprint", "Print", "", "Do it")])
    with qtbot.waitSignal(head.act_asked) as told:
        assert head.press("2")
    assert told.args == ["reprint"]
    assert not head.press("3")
    assert not head.press("")
