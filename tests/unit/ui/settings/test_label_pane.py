"""What is chosen for the label that is looked at, and what can be done with it, by rights and by what there is."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.ports import LabelFault, LabelTemplate
from app.services.own_labels import Sample, Shelf, Shelved
from app.services.printing import SetUpPrinter
from app.ui.settings.label_pane import LabelPane
from app.ui.words import language
from tests.unit.ui.settings.conftest import touch

UNIT = LabelTemplate("unit", "unit", 57, 32, (), ())
TWO = (SetUpPrinter("small", "zpl", 203, "57x32"), SetUpPrinter("sharp", "zpl", 300, "57x32"))
BROKEN = LabelFault("unit", "It is broken.", "Mend it.", 4)


@pytest.fixture
def pane(qtbot, dressed):
    pane = LabelPane("zh_CN")
    qtbot.addWidget(pane)
    pane.resize(700, 540)
    pane.show()
    return pane


def image(wide=60, high=30):
    made = QImage(wide, high, QImage.Format.Format_Mono)
    made.fill(1)
    return made


def test_it_begins_in_the_language_of_the_labels(pane):
    pane.show_label(Shelved("unit", UNIT, printers=TWO), may=True)
    assert (pane.speaks, pane.sample, pane.printer, pane.dpi) == ("zh_CN", Sample.EXAMPLE, "small", 203)
    assert LabelPane("fr").speaks == "en"


def test_each_choice_has_it_drawn_anew(qtbot, pane):
    pane.show_label(Shelved("unit", UNIT, printers=TWO), may=True)
    for name in ("label_sample_long", "label_language_de"):
        qtbot.waitUntil(pane.findChild(QWidget, name).isVisible)
        with qtbot.waitSignal(pane.wanted):
            touch(pane, name)
    with qtbot.waitSignal(pane.wanted):
        pane.printers.setCurrentIndex(1)
    assert (pane.sample, pane.speaks, pane.printer, pane.dpi) == (Sample.LONG, "de", "sharp", 300)
    pane.show_label(Shelved("park", UNIT, printers=TWO[:1]), may=True)
    assert (pane.printer, pane.printers.isHidden()) == ("small", True)


def test_the_last_printed_is_shown_only_where_there_is_one(qtbot, pane):
    pane.show_label(Shelved("unit", UNIT, newest={"code": "R-1"}), may=True)
    qtbot.waitUntil(pane.findChild(QWidget, "label_sample_newest").isVisible)
    touch(pane, "label_sample_newest")
    samples = [pane.sample]
    pane.show_label(Shelved("park", UNIT), may=True)
    assert [*samples, pane.sample] == [Sample.NEWEST, Sample.EXAMPLE]


def test_what_no_printer_prints_is_not_tried(pane):
    pane.show_label(Shelved("unit", UNIT), may=True)
    assert not pane.print.isEnabled()
    assert "no printer here" in pane.facts.text()


@pytest.mark.parametrize(("own", "may", "seen"), [(True, True, True), (True, False, False), (False, True, False)])
def test_a_clients_own_is_taken_out_by_whoever_may(pane, own, may, seen):
    pane.show_label(Shelved("unit", UNIT, own=own), may=may)
    assert (pane.take_out.isVisible(), pane.export.isVisible(), pane.choose.isVisible()) == (seen, True, False)


def test_a_broken_one_says_why_and_shows_no_old_picture(pane):
    pane.show_label(Shelved("unit", UNIT, printers=TWO), may=True)
    pane.show_picture(image())
    pane.show_label(Shelved("unit", None, own=True, fault=BROKEN), may=True)
    assert pane.fault.words == ("Line 4: It is broken.", "Mend it.")
    assert (pane.picture.isVisible(), pane.empty.isVisible(), pane.print.isVisible()) == (False, True, False)
    pane.show_label(Shelved("unit", UNIT, printers=TWO), may=True)
    pane.show_picture(image())
    assert (pane.fault.isVisible(), pane.picture.isVisible()) == (False, True)


def test_a_client_without_a_logo_hears_how_it_comes(pane):
    pane.show_logo(Shelf("ACME"), may=True)
    assert (pane.empty.isVisible(), pane.choose.isVisible(), pane.take_out.isVisible()) == (True, True, False)
    assert "ACME" in pane.empty.accessibleName()
    pane.show_logo(Shelf("ACME", logo_fault=BROKEN), may=True)
    assert (pane.fault.words[1], pane.take_out.isVisible()) == ("Mend it.", True)
    pane.show_logo(Shelf("ACME"), may=False)
    assert not pane.choose.isVisible()


def test_only_what_is_too_large_can_be_shown_in_two_ways(pane):
    pane.show_label(Shelved("unit", UNIT, printers=TWO), may=True)
    pane.show_picture(image())
    assert pane.zoom.isHidden()
    pane.show_picture(image(800, 1200))
    assert pane.picture.pixels_a_dot == 0
    touch(pane, "label_zoom_dots")
    assert pane.picture.pixels_a_dot == 1


def test_buttons_tell_what_they_are_for_in_any_language(qtbot, pane):
    pane.show_label(Shelved("unit", UNIT, own=True, printers=TWO), may=True)
    for name, signal in (
        ("label_print", pane.print_asked),
        ("label_export", pane.export_asked),
        ("label_take_out", pane.take_out_asked),
    ):
        with qtbot.waitSignal(signal):
            touch(pane, name)
    language.speak("es")
    pane.retranslate()
    assert pane.printers.accessibleName() == "Impresora"
