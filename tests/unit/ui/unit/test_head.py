"""The head says which unit it is, and offers what may be done."""

from dataclasses import replace

import pytest

from app.ui.theme import look
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


@pytest.mark.parametrize("size", [1.0, 1.5])
def test_how_a_unit_stands_is_read_whole_beside_four_acts_in_a_long_language(qtbot, dressed, head, size):
    look.enlarge(size)
    try:
        titles = ("Otro grado", "Devolver", "Reciclar", "Imprimir etiqueta otra vez")
        head.show_unit(replace(UNIT, chips=(("Cuarentena", "accent"), ("etiqueta comprobada", "ok"))))
        head.show_acts([Form(f"act_{place}", title, "", "Do it") for place, title in enumerate(titles)])
        head.resize(1338, head.sizeHint().height())
        qtbot.wait_until(lambda: head._chips[0].width() >= head._chips[0].sizeHint().width())
        if size == 1:
            assert head.minimumSizeHint().width() <= 1338
        assert all(chip.width() >= chip.natural_width for chip in head._chips if chip.isVisible())
    finally:
        look.enlarge(1.0)
