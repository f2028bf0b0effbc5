"""What is set up of printers and scale, and what became of a test label."""

import pytest

from app.config import PrinterSettings, ScaleSettings, Settings
from app.domain.print_jobs import JobState, PrintJob
from tests.unit.ui.settings.conftest import touch


@pytest.fixture
def section(page):
    page.open("printer")
    return page.section("printer")


def test_a_test_label_tells_what_became_of_it(qtbot, page, section, station):
    touch(page, "printer_test")
    qtbot.waitUntil(lambda: page.notice.words[0] == "The test label was sent.")
    assert list((station.profile.spool / "printer").iterdir())
    section._on_printed(PrintJob("1", "", "TEST-LABEL", "test", "test", "", "labels", {}, JobState.UNKNOWN, "It tore."))
    assert (page.notice.state, page.notice.words[1]) == ("warn", "It tore.")


def test_a_printer_says_how_it_is(qtbot, page, section):
    touch(page, "printer_look")
    qtbot.waitUntil(lambda: "How it is" in dict(section._blocks[0].facts.facts))
    assert page.notice.state == "ok"


def test_each_printer_has_its_own_test_label(section):
    section.show_settings(Settings(printer=(PrinterSettings(name="a"), PrinterSettings(name="b", templates=("unit",)))))
    asked: list[str] = []
    for block in section._blocks:
        block.test_asked.connect(asked.append)
        block.test.click()
    assert asked == ["a", "b"]
    assert dict(section._blocks[1].facts.facts)["Prints"] == "unit"


def test_the_printers_are_listed(section):
    section.show_settings(Settings(printer=(PrinterSettings(stock="102x152", dpi=300),)))
    section.retranslate()
    assert dict(section._blocks[0].facts.facts)["Labels in it"] == "102 × 152 mm · 300 dpi"
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
