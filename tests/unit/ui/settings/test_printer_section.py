"""What is set up of printers and scale, and what became of a test label."""

import pytest

from app.config import PrinterSettings, ScaleSettings, Settings
from tests.unit.ui.settings.conftest import touch


@pytest.fixture
def section(page):
    page.open("printer")
    return page.section("printer")


def test_a_test_label_tells_what_became_of_it(qtbot, page, section, station):
    touch(page, "printer_test")
    qtbot.waitUntil(lambda: page.notice.words[0] == "The test label was sent.")
    assert list((station.profile.spool / "printer").iterdir())
    section._on_printed("unknown")
    assert page.notice.state == "warn"


def test_the_printers_are_listed(section):
    section.show_settings(Settings(printer=(PrinterSettings(stock="102x152", dpi=300),)))
    section.retranslate()
    assert dict(section._facts.facts)["Labels in it"] == "102 × 152 mm · 300 dpi"
    assert section._dpi.key == "300"


def test_the_first_printer_gets_a_name(qtbot, page, section):
    with qtbot.waitSignal(section.changed) as told:
        touch(page, "printer_dpi_300")
    assert told.args == [{("printer", 0, "name"): "labels", ("printer", 0, "dpi"): 300}]


def test_a_scale_is_set_up_or_taken_away(qtbot, page, section):
    with qtbot.waitSignal(section.changed) as told:
        touch(page, "scale_virtual")
    assert told.args == [{("scale", "transport"): "virtual"}]
    section.show_settings(Settings(scale=ScaleSettings(transport="virtual")))
    with qtbot.waitSignal(section.changed) as told:
        touch(page, "scale_none")
    assert told.args == [{("scale", "transport"): None}]
